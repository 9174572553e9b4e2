"""Whether someone is at the page, told by the browser: on arrival, and when it is used again.

A server that draws a page cannot know; a tab left open in the background says nothing.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from fmnist_app.ui.shell.session import Slot

KEY = "presence"
Drawn = tuple[str, Mapping[str, str | list[str]]]  # a page's path, and the words of its address
DRAWN = Slot[Drawn | None]("page_drawn", None)
HERE = Slot("presence_here", False)
# Once the page has been painted, and after that once a minute if it was used meanwhile.
JS = """
const MINUTE = 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "focus"];

export default function ({ parentElement, setTriggerValue }) {
  if (parentElement.leave) return parentElement.leave;
  let used = true;
  const use = () => { used = true; };
  const tell = () => {
    if (used && !document.hidden) setTriggerValue("here", true);
    used = false;
  };
  const [painted, minutes] = [setTimeout(tell, 200), setInterval(tell, MINUTE)];
  SIGNS.forEach((sign) => window.addEventListener(sign, use, { passive: true }));
  parentElement.leave = () => {
    clearTimeout(painted);
    clearInterval(minutes);
    SIGNS.forEach((sign) => window.removeEventListener(sign, use));
  };
  return parentElement.leave;
}
"""


def when_present(do: Callable[[], None]) -> None:
    """Call `do` whenever the browser says that someone is here; to be put at a page's end.

    In no fragment: the browser puts what comes at once into one message, and a press that went
    along with a fragment's would be lost.
    """

    def here() -> None:
        HERE.set(True)
        do()

    _component()(key=KEY, on_here_change=here, height=1)  # it shows nothing


def begin(page: str) -> None:
    """Note that the page of this path is drawn now."""
    DRAWN.set((page, st.query_params.to_dict()))


def page_left(page: str) -> Drawn | None:
    """Where the visitor has gone on to, with its address, if `page` is drawn for an old word.

    The browser tells that someone is here on the page that it shows. A press on that page may have
    led to another meanwhile; Streamlit would turn back.
    """
    here, latest = HERE.get(), DRAWN.get()
    HERE.clear()
    return latest if here and latest and latest[0] != page else None


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component("fmnist_presence", js=JS)
    return mounted
