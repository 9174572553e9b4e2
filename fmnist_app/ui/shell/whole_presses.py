"""A press is heard to its end, whatever the browser asks for a moment later."""

from functools import cache

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx


@cache
def hear_presses_out() -> None:
    """Have Streamlit turn to the next request only once what a press calls has run to its end.

    Streamlit 1.67 looks for the next request wherever session or address is touched, in a button's
    callback and even before it. If there is one, the callback ends there, or is never called, and
    nothing calls it again: a run is started that nobody watches, a run is not paused.
    """
    turn_to_next = ScriptRunner._maybe_handle_execution_control_request

    def once_heard(runner: ScriptRunner) -> None:
        context = get_script_run_ctx(suppress_warning=True)
        if context is None or context.has_script_started:  # which it has after the callbacks
            turn_to_next(runner)

    ScriptRunner._maybe_handle_execution_control_request = once_heard  # type: ignore[method-assign, assignment]
