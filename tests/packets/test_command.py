"""The command `packet`: what is told, what is refused, and what a trainer can choose."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.project import Project
from tests import reading
from tests.conftest import REPOSITORY, Run, example, snapshot
from tests.small_project import TRAINING, own_provider, small_project


def test_without_a_session_there_are_packets_of_the_training_and_a_session_is_named(
    tmp_path: Path, run: Run
) -> None:
    project = own_provider(example(tmp_path / "project", sessions=True))
    options = ("two-models", "--copies", "5", "--project", project.root)
    done = run("packet", *options)
    assert done.returncode == 0
    rows = [re.split(r" {2,}", line.strip()) for line in done.stdout.splitlines()]
    packet = "participants/print/participant-packet.pdf"
    assert ["2.", packet, "all", "5", "70", "both, long edge", "letter paper, colour"] in rows
    assert rows[-1][:2] == ["participants/large-print/participant-packet.pdf", "all"]
    remark = (
        "handouts packet two-models/example makes those of this session, with what its roster "
        "gives: sign-in sheet, badges, evaluation."
    )
    assert done.stderr.splitlines() == [
        "5 files made, 0 current.",
        "",
        "79 sheets of paper and 12 sheets of card in all.",
        remark,
    ]
    told = json.loads(run("packet", *options, "--json").stdout)
    folder = "build/two-models"
    assert [(file["path"], file["made"]) for file in told["files"]] == [
        (f"{folder}/{packet}", False),
        (f"{folder}/participants/email/participant-packet.pdf", False),
        (f"{folder}/participants/large-print/participant-packet.pdf", False),
        (f"{folder}/facilitator/facilitator-packet.pdf", False),
        (f"{folder}/facilitator/print-plan.pdf", False),
    ]
    assert told["remarks"] == [remark]
    text = " ".join(reading.pages(PdfReader(project.root / told["files"][3]["path"])))
    assert "Answer keys" in text
    assert "Sign-in sheet" not in text


def test_a_packet_has_what_the_training_names_in_its_order(project: Project, run: Run) -> None:
    file = project.content / "two-models" / "training.yaml"
    wishes = (
        "packet:\n  participants: [matching, handout]\n  facilitator: [answer-keys, run-sheet]\n"
    )
    file.write_text(file.read_text("utf-8") + wishes, "utf-8")
    assert run("packet", "two-models", "--project", project.root, "-q").returncode == 0
    folder = project.build / "two-models"
    packet = PdfReader(folder / "participants/print/participant-packet.pdf")
    own = PdfReader(folder / "facilitator/facilitator-packet.pdf")
    assert [title for depth, title in reading.bookmarks(packet) if not depth] == [
        "Participant packet", "Contents", "Matching", "Handout",
    ]  # fmt: skip
    assert [title for depth, title in reading.bookmarks(own) if not depth] == [
        "Answer keys", "Run sheet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("two-modles",), 2, 'no training "two-modles"'),
        (("two-models/exmple",), 2, 'no session "exmple"'),
        (("two-models", "--paper", "a5"), 2, 'no paper "a5"'),
        (("two-models", "--theme", "prss"), 2, 'no theme "prss"'),
        (("two-models", "--copies", "-1"), 2, "--copies"),
    ],
)
def test_a_wrong_call_is_told_and_makes_nothing(
    tmp_path: Path, run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    project = own_provider(example(tmp_path / "project", sessions=True))
    done = run("packet", *arguments, "--project", project.root)
    assert done.returncode == code
    assert said in done.stderr
    assert not project.build.exists() or not list(project.build.rglob("*.pdf"))


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path, run: Run) -> None:
    project = own_provider(example(tmp_path / "project"))
    (tmp_path / "outside").mkdir()
    (project.build / "two-models").mkdir(parents=True)
    (project.build / "two-models" / "facilitator").symlink_to(tmp_path / "outside")
    done = run("packet", "two-models", "--project", project.root)
    assert done.returncode == 3
    assert "leads out of the project" in done.stderr
    assert snapshot(tmp_path / "outside") == {}


def wish(project: Project, text: str) -> None:
    file = project.content / "two-models" / "training.yaml"
    file.write_text(f"{file.read_text('utf-8')}packet:\n{text}", "utf-8")


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        ("  facilitator: [badges]\n", "facilitator"),
        ("  participants: [evaluation]\n", "participants"),
    ],
)
def test_a_packet_with_nothing_in_it_is_a_problem_of_the_content(
    project: Project, run: Run, wishes: str, key: str
) -> None:
    wish(project, wishes)
    done = run("packet", "two-models", "--project", project.root)
    assert done.returncode == 1
    assert f"nothing that `packet: {key}:` names can be made here" in done.stderr


def test_cards_that_participants_get_are_counted_once_and_are_in_no_booklet(
    project: Project, run: Run
) -> None:
    wish(project, "  participants: [handout, sorting-cards, evaluation]\n")
    done = run("packet", "two-models", "--booklet", "--json", "--project", project.root)
    told = json.loads(done.stdout)
    assert told["remarks"] == ["evaluation cannot be made here, and is in no packet on paper."]
    assert [
        (run["path"].rpartition("/")[2], run["stock"], run["copies"]) for run in told["plan"]
    ] == [
        ("facilitator-packet.pdf", "paper", 1),
        ("participant-packet-booklet.pdf", "paper", 1),
        ("participant-packet.pdf", "card", 1),
    ]
    folder = project.build / "two-models"
    own = reading.pages(PdfReader(folder / "facilitator/facilitator-packet.pdf"))[0]
    assert own.count("Sorting cards") == 1
    assert "The sheets take about 15 minutes" in own
    booklet = PdfReader(folder / "participants/print/participant-packet-booklet.pdf")
    assert not [page for page in reading.pages(booklet) if "Sorting cards" in page][1:]


def test_numbers_follow_what_is_shown_and_nothing_else(tmp_path: Path, run: Run) -> None:
    project = small_project(tmp_path)

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
    small_project(tmp_path, training=f"{TRAINING}packet:\n  participants: [handout]\n")
    assert numbers()[0] != first[0]


def test_an_own_cover_without_an_edition_is_told(project: Project, run: Run) -> None:
    text = (REPOSITORY / "templates/packets/cover.html").read_text("utf-8")
    own = project.root / "templates" / "packets" / "cover.html"
    own.parent.mkdir(parents=True)
    own.write_text(re.sub("  email: .*\n", "", text), "utf-8")
    done = run("packet", "two-models", "--project", project.root)
    assert (done.returncode, done.stderr) == (
        3,
        "The template packets/cover.html has no edition email. Name it in its head, under "
        "`editions:`.\n",
    )


def test_more_versions_than_copies_are_refused(project: Project, run: Run) -> None:
    options = ("--versions", "3", "--copies", "2", "--project", project.root)
    done = run("packet", "two-models", *options)
    assert done.returncode == 2
    assert "3 versions cannot be given out in 2 copies" in done.stderr
