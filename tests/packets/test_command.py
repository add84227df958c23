"""The command `packet`: what is printed, what is refused, and what a trainer can choose."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.project.layout import Project
from tests import reading
from tests.conftest import REPOSITORY, Run, slow, snapshot
from tests.small_project import ARTICLE, CHART, TRAINING, small_project

ROWS = (("Speed", "Quick", "Slow"), ("Taste", "Plain", "Round"), ("Heat", "High", "Gentle"))
ROWS += (("Tools", "A switch", "Two hands"), ("Guests", "One at most", "All who come"))
WORDS = "\n\nThe kettle sings alone.\n\nThe pot waits for company.\n"


def cells(rows: tuple[tuple[str, str, str], ...]) -> str:
    return "".join(f"  - {{label: {a}, kettle: {b}, pot: {c}}}\n" for a, b, c in rows)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose chart has rows enough for matching and for cards, and with a session."""
    chart = f"{CHART.partition('  - ')[0]}{cells(ROWS)}"
    made = small_project(tmp_path / "project", article=ARTICLE + WORDS, chart=chart)
    folder = made.content / "tea" / "sessions" / "spring"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text(
        "days: [{date: 2026-03-14}]\nplace: Harbour Hall\nhours: 3\n", "utf-8"
    )
    (folder / "roster.csv").write_text("Name\nAnn Lee\n", "utf-8")
    return made


def add_options(project: Project, text: str) -> None:
    file = project.content / "tea" / "training.yaml"
    file.write_text(f"{file.read_text('utf-8')}packet:\n{text}", "utf-8")


@pytest.mark.long
def test_a_packet_has_what_the_training_names_in_its_order_and_a_session_is_named(
    project: Project, run: Run
) -> None:
    own = "  facilitator: [answer-keys, sorting-cards, run-sheet]\n"
    add_options(project, f"  participants: [matching, handout]\n{own}")
    options = ("tea", "--copies", "5", "--project", project.root)
    done = run("packet", *options)
    assert done.returncode == 0
    rows = [re.split(r" {2,}", line.strip()) for line in done.stdout.splitlines()]
    packet = "participants/print/participant-packet.pdf"
    assert ["3.", packet, "all", "5", "20", "both, long edge", "letter paper, colour"] in rows
    assert rows[-1][:2] == ["participants/large-print/participant-packet.pdf", "all"]
    remark = (
        "handouts packet tea/spring makes those of this session, with what its roster "
        "gives: sign-in sheet, badges, evaluation."
    )
    result = done.stderr.splitlines()
    assert result[:3] == [
        "5 files made, 0 current.",
        "",
        "23 sheets of paper and 9 sheets of card in all.",
    ]
    assert result[-1] == remark
    result = json.loads(run("packet", *options, "--json").stdout)
    folder = "build/tea"
    assert [(file["path"], file["made"]) for file in result["files"]] == [
        (f"{folder}/{packet}", False),
        (f"{folder}/participants/email/participant-packet.pdf", False),
        (f"{folder}/participants/large-print/participant-packet.pdf", False),
        (f"{folder}/facilitator/facilitator-packet.pdf", False),
        (f"{folder}/facilitator/print-plan.pdf", False),
    ]
    unlisted, last = result["remarks"]
    assert unlisted.startswith("Made, but in no packet, for `packet: participants:`")
    assert last == remark
    titles = [
        [title for depth, title in reading.bookmarks(PdfReader(project.root / path)) if not depth]
        for path in (f"{folder}/{packet}", result["files"][3]["path"])
    ]
    assert titles == [
        ["Participant packet", "Contents", "Find the counterpart", "Handout"],
        ["Answer keys", "Sorting cards", "Run sheet"],
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("tae",), 2, 'no training "tae"'),
        (("tea/sprng",), 2, 'no session "sprng"'),
        (("tea", "--paper", "a5"), 2, 'no paper "a5"'),
        (("tea", "--theme", "prss"), 2, 'no theme "prss"'),
        (("tea", "--copies", "-1"), 2, "--copies"),
    ],
)
def test_a_wrong_call_is_reported_and_makes_nothing(
    project: Project, run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run("packet", *arguments, "--project", project.root)
    assert done.returncode == code
    assert message in done.stderr
    assert not project.build.exists() or not list(project.build.rglob("*.pdf"))


@pytest.mark.long
def test_nothing_is_written_through_a_link_that_leads_out(
    project: Project, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "outside").mkdir()
    (project.build / "tea").mkdir(parents=True)
    (project.build / "tea" / "facilitator").symlink_to(tmp_path / "outside")
    done = run("packet", "tea", "--project", project.root)
    assert done.returncode == 3
    assert "leads out of the project" in done.stderr
    assert snapshot(tmp_path / "outside") == {}


@pytest.mark.long
@pytest.mark.parametrize(
    ("options", "key"),
    [
        ("  facilitator: [badges]\n", "facilitator"),
        ("  participants: [evaluation]\n", "participants"),
    ],
)
def test_a_packet_with_nothing_in_it_is_a_problem_of_the_content(
    project: Project, run: Run, options: str, key: str
) -> None:
    add_options(project, options)
    done = run("packet", "tea", "--project", project.root)
    assert done.returncode == 1
    assert f"nothing that `packet: {key}:` names can be made here" in done.stderr


@slow
def test_cards_that_participants_get_are_counted_once_and_are_in_no_booklet(
    project: Project, run: Run
) -> None:
    add_options(project, "  participants: [handout, sorting-cards, evaluation]\n")
    done = run("packet", "tea", "--booklet", "--json", "--project", project.root)
    result = json.loads(done.stdout)
    not_made, unlisted, _ = result["remarks"]
    assert not_made == "evaluation cannot be made here, and is in no packet on paper."
    assert unlisted.startswith("Made, but in no packet, for `packet: participants:`")
    assert [
        (run["path"].rpartition("/")[2], run["stock"], run["copies"]) for run in result["plan"]
    ] == [
        ("facilitator-packet.pdf", "paper", 1),
        ("participant-packet-booklet.pdf", "paper", 1),
        ("participant-packet.pdf", "card", 1),
    ]
    folder = project.build / "tea"
    own = reading.pages(PdfReader(folder / "facilitator/facilitator-packet.pdf"))[0]
    assert own.count("Sorting cards") == 1
    assert "The sheets take about 15 minutes" in own
    booklet = PdfReader(folder / "participants/print/participant-packet-booklet.pdf")
    assert not [page for page in reading.pages(booklet) if "Sorting cards" in page][1:]


@slow
def test_numbers_follow_what_is_shown_and_nothing_else(tmp_path: Path, run: Run) -> None:
    few = "packet:\n  participants: [chart]\n  facilitator: [run-sheet]\n"
    project = small_project(tmp_path, training=TRAINING + few)

    def numbers(*options: str) -> list[str]:
        done = run("packet", "tea", *options, "--project", project.root, "-q")
        assert (done.returncode, done.stderr) == (0, "")
        folder = project.build / "tea"
        files = ("participants/email/participant-packet", "facilitator/facilitator-packet")
        texts = [" ".join(reading.pages(PdfReader(folder / f"{name}.pdf"))) for name in files]
        (contents,) = set(re.findall(r"TEA-CONTENTS-\w+", texts[0]))
        (run_sheet,) = set(re.findall(r"TEA-RUN-SHEET-\w+", texts[1]))
        return [contents, run_sheet]

    first, more = numbers(), numbers("--copies", "9")
    assert more[0] == first[0]
    assert more[1] != first[1]
    small_project(tmp_path, training=TRAINING + few.replace("chart", "handout"))
    assert numbers()[0] != first[0]


@pytest.mark.long
def test_an_own_cover_without_an_edition_is_reported(project: Project, run: Run) -> None:
    text = (REPOSITORY / "templates/packets/cover.html").read_text("utf-8")
    own = project.root / "templates" / "packets" / "cover.html"
    own.parent.mkdir(parents=True)
    own.write_text(re.sub("  email: .*\n", "", text), "utf-8")
    done = run("packet", "tea", "--project", project.root)
    assert (done.returncode, done.stderr) == (
        3,
        "The template packets/cover.html has no edition email. Name it in its front matter, "
        "under `editions:`.\n",
    )


def test_packets_without_a_blank_page_are_refused(project: Project, run: Run) -> None:
    text = (REPOSITORY / "templates/packets/blank.html").read_text("utf-8")
    own = project.root / "templates" / "packets" / "blank.html"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace("role: blank-page", "role: front"), "utf-8")
    done = run("packet", "tea", "--project", project.root)
    assert (done.returncode, done.stderr) == (
        3,
        "No template in templates/packets/ has `role: blank-page` in its front matter. "
        "Give it to one.\n",
    )


def test_more_versions_than_copies_are_refused(project: Project, run: Run) -> None:
    options = ("--versions", "3", "--copies", "2", "--project", project.root)
    done = run("packet", "tea", *options)
    assert done.returncode == 2
    assert "3 versions cannot be given out in 2 copies" in done.stderr
