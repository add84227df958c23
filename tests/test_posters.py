"""Posters, slides and the folder: charts of every shape, whole, in reading order."""

import itertools
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from handouts.builds.plan import PAPER_SIZES, plan
from handouts.builds.request import Request
from handouts.builds.typeset_job import typeset
from handouts.documents.qr_code import qr_code
from handouts.documents.registry import registry
from handouts.project.layout import Project
from handouts.typesetting.render import Typesetter
from handouts.workflows.load import load_checked
from tests import reading
from tests.conftest import REPOSITORY
from tests.small_project import ARTICLE, PROVIDER, TRAINING, small_project
from tests.tools import verapdf

APART = {"poster", "poster-large", "poster-blank", "slides", "folder"}
SHORT = ("Quick", "Slow", "Brisk", "Calm", "Loud")
LONG = "Water is drawn, heated, poured and waited for, as long as the leaves of the day may need. "


def chart(
    rows: int, columns: int = 2, cell: str = "", labels: bool = True, preferred: str = ""
) -> str:
    """A chart of these many rows and columns; `cell` stands behind each cell's own words."""
    lines = ["title: Kettle and pot, side by side", "columns:"]
    lines += [f"  way{place}: The {SHORT[place].lower()} way" for place in range(columns)]
    lines += [f"preferred: {preferred}"] if preferred else []
    lines += ["rows:"]
    for row in range(1, rows + 1):
        lead = "  - "
        if labels:
            lines.append(f"{lead}label: Topic {row}")
            lead = "    "
        for place in range(columns):
            lines.append(f"{lead}way{place}: {SHORT[place]} {row} {cell}".rstrip())
            lead = "    "
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Made:
    """A finished document, read back."""

    content: bytes
    fit: str
    boxes: list[list[tuple[str, float, tuple[float, float, float, float]]]]

    @property
    def pages(self) -> int:
        return len(self.boxes)

    def box(self, text: str) -> tuple[float, float, float, float]:
        """Where a line of text stands on the first page, in mm from its upper left corner."""
        return next(box for found, _, box in self.boxes[0] if found.strip() == text)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter([REPOSITORY])


@pytest.fixture
def make(tmp_path: Path, typesetter: Typesetter):
    def made(
        document: str,
        edition: str = "print",
        paper: str = "letter",
        theme: str = "",
        **files: str,
    ) -> Made:
        project = small_project(tmp_path, **files)
        trainings, _ = load_checked(project, ["tea"])
        request = Request(documents=(document,), editions=(edition,), paper=paper, theme=theme)
        (job,) = plan(project, trainings, request)
        shows_logo = "logo" in files.get("provider", "")  # which stands in the project
        done = typeset(job, Typesetter(project.layers) if shows_logo else typesetter)
        assert done.faults == ()
        file = tmp_path / "made.pdf"
        file.write_bytes(done.content)
        return Made(done.content, done.fit, reading.text_boxes(file))

    return made


def order(made: Made) -> str:
    """What a screen reader says, without its spaces."""
    file = pypdfium2.PdfDocument(made.content)
    return reading.letters("".join(page.get_textpage().get_text_range() for page in file))


@pytest.mark.long
@pytest.mark.parametrize("edition", ["print", "email"])
def test_topics_stand_between_the_sides_that_look_at_them_and_are_read_first(
    make, edition: str
) -> None:
    made = make("poster", edition, chart=chart(12))
    assert made.pages == 1
    left, topic, right = made.box("Quick 7"), made.box("Topic 7"), made.box("Slow 7")
    assert left[2] < topic[0] < topic[2] < right[0]
    assert topic[0] + topic[2] == pytest.approx(215.9, abs=0.5)
    assert made.box("Quick 7")[2] == pytest.approx(made.box("Quick 12")[2], abs=0.3)
    assert made.box("Slow 7")[0] == pytest.approx(made.box("Slow 12")[0], abs=0.3)
    assert "7Topic7Quick7Slow7" in order(made)


@pytest.mark.long
def test_rows_share_the_height_to_the_foot(make) -> None:
    for rows in (3, 12):
        made = make("poster", chart=chart(rows))
        tops = [made.box(f"Quick {row}")[1] for row in range(1, rows + 1)]
        steps = [below - above for above, below in itertools.pairwise(tops)]
        assert max(steps) - min(steps) < 0.3
        assert steps[0] * rows == pytest.approx(279.4 - 5 - 67.5 - 30, abs=3)


@pytest.mark.long
@pytest.mark.parametrize("logo", ["", "logo: logo.svg\n"])
@pytest.mark.parametrize(
    "title", ["Kettle and pot", "Kettles and their pots, side by side", "Kettle, pot or pan? " * 4]
)
def test_rows_have_their_share_below_any_title(tmp_path: Path, make, title: str, logo: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0h30v20z"/></svg>'
    )
    named = chart(12).replace("Kettle and pot, side by side", f'"{title.strip()}"')
    made = make("poster-blank", chart=named, provider=f"{PROVIDER}{logo}")
    assert made.fit == "poster-13"


@pytest.mark.long
def test_the_preferred_side_is_wider(make) -> None:
    made = make("poster", "email", chart=chart(5, preferred="way1"))
    topic = made.box("Topic 1")
    assert (topic[0] + topic[2]) / 2 == pytest.approx(0.45 * 175.9 + 20, abs=1)


@pytest.mark.long
@pytest.mark.parametrize(
    ("rows", "columns", "cell", "labels"),
    [
        (3, 2, LONG * 2, True),
        (30, 2, "", True),
        (40, 2, "and so on", False),
        (45, 2, LONG, True),
        (46, 2, "", True),
        (12, 3, LONG, True),
        (12, 3, "", False),
        (10, 5, "and so on", True),
        (1, 2, LONG * 30, True),
    ],
)
def test_no_chart_is_cut_however_long(
    make, rows: int, columns: int, cell: str, labels: bool
) -> None:
    made = make("poster", chart=chart(rows, columns, cell, labels))
    whole = order(made)
    words = cell.split()
    for row in (1, rows):
        for place in range(columns):
            assert reading.letters(" ".join([SHORT[place], str(row), *words[:3]])) in whole
    assert whole.count("Water") == cell.count("Water") * rows * columns
    assert made.pages == 1 or made.fit == "poster-pages"


@pytest.mark.long
def test_a_long_title_and_a_language_from_right_to_left_keep_the_topics_in_the_middle(make) -> None:
    text = chart(4).replace("side by side", "side by side, " + "and again " * 9)
    right_to_left = f"{TRAINING}language: he\n"
    made = make("poster", chart=text, training=right_to_left)
    first, topic, second = made.box("Quick 2"), made.box("Topic 2"), made.box("Slow 2")
    assert second[2] < topic[0] < topic[2] < first[0]


@pytest.mark.long
def test_a_blank_poster_has_the_topics_and_none_of_the_cells(make) -> None:
    whole = order(make("poster-blank", chart=chart(6)))
    assert "Topic6" in whole
    assert "Quick6" not in whole


@pytest.mark.long
@pytest.mark.parametrize(("paper", "name"), [("letter", "tabloid"), ("a4", "a3")])
def test_the_large_poster_is_on_twice_the_paper(make, paper: str, name: str) -> None:
    made = make("poster-large", paper=paper, chart=chart(12))
    page = PdfReader(BytesIO(made.content)).pages[0]
    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(PAPER_SIZES[name], abs=0.1)
    assert made.pages == 1


@pytest.mark.long
def test_slides_have_both_sides_first_then_a_row_each_and_at_last_the_topics_alone(make) -> None:
    made = make("slides", "email", chart=chart(5))
    assert made.pages == 7
    sizes = {round(size) for text, size, _ in made.boxes[3] if text.strip() == "Quick 3"}
    assert sizes == {44}
    first, *_, last = [" ".join(text for text, _, _ in page) for page in made.boxes]
    assert "The quick way" in first
    assert "Topic 5" in last
    assert "Quick 5" not in last


@pytest.mark.long
@pytest.mark.parametrize("columns", [2, 3, 5])
def test_a_long_row_goes_on_on_the_next_slide(make, columns: int) -> None:
    made = make("slides", "email", chart=chart(2, columns, LONG * 12))
    assert made.pages > 4
    assert order(made).count("Water") == 2 * columns * 12


@pytest.mark.long
def test_a_folder_is_one_sheet_with_the_poster_outside_and_the_article_inside(make) -> None:
    made = make("folder", chart=chart(12), article=ARTICLE + "\n" + (LONG * 3 + "\n\n") * 12)
    assert made.pages == 2
    kept, shown = sorted(
        box[0] for text, _, box in made.boxes[0] if text.strip().endswith("Topic 3")
    )
    assert kept < 215.9 < shown
    assert reading.letters(LONG) in reading.letters(" ".join(text for text, _, _ in made.boxes[1]))


@pytest.mark.long
@pytest.mark.parametrize("theme", Project(REPOSITORY).themes())
def test_nothing_covers_the_article_inside_a_folder(make, theme: str) -> None:
    article = (
        f"{ARTICLE}\n{LONG * 9}\n\n## Second pot\n\n{LONG * 9}\n\n## Third pot\n\n{LONG * 9}\n"
    )
    made = make("folder", theme=theme, chart=chart(12), article=article)
    lines = [box for text, _, box in made.boxes[1] if text.strip()]
    assert len(lines) > 20
    for one, other in itertools.combinations(lines, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert min(across, down) < 1.5, (one, other)


@pytest.mark.long
def test_what_does_not_fit_into_a_folder_goes_on_on_a_further_side(make) -> None:
    made = make("folder", chart=chart(40), article=ARTICLE + "\n" + (LONG * 6 + "\n\n") * 60)
    assert made.pages > 2
    assert order(made).count("Water") == 361


@pytest.mark.long
def test_a_code_leads_to_the_article(make) -> None:
    import zxingcpp  # noqa: PLC0415

    address = "https://www.example.org/kettle"
    made = make("poster", chart=chart(8), training=f"{TRAINING}article_url: {address}\n")
    page = pypdfium2.PdfDocument(made.content)[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [address]
    annotations = PdfReader(BytesIO(made.content)).pages[0].annotations
    assert [one.get_object()["/A"]["/URI"] for one in annotations] == [address]


@pytest.mark.long
def test_verapdf_finds_posters_of_every_shape_conforming(make, tmp_path: Path) -> None:
    files = []
    for number, (document, edition, text) in enumerate(
        [
            ("poster", "print", chart(30, 3, "and so on", preferred="way2")),
            ("poster", "email", chart(5, 5, LONG, labels=False)),
            ("slides", "email", chart(3, 4, LONG * 3, labels=False)),
        ]
    ):
        file = tmp_path / f"{number}.pdf"
        training = f"{TRAINING}article_url: https://www.example.org/kettle\n"
        file.write_bytes(make(document, edition, chart=text, training=training).content)
        files.append(file)
    assert verapdf.failures(files) == {}


def test_they_are_neither_in_packets_nor_mailed_unless_they_are_named() -> None:
    found = registry(Project(REPOSITORY))
    assert {name for name, one in found.items() if one.head.apart} == APART


def test_dark_modules_of_a_code_are_the_squares_of_its_path() -> None:
    code = qr_code("https://www.example.org/")
    assert code.path.startswith("M0 0h7v1h-7z")
    assert code.side in (21, 25, 29)
