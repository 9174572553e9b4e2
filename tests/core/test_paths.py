import pytest

from fmnist_app.core.paths import without_folders


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/srv/data/train-images.gz is cut short.", "train-images.gz is cut short."),
        ("the app's own cache (/root/.cache/lab/dataset)", "the app's own cache (dataset)"),
        ("~/.keras/datasets has none, /tmp/x neither", "datasets has none, x neither"),
        ("from https://example.org/a/b.gz", "from https://example.org/a/b.gz"),
        ("28/28 pixels and/or 3 / 4", "28/28 pixels and/or 3 / 4"),
    ],
)
def test_a_path_is_told_by_its_last_name_alone(text, told):
    assert without_folders(text) == told
