"""The home page and the data page."""

import gzip
import os
import shutil

from fmnist_app.data import CLASS_NAMES


def texts(app):
    return [element.value for element in (*app.markdown, *app.caption)]


def test_home_says_what_this_is_and_shows_the_ten_classes(app):
    app.run()
    assert not app.exception
    assert app.title[0].value == "Watch two small networks learn"
    assert {f"**{name}**" for name in CLASS_NAMES} <= set(texts(app))
    assert any("54,410 parameters" in text for text in texts(app))
    assert any("121,930 parameters" in text for text in texts(app))


def test_one_button_leads_on_to_training(app):
    app.run()
    app.button[0].click().run()
    assert app.title[0].value == "Train"


def test_other_samples_come_at_a_click(app):
    from fmnist_app.ui.home import samples

    app.run()
    next(each for each in app.button if each.label == "Show others").click().run()
    assert app.session_state[samples.DRAW.name] == 1
    assert not app.exception


def test_the_data_page_shows_one_picture_before_and_after(open_page):
    app = open_page("data")
    assert not app.exception
    assert [tab.label for tab in app.tabs] == ["Before: 0 to 255", "After: 0 to 1"]
    table = app.dataframe[0].value
    assert "(60000, 28, 28, 1)" in table["With the channel axis"].tolist()
    app.selectbox(key="shown_class").select("Ankle boot").run()
    assert not app.exception


def test_without_a_data_set_the_page_names_three_ways_to_get_it(app, monkeypatch, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.delenv("FMNIST_DATA", raising=False)
    monkeypatch.setenv("FMNIST_HOME", str(empty))
    monkeypatch.setenv("KERAS_HOME", str(empty))
    monkeypatch.setattr("fmnist_app.data.search.DEBIAN_FOLDER", empty)
    app.run()
    assert not app.exception
    assert app.title[0].value == "The data set is not here yet"
    for way in ("apt install dataset-fashion-mnist", "FMNIST_DATA", "python -m fmnist_app data"):
        assert any(way in text for text in texts(app))


def test_a_broken_data_set_is_refused_in_one_sentence(app, monkeypatch, tmp_path, dataset):
    from fmnist_app.data import find
    from fmnist_app.data.files import FILES

    folder = tmp_path / "broken"
    shutil.copytree(find().folder, folder)
    images = folder / FILES["train_images"].name
    images.unlink()
    with gzip.open(images, "wb") as file:
        file.write(os.urandom(1000))
    monkeypatch.setenv("FMNIST_DATA", str(folder))
    app.run()
    assert not app.exception
    assert images.name in app.error[0].value
    assert str(folder) not in app.error[0].value


def test_visitors_do_not_read_where_the_server_keeps_things(open_page, own_home, dataset):
    said = " ".join(texts(open_page("data")))
    assert "/" not in dataset.source.rpartition("(")[0]
    assert dataset.source not in said
    assert str(own_home) not in said
