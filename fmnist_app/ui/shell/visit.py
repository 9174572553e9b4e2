"""A visit: the list of runs that the browser keeps, and its end for whoever comes next.

The list is a cookie, so that the first thing a page draws knows it. The ids in it are the keys to
the runs; the runs themselves stay on the server.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.going import go_to
from fmnist_app.ui.shell.presses import pressed
from fmnist_app.ui.shell.resources import lab

COOKIE = "fashion-mnist-lab-runs"
HOME = "pages/start/home.py"
ASKED = session.Slot("fresh_start_asked", False)
DAYS = 30  # as long as a server keeps a run that nobody touches
KNOWN = re.compile(r"\d{1,12}(\.[\w-]{22})*", re.ASCII)
ASK = (
    "The list of runs, the drawing and all choices on this device are cleared, for whoever comes "
    "next. The runs stay on the server: who has the link to one can still watch it."
)
# Tabs share the cookie, so each adds to it what it has; one that was left open from before the
# latest fresh start leaves it alone. Where a browser forbids cookies, the list lives in its tab.
KEEP = """
export default function ({ data }) {
  const { name, days, most, since, runs, forgotten } = data;
  try {
    const kept = `; ${document.cookie}`.split(`; ${name}=`)[1] ?? "";
    const [began, ...known] = kept.split(";")[0].split(".");
    if (Number(began) > since) return;
    const both = Number(began) === since ? [...known, ...runs] : runs;
    const list = [...new Set(both)].filter((run) => run && !forgotten.includes(run)).slice(-most);
    if (!kept && !list.length && !since) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const until = `; Max-Age=${days * 86400}; Path=/; SameSite=Lax${secure}`;
    document.cookie = `${name}=${[since, ...list].join(".")}${until}`;
  } catch {
    return;
  }
}
"""


def come_back() -> None:
    """Take over the browser's list when a session begins, less what the server has not any more."""
    if session.BEGUN.get():
        return
    kept = session.cookie(COOKIE)
    since, *runs = kept.split(".") if KNOWN.fullmatch(kept) else ("0",)
    session.begin(int(since), tuple(run for run in runs[-session.MOST_RUNS :] if lab().knows(run)))


def remember() -> None:
    """Have the browser keep the list as it is now."""
    _keeper()(
        key="visit_keeper",
        data={
            "name": COOKIE,
            "days": DAYS,
            "most": session.MOST_RUNS,
            "since": session.SINCE.get(),
            "runs": [run for run in session.runs() if lab().knows(run)],
            "forgotten": list(session.FORGOTTEN.get()),
        },
        height=1,  # else it holds a place until the browser has fetched it
    )


def fresh_start() -> None:
    """Draw the button that ends the visit on this device, which asks first."""
    with st.container(key="visit_end"):
        if not ASKED.get():
            words = "Start afresh"
            st.button(words, "start_afresh", type="tertiary", on_click=ASKED.set, args=(True,))
            return
        st.write(ASK)
        with st.container(horizontal=True):
            if pressed("Clear this device", "clear_device", type="primary"):
                session.start_afresh()
                go_to(HOME)
            st.button("Keep all", "keep_device", on_click=ASKED.clear)


@cache
def _keeper() -> Callable[..., Any]:
    mounted: Callable[..., Any] = st.components.v2.component("visit_keeper", js=KEEP)
    return mounted
