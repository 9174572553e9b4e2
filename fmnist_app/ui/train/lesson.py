"""Taking part in a lesson: settings that a link has fixed, and runs that count among a class's."""

import secrets
from dataclasses import dataclass, replace

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.training import TrainingSettings
from fmnist_app.training.settings import RANGES
from fmnist_app.ui.shell.resources import lessons
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.train.link import Link


@dataclass(frozen=True)
class Lesson:
    """A lesson that the visitor takes part in: its letters, what its link has fixed, its task."""

    letters: str
    settings: TrainingSettings
    own_seeds: bool
    task: str = ""

    def has(self, settings: TrainingSettings) -> bool:
        """Whether a run of these settings is one of the lesson's."""
        if not self.own_seeds:
            return settings == self.settings
        return replace(settings, seed=self.settings.seed) == self.settings


TAKEN = Slot[Lesson | None]("lesson", None)


def take_up(link: Link) -> None:
    """Take part in the lesson of the link that the page was opened by, if it has one."""
    if not link.lesson:
        return
    try:
        TAKEN.set(Lesson(link.lesson, link.settings(), link.own_seeds, link.task))
    except LabError:
        return  # which the page says where the settings stand


def show_task() -> None:
    """Draw what the class is asked, if the lesson says so: as it is, for it may say anything."""
    taken = TAKEN.get()
    if taken is not None and taken.task:
        with st.container(border=True, horizontal=True, key="lesson_task"):
            st.markdown(":material/school: **Your task**", width="content")
            st.text(taken.task)


def seeded(settings: TrainingSettings) -> TrainingSettings:
    """The settings with a seed of one's own, where the lesson wants that."""
    lesson = TAKEN.get()
    if lesson is None or not lesson.own_seeds or not lesson.has(settings):
        return settings
    limits = RANGES["seed"]
    return replace(settings, seed=int(limits.low) + secrets.randbelow(int(limits.high)))


def join(run: str, settings: TrainingSettings) -> None:
    """Count a run that was started among those of the lesson, if it is one of them."""
    lesson = TAKEN.get()
    if lesson is not None and lesson.has(settings):
        lessons().join(lesson.letters, run)
