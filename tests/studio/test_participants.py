"""The people of a session: dropped as a list, edited in the table, asked about."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from handouts.messages import read_texts, texts
from handouts.studio.web import words
from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

PACKAGE = Path(__file__).parents[2] / "handouts"
HERE = "/training/two-models/session/example/participants"
LIST = (
    b"Name,Email,Status\nBo Lind,bo@,confirmed\nAda Poe,ada@example.org,cancelled\n<b>Cy,,maybe\n"
)


def roster(home: Path) -> Path:
    return home / "content/two-models/sessions/example/roster.csv"


def table(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{HERE}/table").json()
    return found


def test_a_list_is_dropped_and_the_earlier_one_goes_to_the_trash(
    running: Running, home: Path
) -> None:
    with running.client() as client:
        taken = client.post(f"{HERE}/list", files={"list": ("People.csv", LIST)})
        assert "The earlier list, roster.csv, is in the trash" in taken.text
        assert "<b>Cy" not in taken.text
        shown = client.get(HERE).text
    assert roster(home).read_bytes() == LIST
    assert "<strong>2</strong> people to come, 1 out" in shown
    assert "Ada Poe" in shown
    assert "<b>Cy" not in shown


def test_what_is_no_list_is_refused_with_the_reason(running: Running, home: Path) -> None:
    before = roster(home).read_bytes()
    with running.client() as client:
        refused = client.post(f"{HERE}/list", files={"list": ("x.xlsx", b"\xd0\xcf\x11\xe0")})
        nothing = client.post(f"{HERE}/list")
    assert "The list was not taken" in refused.text
    assert "has a password" in refused.text
    assert "No list was chosen" in nothing.text
    assert roster(home).read_bytes() == before


def test_problems_are_at_their_cells_and_questions_have_choices(
    running: Running, home: Path
) -> None:
    roster(home).write_bytes(LIST)
    with running.client() as client:
        found = table(client)["people"]
        assert [(one["row"], one["column"], one["kind"]) for one in found["problems"]] == [
            (0, 1, "problem")
        ]
        (asked,) = found["questions"]
        assert [one["label"] for one in asked["choices"]] == [
            '"maybe": they are to come', '"maybe": they are not to come',
        ]  # fmt: skip
        answer = {"question": asked["id"], "choice": "1"}
        settled = client.post(f"{HERE}/answer", data=answer).json()
        assert settled["people"]["questions"] == []
        assert "1</strong> person to come, 2 out" in settled["around"]
        again = client.post(f"{HERE}/answer", data=answer).json()
    assert "answered already" in again["failed"]
    assert "maybe" in roster(home).with_name("roster.yaml").read_text("utf-8")


def test_what_a_row_leaves_open_is_answered_at_its_cell_and_taken_back(
    running: Running, home: Path
) -> None:
    roster(home).write_bytes(b"Name,Email\n\n555 123 4567,\nAda Poe,555-1234\n")
    with running.client() as client:
        before = table(client)
        found = before["people"]
        assert [row["number"] for row in found["rows"]] == [3, 4]
        who, address = found["problems"]
        assert (who["row"], who["column"], who["kind"]) == (0, 0, "problem")
        assert [one["label"] for one in who["choices"]] == ["Nobody: leave the row out"]
        assert [one["label"] for one in address["choices"]] == ["No address: leave it empty"]
        assert address["cause"] == "This is not an e-mail address"
        assert found["questions"] == []
        assert "What you answered" not in before["around"]
        for one in who, address:
            given = {"question": one["question"], "choice": "0"}
            now = client.post(f"{HERE}/answer", data=given).json()
        assert now["people"]["problems"] == []
        assert "What you answered (2)" in now["around"]
        assert "is no e-mail address, and is left empty" in now["around"]
        for answer in re.findall(r'data-take-back="([^"]+)"', now["around"]):
            again = client.post(f"{HERE}/take-back", data={"answer": answer}).json()
        assert again == before
        assert (
            "taken back" in client.post(f"{HERE}/take-back", data={"answer": "x"}).json()["failed"]
        )


def test_what_can_be_looked_at_is_a_choice_where_it_is_named(running: Running, home: Path) -> None:
    roster(home).write_bytes(b"Name,Email,Paid by\nAda Poe,,confirmed\nBo Lind,,waitlist\n")
    with running.client() as client:
        around = table(client)["around"]
        (asked,) = re.findall(r'data-question="([^"]+)" data-choice="0">Do not read', around)
        now = client.post(f"{HERE}/answer", data={"question": asked, "choice": "0"}).json()
    assert "<strong>2</strong> people to come" in now["around"]


def test_what_was_done_in_the_table_is_written_at_once(running: Running, home: Path) -> None:
    roster(home).write_bytes(LIST)
    steps = [
        {"kind": "edit", "row": 0, "column": 1, "value": "bo@example.org"},
        {"kind": "remove", "row": 2},
        {"kind": "add", "cells": ["Dee Moss", "", "confirmed"]},
    ]
    with running.client() as client:
        before = table(client)
        sent = {"steps": json.dumps(steps), "version": before["version"]}
        now = client.post(f"{HERE}/change", data=sent).json()
        assert [row["cells"][0] for row in now["people"]["rows"]] == [
            "Bo Lind", "Ada Poe", "Dee Moss",
        ]  # fmt: skip
        assert now["people"]["problems"] == []

        late = client.post(f"{HERE}/change", data=sent).json()
    assert "changed elsewhere" in late["failed"]
    assert late["version"] == now["version"]
    assert roster(home).read_bytes() == LIST.replace(b"bo@,", b"bo@example.org,").replace(
        b"<b>Cy,,maybe", b"Dee Moss,,confirmed"
    )


def test_what_is_said_of_lists_names_no_file_that_she_does_not_know() -> None:
    own, there = words(), texts()
    codes = [code for code in own.causes if code.startswith(("people.", "roster."))]
    said = {code: own.causes[code] + own.fixes.get(code, "") for code in codes}
    assert [code for code in codes if re.search(r"\.yaml|`|\{\{", said[code])] == []
    of_studio = read_texts(PACKAGE / "studio/messages.toml")
    assert {*of_studio.causes, *of_studio.fixes} <= {*there.causes}


@pytest.mark.parametrize("steps", ["", "{}x", '[{"kind": "burn"}]', '[{"kind": "edit"}]', "[1]"])
def test_no_other_change_is_taken(running: Running, steps: str) -> None:
    with running.client() as client:
        answer = client.post(f"{HERE}/change", data={"steps": steps, "version": "x"})
    assert answer.status_code == 400


@pytest.mark.long
def test_two_hundred_people_are_edited_in_the_window(window: "Page", home: Path) -> None:
    window.set_default_timeout(60_000)
    rows = "".join(f"Person {number} Lind,p{number}@example.org\n" for number in range(200))
    roster(home).write_text(f"Name,Email\n{rows}", "utf-8")
    window.goto(HERE)
    window.get_by_text("200 people to come").wait_for()

    window.get_by_role("gridcell", name="Person 7 Lind").dblclick()
    with window.expect_response(lambda answer: answer.url.endswith("/change")):
        window.keyboard.type(" Jr.")
        window.keyboard.press("Enter")
    assert "Person 7 Lind Jr.,p7@example.org" in roster(home).read_text("utf-8")

    roster(home).write_text(f"Name,Email\n{rows}Zoe Last,z@example.org\n", "utf-8")
    window.get_by_text("201 people to come").wait_for()
    window.get_by_role("gridcell", name="Zoe Last").wait_for()
