"""What a session's roster gives: sign-in sheet, badges, tent cards; and the evaluation."""

import itertools
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from handouts.builds.request import Request
from handouts.content.roster import Participant
from handouts.documents import guests, templates
from handouts.documents import registry as documents
from handouts.documents.editions import EDITIONS
from handouts.documents.expected_texts import ExpectedTexts
from handouts.documents.variants import session_variant
from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows import build
from handouts.workflows.load import load_checked_session
from tests import reading
from tests.small_project import TRAINING, small_project

OBJECTIVES = ("Warm the *pot* first", "Tell the two ways apart")
SESSION = """\
days:
  - {date: 2026-03-14, start: 09:00, end: 12:30}
  - {date: 2026-03-21, start: 13:00, end: 16:30}
place: Harbour Hall
format: live interactive webinar
hours: 7
profiles: [california-bbs-records]
presenters:
  - {name: Robin <Ashdown>, credentials: LPC}
"""
ONE_DAY = "days: [{date: 2026-03-14}]\nplace: Harbour Hall\nhours: 3\n"
PEOPLE = (
    ("Ann", "Lee", "LPC", "71834"),
    ("José Luis", "Hernández Peña", "", ""),
    ("Bích Ngọc", "Nguyễn", "LPC-S, NCC", "80215"),
    ("Wilhelmina Alexandrina", "Featherstonehaugh-Cholmondeley-Montgomery-Beauchamp", "PhD", ""),
    ("<b>Bold</b>", "{{ 7*7 }}", "<i>", ""),
    ("Eleni", "Παπαδοπούλου", "", ""),
    *((f"Given{letter}", f"Zfamily{letter}", "", "") for letter in "abcdefghijklmnop"),
)
ROSTER = "\n".join(
    ["First,Last,Credentials,License number", *(",".join(f'"{c}"' for c in p) for p in PEOPLE)]
)
CREDENTIALS = {part for _, _, credentials, _ in PEOPLE for part in credentials.split(", ")}
FOOT = ("Quiet Harbour Courses", "Two Ways to Make Tea")
"""On each badge: the provider, who has no logo here, and the training."""
AROUND_NAMES = (*FOOT, *CREDENTIALS, "Presenter")
NAMES = [f"{first} {last}" for first, last, _, _ in PEOPLE]
LETTER = (215.9, 279.4)
FOOTER = 22
"""mm from the lower edge that hold the footer and nothing else."""
BADGE, TOP = (85, 55), 31
"""mm: a badge, and the upper edge of those on every sheet."""
ON_A_SHEET = 8


@dataclass(frozen=True)
class File:
    """A finished file, read back."""

    path: Path
    reader: PdfReader
    boxes: list[list[tuple[str, float, tuple[float, float, float, float]]]]

    def text(self, page: int) -> str:
        """The letters of one page."""
        return reading.letters("".join(f"{text} " for text, _, _ in self.boxes[page]))

    @property
    def pages(self) -> range:
        return range(len(self.boxes))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two sessions with all that is made for them: one of two days, one without a roster."""
    training = f"{TRAINING}objectives:\n" + "".join(f'  - "{one}"\n' for one in OBJECTIVES)
    made = small_project(tmp_path_factory.mktemp("sessions"), training=training)
    for name, head, roster in (("spring", SESSION, ROSTER), ("open", ONE_DAY, "Name\n")):
        folder = made.content / "tea" / "sessions" / name
        folder.mkdir(parents=True)
        (folder / "session.yaml").write_text(head, "utf-8")
        (folder / "roster.csv").write_text(roster, "utf-8")
    build.build(made, Request(trainings=("tea/spring",), jobs=1))
    build.build(made, Request(("tea/open",), ("sign-in-sheet", "badges", "tent-cards"), jobs=1))
    return made


@pytest.fixture(scope="module")
def read(project: Project) -> Any:
    def file(name: str, session: str = "spring") -> File:
        path = project.build / "tea" / "sessions" / session / f"{name}.pdf"
        return File(path, PdfReader(path), reading.text_boxes(path))

    return file


def rows(file: File, page: int) -> list[tuple[int, float]]:
    """The numbers of the rows of a page of the sign-in sheet, and where they stand, in mm."""
    left = min(box[0] for text, _, box in file.boxes[page] if text.strip() == "No.")
    return [
        (int(text), box[3])
        for text, _, box in file.boxes[page]
        if text.strip().isdigit() and box[0] < left + 5 and box[3] < LETTER[1] - FOOTER
    ]


def test_everybody_is_on_the_sheet_of_each_day_with_number_and_licence_in_one_row(
    read: Any,
) -> None:
    file = read("sign-in-sheet")
    days: dict[int, list[int]] = {}
    for page in file.pages:
        found = re.findall(r"Day(\d)of2:March(\d+),2026", file.text(page))
        assert len(found) == 1, "each page says which day it is of"
        days.setdefault(int(found[0][0]), []).append(page)
    assert list(days) == [1, 2]
    for pages in days.values():
        for first, last, _, licence in PEOPLE:
            name = reading.letters(f"{first}{last}")
            (page,) = [page for page in pages if name in file.text(page)]
            (height,) = [b[3] for t, _, b in file.boxes[page] if t.strip() == licence] or [0]
            own = [b for t, _, b in file.boxes[page] if first.split()[0] in t]
            assert not licence or any(abs(box[3] - height) < 5 for box in own), first


def test_rows_have_room_for_a_pen_and_a_header_on_every_page(read: Any) -> None:
    file = read("sign-in-sheet")
    assert len(file.pages) > 2, "or nothing is repeated"
    for page in file.pages:
        for title in ("No.", "Name", "License", "Timein", "Timeout", "Signature"):
            assert file.text(page).count(title) == 1
        places = [height for _, height in rows(file, page)]
        assert len(places) > 5
        assert min(b - a for a, b in itertools.pairwise(places)) >= 9


@pytest.mark.parametrize(("session", "people"), [("spring", len(PEOPLE)), ("open", 0)])
def test_spare_rows_fill_the_last_page_of_each_day(read: Any, session: str, people: int) -> None:
    file = read("sign-in-sheet", session)
    days: list[list[tuple[int, float]]] = []
    for page in file.pages:
        found = rows(file, page)
        if found[0][0] == 1:
            days.append([])
        days[-1] += found
    assert len(days) == (2 if people else 1)
    for day in days:
        assert [number for number, _ in day] == list(range(1, len(day) + 1))
        assert people + 4 <= len(day) < people + 34, "as many as the page has room for"
        assert LETTER[1] - FOOTER - 20 < day[-1][1] < LETTER[1] - FOOTER


def upright_rules(file: File, page: int, y: float) -> list[int]:
    """Where upright rules cross a height of a page given in mm, in pixels of an eighth of a mm."""
    with closing(pypdfium2.PdfDocument(file.path)) as document:
        picture = document[page].render(scale=8 * 25.4 / 72, grayscale=True).to_pil().convert("L")
    found = [x for x in range(picture.width) if picture.getpixel((x, round(8 * y))) < 200]
    return [x for x in found if x - 1 not in found]


def test_spare_rows_have_the_same_grid_as_the_rows_with_names(read: Any) -> None:
    file = read("sign-in-sheet")
    last = file.pages[-1]
    found = rows(file, last)
    among, begun = (
        [height for number, height in found if (number > len(PEOPLE) + 4) is is_more]
        for is_more in (False, True)
    )
    above, below = upright_rules(file, last, among[-1] + 3), upright_rules(file, last, begun[0] + 3)
    assert len(above) == 5
    assert above == below


def test_where_the_last_name_ends_a_page_there_are_spare_rows_all_the_same(
    project: Project,
) -> None:
    session = load_checked_session(project, "tea", "spring")
    document = documents.registry(project)["sign-in-sheet"]
    variant = session_variant(document, session)
    look = templates.Look("press", EDITIONS["print"], "letter")
    page = templates.page(project, document, session.training, variant, look).html
    kept, left_out_in_part = page.split("</table>")[:2]
    assert kept.count("<tr>") == 1 + len(PEOPLE) + 4
    assert left_out_in_part.count("<tr>") == 30


def test_licences_have_a_column_only_where_a_profile_names_them(read: Any) -> None:
    assert "License" in read("sign-in-sheet").text(0)
    assert "License" not in read("sign-in-sheet", "open").text(0)


def card_of(box: tuple[float, ...]) -> int | None:
    """The place on its sheet of the badge that a piece of text stands in, as one reads."""
    left = (LETTER[0] - 2 * BADGE[0]) / 2
    for place in range(ON_A_SHEET):
        x, y = left + place % 2 * BADGE[0], TOP + place // 2 * BADGE[1]
        inside = x + 5 <= box[0] and box[2] <= x + BADGE[0] - 5
        if inside and y + 4 <= box[1] and box[3] <= y + BADGE[1] - 4:
            return place
    return None


def test_eight_badges_stand_on_each_sheet_within_their_marks(project: Project, read: Any) -> None:
    file = read("badges")
    session = load_checked_session(project, "tea", "spring")
    printed = []
    for page in file.pages:
        cards: dict[int | None, str] = {}
        for text, _, box in file.boxes[page]:
            place = card_of(box)
            if place is None:
                assert box[3] < TOP or box[1] > LETTER[1] - FOOTER, text
            else:
                cards[place] = cards.get(place, "") + reading.letters(text)
        assert sorted(filter(lambda place: place is not None, cards)) == list(range(ON_A_SHEET))
        printed += [cards[place] for place in range(ON_A_SHEET)]
    foot = reading.letters("".join(FOOT))
    people = session.roster.sorted()
    assert len(printed) == 24 > len(people) + 1
    assert all(card.count(foot) == 1 for card in printed)
    assert [card.replace(foot, "") for card in printed] == [
        "Robin<Ashdown>LPCPresenter",
        *(reading.letters(person.name + person.credentials) for person in people),
        *[""] * (23 - len(people)),
    ]


def test_names_on_badges_are_as_large_as_they_fit_and_never_below_14_pt(read: Any) -> None:
    sizes = {
        text.strip(): size
        for boxes in read("badges").boxes
        for text, size, box in boxes
        if card_of(box) is not None and text.strip(" ,") not in AROUND_NAMES
    }
    assert sizes["Ann"] == 48
    assert sizes["Lee"] == 26
    assert sizes["José Luis"] == 30
    assert sizes["Hernández Peña"] == 26
    assert sizes["Wilhelmina"] == sizes["Alexandrina"] == 19
    assert min(sizes.values()) == 14


def test_a_tent_card_names_its_person_on_both_sides_and_to_a_screen_reader_once(
    project: Project, read: Any
) -> None:
    file = read("tent-cards")
    session = load_checked_session(project, "tea", "spring")
    people = session.roster.sorted()
    assert len(file.pages) == len(people)
    for page, person in enumerate(people):
        assert file.text(page).count(reading.letters(person.name)) == 2
        first = person.name.split()[0]
        found = [box for text, _, box in file.boxes[page] if text.strip().startswith(first)]
        assert len(found) == 2
        (left, top, right, bottom), turned = found
        there = (LETTER[1] - right, LETTER[0] - bottom, LETTER[1] - left, LETTER[0] - top)
        assert turned == pytest.approx(there, abs=0.5), "turned about the middle of the sheet"
    tags = reading.tags(file.reader)
    assert tags.count("H2") == len(people)
    feet = 2 * len(people) - 1
    assert tags.count("P") == feet + sum(bool(p.credentials) for p in people)
    assert [title for _, title in reading.bookmarks(file.reader)] == [
        "Tent cards",
        *(person.name for person in people),
    ]


def test_given_names_on_tent_cards_are_fitted_to_180_mm_from_60_to_110_pt(read: Any) -> None:
    file = read("tent-cards")
    sizes = {}
    for boxes in file.boxes:
        for text, size, box in boxes:
            if box[1] > LETTER[0] / 2 and size > 20:
                sizes[text.strip()] = size
                assert box[3] < LETTER[0] - 26, "clear of the foot"
                assert size <= 54 or box[2] - box[0] < 182, text
    assert sizes["Ann"] == sizes["José Luis"] == 110
    assert sizes["Lee"] == sizes["Hernández Peña"] == 48
    assert min(sizes.values()) >= 22


def test_nothing_but_whose_day_it_is_stands_at_the_foot_of_a_tent_card(read: Any) -> None:
    file = read("tent-cards")
    for page, boxes in enumerate(file.boxes):
        assert "Page" not in file.text(page)
        foot = [text.strip() for text, _, box in boxes if box[1] > LETTER[0] - 23]
        assert sorted(filter(None, foot)) == ["Quiet Harbour Courses", "Two Ways to Make Tea"]
        (number,) = [(size, box) for text, size, box in boxes if "TENT-CARDS" in text]
        size, (left, top, right, bottom) = number
        assert size == pytest.approx(6, abs=0.1)
        assert right < 12
        assert bottom - top > right - left, "it is turned"
        assert top > LETTER[0] / 2, "below the fold"


def test_what_looks_like_code_in_a_name_is_text(read: Any) -> None:
    for name in ("sign-in-sheet", "badges", "tent-cards"):
        file = read(name)
        text = "".join(file.text(page) for page in file.pages)
        assert "<b>Bold</b>{{7*7}}" in text
    assert "RobinAshdown>" not in read("evaluation").text(0)
    assert "Robin<Ashdown>" in read("evaluation").text(0)


def test_the_evaluation_asks_about_each_objective_in_a_labelled_group(read: Any) -> None:
    file = read("evaluation-email")
    fields = [f.get_object() for f in file.reader.trailer["/Root"]["/AcroForm"]["/Fields"]]
    labels = {str(field["/T"]): str(field["/TU"]) for field in fields}
    groups = {str(f["/T"]): [str(o) for o in f["/Opt"]] for f in fields if "/Kids" in f}
    scale = [str(point) for point in range(1, 6)]
    assert labels["objective-1"] == "Warm the pot first"
    assert labels["objective-2"] == "Tell the two ways apart"
    assert groups["objective-1"] == groups["objective-2"] == scale
    assert labels["presenter-1"] == "Robin <Ashdown> knew the subject well"
    assert "The online platform worked well, and help was at hand" in labels.values()
    assert groups.pop("free-of-bias") == ["Yes", "No"]
    assert all(options == scale for options in groups.values())
    assert all(label.strip() for label in labels.values())
    assert {"hours", "differently", "comments"} <= labels.keys() - groups.keys()
    buttons = [kid.get_object() for f in fields if "/Kids" in f for kid in f["/Kids"]]
    assert all(str(button["/TU"]).strip() for button in buttons)


def test_the_evaluation_is_one_sheet_and_names_no_participant(read: Any) -> None:
    most = {"evaluation": 2, "evaluation-email": 4, "evaluation-large-print": 5}
    for name, pages in most.items():
        file = read(name)
        text = "".join(file.text(page) for page in file.pages)
        assert not [person for person in NAMES if reading.letters(person) in text]
        assert len(file.pages) <= pages
        assert "Howmanyofthe7hoursdidyouattend?" in text
    assert "/AcroForm" not in read("evaluation").reader.trailer["/Root"]


def test_the_evaluation_in_large_print_has_large_type_and_no_table(read: Any) -> None:
    file = read("evaluation-large-print")
    assert "Table" not in reading.tags(file.reader)
    assert min(size for page in file.boxes for text, size, _ in page if text.strip()) >= 18


def test_nobody_on_the_roster_still_gives_something_to_write_on(read: Any) -> None:
    badges, tents = read("badges", "open"), read("tent-cards", "open")
    assert "Presenter" not in badges.text(0), "nobody is said to teach"
    on_a_page = [badges.text(page).count("TwoWaystoMakeTea") for page in badges.pages]
    assert on_a_page == [ON_A_SHEET + 1], "on each badge, and in the footer"
    assert [tents.text(page).count("TwoWaystoMakeTea") for page in tents.pages] == [2]


def test_a_build_insists_on_every_name_and_on_every_objective(project: Project) -> None:
    session = load_checked_session(project, "tea", "spring")
    registry = documents.registry(project)
    seen = {
        name: session_variant(document, session).seen
        for name, document in registry.items()
        if document.is_for_session and name in ("badges", "evaluation")
    }
    names = tuple(person.name for person in session.roster.sorted())
    assert seen["badges"].expected_texts() == ExpectedTexts(names)
    wanted = ("Warm the pot first", "Tell the two ways apart")
    assert seen["evaluation"].expected_texts() == ExpectedTexts(wanted)
    assert "people" not in seen["evaluation"].values


@pytest.mark.parametrize(
    ("name", "family", "lines"),
    [
        ("Ann Lee", "Lee", ("Ann", "Lee")),
        ("Thomas Whitfield Jr.", "Whitfield", ("Thomas", "Whitfield Jr.")),
        ("Lee Ann Leeson Lee", "Lee", ("Lee Ann Leeson", "Lee")),
        ("Kim Kimball", "Kim", ("Kim Kimball", "")),
        ("Madonna", "Madonna", ("Madonna", "")),
        ("Nagy Péter", "Nagy", ("Nagy Péter", "")),
        ("Ann Lee", "Other", ("Ann Lee", "")),
    ],
)
def test_a_name_is_parted_before_its_family_name(
    name: str, family: str, lines: tuple[str, str]
) -> None:
    guest = guests.guest(Participant(2, name, family))
    assert guest.name == name
    assert (guest.first_line.text, guest.second_line.text) == lines


def test_a_piece_of_a_name_is_measured_in_one_line_and_in_two() -> None:
    name = guests.Lettered("Ann Mary-Lou")
    halves = [guests.Lettered(half).in_one_line for half in ("Ann", "Mary-Lou")]
    assert halves[0] < name.in_two_lines == halves[1] < name.in_one_line
    assert guests.Lettered("Ann").in_two_lines == guests.Lettered("Ann").in_one_line
    assert guests.Lettered("王小明").in_one_line == 3
    assert guests.Lettered("").in_two_lines == 0


@pytest.mark.parametrize(
    ("delivery", "asked"),
    [
        ("in person", ("place",)),
        ("Live interactive webinar", ("platform",)),
        ("hybrid", ("place", "platform")),
        ("in person and online", ("place", "platform")),
        ("présentiel", ("place", "platform")),
    ],
)
def test_the_evaluation_asks_about_the_place_or_the_platform_by_the_format(
    delivery: str, asked: tuple[str, ...]
) -> None:
    assert guests.settings(delivery) == asked


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "tea/spring",
            "chart: made for the training, not for a session. Write the training alone: tea",
        ),
        ("tea/sprint", 'There is no session "sprint". Did you mean "spring"?'),
        ("tea/ ", 'There is no session " ". There are: spring.'),
    ],
)
def test_a_document_of_the_training_is_not_made_for_a_session(
    tmp_path: Path, name: str, said: str
) -> None:
    project = small_project(tmp_path / "project")
    folder = project.content / "tea" / "sessions" / "spring"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text("days: [{date: 2026-03-14}]\nplace: Hall\nhours: 3\n")
    with pytest.raises(CallError) as raised:
        build.build(project, Request((name,), documents=("chart",)))
    assert str(raised.value) == said
