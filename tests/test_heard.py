"""What a screen reader says of what is drawn for a pen: each blank, box and circle has words."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts import worksheets
from handouts.content.load_training import load
from handouts.project.layout import Project
from handouts.worksheets import Worksheet
from handouts.worksheets.words import plain
from tests import reading
from tests.conftest import SEED, VERSIONS

pytestmark = pytest.mark.long

DRAWN = {
    "fill-in-the-blanks": lambda sheet: len(sheet.exercises),
    "matching": lambda sheet: len(sheet.exercises),
    "sorting": lambda sheet: len(sheet.exercises) * len(sheet.shown["columns"]),
    "spot-the-swap": lambda sheet: len(sheet.exercises),
    "where-am-i": lambda sheet: len(sheet.exercises),
    "agree-disagree": lambda sheet: len(sheet.exercises),
    "diamond-nine": lambda sheet: len(sheet.exercises),
    "action-plan": lambda sheet: len(sheet.exercises),
}
"""How many things are drawn on a sheet for the printer, apart from lines below a label."""
WITH_STEPS = [kind for kind in worksheets.kinds() if kind not in ("sorting-cards", "wall-signs")]
EDITIONS = ("print", "large-print")


@pytest.fixture(scope="module")
def sheets(example_built: Project) -> dict[str, tuple[Worksheet, ...]]:
    (training,) = load(example_built, ["two-models"])
    return dict(worksheets.all_sheets(training, SEED, VERSIONS).sheets)


def file(project: Project, edition: str, kind: str) -> Path:
    letter = "-a" if edition == "print" else ""
    return project.build / "two-models" / "participants" / edition / f"{kind}{letter}.pdf"


def words_of_figures(path: Path) -> list[str]:
    return [
        str(element["/Alt"])
        for element in reading.elements(PdfReader(path))
        if element["/S"] == "/Figure" and "/Alt" in element
    ]


@pytest.mark.parametrize("kind", DRAWN)
def test_each_thing_that_is_drawn_has_words_of_its_own(
    example_built: Project, sheets: dict[str, tuple[Worksheet, ...]], kind: str
) -> None:
    found = words_of_figures(file(example_built, "print", kind))
    assert len(found) == DRAWN[kind](sheets[kind][0])
    assert [words for words, count in Counter(found).items() if count > 1] == []
    assert all(re.search(r"\d", words) for words in found), "which one it is"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", WITH_STEPS)
def test_no_heading_leads_nowhere_and_exercises_are_more_than_running_text(
    example_built: Project, kind: str, edition: str
) -> None:
    path = file(example_built, edition, kind)
    tags = [str(element["/S"]) for element in reading.elements(PdfReader(path))]
    assert tags.count("/H1") == 1
    assert "/L" in tags, "steps"
    marks = [title for _, title in reading.bookmarks(PdfReader(path))]
    assert not [title for title in marks if title.startswith("About ")]
    last = max((place for place, tag in enumerate(tags) if re.fullmatch(r"/H\d", tag)), default=0)
    assert set(tags[last + 1 :]) - {"/Span", "/NonStruct"}, "something follows the last heading"


def test_the_two_lists_of_matching_are_heard_one_after_the_other(
    example_built: Project, sheets: dict[str, tuple[Worksheet, ...]]
) -> None:
    sheet = sheets["matching"][0]
    text = reading.normalised(
        " ".join(
            page.extract_text()
            for page in PdfReader(file(example_built, "print", "matching")).pages
        )
    )
    (first, *_) = sheet.shown["sets"]
    own = [one for one in sheet.exercises if one.shown["set"] == first["number"]]
    lefts = [reading.normalised(plain(one.shown["text"])) for one in own]
    rights = [reading.normalised(plain(one["text"])) for one in first["options"]]
    places = [text.find(words[:12]) for words in (*lefts, *rights)]
    assert -1 not in places
    assert places == sorted(places)
