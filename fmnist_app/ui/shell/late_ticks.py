"""A part of a page that asks to be drawn anew once its page has been left."""

from dataclasses import replace
from functools import cache
from urllib.parse import urlencode

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData


@cache
def hear_late_ticks_here() -> None:
    """Have Streamlit draw a part of a page only as part of the page that is shown.

    In Streamlit 1.67 a fragment's timer rings in the browser until that has heard of the next
    page. Such a request, handled once the next page stands, names the page left: the browser takes
    all of the page away that it shows, and nothing draws it again. With the page that is shown in
    its place, a part that this page has too is drawn there, and any other is skipped.
    """
    run = ScriptRunner._run_script

    def run_here(runner: ScriptRunner, asked: RerunData) -> None:
        shown = runner._pages_manager.current_page_script_hash
        if asked.fragment_id_queue and asked.page_script_hash != shown:
            asked = replace(asked, page_script_hash=shown, query_string=_address(runner))
        run(runner, asked)

    ScriptRunner._run_script = run_here  # type: ignore[method-assign, assignment]


def _address(runner: ScriptRunner) -> str:
    with runner._session_state.query_params() as words:
        return urlencode({word: words.get_all(word) for word in words}, doseq=True)
