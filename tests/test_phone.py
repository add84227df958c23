"""The edition that is mailed, as it is seen on a telephone: 390 px wide."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.builds.plan import PAPER_SIZES
from handouts.documents.editions import EDITIONS, HALVES, PAPERS
from handouts.documents.registry import registry
from handouts.project.layout import Project
from tests import reading
from tests.conftest import REPOSITORY

PHONE = 390
"""px, the width of a page that fills the screen."""
SMALLEST = 11
"""px of type."""
FINGER = 24
"""px: WCAG 2.2, 2.5.8."""
DOCUMENTS = registry(Project(REPOSITORY))


def mailed(project: Project) -> list[Path]:
    found = sorted((project.build / "two-models" / "participants" / "email").glob("*.pdf"))
    return [file for file in found if file.stem not in ("poster", "slides")]


@pytest.mark.long
def test_no_type_is_smaller_than_a_phone_can_show(example_built: Project) -> None:
    files = mailed(example_built)
    assert len(files) > 8
    for file in files:
        width = float(PdfReader(file).pages[0].mediabox.width)
        for page in reading.text_boxes(file):
            for text, size, _ in page:
                is_raised = len(text.strip()) < 4  # the number of a note
                assert size * PHONE / width >= SMALLEST or is_raised, (file.stem, text, size)


@pytest.mark.long
def test_what_is_tapped_is_large_enough_for_a_finger(example_built: Project) -> None:
    tapped = 0
    for file in mailed(example_built):
        for page in PdfReader(file).pages:
            scale = PHONE / float(page.mediabox.width)
            for annotation in page.annotations or ():
                found = annotation.get_object()
                if found["/Subtype"] == "/Widget":
                    left, bottom, right, top = map(float, found["/Rect"])
                    tapped += 1
                    assert min(right - left, top - bottom) * scale >= FINGER - 0.5, file.stem
    assert tapped > 100


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_that_are_mailed_are_as_narrow_as_half_a_sheet(paper: str) -> None:
    email = EDITIONS["email"]
    for document in DOCUMENTS.values():
        own = document.paper(paper, email)
        assert document.head.apart or own == HALVES[paper]
    assert PAPER_SIZES[HALVES[paper]][0] < 420


def test_nothing_that_is_cut_out_is_mailed() -> None:
    cut = [one for one in DOCUMENTS.values() if one.head.stock == "card" and one.is_worksheet]
    assert "sorting-cards" in [one.name for one in cut]
    assert [one.name for one in cut if "email" in one.head.editions] == []
