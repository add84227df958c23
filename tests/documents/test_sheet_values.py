from pathlib import Path

import pytest

from handouts.documents.sheet_values import SheetValues, sheet_values
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

SIZES = SheetValues({"name-1-em": 6.0, "name-2-em": 8.5, "name-3-em-of-two": 10.0})


@pytest.mark.parametrize(
    ("wide", "in_two", "size"), [(5.9, 3, 1), (6, 3, 2), (8.5, 4.5, 3), (15, 9.9, 3), (30, 16, 4)]
)
def test_a_text_gets_the_largest_size_that_holds_it(wide: float, in_two: float, size: int) -> None:
    assert SIZES.largest_size("name", wide, in_two) == size


def test_a_projects_own_sheet_comes_over_the_packaged_one(tmp_path: Path) -> None:
    own = tmp_path / "styles" / "documents" / "badges.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --badge-1-em: 5; --badge-width: 90mm; --mine: .5 }", "utf-8")
    found = sheet_values(Project(tmp_path), "page.css", "documents/badges.css")
    packaged = sheet_values(Project(REPOSITORY), "page.css", "documents/badges.css")
    assert found.numbers == {**packaged.numbers, "badge-1-em": 5.0, "mine": 0.5}
    assert packaged["running-title-letters"] == 40


def test_a_document_without_a_sheet_has_no_numbers_of_its_own() -> None:
    assert sheet_values(Project(REPOSITORY), "documents/none.css").numbers == {}
