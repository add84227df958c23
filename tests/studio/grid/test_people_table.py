"""The table of a session's people in a browser."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.studio.grid.component_page import recorded, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.long

PRESENT = [{"value": "", "label": "Not there"}, {"value": "x", "label": "There"}]
STATUSES = [
    {"value": "", "label": "Attended"},
    {"value": "out", "label": "Did not come"},
    {"value": "hours", "label": "Came for a part"},
]
COLUMNS = [
    {"id": "name", "title": "Name", "kind": "line"},
    {"id": "mail", "title": "E-mail", "kind": "line"},
    {"id": "day", "title": "Day 1", "kind": "tick", "choices": PRESENT},
    {"id": "status", "title": "Attendance", "kind": "choice", "choices": STATUSES},
    {"id": "number", "title": "Certificate", "kind": "line", "isReadOnly": True},
]
QUESTION = {
    "id": "order",
    "text": 'Which is the last name of "Ruiz Ana"?',
    "choices": [{"value": "first", "label": "Ruiz"}, {"value": "last", "label": "Ana"}],
}


def people(count: int = 3) -> dict[str, Any]:
    rows = [
        {"id": f"p{n}", "number": n + 2, "cells": [f"Person {n}", f"p{n}@example.net", "", "", ""]}
        for n in range(count)
    ]
    return {"columns": COLUMNS, "rows": rows, "problems": [], "questions": [QUESTION]}


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda said: mistakes.append(said.text) if said.type == "error" else None)
    show(page, "people-table", people())
    page.get_by_role("grid", name="Participants").wait_for()
    yield page
    context.close()
    assert mistakes == []


def cell(page: "Page", row: int, column: int) -> "Locator":
    return page.locator("[role=grid] tbody tr").nth(row).get_by_role("gridcell").nth(column)


def test_each_change_is_one_edit_of_one_cell(page: "Page") -> None:
    cell(page, 1, 0).click()
    page.keyboard.type("Zo")
    page.keyboard.press("Enter")
    assert recorded(page) == [
        ["people-edit", {"row": 1, "column": 0, "value": "Z"}],
        ["people-edit", {"row": 1, "column": 0, "value": "Zo"}],
    ]
    page.keyboard.press("Control+z")
    assert recorded(page) == [["people-edit", {"row": 1, "column": 0, "value": "Person 1"}]]


def test_attendance_is_ticked_by_mouse_and_by_space(page: "Page") -> None:
    cell(page, 0, 2).click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    values = [(edit["row"], edit["value"]) for _, edit in recorded(page)]
    assert values == [(0, "x"), (1, "x"), (1, "")]
    assert cell(page, 0, 2).inner_text() == "There"


def test_a_status_is_one_of_its_choices(page: "Page") -> None:
    cell(page, 2, 3).click()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Row 4, Attendance").select_option("Did not come")
    assert recorded(page) == [["people-edit", {"row": 2, "column": 3, "value": "out"}]]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def test_people_are_added_and_removed(page: "Page") -> None:
    page.get_by_role("button", name="Add person").click()
    page.keyboard.type("A")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Row 2: menu").click()
    page.get_by_role("menuitem", name="Row 2: Remove person").click()
    steps = recorded(page)
    assert steps[0] == ["people-add", {"cells": ["A", "", "", "", ""]}]
    assert steps[-1] == ["people-remove", {"row": 0}]
    assert page.get_by_role("menuitem", name="Move up").count() == 0


def test_what_cannot_be_changed_says_so(page: "Page") -> None:
    cell(page, 0, 4).click()
    page.keyboard.type("x")
    assert page.get_by_role("status").inner_text() == "This cell cannot be changed here."
    assert recorded(page) == []


def test_questions_are_answered_by_a_choice(page: "Page") -> None:
    page.get_by_role("group", name="Which is the last name").get_by_role(
        "button", name="Ana"
    ).click()
    assert recorded(page) == [["people-answer", {"question": "order", "choice": "last"}]]


PROBLEM = {
    "row": 1, "column": 1, "cause": "This is no address", "fix": "", "kind": "problem",
    "question": "3:email", "choices": [{"value": "0", "label": "No address"}],
}  # fmt: skip


def show_problems(page: "Page", *problems: dict[str, Any]) -> None:
    page.locator("#component").evaluate(
        "(at, detail) => at.dispatchEvent(new CustomEvent('people-problems', { detail }))",
        problems,
    )


def test_a_problem_in_the_table_is_answered_by_a_button(page: "Page") -> None:
    show_problems(page, PROBLEM)
    listed = page.get_by_role("region", name="Problems").get_by_role("listitem")
    assert listed.get_by_role("button").all_inner_texts() == [
        "Row 3, E-mail This is no address.", "No address",
    ]  # fmt: skip
    listed.get_by_role("button", name="No address", exact=True).click()
    assert recorded(page) == [["people-answer", {"question": "3:email", "choice": "0"}]]


def test_a_button_above_a_long_table_leads_to_what_is_wrong(page: "Page") -> None:
    opener = page.get_by_role("group", name="Participants").get_by_role("button", name="1 problem")
    assert opener.count() == 0
    show_problems(page, PROBLEM)
    opener.click()
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "Row 3, E-mail This is no address."


def test_problems_are_of_what_is_shown(page: "Page") -> None:
    problems = page.get_by_role("region", name="Problems")
    show_problems(page, PROBLEM)
    cell(page, 1, 1).click()
    assert page.get_by_role("status").inner_text() == "This is no address."
    page.keyboard.press("Delete")
    assert problems.is_hidden()
    empty = {**PROBLEM, "cause": "This cell is empty"}
    show_problems(page, empty)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("status").inner_text() == "This cell is empty."
    page.keyboard.press("Control+z")
    assert problems.is_hidden()
    assert page.get_by_role("status").inner_text() == "Undone."
    assert cell(page, 1, 1).get_attribute("aria-invalid") is None
    show_problems(page, PROBLEM)
    page.get_by_role("button", name="Row 2: menu").click()
    page.get_by_role("menuitem", name="Row 2: Remove person").click()
    assert cell(page, 0, 1).get_attribute("aria-invalid") == "true"


def test_what_is_typed_and_undone_outlives_a_list_that_was_read_anew(page: "Page") -> None:
    cell(page, 0, 0).click()
    page.keyboard.type("Zoe")
    page.keyboard.press("Enter")
    page.keyboard.type("Ben")
    read = people()
    read["rows"][0]["cells"][0] = "Zoë"
    page.locator("#component").evaluate(
        "(element, detail) => element.dispatchEvent(new CustomEvent('people-show', { detail }))",
        read,
    )
    page.keyboard.type("j")
    assert recorded(page)[-1][1] == {"row": 1, "column": 0, "value": "Benj"}
    assert cell(page, 0, 0).inner_text() == "Zoë"
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert cell(page, 0, 0).inner_text() == "Person 0"


def test_a_key_in_a_long_list_changes_one_row_only(browser: "Browser") -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    show(page, "people-table", people(200))
    cell(page, 4, 0).click()
    page.evaluate(
        """() => {
          window.changed = new Set();
          const body = document.querySelector("[role=grid] tbody");
          const note = ({ target }) => window.changed.add(target.closest("tr")?.ariaRowIndex);
          const options = { subtree: true, childList: true, attributes: true };
          new MutationObserver((all) => all.forEach(note)).observe(body, options);
        }"""
    )
    page.keyboard.type("Zoe")
    assert page.evaluate("[...window.changed]") == ["6"]
    page.keyboard.press("Enter")
    assert set(page.evaluate("[...window.changed]")) == {"6", "7"}
    context.close()
