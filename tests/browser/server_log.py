"""What a server's log says of itself and not of the app."""

import re

# A tab that goes while the server still sends to it: Starlette takes the line for closed, and
# Streamlit, which looks there for the next message and then closes the line once more, ends in a
# traceback that nobody is left to read.
LOST_TAB = re.compile(
    r"^.*Exception in ASGI application\n"
    r"(?:(?!.*Exception in ASGI application).*\n)*?"
    r"starlette\.websockets\.WebSocketDisconnected: WebSocket is not connected.*\n"
    r"(?:(?!.*Exception in ASGI application).*\n)*?"
    r"starlette\.websockets\.WebSocketDisconnected: Cannot call \"send\".*$",
    re.MULTILINE,
)


def without_lost_tabs(log):
    """What a server has printed, less what it says of tabs that went while it sent to them."""
    return LOST_TAB.sub("", log)
