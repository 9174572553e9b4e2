"""Links to the Train page: what the one it was opened by asks for, and making one for others."""

from collections.abc import Callable, Mapping
from io import BytesIO
from urllib.parse import urlencode

import streamlit as st

from fmnist_app.core.errors import LabError
from fmnist_app.lab.lessons import new_lesson
from fmnist_app.training import TrainingSettings
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.session import Slot
from fmnist_app.ui.tour.progress import WORDS
from fmnist_app.ui.train import lesson
from fmnist_app.ui.train.link import LONGEST_TASK, Link, read_link, write_link

WITH_RUN = "Whoever opens the link watches the run, and can pause or stop it like you."
BARE = "Only the Train button and what comes out, over the whole width."
CLASS = "The settings are fixed; all runs started from the link stand side by side, without names."
OWN_SEEDS = (
    "Each run begins with other weights and another order of pictures: what differs is luck."
)
TASK_EXAMPLE = "From which epoch on does it only memorise?"
VIEW, PROJECTOR, CLASS_VIEW = "view", "projector", "class"
QR_WIDTH = 440  # pixels: large enough for a camera at the back of a room
OPENED = Slot[Mapping[str, list[str]]]("link_opened", {})
OPEN = Slot("share_open", False)
MADE = Slot("lesson_made", "")  # the letters of the lesson that is being shared
IGNORED = Slot[tuple[str, ...]]("link_ignored", ())


def opened_link() -> Link:
    """What the address asks for; a link without controls holds for the whole visit."""
    link = read_link(session.address())
    if not link.controls:
        OPENED.set({word: said for word, said in session.address().items() if word not in WORDS})
    elif earlier := OPENED.get():
        # The menu leaves the words of the address behind.
        session.add_to_address(earlier)
        link = read_link(earlier)
    if link.ignored:
        IGNORED.set(link.ignored)
    lesson.take_up(link)
    return link


def seen_from_far() -> bool:
    """Whether the address asks for one chart and a sentence, for a projector."""
    return session.address().get(VIEW) == [PROJECTOR]


def seen_as_class(link: Link) -> bool:
    """Whether the address asks for the runs of a lesson side by side."""
    return bool(link.lesson) and session.address().get(VIEW) == [CLASS_VIEW]


def seen_as_class_at(taken: lesson.Lesson) -> str:
    """The address of that view of a lesson."""
    link = write_link(
        st.context.url or "",
        taken.settings,
        controls=False,
        lesson=taken.letters,
        own_seeds=taken.own_seeds,
        task=taken.task,
    )
    return f"{link}&{urlencode({VIEW: CLASS_VIEW})}"


def seen_from_far_at(run: str) -> str:
    """The address of that view of a run."""
    return f"{st.context.url or ''}?{urlencode({session.RUN.name: run, VIEW: PROJECTOR})}"


def show_ignored() -> None:
    """Say which words of the link were passed over, until a control is moved."""
    if names := IGNORED.get():
        st.caption(
            f":material/link_off: The link asked for something that cannot be set here; passed "
            f"over: {', '.join(names)}."
        )


def on_move(then: Callable[[], None]) -> Callable[[], None]:
    """A function to call when a control is moved: the link is history, and `then` is called."""

    def moved() -> None:
        IGNORED.clear()
        then()

    return moved


def linked_settings(link: Link) -> TrainingSettings | None:
    """The settings of a link without controls; nothing, with the reason, if they cannot be."""
    try:
        return link.settings()
    except LabError as error:
        st.error(str(error), icon=":material/error:")
        return None


def share(settings: TrainingSettings | None) -> None:
    """Draw the button behind which a link to these settings waits, with its QR code."""
    st.button(
        "Share",
        icon=":material/share:",
        key="share",
        disabled=settings is None,
        on_click=OPEN.set,
        args=(True,),
    )
    if OPEN.get() and settings:
        _link(settings)


# Over the page, for the code has to be seen whole wherever the button stands. It stays until it is
# closed, whatever else has the page drawn anew.
@st.dialog("Share", on_dismiss=OPEN.clear)
def _link(settings: TrainingSettings) -> None:
    if st.toggle("For a class", key="share_lesson", help=CLASS):
        link = _lesson_link(settings)
    else:
        link = _plain_link(settings)
    st.code(link, language=None, wrap_lines=True)
    with st.container(width=QR_WIDTH):  # narrower on a phone
        st.image(_qr_code(link), width="stretch", alt="QR code of the link")


def _lesson_link(settings: TrainingSettings) -> str:
    """A link for a class, with a way to what comes of it."""
    own_seeds = st.toggle("Each with its own seed", key="share_seeds", help=OWN_SEEDS)
    if not MADE.get():
        MADE.set(new_lesson())
    task = st.text_input(
        "What to find out", key="share_task", max_chars=LONGEST_TASK, placeholder=TASK_EXAMPLE
    )
    made = lesson.Lesson(MADE.get(), settings, own_seeds, task or "")
    st.link_button("Watch the class", seen_as_class_at(made), icon=":material/groups:")
    return write_link(
        st.context.url or "",
        settings,
        controls=False,
        lesson=made.letters,
        own_seeds=own_seeds,
        task=made.task,
    )


def _plain_link(settings: TrainingSettings) -> str:
    run = session.current_run()
    with_run = run is not None and st.toggle("With this run", key="share_run", help=WITH_RUN)
    bare = st.toggle("Without controls", key="share_bare", help=BARE)
    embed = st.toggle("For a frame in another page", key="share_embed", help="Leaves out the menu.")
    return write_link(
        st.context.url or "",
        settings,
        run=run if with_run else None,
        controls=not bare,
        embed=embed,
    )


def _qr_code(text: str) -> str:
    import segno  # noqa: PLC0415 - for those who share

    drawn = BytesIO()
    # Black on white with its margin, in the dark theme too: cameras need it so.
    segno.make(text, micro=False).save(
        drawn, kind="svg", scale=8, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return drawn.getvalue().decode()
