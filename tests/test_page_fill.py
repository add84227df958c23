"""How full the pages of worksheets on paper are: none ends on a page that is mostly empty."""

import datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from handouts import worksheets
from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.builds.typeset_job import typeset
from handouts.content.load_training import load
from handouts.importers import import_files
from handouts.importers.given import read_given
from handouts.project.layout import Project
from handouts.text import quotes
from handouts.typesetting.render import Typesetter
from handouts.worksheets.words import plain
from tests import reading
from tests.conftest import SHARED, example
from tests.reading import MM

CUT_OUT = ("sorting-cards", "diamond-cards", "wall-signs", "pocket-card")
"""Sheets whose pages are cut up or hung on a wall."""
KINDS = [kind for kind in worksheets.kinds() if kind not in CUT_OUT]
MARGINS = {"print": (22, 27), "large-print": (25.4, 32)}
"""mm above and below the text of each edition that is printed; what is mailed fills no pages."""
LAST, BETWEEN = 0.55, 0.62
"""How much of the text's space is used on a last page, and in large print on any other: a third of
a page may be empty, and a few millimetres below it where the next statement did not fit."""
WHOLE_SETS = ("matching",)
"""Sheets whose statements stand on one page with their letters, in large print too: a page ends
where the next set has no room."""


def fills(content: bytes | Path, edition: str) -> list[float]:
    """For each page how far down its text's space something stands, from 0 to 1."""
    top, bottom = (MM * margin for margin in MARGINS[edition])
    found = []
    for page in pypdfium2.PdfDocument(content):
        picture = page.render(scale=2, grayscale=True).to_pil().convert("L")  # or rules are lost
        space = (0, 0, picture.width, int(picture.height - 2 * bottom))
        box = picture.crop(space).point(lambda light: 255 if light < 245 else 0).getbbox()
        found.append(((box[3] if box else 0) - 2 * top) / (picture.height - 2 * top - 2 * bottom))
    return found


def unfilled(found: list[float], edition: str, kind: str = "") -> bool:
    least = BETWEEN if edition == "large-print" and kind not in WHOLE_SETS else 0
    return found[-1] < LAST or min([*found[:-1], 1]) < least


@pytest.mark.long
@pytest.mark.parametrize("edition", MARGINS)
def test_sheets_fill_their_pages(example_built: Project, edition: str) -> None:
    folder = example_built.build / "two-models" / "participants" / edition
    found = {kind: fills(folder / f"{kind}.pdf", edition) for kind in KINDS}
    assert {kind: pages for kind, pages in found.items() if unfilled(pages, edition, kind)} == {}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = example(tmp_path_factory.mktemp("real"))
    files = SHARED / "inputs" / "article.txt", SHARED / "inputs" / "chart.tsv"
    (project.content / "real").mkdir()
    written = import_files(read_given(files), "real", datetime.date(2024, 5, 6)).files
    for name, text in written.items():
        (project.content / "real" / name).write_text(text, "utf-8")
    return project


@pytest.mark.shared
@pytest.mark.long
@pytest.mark.parametrize("edition", MARGINS)
def test_sheets_of_the_first_trainers_own_files_fill_their_pages(
    real: Project, edition: str
) -> None:
    request = Request(documents=tuple(KINDS), editions=(edition,))
    typesetter = Typesetter([real.content, *real.layers])
    poor = {}
    for job in plan(real, load(real, ["real"]), request):
        made = typeset(job, typesetter)
        assert made.faults == ()
        if unfilled(pages := fills(made.content, edition), edition, Path(job.path).stem):
            poor[job.path] = pages
    assert poor == {}


def test_a_page_that_is_mostly_empty_is_noticed() -> None:
    assert unfilled([0.9, 0.3], "print")
    assert not unfilled([0.3, 0.9], "print")
    assert unfilled([0.3, 0.9], "large-print")


@pytest.mark.long
@pytest.mark.parametrize("edition", MARGINS)
def test_statements_of_matching_stand_on_one_page_with_their_letters(
    tmp_path: Path, edition: str
) -> None:
    project = example(tmp_path)
    (training,) = load(project, ["two-models"])
    (job,) = plan(project, [training], Request(documents=("matching",), editions=(edition,)))
    made = typeset(job, Typesetter([project.content, *project.layers]))
    pages = [reading.letters(text) for text in reading.pages(PdfReader(BytesIO(made.content)))]

    own = training.worksheets
    material = worksheets.material(training, own)
    (sheet,) = worksheets.sheets("matching", material, own.shuffle, versions=1)
    assert len(sheet.shown["sets"]) > 1
    for part in sheet.shown["sets"]:
        asked = [one.shown["text"] for one in sheet.exercises if one.shown["set"] == part["number"]]
        texts = [*asked, *(option["text"] for option in part["options"])]
        wanted = [reading.letters(quotes.printed(plain(text), "en")) for text in texts]
        assert sum(all(text in page for text in wanted) for page in pages) == 1
