"""Worksheets as files: what participants get, and what the facilitator gets."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from handouts import worksheets
from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.content.load_training import load
from handouts.documents.registry import registry
from handouts.project.layout import Project
from handouts.worksheets import Exercise, Worksheet
from handouts.worksheets.words import plain
from tests import reading
from tests.conftest import (
    REPOSITORY,
    SEED,
    SHARED,
    VERSIONS,
    Run,
    add_every_worksheet,
    outputs,
    slow,
)
from tests.small_project import told as told_of_small

KINDS = worksheets.kinds()
EDITIONS = ("print", "email", "large-print")
DOCUMENTS = registry(Project(REPOSITORY))


def is_made(kind: str, edition: str) -> bool:
    """Whether a document has an edition: what is cut out is not mailed."""
    return edition in DOCUMENTS[kind].head.editions


WITHOUT_FIELDS = ("sorting-cards", "diamond-cards", "wall-signs")
WRITTEN_ON = [kind for kind in KINDS if kind not in WITHOUT_FIELDS]
CARDS_OF_A_SHEET = 8
CARD_HEIGHT = 58
"""In mm."""


@pytest.fixture(scope="module")
def made(example_built: Project) -> Project:
    """The example, with two versions of each worksheet for the printer. Only to be read."""
    return example_built


@pytest.fixture(scope="module")
def sheets(made: Project) -> dict[str, tuple[Worksheet, ...]]:
    (training,) = load(made, ["two-models"])
    return dict(worksheets.all_sheets(training, SEED, VERSIONS).sheets)


def sheet_file(project: Project, edition: str, kind: str, version: int) -> Path:
    """Version A is the only one where there are no others: the same sheet, and the same number."""
    name = f"{kind}-{'ab'[version]}.pdf" if edition == "print" else f"{kind}.pdf"
    assert edition == "print" or version == 0
    return project.build / "two-models" / "participants" / edition / name


def facilitator(project: Project, name: str) -> Path:
    return project.build / "two-models" / "facilitator" / f"{name}.pdf"


def everything(file: Path, reader: PdfReader) -> str:
    """All that a file says, seen or not: text, fields, titles, bookmarks, attachments."""
    found = [reading.whole(file)]
    found += [title for _, title in reading.bookmarks(reader)]
    found += map(str, (reader.metadata or {}).values())
    found += [f"{name} {content!r}" for name, content in reader.attachments.items()]
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            thing = annotation.get_object()
            owners = [thing, thing["/Parent"].get_object()] if "/Parent" in thing else [thing]
            keys = ("/V", "/DV", "/TU", "/T", "/Contents", "/Opt")
            found += [str(owner[key]) for owner in owners for key in keys if key in owner]
    for element in reading.elements(reader):
        found += [str(element[key]) for key in ("/Alt", "/ActualText", "/E") if key in element]
    return reading.letters(" ".join(found))


def placed(exercise: Exercise) -> str:
    """Where an answer stands, as keys say it."""
    place = exercise.where
    if place.row:
        return f"row {place.row}, {place.label}" if place.label else f"row {place.row}"
    numbers = [str(number) for number in place.paragraphs]
    several = numbers if len(numbers) < 3 else [f"{', '.join(numbers[:-1])},", numbers[-1]]
    return f"paragraph{'s' if numbers[1:] else ''} {' and '.join(several)}"


def number(file: Path) -> str:
    return re.findall(r"number (TWO-\S+)$", PdfReader(file).metadata.subject)[0]


def test_every_kind_is_in_each_edition_and_in_each_version_and_the_rest_is_for_the_facilitator(
    made: Project,
) -> None:
    wanted = {
        f"two-models/participants/{edition}/{name}.pdf"
        for edition in EDITIONS
        for name in ("handout", "chart", *KINDS)
        if is_made(name, edition)
    }
    wanted |= {
        f"two-models/participants/print/{kind}-{letter}.pdf" for kind in KINDS for letter in "ab"
    }
    wanted |= {
        f"two-models/participants/print/{name}.pdf"
        for name in ("poster", "poster-large", "poster-blank", "folder")
    }
    wanted |= {f"two-models/participants/email/{name}.pdf" for name in ("poster", "slides")}
    behind = {
        "two-models/facilitator/answer-keys.pdf",
        "two-models/facilitator/facilitator-guide.pdf",
        "two-models/facilitator/key-card.pdf",
    }
    assert len(KINDS) > 10
    of_sessions = {path for path in outputs(made) if "/sessions/" in path}
    assert set(outputs(made)) - of_sessions == wanted | behind


@pytest.mark.parametrize(
    ("kind", "edition"), [(k, e) for k in KINDS for e in EDITIONS if is_made(k, e)]
)
def test_nothing_that_answers_a_question_is_in_a_participants_file(
    made: Project, sheets: dict[str, tuple[Worksheet, ...]], kind: str, edition: str
) -> None:
    for version, sheet in enumerate(sheets[kind][: VERSIONS if edition == "print" else 1]):
        file = sheet_file(made, edition, kind, version)
        reader = PdfReader(file)
        told = everything(file, reader)
        assert [text for text in sheet.secrets if reading.letters(text) in told] == []
        assert reader.attachments == {}
        assert not re.search(r"answer\s?key", told, re.IGNORECASE)
        if kind == "matching":
            pairs = [f"{e.number}{dash}{e.answer}" for e in sheet.exercises for dash in "–:"]
            assert [pair for pair in pairs if pair in told] == []
        fields = reader.get_fields() or {}
        assert {str(field.get("/V", "")) for field in fields.values()} <= {"", "/Off"}


def test_some_sheets_have_secrets(sheets: dict[str, tuple[Worksheet, ...]]) -> None:
    hiding = {kind for kind, versions in sheets.items() if all(sheet.secrets for sheet in versions)}
    assert {"blank-chart", "fill-the-chart", "fill-in-the-blanks", "true-or-false"} <= hiding


def test_the_answer_keys_hold_every_answer_of_every_version_in_the_order_of_the_day(
    made: Project, sheets: dict[str, tuple[Worksheet, ...]]
) -> None:
    file = facilitator(made, "answer-keys")
    text = reading.whole(file)
    keyed = [kind for kind in sheets if any(e.answer for e in sheets[kind][0].exercises)]
    numbers = [
        number(sheet_file(made, "print", kind, version)) for kind in keyed for version in (0, 1)
    ]
    wanted = [reading.letters(one) for one in numbers]
    found = list(re.finditer("|".join(dict.fromkeys(wanted)), text))[-len(wanted) :]
    assert [one[0] for one in found] == wanted, "after a table of contents, each sheet's own"
    places = [one.start() for one in found]
    parts = [text[a:b] for a, b in zip(places, [*places[1:], None], strict=True)]
    each = [sheet for kind in keyed for sheet in sheets[kind]]
    for sheet, part in zip(each, parts, strict=True):
        for exercise in sheet.exercises:
            answer = placed(exercise) if sheet.kind == "reading-guide" else plain(exercise.answer)
            assert reading.letters(answer) in part, (sheet.kind, exercise)
    marks = [title for _, title in reading.bookmarks(PdfReader(file))]
    versions = [mark[-1] for mark in marks if re.search(r"version [AB]$", mark)]
    assert versions == ["A", "B"] * len(keyed)


def test_the_key_card_has_on_one_page_what_is_read_aloud_of_every_version(
    made: Project, sheets: dict[str, tuple[Worksheet, ...]]
) -> None:
    file = facilitator(made, "key-card")
    (page,) = PdfReader(file).pages
    text = reading.normalised(page.extract_text())
    for sheet in sheets["matching"]:
        assert " ".join(f"{one.number}{one.answer}" for one in sheet.exercises) in text
    for sheet in sheets["spot-the-swap"]:
        assert " ".join(one.answer for one in sheet.exercises if one.answer) in text
    for sheet in sheets["fill-in-the-blanks"]:
        for one in sheet.exercises:
            assert f"{one.number} {plain(one.answer)}" in text


def test_the_guide_begins_with_all_sheets_at_a_glance(made: Project) -> None:
    first = " ".join(reading.pages(PdfReader(facilitator(made, "facilitator-guide")))[:2])
    glance = first[first.index("All sheets") :]
    assert "In the room 12 alone, then in pairs once both sides are clear" in glance
    assert "Where am I? 10 alone at the end of the day" in glance


def test_the_guide_tells_of_every_sheet_and_names_its_numbers(
    made: Project, sheets: dict[str, tuple[Worksheet, ...]]
) -> None:
    file = facilitator(made, "facilitator-guide")
    text = reading.whole(file)
    titles = [title for depth, title in reading.bookmarks(PdfReader(file)) if depth == 1]
    assert len([title for title in titles if title not in ("Notes", "All sheets")]) == len(sheets)
    for kind, versions in sheets.items():
        for version, sheet in enumerate(versions):
            assert reading.letters(number(sheet_file(made, "print", kind, version))) in text
            assert f"{sheet.minutes}minutes" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_version_has_one_number_in_all_editions_and_no_other_version_has_it(
    made: Project, sheets: dict[str, tuple[Worksheet, ...]], kind: str
) -> None:
    files = [sheet_file(made, "print", kind, version) for version in range(VERSIONS)]
    found = [number(file) for file in files]
    others = [sheet_file(made, edition, kind, 0) for edition in EDITIONS if is_made(kind, edition)]
    assert {number(file) for file in others} == {found[0]}
    alike = sheets[kind][0] == sheets[kind][1]
    assert (found[0] == found[1]) == alike
    for file, own in zip(files, found, strict=True):
        pages = [
            reading.letters(" ".join(text for text, _, _ in page))
            for page in reading.text_boxes(file)
        ]
        blank = [place for place, text in enumerate(pages, 1) if not text]
        assert blank == ([2] if kind == "sorting-cards" else []), "the back of the mats"
        assert all(reading.letters(own) in text for text in pages if text)


@slow
def test_a_seed_gives_the_same_bytes_and_another_seed_other_sheets(
    project: Project, run: Run
) -> None:
    call = ("build", "-q", "-d", "matching", "-d", "answer-keys", "-e", "print", "--versions", "3")
    found = []
    for seed in ("7", "7", "8"):
        done = run(*call, "--force", "--seed", seed, "--project", project.root)
        assert done.returncode == 0, done.stderr
        found.append(outputs(project))
    assert len(found[0]) == 4
    assert found[0] == found[1]
    assert all(found[0][path] != found[2][path] for path in found[0])


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN_ON if is_made(kind, "email")])
def test_in_the_email_edition_every_kind_is_filled_in_and_what_is_typed_stays(
    made: Project, tmp_path: Path, kind: str
) -> None:
    file = sheet_file(made, "email", kind, 0)
    reader = PdfReader(file)
    listed = [field.get_object() for field in reader.trailer["/Root"]["/AcroForm"]["/Fields"]]
    names = [str(field["/T"]) for field in listed]
    assert len(names) == len(set(names)) >= 2
    assert all(str(field["/TU"]).strip() for field in listed)
    assert all("/N" in widget["/AP"] for widget in widgets(reader))
    assert b"/JavaScript" not in file.read_bytes()
    typed = dict(zip(names, map(value, listed), strict=True))
    writer = PdfWriter(clone_from=file)
    writer.update_page_form_field_values(None, typed, auto_regenerate=False)
    writer.write(tmp_path / "filled.pdf")
    again = PdfReader(tmp_path / "filled.pdf").get_fields() or {}
    assert {name: str(again[name]["/V"]) for name in names} == typed
    ink = [painted(path, tmp_path / path.stem) for path in (file, tmp_path / "filled.pdf")]
    assert ink[1] > ink[0] + 20 * len(names)


def widgets(reader: PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for reference in page.get("/Annots", []):
            if reference.get_object()["/Subtype"] == "/Widget":
                yield reference.get_object()


def value(field: Any) -> str:
    if field["/FT"] == "/Btn":
        first = field["/Kids"][0].get_object() if "/Kids" in field else field
        return next(state for state in first["/AP"]["/N"] if state != "/Off")
    return str(field["/Opt"][1]) if field["/FT"] == "/Ch" else "What I saw"


def painted(file: Path, prefix: Path) -> int:
    subprocess.run(["pdftoppm", "-r", "72", "-gray", file, prefix], check=True)
    pages = sorted(prefix.parent.glob(f"{prefix.name}-*.pgm"))
    return sum(sum(dot < 128 for dot in page.read_bytes()) for page in pages)


PRIVATE = ("my-case", "where-am-i", "pocket-card", "reflection")


@pytest.mark.parametrize("kind", PRIVATE)
def test_a_private_sheet_asks_for_no_name(made: Project, kind: str) -> None:
    for edition in filter(lambda edition: is_made(kind, edition), EDITIONS):
        text = reading.whole(sheet_file(made, edition, kind, 0))
        assert "Name" not in text
        assert "Date" not in text


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN_ON if kind not in PRIVATE])
def test_a_printed_sheet_asks_for_a_name_on_its_first_page(made: Project, kind: str) -> None:
    for edition in ("print", "large-print"):
        file = sheet_file(made, edition, kind, 0)
        first = " ".join(text for text, _, _ in reading.text_boxes(file)[0])
        assert "Name" in first
        assert "/AcroForm" not in PdfReader(file).trailer["/Root"]


LEAK = {
    "text": ("{{ kind.exercises(sheet, edition) }}", "<p>{{ sheet.secrets[0] }}</p>"),
    "value": (
        "{{ kind.exercises(sheet, edition) }}",
        '<p><input name="x" title="X" value="{{ sheet.secrets[0] }}"></p>',
    ),
}


@pytest.mark.parametrize("where", LEAK)
def test_a_sheet_with_an_answer_in_it_is_not_kept(project: Project, run: Run, where: str) -> None:
    mark, leak = LEAK[where]
    own = project.root / "templates" / "worksheet.html"
    own.parent.mkdir()
    packaged = (REPOSITORY / "templates" / "worksheet.html").read_text("utf-8")
    assert mark in packaged
    own.write_text(packaged.replace(mark, leak + mark), "utf-8")
    refused(project, run)


def test_a_sheet_with_an_answer_in_its_title_is_not_kept(project: Project, run: Run) -> None:
    own = project.root / "templates" / "base.html"
    own.parent.mkdir()
    packaged = (REPOSITORY / "templates" / "base.html").read_text("utf-8")
    told = "{% if sheet is defined %}{{ sheet.secrets[0] }}{% endif %}"
    own.write_text(packaged.replace("<title>", f"<title>{told}"), "utf-8")
    refused(project, run)


def refused(project: Project, run: Run) -> None:
    done = run("build", "-d", "true-or-false", "-e", "email", "--project", project.root)
    assert done.returncode == 3
    assert "An answer can be read in the file: “" in done.stderr
    assert outputs(project) == {}


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_fronts_and_backs_of_cards_are_in_register(project: Project, run: Run, paper: str) -> None:
    add_every_worksheet(project)
    call = ("build", "-q", "-d", "sorting-cards", "-e", "print", "--paper", paper)
    done = run(*call, "--project", project.root)
    assert done.returncode == 0, done.stderr
    (path,) = outputs(project)
    (training,) = load(project, ["two-models"])
    (sheet,) = worksheets.all_sheets(training, 1, 1).sheets["sorting-cards"]
    pages = reading.text_boxes(project.build / path)
    width = {"letter": 215.9, "a4": 210.0}[paper]
    fronts = {n for n, boxes in enumerate(pages) if holds(boxes, sheet.exercises[0].shown["text"])}
    assert len(fronts) == 1
    first = fronts.pop()
    assert first == 2, "fronts stand on odd pages, behind the mats"
    assert not any(said.strip() for said, _, _ in pages[1]), "nothing is printed behind the mats"
    below: list[float] = []
    for place, card in enumerate(sheet.exercises):
        page = first + 2 * (place // CARDS_OF_A_SHEET)
        text = reading.letters(plain(card.shown["text"]))
        box = [b for said, _, b in pages[page] if said.strip() and reading.letters(said) in text]
        assert box, (page, card)
        longest = max(box, key=lambda b: b[2] - b[0])
        box = [b for b in box if is_of_one_card(b, longest, width)]
        x = (min(b[0] for b in box) + max(b[2] for b in box)) / 2
        y = (min(b[1] for b in box) + max(b[3] for b in box)) / 2
        below += [
            (b[1] + b[3]) / 2 - y
            for said, _, b in pages[page + 1]
            if said.strip() == str(card.shown["back"])
            and abs(width - (b[0] + b[2]) / 2 - x) <= 1.5
            and abs((b[1] + b[3]) / 2 - y) < CARD_HEIGHT / 2
        ]
        assert len(below) == place + 1, card
    assert max(below) - min(below) <= 6, "the number stands at one height of all backs"


def is_of_one_card(one: Any, other: Any, width: float) -> bool:
    """Whether two pieces of text stand in the same half of a page and near to one another."""
    same_half = (one[0] < width / 2) == (other[0] < width / 2)
    return same_half and abs(one[1] - other[1]) < 22


def holds(boxes: list[Any], markdown: str) -> bool:
    page = reading.letters("".join(f"{text} " for text, _, _ in boxes))
    return reading.letters(plain(markdown)) in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "leave_out:\n  kinds:\n    - matchin\n",
            'worksheets.yaml:3: there is no worksheet "matchin"',
        ),
        ("leave_out:\n  kinds:\n    - matchin\n", 'Did you mean "matching"?'),
        ("kinds:\n  sortin: {minutes: 5}\n", 'worksheets.yaml:2: there is no worksheet "sortin"'),
        (
            "leave_out:\n  rows: [1, 9]\n",
            "worksheets.yaml:2: chart.yaml has no row 9, for it has 2",
        ),
        ("key_trems: [a]\n", 'worksheets.yaml:1: the file has an unknown key "key_trems"'),
        ("key_trems: [a]\n", 'Did you mean "key_terms"?'),
        ("kinds:\n  matching: {minutes: soon}\n", "worksheets.yaml:2: "),
        ("reflection: Why?\n", "worksheets.yaml:1: "),
    ],
)
def test_a_wish_that_cannot_be_is_told_with_its_place_and_cure(
    tmp_path: Path, text: str, told: str
) -> None:
    assert told in told_of_small(tmp_path, worksheets=text)


def test_what_is_left_out_and_what_is_renamed_shows(project: Project, run: Run) -> None:
    wishes = project.content / "two-models" / "worksheets.yaml"
    leave_out = "add: [reflection]\nleave_out: {kinds: [matching], rows: [2]}\n"
    own = "kinds:\n  sorting: {title: Which?, minutes: 33}\n"
    wishes.write_text(leave_out + own, "utf-8")
    article = project.content / "two-models" / "article.md"
    article.write_text(article.read_text("utf-8").replace("?", "."), "utf-8")
    only = ("-d", "sorting", "-d", "true-or-false", "-e", "email")
    done = run("build", "--json", *only, "--project", project.root)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sorted(Path(one["path"]).stem for one in told["files"]) == ["sorting", "true-or-false"]
    none = "worksheets.yaml has no questions for it, and the article asks none"
    sentence = f"reflection left out: {none}"
    assert told["left_out"] == {"two-models": [sentence]}
    for command in (("check",), ("build", *only)):
        assert f"{sentence}.\n" in run(*command, "--project", project.root).stderr
    texts = {
        Path(path).stem: " ".join(reading.pages(PdfReader(project.build / path)))
        for path in outputs(project)
    }
    assert "Which?" in texts["sorting"]
    assert "33 minutes" in texts["sorting"]
    assert "Guiding question" not in texts["true-or-false"]
    assert "Goal" in texts["true-or-false"]


@pytest.fixture
def real(project: Project, run: Run) -> Project:
    """A project with the trainer's own files brought in as `real`."""
    inputs = SHARED / "inputs"
    files = (inputs / "article.txt", inputs / "chart.tsv")
    done = run("import", *files, "--as", "real", "--project", project.root)
    assert done.returncode == 0, done.stderr
    return project


@pytest.mark.long
@pytest.mark.shared
def test_the_trainers_own_files_give_all_kinds_that_need_no_words_of_hers(
    real: Project, run: Run
) -> None:
    jobs = plan(real, load(real, ["real"]), Request(("real",)))
    kinds = set(filter(worksheets.is_usual, KINDS))
    wanted = kinds | {"handout", "chart", "answer-keys", "facilitator-guide", "key-card", "folder"}
    wanted |= {"poster", "poster-large", "poster-blank", "slides"}
    assert {Path(job.path).stem for job in jobs} == wanted
    (real.content / "real" / "worksheets.yaml").write_text("add: [sorting]\n", "utf-8")
    done = run("build", "real", "-d", "sorting", "-e", "print", "--project", real.root)
    assert done.returncode == 0, done.stderr
    assert "real: row 11 left out of sorting: it contains the word" in done.stderr


@slow
@pytest.mark.shared
def test_all_that_the_trainers_own_files_give_is_made(real: Project, run: Run) -> None:
    jobs = plan(real, load(real, ["real"]), Request(("real",)))
    done = run("build", "real", "--project", real.root)
    assert done.returncode == 0, done.stderr
    assert set(outputs(real)) == {job.path for job in jobs}
