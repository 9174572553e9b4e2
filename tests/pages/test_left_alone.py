"""A server gives memory back when its last tab is closed, and not between two looks at a page."""

import asyncio
import threading

import psutil
import pytest

from fmnist_app.ui.shell import resources
from fmnist_app.ui.shell.left_alone import RestWhenAlone, give_back
from tests.pages.test_first_paint import run

MOMENT = 0.05  # seconds: long for this program, short for whoever waits for it


async def nothing(*_):
    return {"type": "nothing"}


class Server:
    """What lies within: a tab stays until it is closed, any other request is answered at once."""

    def __init__(self):
        self.rests, self.rested = 0, threading.Event()
        self.served = RestWhenAlone(self.answer, self.rest, after=MOMENT)

    def rest(self):
        self.rests += 1
        self.rested.set()

    async def rests_before_and_after(self, last):
        """How often it rests while the tab `last` is still open, and once that has gone."""
        await asyncio.sleep(3 * MOMENT)
        before = self.rests
        await self.closed(last)
        return before, await self.rests_in_all()

    async def rests_in_all(self):
        """How often it rests once every tab has gone."""
        await asyncio.to_thread(self.rested.wait, 60)
        await asyncio.sleep(3 * MOMENT)
        return self.rests

    async def answer(self, scope, receive, send):
        if scope["type"] == "websocket" and (await receive())["type"] == "fault":
            raise RuntimeError("a fault of ours")

    def tab(self):
        """Open one; returns what waits for its end, and a way to end it."""
        end: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        return asyncio.create_task(self.served({"type": "websocket"}, end.get, nothing)), end

    async def closed(self, tab, how="websocket.disconnect"):
        task, end = tab
        await asyncio.sleep(0)
        end.put_nowait({"type": how})
        await task


def test_it_rests_once_after_the_last_tab_has_gone():
    async def visit(server):
        first, second = server.tab(), server.tab()
        await server.closed(first)
        return await server.rests_before_and_after(second)

    assert run(visit(Server())) == (0, 1)


def test_a_page_that_is_loaded_anew_finds_the_server_awake():
    async def visit(server):
        await server.closed(server.tab())
        return await server.rests_before_and_after(server.tab())

    assert run(visit(Server())) == (0, 1)


def test_two_tabs_that_go_at_once_are_one_leaving():
    async def visit(server):
        tabs = [server.tab(), server.tab()]
        for tab in tabs:
            await server.closed(tab)
        return await server.rests_in_all()

    assert run(visit(Server())) == 1


def test_a_tab_lost_to_a_fault_has_gone_too():
    async def visit(server):
        tab = server.tab()
        with pytest.raises(RuntimeError, match="a fault of ours"):
            await server.closed(tab, "fault")
        return await server.rests_in_all()

    assert run(visit(Server())) == 1


def test_what_is_no_tab_is_answered_and_counts_for_nothing():
    async def ask(server):
        await server.served({"type": "http"}, nothing, nothing)
        await asyncio.sleep(3 * MOMENT)
        return server.rests

    assert run(ask(Server())) == 0


def resident(file):
    """How much of a file this process has in memory, in bytes."""
    maps = psutil.Process().memory_maps(grouped=True)
    return sum(one.rss for one in maps if one.path == str(file.resolve()))


def test_the_pictures_that_were_looked_at_take_no_memory_then(own_home):
    pictures = resources.dataset().train_images
    assert pictures.any(axis=(1, 2)).all()
    file = own_home / "arrays" / "train-images-idx3-ubyte"
    before = resident(file)
    give_back()
    assert before - resident(file) > 0.9 * pictures.nbytes
    assert pictures[0].any()
