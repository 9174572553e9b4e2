"""A server that nobody looks at gives its memory back."""

import asyncio
from collections.abc import Callable

from fmnist_app.core.process_memory import rest
from fmnist_app.ui.shell.first_paint import Message, Receive, Send, Served

AFTER = 3.0  # seconds: a page that is loaded anew is back within one


class RestWhenAlone:
    """Server software around Streamlit's (ASGI), which calls `do` once the last tab has gone."""

    def __init__(self, app: Served, do: Callable[[], object] = rest, after: float = AFTER) -> None:
        """Around `app`; `after` so many seconds in which nobody came, in a thread of its own."""
        self._app, self._do, self._after = app, do, after
        self._tabs = self._gone = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; a tab's lasts as long as the tab."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        self._tabs += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._tabs -= 1
            self._gone += 1
            loop = asyncio.get_running_loop()
            loop.call_later(self._after, self._look, self._gone)

    def _look(self, gone: int) -> None:
        if not self._tabs and gone == self._gone:  # else the one that went later sees to it
            asyncio.get_running_loop().run_in_executor(None, self._do)
