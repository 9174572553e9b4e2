"""A server that nobody looks at gives its memory back."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from fmnist_app.core.errors import LabError
from fmnist_app.core.process_memory import rest
from fmnist_app.ui.shell.first_paint import Message, Receive, Send, Served

AFTER = 3.0  # seconds: a page that is loaded anew is back within one


def give_back() -> None:
    """Give back what work needed, and the memory of the pictures that were looked at."""
    from fmnist_app.ui.shell.resources import dataset  # noqa: PLC0415 - a server starts without

    with suppress(LabError):  # no data set is none to let go
        dataset().let_go()
    rest()


class RestWhenAlone:
    """Server software around Streamlit's (ASGI), which calls `do` once the last tab has gone."""

    def __init__(
        self, app: Served, do: Callable[[], object] = give_back, after: float = AFTER
    ) -> None:
        """Around `app`; `after` so many seconds in which nobody came, in a thread of its own."""
        self._app, self._do, self._after = app, do, after
        self._tabs = 0
        self._rest: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; a tab's lasts as long as the tab."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        self._tabs += 1
        if self._rest:
            self._rest.cancel()
        try:
            await self._app(scope, receive, send)
        finally:
            self._tabs -= 1
            if not self._tabs:
                loop = asyncio.get_running_loop()
                self._rest = loop.call_later(self._after, loop.run_in_executor, None, self._do)
