"""What the browser still asks of a page that its visitor has left."""

from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def test_a_tick_of_the_page_left_does_not_wipe_the_page_that_is_shown(server, open_tab):
    page = open_tab(server.url)
    ticks: list[BackMsg] = []
    page.route_web_socket("**/_stcore/stream", lambda browser: _tick_once_more(browser, ticks))
    page.goto(f"{server.url}/train?tour=3")
    page.wait_for_timeout(2_000)  # the page stands, and the browser has said that someone is here
    page.get_by_role("button", name="To Home").click()
    home = page.get_by_role("heading", name="Watch a network learn")
    expect(home).to_be_visible()
    page.wait_for_timeout(2_000)
    assert len(ticks) == 1
    assert home.is_visible()
    assert page.get_by_text("3 of 7").is_visible()
    page.get_by_role("button", name="Show others").click()  # the visit goes on
    expect(home).to_be_visible()


def _tick_once_more(browser, ticks):
    """Between server and browser: ask for a part of the page left as the next page begins.

    The timer of that part may ring until the browser has heard of the next page.
    """
    server = browser.connect_to_server()
    said, parts = [], []

    def on_the_way_out(message):
        said.append(BackMsg.FromString(message))
        server.send(message)

    def on_the_way_in(message):
        heard = ForwardMsg.FromString(message)
        if heard.delta.fragment_id:
            parts.append(heard.delta.fragment_id)
        left = said[-1].rerun_script.page_script_hash if said else ""
        begun = heard.new_session.page_script_hash
        if left and begun and begun != left and parts and not ticks:
            tick = BackMsg.FromString(said[-1].SerializeToString())
            tick.rerun_script.fragment_id, tick.rerun_script.is_auto_rerun = parts[-1], True
            ticks.append(tick)
            server.send(tick.SerializeToString())
        browser.send(message)

    browser.on_message(on_the_way_out)
    server.on_message(on_the_way_in)
