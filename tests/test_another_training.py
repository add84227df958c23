"""A training that is all that the example is not, through every command.

It is written from right to left, its chart has three columns and no names of rows, and nobody on
its roster has an e-mail address.
"""

import json
import os
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts import worksheets
from handouts.builds.request import Request
from handouts.content.load_training import load
from handouts.fonts import house
from handouts.project.layout import Project
from handouts.workflows import build
from tests import reading
from tests.conftest import REPOSITORY, Run, add_every_worksheet, made_once, slow
from tests.tools import verapdf

BICYCLES = REPOSITORY / "tests" / "fixtures" / "bicycles"
PEOPLE = {"דנה לוי", "יואב כהן", "מיכל אברהם", "רון דנינו"}
ON_SCREEN = ("matching", "evaluation")
IMPOSSIBLE = {"diamond-cards", "diamond-nine", "agree-disagree", "the-author-asks"}
LEFT_OUT = (
    "“אופני הרים” left out of matching: it sets two columns side by side",
    "“אופני הרים” left out of wall-signs: it sets two columns side by side",
    "“אופני הרים” left out of in-the-room: it sets two columns side by side",
    "“אופני הרים” left out of my-case: it sets two columns side by side",
    "diamond-cards left out: it takes 9 rows, and the chart has 7 rows",
    "diamond-nine left out: it takes 9 rows, and the chart has 7 rows",
    "agree-disagree left out: it takes 3 sentences that claim something, and the article has 0; "
    "`claims` in worksheets.yaml names some",
    "the-author-asks left out: the article asks no question",
    "“אופני הרים” left out of where-am-i: it sets two columns side by side",
    "“אופני הרים” left out of action-plan: it sets two columns side by side",
    "“אופני הרים” left out of pocket-card: it sets two columns side by side",
)


@pytest.fixture(scope="module", autouse=True)
def _hebrew() -> None:
    if house.system_family("ש") is None:
        if os.environ.get("HANDOUTS_REQUIRE_FONTS"):
            pytest.fail("a font with Hebrew is required and absent: DejaVu Sans has it")
        pytest.skip("no font with Hebrew is here: DejaVu Sans has it")


def copied(folder: Path) -> Project:
    shutil.copytree(BICYCLES, folder)
    project = Project(folder.resolve())
    add_every_worksheet(project, "bicycles")
    return project


@pytest.fixture
def bicycles(tmp_path: Path) -> Project:
    """A project of its own, with nothing built."""
    return copied(tmp_path / "bicycles")


@pytest.fixture(scope="module")
def bicycles_built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Every document of the training and its session for the printer, some for the screen."""
    with made_once(tmp_path_factory, "bicycles-built") as (folder, to_be_filled):
        if to_be_filled:
            project = copied(folder / "project")
            of = ("bicycles", "bicycles/spring")
            build.build(project, Request(of, editions=("print",), jobs=1))
            build.build(project, Request(of, ON_SCREEN, ("email",), jobs=1))
    return Project((folder / "project").resolve())


def test_it_is_read_without_a_problem(bicycles: Project, run: Run) -> None:
    (training,) = load(bicycles, ["bicycles"])
    assert [len(row.cells) for row in training.chart.rows] == [3] * 7
    assert {row.label for row in training.chart.rows} == {""}
    done = run("check", "--json", "--project", bicycles.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert tuple(json.loads(done.stdout)["left_out"]["bicycles"]) == LEFT_OUT


def test_every_kind_of_worksheet_but_four_can_be_made(bicycles: Project) -> None:
    (training,) = load(bicycles, ["bicycles"])
    sheets = worksheets.all_sheets(training, 1, 2).sheets
    assert set(sheets) == set(worksheets.kinds()) - IMPOSSIBLE
    assert all(len(versions) == 2 and versions[0].exercises for versions in sheets.values())


@pytest.mark.long
def test_every_document_is_made_in_its_language_and_its_direction(
    bicycles_built: Project,
) -> None:
    files = sorted(bicycles_built.build.rglob("*.pdf"))
    folder = bicycles_built.build / "bicycles"
    kinds = set(worksheets.kinds()) - IMPOSSIBLE
    for edition, wanted in (
        ("print", kinds | {"handout", "chart", "folder", "poster", "poster-large", "poster-blank"}),
        ("email", set(ON_SCREEN) - {"evaluation"}),
    ):
        made = {file.stem for file in folder.glob(f"participants/{edition}/*.pdf")}
        assert made == wanted
    of_session = {file.stem for file in folder.glob("sessions/spring/*.pdf")}
    everybody = {"sign-in-sheet", "badges", "tent-cards", "evaluation", "evaluation-email"}
    assert of_session == everybody
    for file in files:
        assert PdfReader(file).trailer["/Root"]["/Lang"] == "he", file
    assert verapdf.failures(files) == {}


def test_the_first_column_stands_at_the_right(bicycles_built: Project) -> None:
    (page,) = reading.text_boxes(bicycles_built.build / "bicycles/participants/print/chart.pdf")
    places = {text.strip(): box for text, _, box in page}
    heads = [next(places[t] for t in places if word in t) for word in ("עיר", "הרים", "מסע")]
    rights = [box[2] for box in heads[1:]]
    assert rights == sorted(rights, reverse=True)


def test_everybody_is_on_what_the_roster_gives(bicycles_built: Project) -> None:
    folder = bicycles_built.build / "bicycles" / "sessions" / "spring"
    for name in ("sign-in-sheet", "badges", "tent-cards"):
        text = reading.whole(folder / f"{name}.pdf")
        words = {word for person in PEOPLE for word in person.split()}
        assert [word for word in words if word not in text] == [], name


@slow
def test_a_packet_is_made(bicycles: Project, run: Run) -> None:
    done = run("packet", "bicycles/spring", "--json", "--project", bicycles.root)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [Path(file["path"]).stem for file in told["files"]] == [
        "participant-packet", "participant-packet-email", "participant-packet-large-print",
        "facilitator-packet", "print-plan",
    ]  # fmt: skip
    copies = {Path(one["path"]).stem: one["copies"] for one in told["plan"]}
    assert copies["participant-packet"] == len(PEOPLE)


def test_nobody_without_an_address_gets_mail(bicycles: Project, run: Run) -> None:
    session = bicycles.content / "bicycles" / "sessions" / "spring" / "session.yaml"
    mail = "mail:\n  before: {documents: [chart]}\n"
    session.write_text(session.read_text("utf-8") + mail, "utf-8")
    done = run("mail", "bicycles/spring", "--before", "--project", bicycles.root)
    assert done.returncode == 1
    for person in PEOPLE:
        assert f"{person} gets nothing: no e-mail address.\n" in done.stderr
    assert list(bicycles.build.rglob("*.eml")) == []


def test_a_corrected_name_without_an_address_gets_no_second_certificate(
    bicycles: Project, run: Run
) -> None:
    certify = ("certify", "bicycles/spring", "--before-the-end", "--project", bicycles.root)
    done = run(*certify)
    assert done.returncode == 0, done.stderr
    assert "3 certificates issued" in done.stderr
    roster = bicycles.content / "bicycles" / "sessions" / "spring" / "roster.csv"
    roster.write_text(roster.read_text("utf-8").replace("דנה לוי", "דינה לוי"), "utf-8")
    done = run(*certify)
    assert done.returncode == 1
    assert "דינה לוי is new, and דנה לוי (" in done.stderr
    folder = bicycles.build / "bicycles" / "sessions" / "spring" / "certificates"
    assert len(list(folder.glob("*.pdf"))) == 3
