"""What happens before the app's own program runs: the page that a browser gets, and a head start.

Streamlit hands a page's stylesheet out with its first texts, and the browser applies it when the
part that draws it has been fetched: until then everything stands elsewhere, and jumps. It also asks
for the server below the page's own path first, which leaves two errors in the console.

The first page of a new server needs a second of imports, which begin with the server, not with its
first visitor.
"""

import threading
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from starlette.websockets import WebSocketDisconnect, WebSocketDisconnected

from fmnist_app.core.process_memory import share_heaps

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Served = Callable[[Message, Receive, Send], Awaitable[None]]

STYLE = Path(__file__).with_name("style.css")
# Streamlit's name for where its server is. A page lies in the folder that the app lies in; where
# its path ends in a slash, Streamlit looks for the server itself.
WHERE = """
if (!location.pathname.endsWith("/"))
  window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: new URL(".", location).href };
"""
# A page as it was before would do without; a packed one could not be changed.
AS_BEFORE = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
FRAME = "fmnist_app.ui.shell.frame"  # by its name: it loads nearly all that pages need
CHANGED = (b"content-length", b"etag", b"last-modified")


class FirstPaint:
    """Server software around Streamlit's (ASGI), which changes the page that all pages begin as.

    `serves` says whether there is one in this process; else the pages bring the stylesheet.
    """

    serves = False

    def __init__(self, app: Served) -> None:
        """Around `app`."""
        self._app = app
        FirstPaint.serves = True
        begin_loading()
        self._script = f"<script>{WHERE}</script></head>".encode()
        # Behind Streamlit's own rules, which come in the head and would be stronger otherwise.
        self._style = f"<style>{STYLE.read_text('utf-8')}</style></body>".encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await self._listen(scope, receive, send)
        elif scope["type"] == "http" and _asks_for_a_page(scope):
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _listen(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except (WebSocketDisconnect, WebSocketDisconnected):
            # The tab went while something was sent to it; Streamlit, which then closes the line
            # that is closed, has tidied up, and nobody is left to be told.
            return

    async def _page(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = [one for one in scope["headers"] if one[0].lower() not in AS_BEFORE]
        start: Message = {}
        body = b""

        async def change(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send(start, body, send)

        await self._app({**scope, "headers": headers}, receive, change)

    async def _send(self, start: Message, body: bytes, send: Send) -> None:
        if (b"content-type", b"text/html; charset=utf-8") in start["headers"]:
            body = body.replace(b"</head>", self._script, 1).replace(b"</body>", self._style, 1)
            kept = [one for one in start["headers"] if one[0] not in CHANGED]
            start = {**start, "headers": [*kept, (b"content-length", b"%d" % len(body))]}
        await send(start)
        await send({"type": "http.response.body", "body": body})


@cache
def begin_loading() -> threading.Thread:
    """Import what the first page needs, once and in a thread of its own, which is returned."""
    share_heaps()  # before there are more
    thread = threading.Thread(target=import_module, args=(FRAME,), name="head start", daemon=True)
    thread.start()
    return thread


def _asks_for_a_page(scope: Message) -> bool:
    """Whether a browser wants a document, as when an address is opened."""
    wants = dict(scope["headers"]).get(b"accept", b"")
    return bool(scope["method"] == "GET" and b"text/html" in wants)
