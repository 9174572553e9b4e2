"""Where a wardrobe is kept, and the way out and in again as one file."""

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.core.formatting import count
from fmnist_app.ui.shell.resources import wardrobes
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.wardrobe.collection import FAILED, OWN, SAID, wardrobe_to_add_to
from fmnist_app.wardrobe.store import MOST_ITEMS, Wardrobe
from fmnist_app.wardrobe.transfer import as_zip, bring_back

BROUGHT = Slot("wardrobe_brought", "")  # the id of the file that was brought in last


def show_keep(wardrobe: Wardrobe | None) -> None:
    """Draw the rule by which it is kept, and both ways."""
    days = wardrobes().limits.wardrobe_days
    until = f"for {count(days, 'day')} after its last change" if days else "for good"
    st.markdown(
        f"- **The address is the key.** Whoever has it sees the wardrobe and may change it; nobody "
        f"can guess it. Bookmark this page.\n"
        f"- **It is kept on the machine that runs this app**, {until}, at most "
        f"{count(MOST_ITEMS, 'piece')}. Photos are made smaller, and no one else gets them."
    )
    if wardrobe:
        st.download_button(
            "Take everything along",
            lambda: as_zip(wardrobe),
            "wardrobe.zip",
            "application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
        st.button("Begin another wardrobe", on_click=OWN.forget, icon=":material/add:")
        st.caption("This one stays where it is: bookmark its address, which is the key to it.")
    file = st.file_uploader("Bring a wardrobe back", ["zip"], key="wardrobe_zip")
    if file and file.file_id != BROUGHT.get():
        BROUGHT.set(file.file_id)
        try:
            new = bring_back(wardrobe_to_add_to(), file.getvalue())
        except LabError as error:
            FAILED.set(str(error))
        else:
            SAID.set(f"{count(new, 'piece')} came in; what was here already stayed as it is.")
        st.rerun()
