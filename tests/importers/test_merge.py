"""Files that were edited by hand and are brought in again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import yaml_tree
from handouts.importers.merge import Versions, merged
from handouts.importers.merge_article import merged_article
from handouts.importers.merge_yaml import merged_yaml
from handouts.importers.merged import Merged

FRONT = "---\n# a note of the import\ntitle: Lawns\nbyline: Ann\n---\n\n"
ARTICLE = f"{FRONT}One is short.\n\n## Why\n\nNobody asks.\n\n[chart]\n\nThe end.\n"
LISTED = "\n<!--\nLeft out by `handouts import`; x\n\na.txt:1: Menu\n    a menu\n-->\n"
CHART = """\
# yaml-language-server: $schema=../.schemas/chart.schema.json
title: Lawn and meadow
columns:
  lawn: Lawn
  meadow: Meadow
rows:
  - label: Goal
    lawn: Order
    meadow: Plenty

  - label: Pace
    lawn: Weekly
    meadow: Yearly

  - label: Guests
    lawn: Footballs
    meadow: Larks
"""


def article(ours: str, theirs: str) -> Merged:
    result = merged_article(ARTICLE, ours, theirs)
    assert result is not None
    return result


def chart(ours: str, theirs: str) -> Merged:
    result = merged_yaml(CHART, ours, theirs)
    assert result is not None
    return result


def test_changes_of_both_sides_stand_in_the_article() -> None:
    ours = ARTICLE.replace("is short", "is very short").replace("Ann", "Ann Miller")
    theirs = ARTICLE.replace("The end.", "The end.\n\nAnd a word more.")
    assert article(ours, theirs) == Merged(ours.rstrip() + "\n\nAnd a word more.\n", 1, 2, 0)


def test_what_both_changed_stays_and_the_other_stands_in_a_comment_below() -> None:
    ours = ARTICLE.replace("Nobody asks.", "Who asks?")
    theirs = ARTICLE.replace("Nobody asks.", "Nobody -- asks now.")
    result = article(ours, theirs)
    note = (
        "Who asks?\n\n<!--\nThe file that was brought in has, instead of what stands above:\n"
        "Nobody - - asks now.\n-->"
    )
    assert result == Merged(ours.replace("Who asks?", note), 0, 0, 1)
    assert merged_article(ARTICLE, result.text, theirs) == Merged(result.text, 0, 0, 1)


def test_a_new_paragraph_beside_one_edited_by_hand_is_put_in_once() -> None:
    ours = ARTICLE.replace("Nobody asks.", "Who asks?")
    theirs = ARTICLE.replace("Nobody asks.", "Nobody asks.\n\nI do.")
    result = article(ours, theirs)
    assert result.text == ours.replace("Who asks?", "Who asks?\n\nI do.")
    assert (result.taken, result.conflicts) == (1, 0)
    again = merged_article(ARTICLE, result.text, theirs)
    assert again is not None
    assert again.text == result.text


def test_front_matter_is_merged_by_its_keys() -> None:
    ours = ARTICLE.replace("byline: Ann\n", "byline: Ann\npull_quotes:\n  - Nobody asks.\n")
    theirs = ARTICLE.replace("title: Lawns", "title: Lawns and Meadows")
    result = article(ours, theirs)
    assert result.text == ours.replace("title: Lawns", "title: Lawns and Meadows")


def test_the_list_of_what_was_left_out_is_the_new_one() -> None:
    ours = ARTICLE.replace("The end.", "My end.") + LISTED
    theirs = ARTICLE + LISTED.replace("Menu", "Footer")
    assert article(ours, theirs).text == ARTICLE.replace("The end.", "My end.") + LISTED.replace(
        "Menu", "Footer"
    )


def test_the_place_of_a_chart_that_was_not_brought_in_again_stays() -> None:
    theirs = ARTICLE.replace("[chart]\n\n", "")
    ours = ARTICLE.replace("Nobody", "No one")
    result = merged_article(ARTICLE, ours, theirs, [""])
    assert result is not None
    assert result.text == ours
    assert "[chart]" not in article(ours, theirs).text


def test_cells_and_keys_of_both_sides_stand_in_the_chart_with_its_comments() -> None:
    ours = CHART.replace("Weekly", "Every week  # by hand").replace(
        "columns:", "preferred: meadow\ncolumns:"
    )
    theirs = CHART.replace("Larks", "Larks and hares").replace("Lawn and", "The lawn and")
    result = chart(ours, theirs)
    assert result.text == ours.replace("Larks", "Larks and hares").replace(
        "Lawn and", "The lawn and"
    )
    assert (result.taken, result.kept, result.conflicts) == (2, 1, 0)


def test_two_cells_of_one_row_are_merged() -> None:
    result = chart(CHART.replace("Weekly", "Daily"), CHART.replace("Yearly", "Never"))
    assert result.text == CHART.replace("Weekly", "Daily").replace("Yearly", "Never")


def test_rows_come_and_go_with_the_file_and_by_hand() -> None:
    new = "\n  - label: Water\n    lawn: Hose\n    meadow: Sky\n"
    mine = "\n  - label: Colour\n    lawn: One\n    meadow: Forty\n"
    first, second, third = (part + "\n" for part in CHART.rstrip().split("\n\n"))
    ours = first + mine + "\n" + second + "\n" + third
    theirs = first + "\n" + third + new
    result = chart(ours, theirs)
    rows = yaml_tree.read(result.text).value["rows"]  # type: ignore[index]
    assert [row["label"] for row in rows] == ["Goal", "Colour", "Guests", "Water"]


def test_a_cell_that_both_changed_stays_and_the_other_stands_at_the_end() -> None:
    ours, theirs = CHART.replace("Weekly", "Daily"), CHART.replace("Weekly", "Hourly")
    result = chart(ours, theirs)
    assert result.text == ours + (
        "# Changed by hand, and in the file that was brought in, which has:\n"
        '# row "Pace", lawn: Hourly\n'
    )
    assert result.conflicts == 1
    assert chart(result.text, theirs).text == result.text


@pytest.mark.parametrize("broken", ["title: [", "- a list", "", "title: {a: b"])
def test_what_cannot_be_read_is_not_merged(broken: str) -> None:
    assert merged_yaml(CHART, broken, CHART.replace("Larks", "Hares")) is None
    assert merged_article(ARTICLE, broken, ARTICLE.replace("end", "End")) is None


def test_the_date_of_a_training_is_not_that_of_an_import() -> None:
    base = b"code: AB\ntitle: Lawns\ndate: 2024-01-01\n"
    ours = base.replace(b"AB", b"LAWN")
    theirs = base.replace(b"2024-01-01", b"2026-01-01").replace(b"Lawns", b"Meadows")
    result = merged("training.yaml", Versions(base, ours, theirs))
    assert result is not None
    assert result.text == "code: LAWN\ntitle: Meadows\ndate: 2024-01-01\n"
    assert merged("training.yaml", Versions(base, b"\xff\xfe", theirs)) is None


PARAGRAPHS = st.lists(st.sampled_from([f"Sentence {letter}." for letter in "abcdefgh"]), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_paragraph_that_either_side_wrote_is_lost(base, ours, theirs) -> None:
    was, own, new = (FRONT + "\n\n".join(parts) + "\n" for parts in (base, ours, theirs))
    result = merged_article(was, own, new)
    assert result is not None
    assert {text for text in (*ours, *theirs) if text not in base} <= set(result.text.split("\n"))
    again = merged_article(new, result.text, new)
    assert again is not None
    assert again.text == result.text


ROWS = st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from(["x", "y", "z"]), min_size=1)


@given(ROWS, ROWS, ROWS)
def test_no_cell_that_either_side_wrote_is_lost(base, ours, theirs) -> None:
    def text(rows) -> str:
        each = (f"  - label: {label}\n    a: {label}{cell}\n" for label, cell in rows.items())
        return "title: T\nrows:\n" + "\n".join(each)

    result = merged_yaml(text(base), text(ours), text(theirs))
    assert result is not None
    assert yaml_tree.read(result.text).problems == []
    for rows in (ours, theirs):
        new = {f"{label}{cell}" for label, cell in rows.items() if base.get(label) != cell}
        assert all(cell in result.text for cell in new)
