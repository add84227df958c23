"""What a screen reader says: words as they were typed, in one order, and of all that is drawn."""

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
WITHOUT_STEPS = ("sorting-cards", "diamond-cards", "wall-signs")
WITH_STEPS = [kind for kind in worksheets.kinds() if kind not in WITHOUT_STEPS]
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


PAPERS = (
    "participants/print/handout",
    "participants/print/chart",
    "participants/print/poster",
    "participants/print/folder",
    "participants/large-print/handout",
    "participants/email/handout",
    "facilitator/facilitator-guide",
    "facilitator/key-card",
    "facilitator/answer-keys",
    "sessions/example/sign-in-sheet",
    "sessions/example/evaluation",
    "sessions/example/evaluation-email",
)
TITLE = "Two Models of Psychotherapy"


def paper(project: Project, name: str) -> Path:
    return project.build / "two-models" / f"{name}.pdf"


@pytest.mark.parametrize("name", PAPERS)
def test_words_are_heard_as_they_were_typed(example_built: Project, name: str) -> None:
    found = reading.heard(paper(example_built, name))
    assert found[0][0] in ("Part", "Div", "Sect")
    titles = [words for tag, words in found if tag in ("P", "H1")]
    assert TITLE in titles
    looked_at = [words for tag, words in found if re.fullmatch(r"P|H\d|TH", tag)]
    assert not [
        one for one in looked_at if one.isupper() and not re.fullmatch(r"TWO-[A-Z0-9-]+", one)
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_each_heading_leads_somewhere(example_built: Project, name: str) -> None:
    found = [*reading.heard(paper(example_built, name)), ("H1", "the end")]
    assert [tag for tag, _ in found[:-1]].count("H1") == 1
    for place, (tag, words) in enumerate(found[:-1]):
        if re.fullmatch(r"H\d", tag):
            following, _ = found[place + 1]
            is_lower = following > tag and re.fullmatch(r"H\d", following)
            assert words
            assert is_lower or not re.fullmatch(r"H\d", following), words


@pytest.mark.parametrize(
    "name",
    [
        *PAPERS,
        "participants/large-print/chart",
        "participants/print/action-plan-a",
        "participants/print/reading-guide-a",
        "participants/print/reflection-a",
    ],
)
def test_no_heading_paragraph_or_list_is_met_twice(example_built: Project, name: str) -> None:
    for element in reading.elements(PdfReader(paper(example_built, name))):
        tag = str(element["/S"])
        if re.fullmatch(r"/P|/H\d", tag):
            assert element["/P"]["/S"] != tag
        elif tag == "/L":
            assert {kid.get_object()["/S"] for kid in element["/K"]} != {"/L"}


def test_a_field_is_heard_after_what_it_asks(example_built: Project) -> None:
    found = reading.heard(paper(example_built, "sessions/example/evaluation-email"))
    fields = [place for place, (tag, _) in enumerate(found) if tag == "Tx"]
    assert len(fields) > 4
    before = -1
    for place in fields:
        words = [words for tag, words in found[before + 1 : place] if tag not in ("Btn", "Form")]
        assert any(words), found[place]
        before = place


def test_a_line_to_write_on_is_heard_after_its_label(example_built: Project) -> None:
    found = reading.heard(paper(example_built, "sessions/example/evaluation"))
    places = [
        next(place for place, (_, found_words) in enumerate(found) if words in found_words)
        for words in ("commercial bias?", "Yes No", "where was it?", "did you attend?", "Hours")
    ]
    assert places == sorted(places)


def test_a_badge_says_its_name_before_whose_training_it_is(example_built: Project) -> None:
    words = [
        words
        for tag, words in reading.heard(paper(example_built, "sessions/example/badges"))
        if tag == "P"
    ]
    first = words.index("Olúwaṣeun Adéyẹmí")
    assert words[first : first + 4] == [
        "Olúwaṣeun Adéyẹmí",
        "LMSW",
        "Lantern Street Training",
        TITLE,
    ]


def test_a_tent_card_says_a_name_once_and_before_whose_day_it_is(example_built: Project) -> None:
    found = reading.heard(paper(example_built, "sessions/example/tent-cards"))
    names = [words for tag, words in found if tag == "H2"]
    assert names
    assert len(names) == len({*names}) or Counter(names).most_common(1)[0][0] == "Maria Garcia"
    first = found.index(("H2", "Søren Ægidius"))
    words = [words for tag, words in found[first:] if tag in ("H2", "P")]
    assert words[:4] == ["Søren Ægidius", "Student", "Lantern Street Training", TITLE]
