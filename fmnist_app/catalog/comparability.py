"""Why two networks may not be compared, or one not be scored with the labels at hand."""

from fmnist_app.catalog.package import NetworkPackage
from fmnist_app.evaluation.predictions import Predictions


def prediction_obstacle(
    one: NetworkPackage, outcome: Predictions, data_sha256: str, pictures: int
) -> str | None:
    """Say why the predictions of one network cannot be scored with the labels at hand, if so."""
    if outcome.data_sha256 != data_sha256:
        return f"{one.title} answered the test pictures of another data set than the one here."
    if len(outcome.log_probabilities) != pictures:
        return (
            f"{one.title} answered {len(outcome.log_probabilities):,} test pictures; "
            f"there are {pictures:,}."
        )
    return None


def obstacle(first: NetworkPackage, second: NetworkPackage) -> str | None:
    """Say in one sentence why two networks may not be compared; None if they may.

    One that was validated on the test pictures has seen them on the way; one that held pictures
    back has not, so that the same pictures are no fresh test for both.
    """
    if first.id == second.id:
        return "These are one and the same network; choose two."
    if first.lacking or second.lacking:
        return first.lacking or second.lacking
    seen = [one for one in (first, second) if one.validated_on == "test"]
    if len(seen) == 1:
        other = second if seen[0] is first else first
        return (
            f"They have different validation pictures: {seen[0].title} was validated on the test "
            f"pictures themselves, as in the report, {other.title} on pictures held back. The test "
            "pictures are a fresh test for the second alone. Choose two with the same way of "
            "validating."
        )
    return None


def validation_obstacle(first: NetworkPackage, second: NetworkPackage) -> str | None:
    """Say why the validation figures of two networks may not be compared, if so."""
    if first.validated_on == second.validated_on:
        return None
    return (
        f"{first.title} and {second.title} were validated on different pictures, so their "
        "validation figures are not compared; the test pictures are the same."
    )
