"""Every page as it opens: how far what is read moves, and what the browser complains of."""

from pathlib import Path

from playwright.sync_api import Browser

from fmnist_app.bench import Figures, Say, verdict
from fmnist_app.bench.app import App, running_app
from fmnist_app.bench.browser import SHIFTED, WATCH_SHIFTS, running_browser

PAGES = Path(__file__).parents[2] / "pages"
SIZES = ((1440, 900), (390, 844))  # pixels: a laptop, a phone
STILL = "[data-test-script-state=notRunning]"
PATIENCE_MS = 60_000
SETTLE_MS = 3_000  # what comes after the page's run: charts, pictures, fonts
# Up to 0.1 counts as good: https://web.dev/articles/cls
LIMITS = {"pages_layout_shift": 0.1, "pages_console_errors": 0.0}


def measure(epochs: int, rounds: int, say: Say) -> Figures:  # noqa: ARG001 - nothing is trained
    """Open each page twice at each size on one server; the worst of all counts."""
    shifts: dict[str, float] = {}
    errors: list[str] = []
    with running_app(say) as app, running_browser() as browser:
        for size in SIZES:
            for name in page_names():
                tries = [_open(browser, app, name, size) for _ in range(2)]
                where = f"{name or 'home'}, {size[0]} pixels wide"
                shifts[where] = max(shift for shift, _ in tries)
                errors += [f"{where}: {line}" for _, said in tries for line in said]
                say(f"{where}: shifts by {shifts[where]:.3f}")
    figures = {
        "pages_layout_shift": max(shifts.values()),
        "pages_console_errors": float(len(errors)),
    }
    for line in errors:
        say(f"The browser's console, {line}")
    for name, limit in LIMITS.items():
        say(f"{name} {figures[name]:.3f}: {verdict(figures[name], limit)}")
    return {**figures, "pages_shifts": shifts}


def page_names() -> list[str]:
    """The pages by their addresses; Home's is empty."""
    names = sorted(page.stem for page in PAGES.glob("*/*.py"))
    return ["" if name == "home" else name for name in names]


def _open(browser: Browser, app: App, name: str, size: tuple[int, int]) -> tuple[float, list[str]]:
    """How far the page shifted while it opened, and the errors in the browser's console."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    try:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.add_init_script(WATCH_SHIFTS)
        page.goto(f"{app.url}/{name}")
        page.wait_for_selector(STILL, timeout=PATIENCE_MS)
        page.wait_for_timeout(SETTLE_MS)
        return float(page.evaluate(SHIFTED)), said
    finally:
        context.close()
