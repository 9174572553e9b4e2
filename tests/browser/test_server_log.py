"""Which tracebacks in a server's log are the app's."""

import asyncio
import logging
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.browser.server_log import without_lost_tabs


async def lose_a_tab():
    """What Streamlit does with a line that breaks while it sends: it listens, and then closes."""

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        if message["type"] != "websocket.accept":
            raise OSError("gone")

    line = WebSocket({"type": "websocket"}, receive, send)
    await line.accept()
    with suppress(WebSocketDisconnect):
        await line.send_bytes(b"a page")
    try:
        await line.receive_bytes()
    except RuntimeError:
        await line.close()


def log_of(caplog, *errors):
    """What the server's logger prints of errors, one after the other."""
    logger = logging.getLogger("uvicorn.error")
    with caplog.at_level(logging.ERROR, logger="uvicorn.error"):
        for error in errors:
            try:
                error()
            except Exception:
                logger.exception("Exception in ASGI application\n")
    return "Uvicorn server started\n" + caplog.text + "and goes on\n"


def a_fault():
    raise RuntimeError("a fault of ours")


def lost():
    asyncio.run(lose_a_tab())


def test_a_tab_that_goes_while_the_server_sends_is_no_fault_of_the_app(caplog):
    log = log_of(caplog, lost, lost)
    assert log.count("Traceback") == 4
    assert without_lost_tabs(log).split("\n") == [
        "Uvicorn server started",
        "",
        "",
        "and goes on",
        "",
    ]


def test_a_fault_before_or_after_a_lost_tab_is_still_found(caplog):
    for errors in ((a_fault, lost), (lost, a_fault), (lost, a_fault, lost)):
        caplog.clear()
        rest = without_lost_tabs(log_of(caplog, *errors))
        assert rest.count("Traceback") == 1
        assert "a fault of ours" in rest
