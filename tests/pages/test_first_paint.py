"""What a browser gets before the app's own program runs, and what becomes of a line that is cut."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.websockets import WebSocket

from fmnist_app.ui.shell.first_paint import STYLE, FirstPaint

ROOT = Path(__file__).parents[2]
PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body>\u20ac</body></html>"
BROWSER = {"accept": "text/html,*/*", "accept-encoding": "gzip", "if-none-match": "old"}
PROGRAM = {"accept": "*/*", "if-none-match": "old"}


async def site(scope, receive, send):
    """One page, which a browser that has it need not get again, and one text."""
    headers = {name for name, _ in scope["headers"]}
    if scope["path"] == "/text":
        await PlainTextResponse("no </head> of a page")(scope, receive, send)
    elif headers & {b"accept-encoding", b"if-none-match"}:
        await PlainTextResponse("", 304)(scope, receive, send)
    else:
        await HTMLResponse(PAGE, headers={"etag": "old"})(scope, receive, send)


def run(answer):
    """Wait for an answer, in a thread of its own: other tests' browser has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answer).result()


def get(path, headers):
    """Status, headers and body of the answer to a request."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive():
        return {"type": "http.request", "body": b""}

    run(FirstPaint(site)(scope, receive, send))
    start, body = sent
    return start["status"], dict(start["headers"]), body["body"]


def talk(app):
    """Let `app` speak on a line that breaks as soon as something is sent."""

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        if message["type"] != "websocket.accept":
            raise OSError("gone")

    run(FirstPaint(app)({"type": "websocket"}, receive, send))


def test_a_page_comes_with_the_stylesheet_whatever_the_browser_has_of_before():
    status, headers, body = get("/train", BROWSER)
    text = body.decode()
    assert status == 200
    assert STYLE.read_text("utf-8") in text
    assert text.index("<script>") < text.index("</head>") < text.index("\u20ac<style>")
    assert text.endswith("</style></body></html>")
    assert int(headers[b"content-length"]) == len(body)
    assert b"etag" not in headers


def test_what_is_no_page_stays_as_it_is():
    assert get("/text", BROWSER)[2] == b"no </head> of a page"
    assert get("/train", PROGRAM)[0] == 304


def test_a_tab_that_goes_while_something_is_sent_to_it_is_no_fault():
    """As Streamlit does: what cannot be sent is passed over, then it listens, and then closes."""
    reached = []

    async def lost(scope, receive, send):
        line = WebSocket(scope, receive, send)
        await line.accept()
        try:
            await line.send_bytes(b"a page")
        except Exception:
            reached.append("sending failed")
        try:
            await line.receive_bytes()
        except RuntimeError:
            reached.append("listening failed")
            await line.close()

    talk(lost)
    assert reached == ["sending failed", "listening failed"]


def test_another_fault_on_the_line_is_told():
    async def fault(scope, receive, send):
        raise RuntimeError("a fault of ours")

    with pytest.raises(RuntimeError, match="a fault of ours"):
        talk(fault)


def test_what_every_page_needs_is_loaded_with_the_server_not_with_its_first_visitor():
    script = (
        "import sys\n"
        "from fmnist_app.ui.shell.first_paint import FRAME, FirstPaint, begin_loading\n"
        "assert FRAME not in sys.modules\n"
        "FirstPaint(None)\n"
        "begin_loading().join()\n"
        "assert FRAME in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
