"""The chart of a training in the studio: typed in a table, saved to the letter, shown at once."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.long
MILLISECONDS = 60_000


@pytest.fixture
def table(window: "Page") -> "Page":
    """Open the chart of the example."""
    window.set_default_timeout(MILLISECONDS)
    window.goto("/training/two-models/chart")
    window.get_by_role("grid", name="Chart").wait_for()
    return window


def saving(page: "Page", text: str) -> "AbstractContextManager[object]":
    """Wait until a file was saved that has these words."""
    return page.expect_response(
        lambda response: (
            response.url.endswith("/save") and text in (response.request.post_data or "")
        )
    )


def test_what_is_typed_changes_its_own_line_of_the_file(table: "Page", home: Path) -> None:
    file = home / "content/two-models/chart.yaml"
    before = file.read_text("utf-8").split("\n")
    table.get_by_role("gridcell", name="Brief, and steered by the therapist").click()
    with saving(table, "Brief: ten hours"):
        table.keyboard.type("Brief: ten hours")
    after = file.read_text("utf-8").split("\n")
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (
            "    treatment: Brief, and steered by the therapist",
            "    treatment: 'Brief: ten hours'",
        )
    ]


def test_rows_that_worksheets_leave_out_move_along(table: "Page", home: Path) -> None:
    worksheets = home / "content/two-models/worksheets.yaml"
    worksheets.write_text(worksheets.read_text("utf-8") + "leave_out:\n  rows: [1]\n", "utf-8")
    table.reload()
    table.get_by_role("gridcell", name="Goal").click()
    with table.expect_response(
        lambda response: (
            "worksheets.yaml" in (response.request.post_data or "")
            and response.url.endswith("/save")
        )
    ):
        table.keyboard.press("Alt+ArrowDown")
        table.keyboard.press("Alt+ArrowDown")
        table.keyboard.press("Alt+ArrowDown")
    assert "rows: [4]" in worksheets.read_text("utf-8")


def test_a_change_that_the_studio_did_not_take_is_tried_again(table: "Page", home: Path) -> None:
    file = home / "content/two-models/chart.yaml"
    lost: list[str] = []

    def lose_the_first(route: "Route") -> None:
        lost.append(route.request.url)
        if len(lost) > 1:
            route.fallback()
        else:
            route.abort()

    table.route("**/write", lose_the_first)
    table.get_by_role("gridcell", name="Goal").click()
    with saving(table, "label: A"):
        table.keyboard.type("A")
    assert "label: A\n" in file.read_text("utf-8")


def test_a_training_without_a_chart_gets_one_as_it_is_typed(window: "Page", home: Path) -> None:
    file = home / "content/two-models/chart.yaml"
    file.unlink()
    window.goto("/training/two-models/chart")
    window.get_by_role("columnheader").nth(1).click()
    with saving(window, ": Tea"):
        window.keyboard.type("Tea")
    assert ": Tea\n" in file.read_text("utf-8")


def test_what_is_empty_is_marked_at_its_cell(table: "Page") -> None:
    table.get_by_role("gridcell", name="Brief, and steered by the therapist").click()
    table.keyboard.press("Delete")
    table.get_by_role("button", name="Row 5, The treatment model This cell is empty.").wait_for()


def test_a_chart_that_is_not_there_is_not_found(running: Running) -> None:
    with running.client() as client:
        assert client.get("/training/two-models/chart/fees").status_code == 404
        answer = client.post("/training/two-models/chart/chart/write", data={"chart": "[]"})
        assert answer.status_code == 400
