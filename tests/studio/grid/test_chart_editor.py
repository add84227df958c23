"""The chart editor in a browser: typing, keys, mouse, clipboard, menus, problems."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.studio.grid.component_page import recorded, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.long

CHART = {
    "title": "Kettle and pot",
    "columns": [{"title": "The kettle", "key": "kettle"}, {"title": "The pot", "key": "pot"}],
    "preferred": None,
    "preferredNote": "",
    "notes": "",
    "rows": [
        {"label": "Speed", "group": "", "cells": ["Quick", "Slow"], "place": 0},
        {"label": "Taste", "group": "", "cells": ["*Plain*", "- round\n- full"], "place": 1},
        {"label": "Cost", "group": "", "cells": ["Low", "High"], "place": 2},
    ],
}
PROBLEMS = [
    {"row": 1, "column": 2, "cause": "it is empty", "fix": "Write a word.", "kind": "problem"},
    {"row": None, "column": 1, "cause": "twice the same", "fix": "", "kind": "problem"},
    {"row": None, "column": None, "cause": "no title", "fix": "Write one.", "kind": "problem"},
]


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda said: mistakes.append(said.text) if said.type == "error" else None)
    show(page, "chart-editor", {"chart": CHART, "problems": PROBLEMS})
    page.get_by_role("grid", name="Chart").wait_for()
    yield page
    context.close()
    assert mistakes == []


def cell(page: "Page", row: int, column: int) -> "Locator":
    """A cell; column 0 is that of the labels."""
    return page.locator("[role=grid] tbody tr").nth(row).get_by_role("gridcell").nth(column)


def chart(page: "Page") -> Any:
    """The last chart that was given to whoever saves it."""
    return recorded(page)[-1][1]


def rows(page: "Page") -> list[list[str]]:
    return [[row["label"], *row["cells"]] for row in chart(page)["rows"]]


def focused(page: "Page") -> str:
    name: str = page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
    )
    return name


def test_what_is_typed_is_given_out_key_by_key_and_undone_as_one(page: "Page") -> None:
    cell(page, 0, 1).click()
    page.keyboard.type("Hot")
    states = [state["rows"][0]["cells"][0] for _, state in recorded(page)]
    assert states == ["H", "Ho", "Hot"]
    page.keyboard.press("Enter")
    assert focused(page) == "Plain"
    page.keyboard.press("Control+z")
    assert rows(page)[0] == ["Speed", "Quick", "Slow"]
    page.keyboard.press("Control+y")
    assert rows(page)[0] == ["Speed", "Hot", "Slow"]


def test_escape_takes_back_what_was_typed(page: "Page") -> None:
    cell(page, 0, 1).dblclick()
    page.keyboard.type("er")
    page.keyboard.press("Escape")
    assert rows(page)[0][1] == "Quick"
    assert cell(page, 0, 1).inner_text() == "Quick"
    assert page.get_by_role("button", name="Undo").get_attribute("aria-disabled") == "true"


def test_keys_go_through_the_table_and_tab_leaves_it(page: "Page") -> None:
    cell(page, 0, 1).click()
    page.keyboard.press("Control+End")
    assert focused(page) == "High"
    page.keyboard.press("Control+Home")
    assert focused(page) == "Speed"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "Row 1: menu"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    assert focused(page) == "The pot"
    page.get_by_role("group", name="Chart").get_by_role("button").last.focus()
    page.keyboard.press("Tab")
    assert focused(page) == "The pot"
    page.keyboard.press("Tab")
    assert focused(page).startswith("Row 2, The pot")


def test_tab_goes_on_to_the_next_cell_while_typing_and_adds_a_row_at_the_end(page: "Page") -> None:
    cell(page, 2, 1).click()
    page.keyboard.type("a")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("b")
    page.keyboard.press("Tab")
    page.keyboard.type("New")
    assert rows(page)[2:] == [["Cost", "a", "b"], ["New", "", ""]]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator(".grid-input").count() == 0


def test_lists_are_written_line_by_line_and_drawn_as_lists(page: "Page") -> None:
    assert cell(page, 1, 2).get_by_role("listitem").all_inner_texts() == ["round", "full"]
    assert cell(page, 1, 1).locator("em").inner_text() == "Plain"
    cell(page, 1, 2).dblclick()
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("soft")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    assert rows(page)[1][2] == "- round\n- full\n**- soft**"
    assert page.evaluate("document.activeElement.tagName") == "TD"


def test_rows_move_by_keys_menu_and_mouse(page: "Page") -> None:
    cell(page, 0, 1).click()
    page.keyboard.press("Alt+ArrowDown")
    assert [row[0] for row in rows(page)] == ["Taste", "Speed", "Cost"]
    assert focused(page) == "Quick"
    page.get_by_role("button", name="Row 3: menu").click()
    page.get_by_role("menuitem", name="Row 3: Move up").click()
    assert [row[0] for row in rows(page)] == ["Taste", "Cost", "Speed"]
    assert focused(page) == "Row 2: menu"
    page.get_by_role("button", name="Row 1: menu").hover()
    page.mouse.down()
    box = page.get_by_role("button", name="Row 3: menu").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] - 2, steps=5)
    page.mouse.up()
    assert [(row["label"], row["place"]) for row in chart(page)["rows"]] == [
        ("Cost", 2), ("Speed", 0), ("Taste", 1),
    ]  # fmt: skip
    assert page.get_by_role("menu").count() == 0


def test_rows_are_added_and_removed_and_the_last_one_stays(page: "Page") -> None:
    page.get_by_role("button", name="Row 1: menu").click()
    page.get_by_role("menuitem", name="Row 1: Add row below").click()
    page.keyboard.type("New")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Row 2: menu").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+F10")
    page.keyboard.press("End")
    assert focused(page) == "Rows 2 to 3: Remove 2 rows"
    page.keyboard.press("Enter")
    assert [row[0] for row in rows(page)] == ["Speed", "Cost"]
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Row 1: menu").click()
    remove = page.get_by_role("menuitem", name="Rows 1 to 2: Remove 2 rows")
    assert remove.get_attribute("aria-disabled") == "true"


def test_columns_are_added_named_moved_recommended_and_removed(page: "Page") -> None:
    page.get_by_role("button", name="Add column").click()
    page.keyboard.type("The urn")
    page.keyboard.press("Enter")
    page.get_by_role("button", name='Column "The urn": menu').click()
    page.get_by_role("menuitem", name='Column "The urn": Move left').click()
    page.get_by_role("button", name='Column "The urn": menu').click()
    page.get_by_role("menuitemcheckbox", name='Column "The urn": Recommend this column').click()
    found = chart(page)
    assert [column["title"] for column in found["columns"]] == ["The kettle", "The urn", "The pot"]
    assert [column["key"] for column in found["columns"]] == ["kettle", "", "pot"]
    assert found["preferred"] == 1
    assert found["rows"][0]["cells"] == ["Quick", "", "Slow"]
    page.get_by_role("button", name='Column "The kettle": menu').click()
    page.get_by_role("menuitem", name='Column "The kettle": Remove column').click()
    found = chart(page)
    assert (found["preferred"], found["rows"][0]["cells"]) == (0, ["", "Slow"])
    page.get_by_role("button", name="Undo").click()
    assert len(chart(page)["columns"]) == 3


def test_words_below_a_column_are_asked_once_one_is_recommended(page: "Page") -> None:
    words = page.get_by_label("Words below the recommended column")
    assert not words.is_visible()
    page.get_by_role("button", name='Column "The pot": menu').click()
    page.get_by_role("menuitemcheckbox", name='Column "The pot": Recommend this column').click()
    words.fill("the way of this training")
    found = chart(page)
    assert (found["preferred"], found["preferredNote"]) == (1, "the way of this training")


def groups(page: "Page") -> list[str]:
    return [row["group"] for row in chart(page)["rows"]]


def test_headings_are_put_between_rows_written_moved_emptied_and_undone(page: "Page") -> None:
    cell(page, 1, 1).click()
    page.get_by_role("button", name="Add heading", exact=True).click()
    page.keyboard.type("At *home*")
    page.keyboard.press("Enter")
    assert groups(page) == ["", "At *home*", "At *home*"]
    heading = page.get_by_role("gridcell", name="At home")
    assert heading.get_attribute("colspan") == "3"
    assert heading.locator("em").inner_text() == "home"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+ArrowDown")
    assert groups(page) == ["", "", "At *home*"]
    page.keyboard.press("Delete")
    assert groups(page) == ["", "", ""]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert groups(page) == ["", "At *home*", "At *home*"]
    page.get_by_role("button", name="Heading: menu").click()
    page.get_by_role("menuitem", name="Heading above row 2: Remove heading").click()
    assert groups(page) == ["", "", ""]


def test_notes_below_the_chart_are_written(page: "Page") -> None:
    page.get_by_label("Notes below the chart").fill("* Only here.")
    assert chart(page)["notes"] == "* Only here."


def paste(page: "Page", **kinds: str) -> None:
    """Paste as another program would, with these kinds of data."""
    page.evaluate(
        """(kinds) => {
          const data = new DataTransfer();
          for (const [kind, text] of Object.entries(kinds)) data.setData(`text/${kind}`, text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        kinds,
    )


def test_one_paste_fills_titles_and_rows(page: "Page") -> None:
    page.get_by_role("columnheader", name="Label").click()
    paste(page, plain="\tThe cup\tThe can\n1\ta\tb\n2\tc\td\n3\te\tf\n4\tg\th\n")
    found = chart(page)
    assert [column["title"] for column in found["columns"]] == ["The cup", "The can"]
    assert [row["label"] for row in found["rows"]] == ["1", "2", "3", "4"]
    assert [row["place"] for row in found["rows"]] == [0, 1, 2, None]
    assert page.get_by_role("status").inner_text() == "Pasted. 1 row added."


def test_a_pasted_page_brings_marks_and_no_code(page: "Page") -> None:
    cell(page, 0, 1).click()
    code = "<img src=x onerror='window.bad=1'><script>window.bad=1</script>"
    bold = "<span style='font-weight: 700'>now</span>"
    paste(page, plain="x", html=f"<table><tr><td>To <i>change</i> {bold}{code}</td></tr></table>")
    assert rows(page)[0][1] == "To *change* **now**"
    assert page.evaluate("window.bad") is None


def test_copied_cells_come_back_to_the_letter(page: "Page") -> None:
    cell(page, 1, 1).click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    cell(page, 0, 1).click()
    page.keyboard.press("Control+v")
    assert rows(page)[0] == ["Speed", "*Plain*", "- round\n- full"]
    page.keyboard.press("Delete")
    assert rows(page)[0] == ["Speed", "", ""]


def test_problems_stand_at_their_cells_and_the_list_leads_there(page: "Page") -> None:
    assert cell(page, 1, 2).get_attribute("aria-invalid") == "true"
    described = cell(page, 1, 2).get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == "Row 2, The pot It is empty. Write a word."
    page.get_by_role("button", name="Row 2, The pot It is empty.").click()
    assert focused(page) == "round\nfull"
    assert page.get_by_role("status").inner_text() == "It is empty. Write a word."
    title = page.get_by_label("Title of the chart")
    assert title.get_attribute("aria-invalid") is not None
    title.fill("Tea")
    assert chart(page)["title"] == "Tea"


def test_markup_in_cells_is_shown_as_text(page: "Page") -> None:
    cell(page, 0, 1).click()
    page.keyboard.type("<b>x</b> <img src=x onerror=alert(1)>")
    page.keyboard.press("Enter")
    assert cell(page, 0, 1).inner_text() == "<b>x</b> <img src=x onerror=alert(1)>"


def answer(page: "Page", name: str, detail: Any) -> None:
    """Send an event to the component, as the page around it does."""
    page.locator("#component").evaluate(
        "(element, [name, detail]) => element.dispatchEvent(new CustomEvent(name, { detail }))",
        [name, detail],
    )


def test_what_is_being_typed_outlives_a_chart_that_was_read_anew(page: "Page") -> None:
    cell(page, 0, 1).click()
    page.keyboard.type("Hot")
    recorded(page)
    answer(page, "chart-problems", PROBLEMS[:1])
    page.keyboard.type("ter")
    answer(page, "chart-show", {**CHART, "rows": CHART["rows"][:1]})
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"
    assert "Hotter" in page.get_by_role("status").inner_text()


def test_rows_have_their_new_places_after_they_were_saved(page: "Page") -> None:
    cell(page, 0, 1).click()
    page.keyboard.press("Alt+ArrowDown")
    page.evaluate(
        """() => {
          const chart = window.recorded.at(-1)[1];
          const detail = { chart, keys: ["kettle", "pot"] };
          const saved = new CustomEvent("chart-saved", { detail });
          document.querySelector("#component").dispatchEvent(saved);
        }"""
    )
    page.keyboard.type("x")
    assert [(row["label"], row["place"]) for row in chart(page)["rows"]] == [
        ("Taste", 0), ("Speed", 1), ("Cost", 2),
    ]  # fmt: skip


def test_labels_that_an_import_proposed_are_filled_in_at_once(page: "Page") -> None:
    rows_read = [{**row, "label": "", "proposed": row["label"]} for row in CHART["rows"]]
    answer(page, "chart-show", {**CHART, "rows": rows_read})
    assert page.get_by_text("Proposed labels: 1 Speed, 2 Taste, 3 Cost").is_visible()
    cell(page, 1, 0).click()
    page.keyboard.type("Own")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use these labels").click()
    assert [row[0] for row in rows(page)] == ["Speed", "Own", "Cost"]
    assert page.get_by_role("button", name="Use these labels").count() == 0
