"""Charts in the studio: shown as tables, written into their files, made and removed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHART = "/training/two-models/chart"
CHARTS = "/training/two-models/charts"
TEXT = b"# Tea\n\nWater is poured on leaves, and one waits for a while.\n"
MILLISECONDS = 60_000


def opened(client: httpx.Client, path: str = CHART) -> dict[str, Any]:
    """Return the options that a page gives its table."""
    from html import unescape  # noqa: PLC0415

    page = client.get(path).raise_for_status().text
    written = page.split('data-component="chart-page" data-options=\'')[1].split("'")[0]
    options: dict[str, Any] = json.loads(unescape(written))
    return options


def written(client: httpx.Client, options: dict[str, Any]) -> dict[str, Any]:
    """Return what the studio makes of a table."""
    data = {"text": options["text"], "chart": json.dumps(options["chart"])}
    answer: dict[str, Any] = client.post(f"{CHARTS}/text", data=data).raise_for_status().json()
    return answer


def test_a_table_that_was_not_changed_leaves_its_text_to_the_letter(running: Running) -> None:
    with running.client() as client:
        options = opened(client)
        answer = written(client, options)

    assert answer["text"] == options["text"]
    assert answer["keys"] == ["treatment", "healing"]
    assert options["problems"] == []


def test_words_below_the_recommended_column_are_written(running: Running) -> None:
    with running.client() as client:
        options = opened(client)
        options["chart"]["preferredNote"] = "<i>ours</i>"
        text = written(client, options)["text"]
    assert "preferred_note: <i>ours</i>\n" in text


GROUPED = """\
title: Kettle and pot  # of the tea
columns:
  kettle: The kettle
  pot: The pot
notes: |
  - Seen once.
rows:
  # in the morning
  - group: Early
    label: Speed
    kettle: Quick
    pot: Slow
  - {group: 'Early', label: Taste, kettle: Plain, pot: Round}
  - label: Cost
    kettle: Low
    pot: High
"""


def test_a_label_that_an_import_proposed_is_offered(running: Running, home: Path) -> None:
    file = home / "content/two-models/chart.yaml"
    text = file.read_text("utf-8")
    assert "  - label: Goal\n" in text
    file.write_text(text.replace("  - label: Goal\n", "  - # label: Goal\n", 1), "utf-8")

    with running.client() as client:
        first, second = opened(client)["chart"]["rows"][:2]

    assert (first["label"], first["proposed"]) == ("", "Goal")
    assert second["proposed"] == ""


def test_groups_and_notes_are_shown_and_stay_to_the_letter_where_nothing_was_changed(
    running: Running, home: Path
) -> None:
    (home / "content/two-models/chart.yaml").write_text(GROUPED, "utf-8")
    with running.client() as client:
        options = opened(client)
        answer = written(client, options)

    assert [row["group"] for row in options["chart"]["rows"]] == ["Early", "Early", ""]
    assert options["chart"]["notes"] == "- Seen once."
    assert options["lines"]["notes"] == 5
    assert answer["text"] == GROUPED


def test_groups_and_notes_are_written_and_emptied(running: Running, home: Path) -> None:
    (home / "content/two-models/chart.yaml").write_text(GROUPED, "utf-8")
    with running.client() as client:
        options = opened(client)
        rows = options["chart"]["rows"]
        for row, group in zip(rows, ("", "", "<b>Late</b>"), strict=True):
            row["group"] = group
        options["chart"]["notes"] = ""
        text = written(client, options)["text"]
        options["text"], options["chart"]["notes"] = text, "A *note*"
        again = written(client, options)["text"]

    assert "  - group: <b>Late</b>\n    label: Cost\n" in text
    assert "Early" not in text
    assert "notes" not in text
    assert "# of the tea" in text
    assert "  # in the morning\n" in text
    assert "\nnotes: A *note*\n" in again


def test_what_is_wrong_with_notes_stands_there_and_not_at_the_title(running: Running) -> None:
    text = GROUPED.replace("- Seen once.", "Seen ![once](once.png)")
    with running.client() as client:
        found = client.post(f"{CHARTS}/problems", data={"name": "", "text": text}).json()

    assert (None, None, True) in [(one["row"], one["column"], one["isOfNotes"]) for one in found], (
        found
    )


def test_a_changed_cell_is_saved_and_rows_left_out_of_worksheets_move(
    running: Running, home: Path
) -> None:
    worksheets = home / "content/two-models/worksheets.yaml"
    worksheets.write_text(worksheets.read_text("utf-8") + "leave_out:\n  rows: [2]\n", "utf-8")
    with running.client() as client:
        options = opened(client)
        rows = options["chart"]["rows"]
        rows[0]["cells"][0] = "<b>Etwas</b>"
        rows[0], rows[1] = rows[1], rows[0]
        text = written(client, options)["text"]
        places = [row["place"] for row in rows]
        saved = client.post(
            f"{CHARTS}/save",
            json={"name": "", "text": text, "version": options["version"], "places": places},
        ).json()

    assert saved["version"]
    assert "<b>Etwas</b>" in (home / "content/two-models/chart.yaml").read_text("utf-8")
    assert "rows: [1]" in worksheets.read_text("utf-8")


def test_a_table_of_an_older_version_is_a_conflict_and_nothing_is_written(
    running: Running, home: Path
) -> None:
    file = home / "content/two-models/chart.yaml"
    with running.client() as client:
        options = opened(client)
        theirs = options["text"].replace("side by side", "face to face")
        file.write_text(theirs, "utf-8")
        mine = options["text"].replace("Goal", "Aim")
        saved = client.post(
            f"{CHARTS}/save",
            json={"name": "", "text": mine, "version": options["version"], "places": [*range(9)]},
        ).json()

    assert saved["conflict"]["theirs"] == theirs
    assert "face to face" in saved["conflict"]["merged"]
    assert "Aim" in saved["conflict"]["merged"]
    assert file.read_text("utf-8") == theirs


def test_an_empty_cell_is_a_problem_at_its_place(running: Running) -> None:
    with running.client() as client:
        options = opened(client)
        options["chart"]["rows"][1]["cells"][1] = ""
        text = written(client, options)["text"]
        found = client.post(f"{CHARTS}/problems", data={"name": "", "text": text}).json()

    assert [(one["row"], one["column"], one["cause"]) for one in found] == [
        (1, 2, "this cell is empty")
    ]


def test_a_new_chart_is_shown_and_can_be_removed_again(running: Running, home: Path) -> None:
    title = "<script>alert(1)</script> & fees"
    with running.client() as client:
        made = client.post(f"{CHARTS}/new", data={"title": title})
        path = made.headers["location"]
        page = client.get(path).text
        name = path.removeprefix(f"{CHART}/")
        gone = client.post(f"{CHARTS}/remove", data={"name": name})

    assert (made.status_code, gone.headers["location"]) == (303, CHART)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fees" in page
    assert not (home / f"content/two-models/chart-{name}.yaml").exists()


def test_a_file_that_is_dropped_becomes_a_chart(running: Running) -> None:
    table = b"Short\tLong\nCheap\tDear\nSoon over\tNever over\n"
    with running.client() as client:
        made = client.post(f"{CHARTS}/new", files={"files": ("Fees.tsv", table)})
        options = opened(client, made.headers["location"])
        refused = client.post(f"{CHARTS}/new", files={"files": ("tea.md", TEXT)})

    assert [one["title"] for one in options["chart"]["columns"]] == ["Short", "Long"]
    assert refused.status_code == 422
    assert "There is no chart in these files" in refused.text


def test_a_file_that_is_no_table_says_why_and_where_its_earlier_states_are(
    running: Running, home: Path
) -> None:
    (home / "content/two-models/chart.yaml").write_text("title: [\n", "utf-8")
    with running.client() as client:
        page = client.get(CHART).text

    assert "This chart cannot be shown as a table" in page
    assert "/training/two-models/history/" in page


def test_there_is_no_chart_of_another_name(running: Running) -> None:
    with running.client() as client:
        assert client.get(f"{CHART}/fees").status_code == 404
        assert client.post(f"{CHARTS}/text", data={"text": "", "chart": "[]"}).status_code == 400


@pytest.mark.long
def test_a_cell_is_typed_in_shown_and_saved(window: "Page", home: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    file = home / "content/two-models/chart.yaml"
    window.set_default_timeout(MILLISECONDS)
    window.goto(CHART)
    window.get_by_role("img", name="Page 1").wait_for()
    before = window.get_by_role("img", name="Page 1").get_attribute("src")

    window.get_by_role("gridcell").nth(1).dblclick()
    window.keyboard.press("End")
    window.keyboard.type(" Etwas")
    window.keyboard.press("Enter")
    expect(window.get_by_text("Saved", exact=True)).to_be_visible(timeout=MILLISECONDS)

    assert "Etwas" in file.read_text("utf-8")
    expect(window.get_by_role("img", name="Page 1")).not_to_have_attribute("src", before or "")

    file.write_text(file.read_text("utf-8").replace("side by side", "face to face"), "utf-8")
    title = window.get_by_role("textbox", name="Title of the chart")
    expect(title).to_have_value("Treatment and healing, face to face", timeout=MILLISECONDS)
