"""Trainings of any shape: without a chart, without an article, with two charts."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from handouts import worksheets
from handouts.builds.plan import documents_wanted, plan
from handouts.builds.request import Request
from handouts.content.training import Training
from handouts.content.worksheet_options import LeaveOut, WorksheetsFile
from handouts.documents.left_out import left_out
from handouts.documents.registry import named, registry
from handouts.documents.templates import title_in_lists
from handouts.documents.variants import variants
from handouts.errors import CallError
from handouts.mail.recipients import deliveries
from handouts.project.layout import Project
from handouts.workflows.load import load_checked
from tests.conftest import REPOSITORY, Run

SHAPES = REPOSITORY / "tests" / "fixtures" / "shapes"
HERE = Project(SHAPES)
OF_CHART = (
    "chart", "poster", "poster-large", "poster-blank", "blank-chart", "spot-the-swap",
    "in-the-room", "my-case", "where-am-i",
)  # fmt: skip


def training(name: str) -> Training:
    (found,), _ = load_checked(HERE, [name])
    return found


def paths(name: str, **asked: tuple[str, ...]) -> list[str]:
    """What a build would make for participants in print, by the files' own names."""
    request = Request(**{"editions": ("print",), **asked})
    jobs = plan(HERE, [training(name)], request)
    return [job.path.removeprefix(f"{name}/participants/print/") for job in jobs]


def test_a_training_without_a_chart_has_what_an_article_gives() -> None:
    assert paths("keepers") == [
        "handout.pdf", "reading-guide.pdf",
        "keepers/facilitator/facilitator-guide.pdf", "keepers/facilitator/key-card.pdf",
        "keepers/facilitator/answer-keys.pdf",
    ]  # fmt: skip


def test_a_training_without_an_article_has_what_a_chart_gives() -> None:
    assert paths("lamps") == [
        *(f"{name}.pdf" for name in (*OF_CHART, "action-plan")),
        "lamps/facilitator/facilitator-guide.pdf", "lamps/facilitator/key-card.pdf",
        "lamps/facilitator/answer-keys.pdf",
    ]  # fmt: skip


def test_each_of_two_charts_has_documents_of_its_own() -> None:
    found = paths("harbours")
    assert len(found) == len(set(found))
    for name in OF_CHART:
        assert {f"{name}.pdf", f"{name}-dues.pdf"} <= set(found)
    assert {"action-plan.pdf", "action-plan-dues.pdf"} <= set(found)
    assert found.count("reading-guide.pdf") == 1


def test_the_documents_of_one_chart_can_be_asked_for() -> None:
    assert paths("harbours", documents=("matching-dues",)) == ["matching-dues.pdf"]
    assert paths("harbours", documents=("matching",)) == ["matching.pdf", "matching-dues.pdf"]
    with pytest.raises(CallError, match="There is no document"):
        documents_wanted(HERE, Request(documents=("reflection-dues",)))


def test_what_cannot_be_made_is_named_with_the_reason_once() -> None:
    assert left_out(HERE, training("keepers")) == (
        "chart, poster, poster-large, poster-blank, slides, blank-chart, spot-the-swap, "
        "in-the-room, my-case, where-am-i and action-plan left out: there is no chart",
    )
    assert left_out(HERE, training("lamps")) == (
        "handout, folder and reading-guide left out: there is no article",
    )
    without_rows = WorksheetsFile(leave_out=LeaveOut(rows=tuple(range(1, 20))))
    harbours = dataclasses.replace(training("harbours"), worksheets=without_rows)
    assert left_out(HERE, harbours)[0] == (
        "chart.yaml: blank-chart left out: it takes 2 rows, and the chart has 0 rows"
    )


def test_a_document_says_which_of_several_charts_it_is_of() -> None:
    harbours, known = training("harbours"), registry(HERE)
    made = worksheets.all_sheets(harbours, 1, 2).sheets
    swap = known["spot-the-swap"]
    found = variants(swap, harbours, made)
    assert [(one.name_of(swap), one.letter, one.about) for one in found] == [
        ("spot-the-swap", "A", "Quay and mooring"),
        ("spot-the-swap", "B", "Quay and mooring"),
        ("spot-the-swap-dues", "A", "Paying by night or by season"),
        ("spot-the-swap-dues", "B", "Paying by night or by season"),
    ]
    numbers = [one.number for one in found]
    assert len(set(numbers)) == 4
    assert all(number.startswith("HARB-SPOT-THE-SWAP-DUES-") for number in numbers[2:])
    (one,) = variants(known["chart"], training("lamps"), {})
    assert (one.chart, one.about) == ("", "")


def test_the_handout_shows_each_chart_in_its_place() -> None:
    harbours = training("harbours")
    (handout,) = variants(registry(HERE)["handout"], harbours, {})
    expected = handout.seen.expected_texts()
    order = [part.chart.title for part in handout.seen.values["parts"] if part.chart]
    assert order == ["Paying by night or by season"]
    assert {"Quay and mooring", "By the season"} <= set(expected.anywhere)
    assert len(expected.rows) == 10


def test_lists_name_the_chart_of_a_document_where_there_are_several() -> None:
    known = registry(HERE)
    harbours, lamps = training("harbours"), training("lamps")
    assert title_in_lists(known["matching"], harbours, "dues") == (
        "Find the counterpart: Paying by night or by season"
    )
    assert title_in_lists(known["matching"], lamps, "") == "Find the counterpart"
    assert title_in_lists(known["handout"], harbours, "") == "Handout"


def test_documents_are_known_by_the_names_of_charts_too() -> None:
    known = named(registry(HERE), training("harbours").charts)
    assert [name for name in known if known[name].name == "matching"] == [
        "matching", "matching-dues",
    ]  # fmt: skip
    assert "handout-dues" not in known


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "mailed"),
    [("keepers", ["handout.pdf"]), ("lamps", ["chart.pdf"]), ("harbours", ["handout.pdf"])],
)
def test_every_shape_goes_from_check_to_mail(
    tmp_path: Path, run: Run, name: str, mailed: list[str]
) -> None:
    project = Project((tmp_path / "project").resolve())
    shutil.copytree(SHAPES / "content", project.content)
    of = ("--project", project.root)
    for command in (
        ("check", name),
        ("build", name, "-e", "email"),
        ("packet", f"{name}/spring", "--booklet"),
        ("certify", f"{name}/spring"),
        ("mail", f"{name}/spring"),
        ("mail", f"{name}/spring", "--before"),
    ):
        done = run(*command, *of)
        assert done.returncode == 0, (command, done.stderr)
    (session,) = load_checked(project, [name], [(name, "spring")])[1]
    found = [
        file.path.name
        for delivery in deliveries(project, session, "after", 20_000_000)
        for file in (delivery.message.attachments if delivery.message else ())
        if file.kind != "certificate"
    ]
    assert found[: len(mailed)] == mailed
