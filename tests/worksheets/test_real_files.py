"""The first trainer's own files, which are not part of the project."""

import datetime
from pathlib import Path

import pytest

from handouts.content.load_training import load
from handouts.content.worksheet_options import WorksheetsFile
from handouts.importers import import_files
from handouts.importers.given import read_given
from handouts.project.layout import Project
from handouts.worksheets import Material, kinds, material, sheets

from ..conftest import REPOSITORY, SHARED

pytestmark = pytest.mark.shared

NO_KEY = (
    "blank-chart", "wall-signs", "in-the-room", "my-case", "diamond-cards", "diamond-nine",
    "agree-disagree", "the-author-asks", "where-am-i", "pocket-card", "action-plan", "reflection",
)  # fmt: skip
"""What has no key, or the same in each version."""


@pytest.fixture
def real(tmp_path: Path) -> Material:
    files = SHARED / "inputs" / "article.txt", SHARED / "inputs" / "chart.tsv"
    written = import_files(read_given(files), "two-models", datetime.date(2024, 5, 6)).files
    folder = tmp_path / "content" / "two-models"
    folder.mkdir(parents=True)
    provider = (REPOSITORY / "content" / "provider.yaml").read_bytes()
    (tmp_path / "content" / "provider.yaml").write_bytes(provider)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    (training,) = load(Project(tmp_path.resolve()), ["two-models"])
    return material(training, WorksheetsFile())


def test_all_kinds_give_sheets(real: Material) -> None:
    counts = {kind: len(sheets(kind, real, 7, 3)[0].exercises) for kind in kinds()}

    assert counts == {
        "reading-guide": 9,
        "blank-chart": 24,
        "fill-the-chart": 12,
        "fill-in-the-blanks": 6,
        "matching": 9,
        "sorting": 11,
        "sorting-cards": 22,
        "true-or-false": 11,
        "spot-the-swap": 12,
        "in-the-room": 5,
        "my-case": 12,
        "wall-signs": 24,
        "diamond-cards": 9,
        "diamond-nine": 9,
        "agree-disagree": 6,
        "the-author-asks": 2,
        "pocket-card": 12,
        "where-am-i": 12,
        "action-plan": 12,
        "reflection": 2,
    }


def test_the_row_that_names_its_column_is_left_out(real: Material) -> None:
    (sheet,) = sheets("sorting", real, 7, 1)

    assert sheet.left_out == ("row 11 left out of sorting: it contains the word “healing”",)


@pytest.mark.long
def test_three_versions_have_their_answers_in_three_orders(real: Material) -> None:
    for kind in kinds():
        if kind not in NO_KEY:
            versions = sheets(kind, real, 7, 3)
            answers = {tuple(each.answer for each in sheet.exercises) for sheet in versions}
            assert len(answers) == 3
