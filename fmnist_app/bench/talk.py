"""A visitor without a browser: the WebSocket that Streamlit's page talks through, and nothing else.

Twenty browsers would take more of a small machine than twenty visitors take of a server.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from fmnist_app.core.errors import LabError

PATIENCE = 60.0
TEXTS = ("markdown", "heading", "text", "alert")


class Visitor:
    """One session of the app.

    `texts` are what its page says, and `errors` the exceptions its pages have shown.
    """

    def __init__(self, connection: ClientConnection) -> None:
        """Talk through `connection`."""
        self._connection = connection
        self.page, self._query = "", ""
        self.buttons: dict[str, str] = {}
        self.texts: list[str] = []
        self.errors: list[str] = []

    def open(self, page: str, query: str = "") -> float:
        """Open a page by its address; returns the seconds until it was drawn to the end."""
        self.page, self._query = page, query
        self.buttons.clear()
        return self._run(BackMsg())

    def press(self, words: str) -> float:
        """Press the button that begins so; returns the seconds until the page was drawn anew."""
        label = next((label for label in self.buttons if label.startswith(words)), None)
        if label is None:
            raise LabError(f"The page {self.page!r} has no button “{words}”.")
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = self.buttons[label], True
        return self._run(message)

    def _run(self, message: BackMsg) -> float:
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self._query
        self.texts.clear()
        began = time.perf_counter()
        self._connection.send(message.SerializeToString())
        while not self._heard(ForwardMsg.FromString(self._receive())):
            pass
        return time.perf_counter() - began

    def _receive(self) -> bytes:
        message = self._connection.recv(timeout=PATIENCE)
        return message if isinstance(message, bytes) else message.encode()

    def _heard(self, message: ForwardMsg) -> bool:
        """Take note of a message; true when it says that the page is done."""
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "button":
                self.buttons[element.button.label] = element.button.id
            elif element.WhichOneof("type") == "exception":
                self.errors.append(element.exception.message)
            elif element.WhichOneof("type") in TEXTS:
                self.texts.append(getattr(element, str(element.WhichOneof("type"))).body)
        # A fragment that ends between two clicks is not the page.
        page = ForwardMsg.FINISHED_SUCCESSFULLY
        return message.WhichOneof("type") == "script_finished" and message.script_finished == page


@contextmanager
def visitor(url: str) -> Iterator[Visitor]:
    """A visitor of the app at `url`, gone at the end."""
    address = f"ws://{urlparse(url).netloc}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as connection:  # type: ignore[list-item]
        yield Visitor(connection)
