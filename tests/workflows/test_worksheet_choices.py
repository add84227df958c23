"""Which worksheets a training has, and why others are left out."""

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.messages import Message
from handouts.workflows.worksheet_choices import WorksheetChoice, worksheet_choices
from handouts.worksheets import all_sheets
from tests.small_project import CHART, read, small_project

FEES = CHART.replace("Kettle and pot", "Fees")
ROWS = "".join(f"  - kettle: Quick {n} of it\n    pot: Slow {n} by it\n" for n in "abcdefg")
LONG = f"{CHART.split('rows:')[0]}rows:\n{ROWS}"
TWO = "---\ntitle: Tea\n---\n\nWater is poured on leaves.\n\n[chart]\n\n[chart fees]\n"


def by_name(tmp_path: Path, **files: str) -> dict[str, WorksheetChoice]:
    project = small_project(tmp_path, **files)
    return {sheet.name: sheet for sheet in worksheet_choices(project, "tea").sheets}


def codes(sheet: WorksheetChoice) -> list[str]:
    return [one.code for one in sheet.reasons if isinstance(one, Message)]


def test_what_cannot_be_made_says_why(tmp_path: Path) -> None:
    sheets = by_name(tmp_path, chart=LONG)

    assert not sheets["reflection"].is_made
    assert codes(sheets["reflection"]) == ["worksheets.no-questions"]
    assert sheets["fill-the-chart"].is_made


def test_what_is_not_wanted_is_there_all_the_same(tmp_path: Path) -> None:
    sheets = by_name(tmp_path, chart=LONG, worksheets="leave_out: {kinds: [fill-the-chart]}\n")

    assert sheets["fill-the-chart"].is_made
    assert sheets["fill-the-chart"].minutes > 0


def test_of_several_charts_each_has_its_own(tmp_path: Path) -> None:
    small_project(tmp_path)
    (tmp_path / "content/tea/chart-fees.yaml").write_text(FEES, "utf-8")
    sheets = by_name(tmp_path, article=TWO)

    assert sheets["matching"].chart == "Kettle and pot"
    assert sheets["matching-fees"].chart == "Fees"
    assert sheets["reflection"].chart == ""


def test_rows_are_listed_with_those_that_are_left_out(tmp_path: Path) -> None:
    project = small_project(tmp_path, worksheets="leave_out: {rows: [2]}\n")

    rows = worksheet_choices(project, "tea").rows[""]

    assert [(row.number, row.label, row.is_used) for row in rows] == [
        (1, "Speed", True),
        (2, "Taste", False),
    ]


def test_problems_of_the_options_alone_hide_nothing(tmp_path: Path) -> None:
    sheets = by_name(tmp_path, worksheets="kinds: {matching: {minutes: soon}}\n")

    assert "matching" in sheets


def test_problems_of_anything_else_are_reported(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        by_name(tmp_path, chart="title: [\n")


@pytest.mark.parametrize("seed", [None, 1])
def test_seed_and_versions_of_the_file_hold_where_none_are_asked_for(
    tmp_path: Path, seed: int | None
) -> None:
    training = read(tmp_path, chart=LONG, worksheets="add: [matching]\nversions: 2\nshuffle: 7\n")

    own = all_sheets(training, seed).sheets["matching"]

    assert len(own) == 2
    assert (own == all_sheets(training, 7, 2).sheets["matching"]) == (seed is None)


def test_terms_that_the_article_does_not_have_are_named(tmp_path: Path) -> None:
    terms = "key_terms: [LEAVES, saucer, cup/water, '*poured*', leave]\n"
    project = small_project(tmp_path, article=TWO.split("[chart]", maxsplit=1)[0], worksheets=terms)

    assert worksheet_choices(project, "tea").absent_terms == ("saucer", "leave")
