"""The switches of a run: holding, stopping, and networks that wait for each other."""

import threading

import pytest

from fmnist_app.training.control import Control


class Network(threading.Thread):
    """A network that has trained `epochs` epochs and rests."""

    def __init__(self, control, epochs):
        super().__init__(daemon=True)
        self._control, self._epochs = control, epochs
        self.goes_on = None
        self.start()

    def run(self):
        self.goes_on = self._control.rest(self._epochs)

    def answer(self):
        self.join(10)
        return self.goes_on


@pytest.fixture
def control():
    made = Control(2)
    made.begin(2)
    return made


def test_a_network_that_rests_goes_on_when_the_run_is_made_longer(control):
    basic = Network(control, 2)
    assert control.add_epochs(3)
    assert basic.answer() is True
    assert control.epochs == 5


def test_the_run_is_over_when_all_networks_rest_and_takes_no_more_epochs(control):
    basic, standard = Network(control, 2), Network(control, 2)
    assert (basic.answer(), standard.answer()) == (False, False)
    assert not control.add_epochs(1)
    assert control.epochs == 2


def test_a_network_that_leaves_is_not_waited_for(control):
    basic = Network(control, 2)
    control.leave()
    assert basic.answer() is False
    assert not control.add_epochs(1)


def test_a_stop_wakes_the_networks_that_rest(control):
    basic = Network(control, 2)
    control.stop()
    assert basic.answer() is False
    assert not control.add_epochs(1)


def test_a_network_that_rests_after_the_run_grew_goes_on_at_once(control):
    control.add_epochs(3)
    assert control.rest(2)


def test_a_longer_run_ends_when_both_have_had_its_epochs(control):
    basic = Network(control, 2)
    control.add_epochs(1)
    assert basic.answer() is True
    again, standard = Network(control, 3), Network(control, 3)
    assert (again.answer(), standard.answer()) == (False, False)


def test_the_clock_stands_still_while_held(control):
    control.pause()
    held = control.clock()
    assert control.clock() == held
    control.resume()
    assert control.go_on()
    assert control.clock() >= held


def test_a_stop_lets_a_held_network_find_out(control):
    control.pause()
    control.stop()
    assert not control.go_on()


def test_a_request_that_meets_the_end_of_the_run_is_either_served_by_all_or_refused():
    for _ in range(200):
        control = Control(2)
        control.begin(2)
        networks = [Network(control, 2), Network(control, 2)]
        taken = control.add_epochs(1)
        assert [network.answer() for network in networks] == [taken, taken]
