"""Every document in every edition, on every paper, in every theme: found, never listed."""

import itertools
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import yaml
from pypdf import PdfReader

from handouts.documents import registry
from handouts.documents.editions import EDITIONS, PAPERS
from handouts.project.layout import Project
from tests import reading
from tests.conftest import (
    BUILD,
    EVERY,
    REPOSITORY,
    SEED,
    VERSIONS,
    add_every_worksheet,
    example,
    made_once,
)
from tests.tools import verapdf

HERE = Project(REPOSITORY)
DOCUMENTS = registry.registry(HERE)
CONTENT = REPOSITORY / "content" / "two-models"
HEAD = yaml.safe_load((CONTENT / "training.yaml").read_text("utf-8"))
CHART = yaml.safe_load((CONTENT / "chart.yaml").read_text("utf-8"))
_, FRONT_MATTER, ARTICLE = (CONTENT / "article.md").read_text("utf-8").split("---\n", 2)
ARTICLE_HEAD = yaml.safe_load(FRONT_MATTER)
SIZES = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
HALVES = {"letter": (139.7, 215.9), "a4": (148.0, 210.0)}
"""Of the pages of what is mailed, which are as narrow as a telephone."""
OF_THEMES = {
    "clinic": ("AtkinsonHyper",),
    "grid": ("Inter",),
    "journal": ("Literata",),
    "signal": ("WorkSans",),
}
"""How the names of the fonts begin that only one theme has."""
FOOTER = 22
"""mm from the lower edge that hold the footer and nothing else."""


@dataclass(frozen=True, order=True)
class Case:
    """One file that has to be right."""

    document: str
    edition: str
    paper: str
    theme: str

    def __str__(self) -> str:
        return f"{self.document}-{self.edition}-{self.paper}-{self.theme}"


OWN = ("letter", "press")
"""The paper and theme of the example itself: see `example_built`."""
THEMES = sorted(HERE.themes(), key=lambda theme: (theme != OWN[1], theme))
ALL_LOOKS = list(itertools.product(PAPERS, THEMES))
IN_ALL = EVERY
LOOKS = ALL_LOOKS if IN_ALL else list(zip(itertools.cycle(PAPERS), THEMES, strict=False))
"""The papers and themes: every theme and paper once, or each in each where there is time."""
TWO = ("handout", "chart")
WHOLE = LOOKS if IN_ALL else LOOKS[:1]
"""Those in which all else than handout and chart is made too."""
CASES = [
    Case(document.name, edition, paper, theme)
    for document in DOCUMENTS.values()
    if document.head.shows != "brand"  # of which the example has none: see test_brand_sheet.py
    for edition in document.head.editions
    for paper, theme in LOOKS
    if document.name in TWO or (paper, theme) in WHOLE
]
WITH_CHART = [case for case in CASES if case.document in TWO]
APART = {name for name, document in DOCUMENTS.items() if document.head.apart}
"""Posters and slides, whose pages are like no others: see test_posters.py."""
READ = sorted(
    case
    for case in {*WITH_CHART, *(case for case in CASES if (case.paper, case.theme) == OWN)}
    if case.document not in APART
)
"""Those whose texts are read one by one here; preflight and veraPDF judge all of them."""


@dataclass(frozen=True)
class File:
    """A finished file, read back."""

    case: Case
    path: Path
    reader: PdfReader
    boxes: list[list[tuple[str, float, tuple[float, float, float, float]]]]

    @property
    def letters(self) -> str:
        """The letters of all pages without their footers."""
        return "".join(self.body(page) for page in range(len(self.boxes)))

    def body(self, page: int) -> str:
        """The letters of one page without its footer."""
        return reading.letters(
            "".join(f"{text} " for text, _, box in self.boxes[page] if box[3] <= self.lowest(page))
        )

    def footer(self, page: int) -> str:
        """The text of one page's footer, from left to right."""
        boxes = [box for box in self.boxes[page] if box[2][3] > self.lowest(page)]
        return " ".join(" ".join(text for text, _, _ in boxes).split())

    def lowest(self, page: int) -> float:
        """Where the body of a page ends, in mm from the top."""
        return float(self.reader.pages[page].mediabox.height) / reading.MM - FOOTER

    @property
    def printed(self) -> list[int]:
        """The pages, counted from 0, without those that are blank on purpose."""
        may_be_blank = DOCUMENTS[self.case.document].head.blank_backs
        return [n for n, boxes in enumerate(self.boxes) if boxes or not (may_be_blank and n % 2)]


@pytest.fixture(scope="session")
def every(tmp_path_factory: pytest.TempPathFactory, example_built: Project) -> dict[Case, Path]:
    """All of them, made once for all the workers of a session."""
    with made_once(tmp_path_factory, "every-document") as (folder, to_be_made):
        if to_be_made:
            _make(folder)
        made = json.loads((folder / "made.json").read_text("utf-8"))
    files = {Case(*case): folder / path for *case, path in made}
    own = (p for p in example_built.build.rglob("*.pdf") if p.stem[-2:] not in ("-a", "-b"))
    return files | {Case(*_named(path), *OWN): path for path in own}


def _make(folder: Path) -> None:
    made = []
    for paper, theme in LOOKS:
        if (paper, theme) == OWN:
            continue
        project = example(folder / f"{paper}-{theme}", sessions=True)
        add_every_worksheet(project)
        look = ("--paper", paper, "--theme", theme, "--seed", str(SEED), "--jobs", "2", "--json")
        is_whole = (paper, theme) in WHOLE
        some = () if is_whole else tuple(itertools.chain(*(("-d", name) for name in TWO)))
        for one in _built(project, *look, *some):
            path = project.root / one
            place = path.relative_to(folder.resolve()).as_posix()
            made.append((*_named(path), paper, theme, place))
        if is_whole:  # as in the example itself, these three tell of two versions
            keys = ("-d", "answer-keys", "-d", "facilitator-guide", "-d", "key-card")
            _built(project, *look, *keys, "--versions", str(VERSIONS))
    (folder / "made.json").write_text(json.dumps(made), "utf-8")


def _built(project: Project, *options: str) -> list[str]:
    """Build, and return the paths of what was made."""
    done = subprocess.run(
        [*BUILD, *options, "--project", project.root],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert done.returncode == 0, done.stderr
    return [one["path"] for one in json.loads(done.stdout)["files"]]


def _named(path: Path) -> tuple[str, str]:
    """Return the document and the edition that a file is of."""
    if path.parent.name == "facilitator":
        return path.stem, "print"
    if path.parent.parent.name == "participants":
        return path.stem, path.parent.name
    longest_first = sorted(EDITIONS, key=len, reverse=True)
    edition = next((e for e in longest_first if path.stem.endswith(f"-{e}")), "print")
    return path.stem.removesuffix(f"-{edition}"), edition


@cache
def _read(case: Case, path: Path) -> File:
    return File(case, path, PdfReader(path), reading.text_boxes(path))


@pytest.fixture(scope="module", params=READ, ids=str)
def file(request: pytest.FixtureRequest, every: dict[Case, Path]) -> File:
    return _read(request.param, every[request.param])


@pytest.fixture(scope="module", params=WITH_CHART, ids=str)
def with_chart(request: pytest.FixtureRequest, every: dict[Case, Path]) -> File:
    return _read(request.param, every[request.param])


ONE_COLUMN = ("email", "large-print")


def shows_article(case: Case) -> bool:
    return DOCUMENTS[case.document].head.shows == "article"


def shows_chart(case: Case) -> bool:
    return DOCUMENTS[case.document].head.shows in ("article", "chart")


def plain(markdown: str) -> str:
    return re.sub(r"\*([^*]+)\*", r"\1", markdown)


def paragraphs() -> Iterator[str]:
    """The blocks of the article, read without the package."""
    for block in ARTICLE.strip().split("\n\n"):
        if block != "[chart]":
            yield plain(block.lstrip("# "))


def rows() -> Iterator[tuple[str, ...]]:
    for row in CHART["rows"]:
        yield tuple(plain(row[key]) for key in ("label", *CHART["columns"]))


def test_every_one_is_made_and_they_are_as_many_as_the_choices_multiply_to(
    every: dict[Case, Path],
) -> None:
    themes = ["clinic", "grid", "journal", "press", "quiet", "signal"]
    combinations = itertools.product(["chart", "handout"], EDITIONS, PAPERS, themes)
    wanted = {Case(*combination) for combination in combinations}
    assert len(wanted) == 12 * len(themes)
    assert {paper for paper, _ in LOOKS} == set(PAPERS)
    assert {theme for _, theme in LOOKS} == {*themes}
    wanted = {case for case in wanted if (case.paper, case.theme) in LOOKS}
    assert wanted <= set(READ) <= set(CASES)
    assert {case.document for case in READ} == set(DOCUMENTS) - APART - {"brand"}
    assert len(LOOKS) == len(themes) * (2 if IN_ALL else 1)
    assert len(CASES) >= len(wanted) + len(WHOLE) * (10 * 3 + 2)
    assert len(WHOLE) in (1, 2 * len(themes))
    assert sorted(every) == sorted(CASES)
    assert all(path.is_file() for path in every.values())
    assert len(set(every.values())) == len(CASES)


def test_the_example_is_what_the_tests_take_it_for() -> None:
    assert len(list(paragraphs())) > 15
    assert len(list(rows())) == 12
    assert all(len(row) == 3 for row in rows())


def test_verapdf_finds_every_one_conforming_to_pdf_ua_1(
    every: dict[Case, Path], example_built: Project
) -> None:
    versions = example_built.build.rglob("*-b.pdf") if IN_ALL else ()
    assert verapdf.failures(sorted([*every.values(), *versions])) == {}


def test_the_handout_shows_the_article_and_the_chart_and_the_chart_itself_alone() -> None:
    shown = {name: one.head.shows for name, one in DOCUMENTS.items() if name not in APART}
    assert [name for name, shows in shown.items() if shows == "article"] == ["handout"]
    assert [name for name, shows in shown.items() if shows == "chart"] == ["chart"]


def test_every_paragraph_of_the_article_is_in_the_text_in_its_order(file: File) -> None:
    if not shows_article(file.case):
        assert reading.letters(next(iter(paragraphs()))) not in file.letters
        return
    place = 0
    for paragraph in paragraphs():
        found = _place(reading.letters(paragraph), file.letters, place)
        assert found >= place, paragraph
        place = found


def _place(text: str, whole: str, start: int) -> int:
    """Where a text begins; a pull quote may stand between its two halves at a page's end."""
    found = whole.find(text, start)
    cuts = range(len(text) - 1, 0, -1)
    while found < 0 and (cut := next((c for c in cuts if whole.find(text[:c], start) >= 0), 0)):
        return whole.find(text[:cut], start) if text[cut:] in whole else -1
    return found


def test_every_row_of_the_chart_stands_on_one_page(with_chart: File) -> None:
    assert shows_chart(with_chart.case)
    pages = [with_chart.body(number) for number in range(len(with_chart.boxes))]
    where = [
        [n for n, page in enumerate(pages) if all(reading.letters(cell) in page for cell in row)]
        for row in rows()
    ]
    assert all(where), where
    firsts = [found[0] for found in where]
    assert firsts == sorted(firsts)


def test_a_reader_is_told_title_author_subject_language_and_dates(file: File) -> None:
    title = DOCUMENTS[file.case.document].title()
    shown = " ".join(text for text, _, _ in file.boxes[0])
    number = re.search(rf"TWO-{file.case.document.upper()}-[0-9A-Z]{{6}}", shown)
    assert number is not None
    assert dict(file.reader.metadata) == {
        "/Producer": dict(file.reader.metadata)["/Producer"],
        "/Title": f"Two Models of Psychotherapy – {title}",
        "/Author": "After an article by Janae B. Weinhold, PhD, LPC",
        "/Subject": f"{title} for the training “Two Models of Psychotherapy”, number {number[0]}",
        "/Creator": dict(file.reader.metadata)["/Creator"],
        "/CreationDate": "D:20261101000000Z",
        "/ModDate": "D:20261101000000Z",
    }
    catalog = file.reader.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"] == {"/Marked": True}
    xmp = file.reader.xmp_metadata
    assert xmp.dc_title["x-default"] == file.reader.metadata.title
    assert xmp.dc_creator == [file.reader.metadata.author]


def test_bookmarks_lead_to_the_title_and_every_heading(file: File) -> None:
    marks = reading.bookmarks(file.reader)
    assert marks[0][0] == 0
    assert [mark for mark in marks if mark[0] == 0] == marks[:1]
    titles = [title for _, title in marks]
    if shows_chart(file.case):
        assert plain(CHART["title"]) in titles
    else:
        assert titles[0].rstrip("?") in DOCUMENTS[file.case.document].title()
    if shows_article(file.case):
        assert titles[0] == ARTICLE_HEAD["title"]
        headings = [line.lstrip("# ") for line in ARTICLE.split("\n") if line.startswith("#")]
        assert len(headings) > 3
        assert [title for title in titles if title in headings] == headings


def test_all_fonts_are_embedded_and_of_the_house(file: File) -> None:
    fonts = reading.fonts(file.reader)
    assert len(fonts) > 1
    assert all(fonts.values()), fonts
    of_theme = OF_THEMES.get(file.case.theme, ())
    known = ("SourceSansPro", "SourceSerifPr", *of_theme)
    families = {next(filter(re.sub("[^A-Za-z]", "", n).startswith, known), n) for n in fonts}
    assert families <= {*known}, fonts
    assert families >= {*of_theme}


def test_every_page_is_of_the_paper_that_was_asked_for(file: File) -> None:
    sizes = HALVES if file.case.edition == "email" else SIZES
    wide, high = sizes[file.case.paper]
    for page in file.reader.pages:
        size = [float(side) / reading.MM for side in (page.mediabox.width, page.mediabox.height)]
        assert sorted(size) == pytest.approx([wide, high], abs=0.1)


def test_no_text_is_nearer_to_the_edge_than_a_printer_reaches(file: File) -> None:
    side = 10 if file.case.edition == "email" else 15
    for number in file.printed:
        page, boxes = file.reader.pages[number], file.boxes[number]
        width, height = (float(edge) / reading.MM for edge in page.mediabox[2:])
        least = {"pocket-card": 12, "tent-cards": 8}.get(file.case.document, side)
        assert boxes
        assert min(left for _, _, (left, *_) in boxes) >= least
        assert min(top for _, _, (_, top, *_) in boxes) >= 10
        assert max(right for _, _, (_, _, right, _) in boxes) <= width - least
        assert max(bottom for _, _, (*_, bottom) in boxes) <= height - 5


def test_the_exercises_of_a_sheet_begin_at_most_80_mm_from_the_top(every: dict[Case, Path]) -> None:
    begin = {}
    for case, path in every.items():
        is_cut_out = DOCUMENTS[case.document].head.stock == "card"
        if not DOCUMENTS[case.document].is_worksheet or is_cut_out:
            continue
        if case.edition == "print":
            words = reading.words(path)[0]
            facts = max(w.baseline for w in words if w.text == "About" and w.baseline < 250)
            below = min(w.baseline for w in words if w.baseline > facts + 4)
            begin[case] = below / reading.MM - 3
    assert len(begin) >= 15
    assert {case: place for case, place in begin.items() if place > 80} == {}


def test_no_page_is_nearly_empty(file: File) -> None:
    if DOCUMENTS[file.case.document].is_worksheet:
        pytest.skip("space to write is no text; preflight counts its lines")
    if len(file.boxes) > 1:
        for number, boxes in enumerate(file.boxes):
            lowest = file.lowest(number)
            bottoms = [bottom for _, _, (*_, bottom) in boxes if bottom <= lowest]
            assert max(bottoms, default=0) > 0.2 * lowest, f"page {number + 1}"


def test_every_footer_says_training_document_number_and_page(file: File) -> None:
    if file.case.document == "tent-cards":
        assert not any(re.search("TWO-|Page", file.footer(n)) for n in range(len(file.boxes)))
        return
    title = DOCUMENTS[file.case.document].title()
    named = "" if file.case.edition in ONE_COLUMN else f"(· )?{re.escape(title)} · "
    for number in file.printed:
        assert re.fullmatch(
            rf"Two Models of Psychotherapy {named}TWO-{file.case.document.upper()}-"
            rf"[0-9A-Z]{{6}} Page {number + 1} of {len(file.boxes)}",
            file.footer(number),
        ), file.footer(number)


def test_nothing_in_large_print_is_smaller_than_18_pt_nor_elsewhere_than_8_pt(file: File) -> None:
    sizes = {size for boxes in file.boxes for text, size, _ in boxes if text.strip()}
    least = 18 if file.case.edition == "large-print" else 8
    if file.case.document == "tent-cards":
        least = 6  # the number beside the fold, which stands on the table
    assert min(sizes) >= least, sizes
    printed = {"grid": 10, "journal": 10.5}.get(file.case.theme, 11)
    body = {"print": printed, "email": 13.5, "large-print": 18}[file.case.edition]
    if shows_article(file.case):
        assert body in sizes


def test_the_headings_begin_with_the_title_and_skip_no_level(file: File) -> None:
    levels = [int(tag[1]) for tag in reading.tags(file.reader) if re.fullmatch("H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_header_cell_says_what_it_heads(file: File) -> None:
    headers = [element for element in reading.elements(file.reader) if element["/S"] == "/TH"]
    assert {header["/A"]["/Scope"] for header in headers} <= {"/Row", "/Column"}


def test_the_chart_has_a_header_for_each_row_and_column(with_chart: File) -> None:
    tags = reading.tags(with_chart.reader)
    if with_chart.case.edition in ONE_COLUMN:
        assert "Table" not in tags
        return
    if with_chart.case.theme == "journal":  # a dialogue
        assert tags.count("H3") >= len(CHART["rows"])
        assert "Table" not in tags
        return
    elements = reading.elements(with_chart.reader)
    scopes = [element["/A"]["/Scope"] for element in elements if element["/S"] == "/TH"]
    assert scopes.count("/Row") == len(CHART["rows"])
    assert scopes.count("/Column") == 3 * tags.count("THead") > 0


def test_large_print_has_one_column_and_no_table(file: File) -> None:
    if file.case.document in ("sorting-cards", "diamond-cards"):
        pytest.skip("cards are cut out of a grid")
    if file.case.edition == "large-print":
        assert "Table" not in reading.tags(file.reader)


def test_the_print_edition_has_its_wide_margin_at_the_binding(file: File) -> None:
    if any(page.mediabox.width > page.mediabox.height for page in file.reader.pages):
        pytest.skip("a landscape page is bound above")
    if file.case.document in ("sorting-cards", "diamond-cards", "pocket-card", "badges"):
        pytest.skip("what is cut out lies in the middle of the page")
    for number, boxes in enumerate(file.boxes):
        # The number of a paragraph with an initial hangs in the margin.
        hangs = file.case.theme == "journal" and file.case.document == "handout"
        words = [box for text, _, box in boxes if text.strip().strip("0123456789" * hangs)]
        left = min(box[0] for box in words)
        wide = {"print": (25, 19), "email": (11, 11), "large-print": (25.4, 25.4)}
        assert left == pytest.approx(wide[file.case.edition][number % 2], abs=1.2), number + 1


def test_the_chart_of_the_example_has_one_page_on_paper_and_on_screen(with_chart: File) -> None:
    case = with_chart.case
    one_page = case.document == "chart" and case.edition not in ONE_COLUMN
    assert (len(with_chart.boxes) == 1) == one_page


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_reader_is_asked_to_show_and_print_as_the_edition_needs(
    every: dict[Case, Path], edition: str
) -> None:
    at_full_size = {"/PrintScaling": "/None", "/PickTrayByPDFSize": True}
    wanted = {
        "print": ({"/Duplex": "/DuplexFlipLongEdge", **at_full_size}, None),
        "email": ({}, "/UseOutlines"),
        "large-print": (at_full_size, None),
    }
    # Neither theme nor paper has a say in it.
    look = (edition, *OWN)
    files = [p for p in every.items() if (p[0].edition, p[0].paper, p[0].theme) == look]
    assert files
    for case, path in files:
        catalog = PdfReader(path).trailer["/Root"]
        asked = {**catalog["/ViewerPreferences"]}
        is_cut_or_folded = DOCUMENTS[case.document].head.sides == 1
        one_sided = {"/Duplex": "/Simplex"} if is_cut_or_folded else {}
        assert (asked, catalog.get("/PageMode")) == (
            {"/DisplayDocTitle": True, **wanted[edition][0], **one_sided},
            wanted[edition][1],
        )


def test_a_document_has_one_number_in_all_editions_papers_and_themes(
    every: dict[Case, Path],
) -> None:
    numbers: dict[str, set[str]] = {}
    for case, path in every.items():
        subject = pypdfium2.PdfDocument(path).get_metadata_dict()["Subject"]
        found = re.findall(r"number (TWO-\S+)$", subject)
        numbers.setdefault(case.document, set()).update(found)
    assert {document: len(found) for document, found in numbers.items()} == dict.fromkeys(
        {case.document for case in CASES}, 1
    )
    assert len(set().union(*numbers.values())) == len(numbers)
