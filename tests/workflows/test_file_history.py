"""What changed between two states of a file, as a person reads it."""

import datetime
from pathlib import Path

import pytest

from handouts.records.history import FileState
from handouts.workflows.edit_files import read_file, save_file
from handouts.workflows.file_history import (
    TextPiece,
    changed_lines,
    files_with_states,
    main_states,
    readable_lines,
)
from handouts.workflows.trash import move_to_trash
from tests.small_project import ARTICLE, CHART, TRAINING, small_project

BEGAN = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)


def state(minutes: int) -> FileState:
    saved = BEGAN + datetime.timedelta(minutes=minutes)
    return FileState(minutes, "content/tea/article.md", f"{minutes}", saved, 1)


def test_words_that_changed_stand_in_their_line() -> None:
    new = ARTICLE.replace("poured on leaves", "poured on green leaves")

    assert changed_lines("tea/article.md", ARTICLE, new) == (
        (
            TextPiece("same", "Water is poured on "),
            TextPiece("added", "green "),
            TextPiece("same", "leaves."),
        ),
    )


def test_lines_that_have_little_in_common_stand_below_each_other() -> None:
    new = ARTICLE.replace("Water is poured on leaves.", "Nothing of the kind!")

    assert [line[0].kind for line in changed_lines("tea/article.md", ARTICLE, new)] == [
        "removed",
        "added",
    ]


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("tea/chart.yaml", CHART, ["Title: Kettle and pot", "Columns: The kettle | The pot"]),
        ("tea/training.yaml", TRAINING, ["Document numbers begin with: TEA"]),
        ("tea/article.md", ARTICLE, ["Title: The Kettle and the Pot"]),
        ("tea/worksheets.yaml", "key_terms: [leaf, pot]\n", ["Key terms: leaf", "Key terms: pot"]),
        ("tea/training.yaml", "presenters:\n- name: Bo\n", ["Presenters 1, Name: Bo"]),
        ("tea/training.yaml", "title: [\n", ["title: ["]),
        ("tea/sessions/may/roster.csv", "Name\nBo\n", ["Name", "Bo"]),
    ],
)
def test_files_are_read_in_the_words_of_the_pages(name: str, text: str, lines: list[str]) -> None:
    assert readable_lines(name, text)[: len(lines)] == lines


def test_a_row_that_is_added_to_a_chart_is_one_line() -> None:
    new = f"{CHART}  - label: Price\n    kettle: Low\n    pot: High\n"

    assert changed_lines("tea/chart.yaml", CHART, new) == (
        (TextPiece("added", "Price | Low | High"),),
    )


def test_of_states_that_follow_one_another_the_last_stands_for_all() -> None:
    states = [state(minutes) for minutes in (60, 35, 33, 30, 8, 4, 0)]

    assert [one.id for one in main_states(states)] == [60, 35, 8, 0]
    assert main_states([]) == ()


def test_files_are_listed_also_those_that_were_deleted(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    opened = read_file(project, "tea/article.md")
    save_file(project, "tea/article.md", opened.text + "\nMore.\n", opened.version)
    read_file(project, "tea/chart.yaml")
    move_to_trash(project, "tea/chart.yaml")

    found = {one.name: (one.count, one.is_there) for one in files_with_states(project, "tea")}

    assert found == {"tea/article.md": (2, True), "tea/chart.yaml": (1, False)}
