"""How long an executor has been getting ready, for whoever waits for it."""

from fmnist_app.lab.events import Message, Ready


def test_seconds_of_loading_are_known_from_the_start_of_an_executor_until_it_is_ready(lab, workers):
    assert lab.loading is None
    lab.warm_up()
    assert 0 <= lab.loading < 60
    workers.last.callbacks.on_event(Message("", Ready()))
    assert lab.loading is None


def test_a_new_executor_loads_anew(lab, workers, settings):
    lab.warm_up()
    workers.last.callbacks.on_event(Message("", Ready()))
    lab.submit(settings)
    workers.last.die()
    assert lab.loading is None
    lab.warm_up()
    assert lab.loading is not None
