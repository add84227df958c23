"""Packets as a trainer gets them: the whole command, and its files read back."""

import itertools
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from handouts.documents.editions import EDITIONS
from handouts.documents.registry import registry
from handouts.project.layout import Project
from handouts.worksheets import kinds
from tests import reading
from tests.conftest import REPOSITORY, Run, example, made_once, slow, snapshot
from tests.small_project import own_provider
from tests.tools import verapdf

pytestmark = slow
SESSION = "two-models/example"
HERE = Path("build/two-models/sessions/example")
OPTIONS = ("--versions", "2", "--copies", "25", "--booklet", "--two-up", "--hole-punch")
DAY = (
    "handout", "chart", "reading-guide", "blank-chart", "fill-the-chart", "matching", "sorting",
    "spot-the-swap", "in-the-room", "my-case", "where-am-i", "action-plan", "reflection",
    "evaluation",
)  # fmt: skip
ADDED = "add: [fill-the-chart, matching, sorting, sorting-cards]\n"
PACKETS = {
    f"participant-packet{edition}-{letter}": edition.removeprefix("-") or "print"
    for edition in ("", "-email", "-large-print")
    for letter in "ab"
}
IMPOSED = tuple(
    f"participant-packet-{name}"
    for name in ("booklet-a", "booklet-b", "booklets", "two-up-a", "two-up-b")
)
ON_PAPER = [name for name, edition in PACKETS.items() if edition != "email"]
THEMES = Project(REPOSITORY).themes()
TITLES = {name: document.title() for name, document in registry(Project(REPOSITORY)).items()}


def _with_more_sheets(folder: Path) -> Project:
    """The example's session with some worksheets that it has not without being asked."""
    project = own_provider(example(folder, sessions=True))
    options = project.content / "two-models" / "worksheets.yaml"
    options.write_text(options.read_text("utf-8") + ADDED, "utf-8")
    return project


def _call(*arguments: object) -> str:
    """What the command prints, when nothing is wrong."""
    command = [sys.executable, "-m", "handouts", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, env=environment)
    return done.stdout


@dataclass(frozen=True)
class Made:
    """What one run of the command made and printed."""

    project: Path
    result: dict[str, Any]

    def path(self, name: str) -> Path:
        return self.project / HERE / f"{name}.pdf"

    def reader(self, name: str) -> PdfReader:
        return PdfReader(self.path(name))

    def parts(self, name: str) -> list[tuple[str, int, int]]:
        """For each part its name, its first page, and the pages that it takes."""
        records = json.loads((self.project / "build/.manifest.json").read_text("utf-8"))["files"]
        found = records[f"two-models/sessions/example/{name}.pdf"]["parts"]
        return [(key, first, count) for key, first, count in found]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The packets of the example's session, and the documents that they are made of."""
    with made_once(tmp_path_factory, "packets") as (folder, to_be_made):
        if to_be_made:
            project = _with_more_sheets(folder / "project")
            _call("build", "-q", "--versions", "2", "--project", project.root)
            result = _call("packet", SESSION, *OPTIONS, "--json", "--project", project.root)
            (folder / "result.json").write_text(result, "utf-8")
        result = json.loads((folder / "result.json").read_text("utf-8"))
    return Made(folder / "project", result)


def feet(made: Made, name: str) -> list[list[str]]:
    """For each page what stands in its lowest 22 mm, from left to right."""
    found = []
    reader = made.reader(name)
    for page, boxes in zip(reader.pages, reading.text_boxes(made.path(name)), strict=True):
        lowest = float(page.mediabox.height) / reading.MM - 22
        foot = sorted((box[0], text.strip()) for text, _, box in boxes if box[3] > lowest)
        found.append([text for _, text in foot if text])
    return found


def test_every_file_is_where_it_is_looked_for_and_reported(made: Made) -> None:
    names = {*PACKETS, *IMPOSED, "participant-packets", "facilitator-packet", "print-plan"}
    assert {file["path"] for file in made.result["files"]} == {f"{HERE}/{n}.pdf" for n in names}
    assert made.result["ok"] is True
    assert all(made.path(name).is_file() for name in names)
    for file in made.result["files"]:
        assert len(PdfReader(made.project / file["path"]).pages) == file["pages"]


@pytest.mark.parametrize("name", PACKETS)
def test_a_packet_has_cover_contents_and_the_day_in_its_order(made: Made, name: str) -> None:
    keys = [key.removesuffix(f"-{name[-1]}") for key, *_ in made.parts(name)]
    assert keys == ["cover", "contents", *DAY]


def test_the_facilitator_has_run_sheet_guide_sign_in_sheet_keys_and_cards(made: Made) -> None:
    assert [key for key, *_ in made.parts("facilitator-packet")] == [
        "run-sheet", "facilitator-guide", "sign-in-sheet", "key-card", "answer-keys",
        "sorting-cards-a", "sorting-cards-b", "badges", "tent-cards",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [*ON_PAPER, "participant-packets", "facilitator-packet"])
def test_on_paper_every_part_begins_on_a_right_hand_page(made: Made, name: str) -> None:
    parts = made.parts(name)
    assert all(first % 2 == 1 for _, first, _ in parts)
    assert [first for _, first, _ in parts[1:]] == [first + count for _, first, count in parts[:-1]]
    pages = reading.pages(made.reader(name))
    for key, first, _ in parts:
        if not key.startswith("cover"):
            assert re.search(r"\b1/\d+\b|^\W*$", pages[first - 1]) or key == "tent-cards", key


def test_on_a_screen_no_page_is_blank(made: Made) -> None:
    assert all(reading.pages(made.reader("participant-packet-email-a")))


@pytest.mark.parametrize("name", [*PACKETS, "facilitator-packet"])
def test_every_page_has_its_own_number_and_that_in_the_packet(made: Made, name: str) -> None:
    found = feet(made, name)
    numbered = 0
    tents = [first for key, first, _ in made.parts(name) if key == "tent-cards"]
    for place, foot in enumerate(found, 1):
        if not foot or (tents and place >= tents[0]):
            continue
        (own,) = [n for n in foot if re.fullmatch(r"\d+", n)]
        assert int(own) == place
        assert re.search(r" \d+/\d+\b", " ".join(foot))
        numbered += 1
    assert numbered > (tents[0] if tents else len(found)) / 3


@pytest.mark.parametrize("name", [name for name, of in PACKETS.items() if of == "print"])
def test_below_each_sheet_stands_what_comes_next_and_on_which_page(made: Made, name: str) -> None:
    parts, found = made.parts(name), feet(made, name)
    sheets = [part for part in parts if part[0].removesuffix(f"-{name[-1]}") in kinds()]
    assert len(sheets) > 8
    for key, first, count in sheets:
        (next_key, next_first, _) = parts[parts.index((key, first, count)) + 1]
        title = TITLES[next_key.removesuffix(f"-{name[-1]}")]
        for foot in found[first - 1 : first + count - 1]:
            words = reading.normalised(" ".join(foot))
            wanted = {"Next:", *f"{title},".split(), f"page {next_first}"}
            assert not words or all(word in words for word in wanted), (key, words)
    last = parts[-1][1] - 1
    assert not any("Next:" in " ".join(foot) for foot in found[last:])


def test_on_paper_the_number_in_the_packet_is_at_the_outer_edge(made: Made) -> None:
    for place, foot in enumerate(feet(made, "participant-packet-a"), 1):
        if foot:
            assert foot[-1 if place % 2 else 0] == str(place)


def drawn(made: Made, name: str, page: int) -> list[tuple[float, float, float, float]]:
    """Left, top, right and lower edge in mm of what is drawn on a page, counted from 1."""
    with closing(pypdfium2.PdfDocument(made.path(name))) as document:
        shown = document[page - 1]
        height = shown.get_height()
        bounds = [one.get_bounds() for one in shown.get_objects(filter=[FPDF_PAGEOBJ_PATH])]
        return [
            (
                left / reading.MM,
                (height - top) / reading.MM,
                right / reading.MM,
                (height - low) / reading.MM,
            )
            for left, low, right, top in bounds
        ]


def test_each_part_has_a_tab_at_the_outer_edge_one_step_below_the_last(made: Made) -> None:
    name, tops = "participant-packet-a", []
    feet = [bool(boxes) for boxes in reading.text_boxes(made.path(name))]
    for key, first, count in made.parts(name):
        if key.startswith(("cover", "contents")):
            continue
        for page in range(first, first + count):
            shown = drawn(made, name, page)
            tabs = [
                box
                for box in shown
                if box[3] - box[1] == pytest.approx(18, abs=0.2)
                and box[2] - box[0] == pytest.approx(9, abs=0.2)
            ]
            assert len(tabs) == bool(feet[page - 1]), "blank backs have none"
            for left, _, right, _ in tabs:
                assert (right if page % 2 else left) == pytest.approx(215.9 * (page % 2), abs=0.2)
            if page == first:
                tops.append(tabs[0][1])
    steps = [b - a for a, b in itertools.pairwise(tops)]
    assert len(tops) == len(DAY)
    assert all(step == pytest.approx(steps[0], abs=0.1) for step in steps)
    assert 5 < steps[0] <= 18.1
    assert tops[-1] + 18 < 279.4 - 22, "above the footer"


def test_the_cover_is_a_field_with_a_label_for_a_name(made: Made) -> None:
    shown = drawn(made, "participant-packet-a", 1)
    left, top, right, bottom = max(
        shown[1:], key=lambda box: (box[2] - box[0]) * (box[3] - box[1]) * (box[3] < 200)
    )
    assert (left, top, right) == pytest.approx((6, 6, 209.9), abs=0.3)
    assert bottom - top == pytest.approx(0.6 * 279.4, abs=0.5)
    labels = [
        b for b in shown if b[1] < bottom < b[3] and b[2] - b[0] == pytest.approx(121, abs=1.2)
    ]
    assert labels
    assert all(b[3] - b[1] == pytest.approx(22, abs=1.2) for b in labels)
    behind = reading.pages(made.reader("participant-packet-a"))[1]
    assert "Today" in behind
    assert "At the end of this training you will be able to:" in behind


@pytest.mark.parametrize("name", PACKETS)
def test_the_contents_lead_to_the_first_page_of_each_part(made: Made, name: str) -> None:
    reader = made.reader(name)
    parts = {key.removesuffix(f"-{name[-1]}"): first for key, first, _ in made.parts(name)}
    page = reader.pages[parts["contents"] - 1]
    pages = [reader.pages[n] for n in range(parts["contents"] - 1, parts["handout"] - 1)]
    text = " ".join(reading.normalised(page.extract_text()) for page in pages)
    for key in DAY:
        entry = rf"{re.escape(TITLES[key])}( about \d+ minutes)? {parts[key]}\b [A-Z]"
        assert re.search(entry, text), f"{key} has its page, and what it is for"
    led_to = [
        reader.get_destination_page_number(reader.named_destinations[link["/Dest"]]) + 1
        for page in pages
        for link in map(ArrayObject.get_object, page.get("/Annots", []))
        if link["/Subtype"] == "/Link"
    ]
    assert [number for number, _ in itertools.groupby(led_to)] == [parts[key] for key in DAY]
    assert page is not None


@pytest.mark.parametrize("name", [*PACKETS, "participant-packets", "facilitator-packet"])
def test_each_part_has_a_bookmark_with_its_title(made: Made, name: str) -> None:
    reader = made.reader(name)
    found = [
        (mark.title, reader.get_destination_page_number(mark) + 1)
        for mark in reader.outline
        if not isinstance(mark, list)
    ]
    firsts = [first for _, first, _ in made.parts(name)]
    assert [page for _, page in found] == firsts
    titles = [title for title, _ in found]
    if name == "facilitator-packet":
        assert titles[:1] + titles[3:] == [
            "Run sheet", "Key card", "Answer keys", "Sorting cards, version A",
            "Sorting cards, version B", "Name badges", "Tent cards",
        ]  # fmt: skip
    else:
        called = {"cover": "Participant packet", "contents": "Contents", **TITLES}
        versions = {"-a": ", version A", "-b": ", version B"}
        keys = [re.fullmatch(r"(.*?)(-[ab])?", key).groups("") for key, *_ in made.parts(name)]
        both = name == "participant-packets"
        wanted = [called[key] + (versions.get(letter, "") if both else "") for key, letter in keys]
        assert titles == wanted
        assert len(titles) == (2 + len(DAY)) * (1 + both)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_packet_is_smaller_than_the_sum_of_its_parts(made: Made, edition: str) -> None:
    name = next(name for name, of in PACKETS.items() if of == edition)
    participants = made.project / "build/two-models/participants" / edition
    of_session = "" if edition == "print" else f"-{edition}"
    parts = [
        made.project / HERE / f"{key}{of_session}.pdf"
        if key == "evaluation"
        else participants / f"{key}.pdf"
        for key, *_ in made.parts(name)
        if key.removesuffix("-a") in DAY
    ]
    assert len(parts) == len(DAY)
    assert made.path(name).stat().st_size < 0.75 * sum(part.stat().st_size for part in parts)


def test_fonts_are_shared_by_all_parts(made: Made) -> None:
    counted = Counter(
        str(font["/BaseFont"]).split("+", 1)[-1]
        for font in _objects(made.reader("participant-packet-a"))
        if font.get("/Type") == "/Font" and font.get("/Subtype") == "/Type0"
    )
    assert counted
    assert set(counted.values()) == {1}


def _objects(reader: PdfReader) -> Iterator[Any]:
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(number)
        if hasattr(found, "get"):
            yield found


def test_all_packets_and_the_plan_are_pdf_ua(made: Made) -> None:
    names = [*PACKETS, "participant-packets", "facilitator-packet", "print-plan"]
    assert verapdf.failures([made.path(name) for name in names]) == {}


def test_what_is_only_for_the_printer_has_no_tags_and_says_so(made: Made) -> None:
    for name in IMPOSED:
        reader = made.reader(name)
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(reader.trailer["/Root"])
        assert reader.metadata.title.endswith("for the printer alone")
        assert "no tags" in reader.metadata.subject


@pytest.mark.parametrize("name", ["participant-packet-email-a", "participant-packets"])
def test_no_two_header_cells_have_one_name_unless_one_repeats_the_other(
    made: Made, name: str
) -> None:
    reader = made.reader(name)
    spans = made.parts(name)
    places = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}
    seen: dict[bytes, set[int]] = {}
    for element in reading.elements(reader):
        if "/ID" in element:
            page = places[element.raw_get("/Pg").idnum]
            (part,) = [
                n for n, (_, first, count) in enumerate(spans) if first <= page < first + count
            ]
            seen.setdefault(bytes(element["/ID"].original_bytes), set()).add(part)
    assert seen
    assert [parts for parts in seen.values() if len(parts) > 1] == []


def test_what_is_filled_in_has_a_name_of_its_own_in_every_part(made: Made) -> None:
    reader = made.reader("participant-packet-email-a")
    fields = [field.get_object() for field in reader.trailer["/Root"]["/AcroForm"]["/Fields"]]
    names = [field["/T"] for field in fields]
    assert len(names) == len(set(names)) > 100
    widgets = sum(len(field.get("/Kids", [field])) for field in fields)
    assert widgets == sum(
        annotation.get_object()["/Subtype"] == "/Widget"
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    )


def test_a_name_is_typed_once_for_the_cover_and_all_sheets_that_ask_for_it(made: Made) -> None:
    reader = made.reader("participant-packet-email-a")
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}
    fields = [field.get_object() for field in reader.trailer["/Root"]["/AcroForm"]["/Fields"]]
    (name,) = [field for field in fields if str(field["/T"]).startswith("person-name")]
    shown = [pages[kid.get_object().raw_get("/P").idnum] for kid in name["/Kids"]]
    of = {first: key for key, first, _ in made.parts("participant-packet-email-a")}
    nameless = ("handout", "chart", "my-case", "where-am-i", "reflection", "evaluation")
    sheets = [key for key in DAY if key not in nameless]
    assert [of[page] for page in shown] == ["cover-a", *(f"{key}-a" for key in sheets)]


def test_a_choice_is_among_the_buttons_of_only_one_part(made: Made) -> None:
    reader = made.reader("participant-packet-email-a")
    spans = made.parts("participant-packet-email-a")
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}
    groups = [
        {pages[kid.get_object().raw_get("/P").idnum] for kid in field.get_object()["/Kids"]}
        for field in reader.trailer["/Root"]["/AcroForm"]["/Fields"]
        if field.get_object()["/FT"] == "/Btn" and "/Kids" in field.get_object()
    ]
    assert groups
    for group in groups:
        within = [all(first <= n < first + count for n in group) for _, first, count in spans]
        assert any(within)


def test_no_answer_and_nobody_on_the_roster_is_in_a_packet_for_participants(made: Made) -> None:
    roster = (
        made.project / "content" / SESSION.replace("/", "/sessions/") / "roster.csv"
    ).read_text("utf-8")
    surnames = [line.split(",")[1] for line in roster.splitlines()[1:]]
    assert len(surnames) == 24
    for name in (*PACKETS, "participant-packets"):
        text = " ".join(reading.pages(made.reader(name)))
        assert not [n for n in surnames if re.search(rf"\b{re.escape(n)}\b", text)]
        assert "Answer keys" not in text


def test_versions_come_out_in_turn_and_each_has_its_key_once(made: Made) -> None:
    assert made.result["versions"] == {"A": 13, "B": 12}
    runs = {run["path"]: run["copies"] for run in made.result["plan"]}
    assert runs["participant-packet-booklets.pdf"] == 12
    assert runs["participant-packet-booklet-a.pdf"] == 1
    keys = reading.pages(made.reader("facilitator-packet"))
    found: dict[str, list[str]] = {}
    for letter in "ab":
        text = " ".join(reading.pages(made.reader(f"participant-packet-{letter}")))
        found[letter] = sorted(set(re.findall(r"TWO-[A-Z-]+-[0-9A-Z]{6}", text)))
    assert found["a"] != found["b"]
    (first,) = [first for key, first, _ in made.parts("facilitator-packet") if key == "answer-keys"]
    listed = keys[first - 1]
    worksheets = {n for n in (*found["a"], *found["b"]) if _kind(n) in DAY[2:-1]}
    assert {n: listed.count(n) for n in worksheets} == {
        n: (n in found["a"]) + (n in found["b"]) for n in worksheets
    }
    shuffled = [[n for n in found[v] if n not in found[w]] for v, w in ("ab", "ba")]
    assert len(shuffled[0]) == len(shuffled[1]) > 3


def _kind(number: str) -> str:
    return number.removeprefix("TWO-").rsplit("-", 1)[0].lower()


def test_all_packets_in_turn_are_those_of_a_and_of_b(made: Made) -> None:
    both = reading.pages(made.reader("participant-packets"))
    alone = [reading.pages(made.reader(f"participant-packet-{letter}")) for letter in "ab"]
    padded = [pages + [""] * (len(pages) % 2) for pages in alone]
    assert both == padded[0] + alone[1]


READERS = {
    "participant-packet-a": ("/DuplexFlipLongEdge", None, None),
    "participant-packets": ("/DuplexFlipLongEdge", 12, None),
    "participant-packet-large-print-a": ("/DuplexFlipLongEdge", None, None),
    "participant-packet-booklet-a": ("/DuplexFlipShortEdge", None, None),
    "participant-packet-booklets": ("/DuplexFlipShortEdge", 12, None),
    "participant-packet-two-up-a": ("/DuplexFlipShortEdge", None, None),
    "print-plan": ("/DuplexFlipLongEdge", None, None),
}


@pytest.mark.parametrize("name", READERS)
def test_the_print_dialogue_is_right_from_the_start(made: Made, name: str) -> None:
    duplex, copies, pages = READERS[name]
    wanted = {
        "/DisplayDocTitle": True, "/Duplex": duplex, "/PrintScaling": "/None",
        "/PickTrayByPDFSize": True, "/NumCopies": copies, "/PrintPageRange": pages,
    }  # fmt: skip
    asked = dict(made.reader(name).trailer["/Root"]["/ViewerPreferences"])
    assert asked == {key: value for key, value in wanted.items() if value is not None}


def test_the_facilitator_prints_at_first_what_is_on_plain_paper(made: Made) -> None:
    asked = made.reader("facilitator-packet").trailer["/Root"]["/ViewerPreferences"]
    (cards,) = [
        first for key, first, _ in made.parts("facilitator-packet") if key == "sorting-cards-a"
    ]
    assert list(asked["/PrintPageRange"]) == [1, cards - 1]


def test_on_a_screen_bookmarks_are_shown_and_nothing_is_set_for_printing(made: Made) -> None:
    root = made.reader("participant-packet-email-a").trailer["/Root"]
    assert root["/PageMode"] == "/UseOutlines"
    assert dict(root["/ViewerPreferences"]) == {"/DisplayDocTitle": True}


def test_the_run_sheet_shows_pages_of_both_packets(made: Made) -> None:
    text = " ".join(reading.pages(made.reader("facilitator-packet"))[:2])
    packet = {key: first for key, first, _ in made.parts("participant-packet-a")}
    own = {key: first for key, first, _ in made.parts("facilitator-packet")}
    pages = reading.pages(made.reader("facilitator-packet"))
    for key in DAY:
        first = packet.get(key, packet.get(f"{key}-a"))
        assert re.search(rf"{re.escape(TITLES[key])} (alone\D*)?(\d+ )?{first}\b", text), key
    for key in ("facilitator-guide", "sign-in-sheet", "answer-keys", "badges", "tent-cards"):
        assert re.search(rf"{TITLES[key]} {own[key]}\b", text), key
    (of_matching,) = re.findall(
        rf"{TITLES['matching']} alone, then in pairs 10 \d+ (\d+(?:, \d+)?)", text
    )
    for page in map(int, of_matching.split(", ")):
        assert f"{TITLES['matching']}, version" in pages[page - 1]


def test_the_plan_on_paper_says_what_the_plan_on_the_screen_says(made: Made) -> None:
    text = " ".join(reading.pages(made.reader("print-plan")))
    assert f"{made.result['sheets']['paper']} sheets of paper" in text
    assert f"{made.result['sheets']['card']} of card stock for 25 participants" in text
    for number, run in enumerate(made.result["plan"], 1):
        pages = run["pages"]
        shown = "all pages" if not pages else f"pages {pages[0]}–{pages[1]}"
        assert f"{number} {run['path']} {shown}" in text
        assert f"{run['copies']} {run['all_sheets']} " in text
    assert "Version A: 13 copies. Version B: 12 copies." in text


def test_the_plan_counts_the_sheets_of_the_files(made: Made) -> None:
    total = Counter[str]()
    for run in made.result["plan"]:
        pages = len(made.reader(run["path"].removesuffix(".pdf")).pages)
        first, last = run["pages"] or (1, pages)
        assert 1 <= first <= last <= pages + 1
        assert run["sheets"] == -(-(last - first + 1) // 2)
        assert run["all_sheets"] == run["copies"] * run["sheets"]
        total[run["stock"]] += run["all_sheets"]
    assert dict(total) == made.result["sheets"]
    order = [run["stock"] for run in made.result["plan"]]
    assert order == sorted(order, reverse=True)


def test_a_booklet_is_read_through_when_it_is_folded(made: Made) -> None:
    """A folded dummy: the sheets are laid on one another, folded, and leafed through."""
    sides = halves(made.path("participant-packet-booklet-a"))
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    outside_in = [(front[1], back[0]) for front, back in sheets]
    inside_out = [(back[1], front[0]) for front, back in reversed(sheets)]
    read = [page for leaf in outside_in + inside_out for page in leaf]
    numbers = {place: re.findall(r" \d+/\d+\b", page) for place, page in enumerate(read, 1)}
    written = {place for place, found in numbers.items() if found}
    assert len(written) > 30
    for place in written:
        assert re.search(rf"(?<!\d){place}(?!\d)", read[place - 1]), place
        assert len(numbers[place]) == 1
    assert "PARTICIPANT PACKET" in read[0].upper()
    parts = [re.findall(r" (\d+)/(\d+)\b", read[place - 1])[0] for place in sorted(written)]
    for (own, of), (next_own, next_of) in itertools.pairwise(parts):
        follows = (int(own) + 1, of) == (int(next_own), next_of)
        assert follows or (own == of and next_own == "1")


def halves(path: Path) -> list[tuple[str, str]]:
    """For each side of a sheet what is to be read at its left and at its right."""
    file = pypdfium2.PdfDocument(path)
    try:
        found = []
        for number in range(len(file)):
            text, middle = file[number].get_textpage(), file[number].get_width() / 2
            left = text.get_text_bounded(right=middle)
            found.append(
                (reading.normalised(left), reading.normalised(text.get_text_bounded(left=middle)))
            )
        return found
    finally:
        file.close()


def test_what_is_made_again_is_byte_identical_and_what_is_current_is_left_alone(
    made: Made, tmp_path: Path, run: Run
) -> None:
    project = _with_more_sheets(tmp_path / "other")
    options = (SESSION, *OPTIONS, "--project", project.root)
    assert run("packet", *options, "--jobs", "1").returncode == 0
    built = snapshot(project.build / "two-models")
    of_made = snapshot(made.project / "build" / "two-models")
    assert {name: of_made[name] == content for name, content in built.items()} == dict.fromkeys(
        built, True
    )
    again = json.loads(run("packet", *options, "--json").stdout)
    assert [file["path"] for file in again["files"] if file["made"]] == []
    assert again["plan"] == made.result["plan"]


@pytest.mark.parametrize(
    ("theme", "paper"), [*zip(THEMES, itertools.cycle(["letter", "a4"]), strict=False)]
)
def test_every_look_of_packets_is_fit_and_pdf_ua(
    tmp_path: Path, run: Run, theme: str, paper: str
) -> None:
    project = own_provider(example(tmp_path / "project", sessions=True))
    options = ("--theme", theme, "--paper", paper, "--booklet", "--greyscale", "--hole-punch")
    done = run("packet", SESSION, *options, "--project", project.root, "-q")
    assert (done.returncode, done.stderr) == (0, "")
    files = [file for file in project.build.rglob("*.pdf") if "booklet" not in file.name]
    assert len(files) == 5
    assert verapdf.failures(files) == {}
