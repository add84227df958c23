"""Where things stand on pages whose text runs from right to left, in a theme with close letters."""

import os
import shutil
from pathlib import Path

import pypdfium2
import pytest

from handouts.builds.request import Request
from handouts.fonts import house
from handouts.project.layout import Project
from handouts.workflows import build
from tests import reading
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.long
DOCUMENTS = ("badges", "tent-cards", "poster", "reading-guide")
BADGE = 85.0
"""Its width, in mm; two stand beside one another in the middle of a page."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what was made of a training in Hebrew."""
    if house.system_family("ש") is None:
        if os.environ.get("HANDOUTS_REQUIRE_FONTS"):
            pytest.fail("a font with Hebrew is required and absent: DejaVu Sans has it")
        pytest.skip("no font with Hebrew is here: DejaVu Sans has it")
    folder = tmp_path_factory.mktemp("right-to-left") / "bicycles"
    shutil.copytree(REPOSITORY / "tests" / "fixtures" / "bicycles", folder)
    project = Project(folder.resolve())
    of = ("bicycles", "bicycles/spring")
    build.build(project, Request(of, DOCUMENTS, ("print",), theme="signal", jobs=1))
    return project.build


def boxes(built: Path, name: str) -> tuple[list[tuple[float, ...]], tuple[float, float]]:
    """The rectangles of the words on the first page, and the size of the page, in mm."""
    (file,) = built.rglob(f"{name}.pdf")
    document = pypdfium2.PdfDocument(file)
    try:
        wide, high = document[0].get_size()
    finally:
        document.close()
    found = [box for letters, _, box in reading.text_boxes(file)[0] if letters.strip()]
    return found, (wide / reading.MM, high / reading.MM)


def test_nothing_of_a_badge_stands_beside_it(built: Path) -> None:
    found, (wide, high) = boxes(built, "badges")
    assert len(found) > 16
    for left, _, right, bottom in found:
        if bottom < high - 25:  # the footer is the page's
            assert wide / 2 - BADGE <= left
            assert right <= wide / 2 + BADGE


def test_both_sides_of_the_first_tent_card_have_all_of_the_title(built: Path) -> None:
    (file,) = built.rglob("tent-cards.pdf")
    titles = [letters.strip() for letters, size, _ in reading.text_boxes(file)[0] if size == 14]
    assert titles == ["שלוש דרכים לרכוב"] * 2


def test_a_poster_begins_at_the_right_and_has_the_provider_at_the_left(built: Path) -> None:
    found, (wide, _) = boxes(built, "poster")
    above = [(left, right) for left, top, right, _ in found if top < 18]
    assert min(left for left, _ in above) < wide / 5
    assert max(right for _, right in above) > 4 * wide / 5


def test_the_first_step_of_a_sheet_stands_at_the_right(built: Path) -> None:
    (file,) = built.rglob("reading-guide.pdf")
    places = {letters.strip(): box[0] for letters, _, box in reading.text_boxes(file)[0]}
    first, second, third = (places[word] for word in ("Read", "Compare", "Close"))
    assert first > second > third
