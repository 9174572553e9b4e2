"""The place where a downloaded run comes back in."""

import re
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fmnist_app.archive.layout import MOST_PACKED
from fmnist_app.archive.read import read_archive
from fmnist_app.core.errors import LabError
from fmnist_app.lab.service import Lab
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot

ARCHIVE = Slot[UploadedFile | None]("archive", None)
NOTE = Slot("archive_note", "")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def bring_back(lab: Lab) -> None:
    """Draw the uploader; a run that is brought back becomes the one that is watched."""
    st.space("small")
    with st.expander("Bring a run back", icon=":material/upload_file:"):
        st.write(
            "The zip file of a run that was downloaded here, or at another place where this app "
            "runs. Its curves, its results and its networks come back: the run can go on, and the "
            "networks answer drawings and photos. Only plain numbers are read, never a model file, "
            "which could hold code."
        )
        st.file_uploader(
            "Zip file of a run",
            ["zip"],
            key=ARCHIVE.name,
            on_change=partial(_adopt, lab),
            max_upload_size=MOST_PACKED // 1_000_000,
        )
        if note := NOTE.get():
            # A stranger's file is quoted here, so nothing in it may format or load anything.
            st.error(MARKDOWN.sub(r"\\\1", note), icon=":material/error:")
        elif ARCHIVE.get():
            st.success("The run is back; it is shown above.", icon=":material/check:")


def _adopt(lab: Lab) -> None:
    NOTE.clear()
    file = ARCHIVE.get()
    if file is None:
        return
    try:
        kept = read_archive(file.getvalue())
        session.watch(lab.adopt(kept.settings, kept.events(), kept.leave_files))
    except LabError as error:
        NOTE.set(str(error))
