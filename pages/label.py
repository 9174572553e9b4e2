"""`/label` on a server that has not run its entry point yet; the page is `use/label.py`."""

from fmnist_app.ui.shell.frame import run_entry_point

run_entry_point()
