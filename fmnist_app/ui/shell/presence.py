"""Whether someone is at the page, told by the browser: on arrival, and when it is used again.

A server that draws a page cannot know; a tab left open in the background says nothing.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

KEY = "presence"
# Once the page has been painted, and after that no more than once a minute.
JS = """
const QUIET_MS = 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "focus"];

export default function ({ parentElement, setTriggerValue }) {
  if (parentElement.present) return parentElement.present;
  let last = -Infinity;
  const here = () => {
    if (document.hidden || performance.now() - last < QUIET_MS) return;
    last = performance.now();
    setTriggerValue("here", true);
  };
  const painted = setTimeout(here, 200);
  SIGNS.forEach((sign) => window.addEventListener(sign, here, { passive: true }));
  parentElement.present = () => {
    clearTimeout(painted);
    SIGNS.forEach((sign) => window.removeEventListener(sign, here));
  };
  return parentElement.present;
}
"""


@st.fragment
def when_present(do: Callable[[], None]) -> None:
    """Call `do` whenever the browser says that someone is here; to be put at a page's end."""
    _component()(key=KEY, on_here_change=do, height="content")


@cache
def _component() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component("fmnist_presence", js=JS)
    return mounted
