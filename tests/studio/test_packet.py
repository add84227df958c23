"""Packets: their choices, what is in them, and the print plan on the page."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.content import yaml_tree
from handouts.packets.build import MadePackets
from handouts.packets.print_runs import Plan, PrintRun
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.studio.running import Works
from handouts.workflows.kept_packet import keep_packet
from tests.conftest import PATIENCE
from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

OF_SESSION = "/training/two-models/session/example/packet"
OF_TRAINING = "/training/two-models/packet"


def contents(home: Path, audience: str) -> list[str] | None:
    text = (home / "content/two-models/training.yaml").read_text("utf-8")
    value = yaml_tree.read(text).value
    assert isinstance(value, dict)
    return value.get("packet", {}).get(audience)


def version(page: str) -> str:
    return page.partition('name="version" value="')[2].partition('"')[0]


def test_as_many_copies_are_proposed_as_there_are_people(running: Running) -> None:
    with running.client() as client:
        page = client.get(OF_SESSION).text

    assert 'name="copies" type="number" min="0" max="10000" value="24"' in page
    assert "24 are on the list of participants." in page


def test_what_is_in_the_packets_is_kept_in_its_order_and_given_up(
    home: Path, running: Running
) -> None:
    chosen = {"audience": "participants", "names": ["reflection", "handout"], "order": "own"}
    with running.client(follow_redirects=True) as client:
        page = client.get(OF_TRAINING).text
        assert "Back to the usual order" not in page
        assert "made, but in no packet" not in page
        page = client.post(
            f"{OF_TRAINING}/contents", data={**chosen, "version": version(page)}
        ).text
        assert contents(home, "participants") == ["reflection", "handout"]
        assert page.index('value="reflection" checked') < page.index('value="handout" checked')
        item = page.partition('value="where-am-i">')[2].partition("</label>")[0]
        assert "made, but in no packet" in item
        usual = {"audience": "participants", "order": "usual", "version": version(page)}
        page = client.post(f"{OF_TRAINING}/contents", data=usual).text
        assert "made, but in no packet" not in page

    assert contents(home, "participants") is None


def test_a_packet_without_anything_is_refused(home: Path, running: Running) -> None:
    with running.client() as client:
        page = client.get(OF_SESSION).text
        answer = client.post(
            f"{OF_SESSION}/contents",
            data={"audience": "facilitator", "order": "own", "version": version(page)},
        )

    assert answer.status_code == 422
    assert "Tick at least one document" in answer.text
    assert contents(home, "facilitator") is None


def test_a_change_meanwhile_is_not_written_over(home: Path, running: Running) -> None:
    file = home / "content/two-models/training.yaml"
    with running.client() as client:
        page = client.get(OF_TRAINING).text
        file.write_text(file.read_text("utf-8").replace("Two Models", "Three Models"), "utf-8")
        answer = client.post(
            f"{OF_TRAINING}/contents",
            data={
                "audience": "participants",
                "names": "handout",
                "order": "own",
                "version": version(page),
            },
        )

    assert answer.status_code == 422
    assert "changed elsewhere meanwhile" in answer.text
    assert contents(home, "participants") is None


@pytest.mark.long
def test_packets_are_made_and_their_plan_outlives_the_studio(home: Path, running: Running) -> None:
    file = home / "content/two-models/training.yaml"
    file.write_text(
        file.read_text("utf-8")
        + "packet:\n  participants: [reflection]\n  facilitator: [run-sheet]\n",
        "utf-8",
    )
    with running.client() as client:
        client.post(OF_TRAINING, data={"copies": "7", "two_up": "on", "greyscale": "on"})
        work = running.studio.works.at(OF_TRAINING)
        assert work
        assert work.wait(PATIENCE)
        running.studio.works = Works(running.studio.runner)  # as after a new start
        page = client.get(OF_TRAINING).text
        current = client.get(f"{OF_TRAINING}/compared").text
        file.write_text(file.read_text("utf-8").replace("Two Models", "Three Models"), "utf-8")
        changed = client.get(f"{OF_TRAINING}/compared").text

    assert "not as they would be made now" not in current
    assert "not as they would be made now" in changed
    assert "Changed since" in changed
    assert 'name="greyscale" checked' in page
    assert "To print, in this order" in page
    assert "Packet for the facilitator" in page
    assert '<td class="number">7</td>' in page
    assert "Packet, two pages side by side" in page
    assert "Letter paper, greys" in page
    assert 'data-print="/file/two-models/participants/print/participant-packet.pdf"' in page
    assert "The packets of the session on" in page
    assert "the order of the packet for participants does not have it: Reading guide, " in page
    assert ">14 November 2026</a> are made on its own page" in page


@pytest.mark.long
def test_on_a_phone_the_plan_scrolls_and_the_page_does_not(home: Path, window: "Page") -> None:
    run = PrintRun("participant-packet.pdf", None, 7, 1, 2, "long", "a4", "paper", is_grey=False)
    made = MadePackets((), Plan("build/two-models", (run,), ()), {}, ())
    keep_packet(Project(home.resolve()), PacketRequest("two-models"), made)

    window.set_viewport_size({"width": 390, "height": 800})
    window.goto(OF_TRAINING)

    assert window.get_by_role("table", name="To print, in this order").is_visible()
    assert window.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.long
def test_documents_are_put_into_another_order_by_keys(window: "Page", home: Path) -> None:
    window.set_default_timeout(60_000)
    window.goto(OF_TRAINING)
    window.get_by_text("What is in the packets, and in what order").click()
    form = window.get_by_role("form", name="For participants")
    later = form.get_by_role("button", name="Handout: later")
    later.focus()
    later.press("Enter")
    later.press("Enter")
    form.get_by_role("checkbox", name="Comparison chart").uncheck()
    form.get_by_role("button", name="Save").click()
    window.wait_for_load_state()

    names = contents(home, "participants")
    assert names
    assert names[:2] == ["reading-guide", "handout"]
    assert "chart" not in names
