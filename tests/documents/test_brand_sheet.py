from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from handouts.branding.colours import contrast, grey
from handouts.branding.palette import derive
from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.builds.typeset_job import typeset
from handouts.content.provider import Provider
from handouts.documents.brand import shown_brand
from handouts.packets.contents import for_facilitator
from handouts.project.layout import Project
from handouts.typesetting.render import Typesetter
from handouts.workflows.brand_notes import look_notes
from handouts.workflows.load import load_checked
from tests.conftest import REPOSITORY
from tests.content.test_provider_looks import SVG, png
from tests.small_project import PROVIDER, read, small_project
from tests.tools import verapdf

STYLES = REPOSITORY / "styles"
WIDE = SVG
YELLOW = 'colour: "#ffe600"\n'


@cache
def picture(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")


def pixel(pdf: bytes, left: float, top: float) -> str:
    """The colour of the first page at a place in mm."""
    return "#{:02x}{:02x}{:02x}".format(*picture(pdf).getpixel((round(left * 10), round(top * 10))))


def sheets(theme: str) -> list[Path]:
    return [STYLES / "base.css", STYLES / "themes" / f"{theme}.css"]


def test_it_shows_the_colours_that_the_pages_have() -> None:
    found = shown_brand(sheets("press"), Provider(name="x", colour="#ffe600"))
    assert found.fields[0].colour == "#ffe600"
    assert found.fields[0].ratio >= 4.5
    assert {one.name: one.ratio >= 7 for one in found.swatches}["accent"]
    assert [one.name for one in found.heads] == ["colour", "grey", "deuteranope"]
    assert found.apart[0] >= 1.6
    assert found.apart[1] >= 0.25
    assert found.notes == ("pale",)


@pytest.mark.parametrize(
    ("colour", "second", "theme", "notes"),
    [
        ("#0b4f7d", "", "press", ("exact",)),
        ("#fffdf5", "", "press", ("pale", "edged")),
        ("#0b2b4f", "#c4500c", "press", ("exact", "second-kept")),
        ("#0b4f7d", "", "quiet", ("no-colour",)),
        ("", "", "press", ("theme",)),
    ],
)
def test_it_says_what_was_adjusted(
    colour: str, second: str, theme: str, notes: tuple[str, ...]
) -> None:
    provider = Provider(name="x", colour=colour, second_colour=second)
    assert shown_brand(sheets(theme), provider).notes == notes


def test_a_grey_is_as_light_as_its_colour() -> None:
    for colour in ("#0b4f7d", "#ffe600", "#000000", "#ffffff"):
        assert contrast(grey(colour), colour) < 1.02


def test_there_is_one_only_of_a_provider_with_a_look(tmp_path: Path) -> None:
    request = Request(documents=("brand",))
    project = small_project(tmp_path)
    assert plan(project, load_checked(project, ["tea"])[0], request) == []
    project = small_project(tmp_path, provider=PROVIDER + YELLOW)
    (job,) = plan(project, load_checked(project, ["tea"])[0], request)
    assert job.path == "tea/facilitator/brand.pdf"


def test_it_stands_in_no_packet_that_does_not_ask_for_it(tmp_path: Path) -> None:
    training = read(tmp_path, provider=PROVIDER + YELLOW)
    found = for_facilitator(Project(tmp_path), training.head.packet, [])
    assert "brand" not in [one.name for one in found]


@pytest.mark.long
@pytest.mark.parametrize("theme", ["press", "quiet"])
def test_it_is_one_accessible_page_whatever_the_logo_is(tmp_path: Path, theme: str) -> None:
    lines = f"{PROVIDER}{YELLOW}logo: wide.svg\nlogo_small: tall.png\nlogo_on_dark: wide.svg\n"
    project = small_project(tmp_path, provider=lines)
    (project.content / "wide.svg").write_bytes(WIDE)
    (project.content / "tall.png").write_bytes(png((9, 9, 90, 90), (9, 180)))
    trainings = load_checked(project, ["tea"])[0]
    (job,) = plan(project, trainings, Request(documents=("brand",), theme=theme))
    made = typeset(job, Typesetter([project.root, REPOSITORY]))
    assert (made.faults, made.pages) == ((), 1)
    rule = "#000000" if theme == "quiet" else derive("#ffe600", "", "#000000").brand_rule
    assert pixel(made.content, 25 + 6, 279.4 - 27 + 3.2) == rule
    rest = {pixel(made.content, left, 279.4 - 27 + 3.2) for left in range(25 + 13, 205)}
    assert rest == {"#ffffff"}
    file = tmp_path / "brand.pdf"
    file.write_bytes(made.content)
    assert verapdf.failures([file]) == {}


def test_check_says_what_is_made_of_a_colour(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    assert look_notes(project, Provider(name="x")) == ()
    exact, *rest = look_notes(project, Provider(name="x", colour="#0b4f7d"))
    assert exact.startswith("content/provider.yaml: made from #0b4f7d: text #0b4f7d (8.6 to 1")
    assert rest == []
    _, pale = look_notes(project, Provider(name="x", colour="#ffe600"))
    assert "too pale for text" in pale


def test_check_warns_of_a_logo_that_paper_hides(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.content / "white.png").write_bytes(png((255, 255, 255, 255)))
    (project.content / "red.png").write_bytes(png())
    (found,) = look_notes(project, Provider(name="x", logo="white.png"))
    assert "logo_on_dark" in found
    assert look_notes(project, Provider(name="x", logo="red.png")) == ()
