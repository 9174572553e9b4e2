"""The way from a run to a search for better settings of one of its networks."""

from fmnist_app.models import MODELS, OWN
from fmnist_app.training import TrainingSettings
from fmnist_app.training.settings import HOLDOUT_PICTURES
from fmnist_app.ui.shell import session
from fmnist_app.ui.shell.going import go_to

PAGE = "pages/train/search.py"
ICON = ":material/search:"


def open_for(settings: TrainingSettings) -> None:
    """Go to the page, with the form filled in for the last network of these settings."""
    session.watch_search(None)
    go_to(PAGE, words(settings))


def words(settings: TrainingSettings) -> dict[str, str]:
    """What the address of the page says of them."""
    pictures = {"search_pictures": str(min(settings.pictures, HOLDOUT_PICTURES))}
    if settings.models[-1] == OWN:
        return {"search_network": "Your own", "search_own": settings.own, **pictures}
    return {"search_network": MODELS[settings.models[-1]].title, **pictures}
