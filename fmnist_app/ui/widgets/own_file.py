"""What a visitor keeps on the server, found by a key in the address or in the visit's memory."""

from typing import Generic, Protocol, TypeVar

import streamlit as st

from fmnist_app.ui.shell.session import Slot

Kept_co = TypeVar("Kept_co", covariant=True)


class Folder(Protocol[Kept_co]):
    """Where such things lie, each under a key that nobody can guess."""

    def new(self) -> tuple[str, Kept_co]:
        """An empty one, and its key."""

    def find(self, key: str) -> Kept_co | None:
        """The one of this key; None if there is none."""


class OwnFile(Generic[Kept_co]):
    """The visitor's own: its `word` in the address, and what is said where there is none there."""

    def __init__(self, word: str, missing: str) -> None:
        """The key is remembered for the visit under the word, too."""
        self.word, self._missing, self.key = word, missing, Slot(f"{word}_key", "")

    def found(self, folder: Folder[Kept_co]) -> Kept_co | None:
        """What the address or the visit names; None before there is one."""
        key = st.query_params.get(self.word, "") or self.key.get()
        if not key:
            return None
        if (found := folder.find(key)) is None:
            st.warning(self._missing, icon=":material/info:")
            self.forget()
            return None
        self.remember(key)
        return found

    def found_or_new(self, folder: Folder[Kept_co]) -> Kept_co:
        """The visitor's own, made if there is none yet; raises what making one raises."""
        if self.key.get() and (found := folder.find(self.key.get())):
            return found
        key, made = folder.new()
        self.remember(key)
        return made

    def remember(self, key: str) -> None:
        """Keep the key for the visit and in the address, which brings it back after a reload."""
        self.key.set(key)
        if st.query_params.get(self.word) != key:
            st.query_params[self.word] = key

    def forget(self) -> None:
        """Turn to none of them."""
        self.key.clear()
        st.query_params.pop(self.word, None)
