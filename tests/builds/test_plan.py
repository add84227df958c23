import dataclasses
from pathlib import Path

import pytest

from handouts.builds.plan import Job, plan
from handouts.builds.request import Request
from handouts.content.load_training import load
from handouts.content.training import Training
from handouts.documents.editions import EDITIONS
from handouts.errors import CallError
from handouts.project.layout import Project
from tests.conftest import REPOSITORY


def planned(project: Project, **wanted: object) -> list[Job]:
    trainings = load(project, project.trainings())
    return plan(project, trainings, Request(**wanted))  # type: ignore[arg-type]


def fingerprints(project: Project, **wanted: object) -> dict[str, str]:
    return {job.path: job.fingerprint for job in planned(project, **wanted)}


@pytest.mark.long
def test_every_document_of_every_edition_has_its_own_place(project: Project) -> None:
    paths = [job.path for job in planned(project)]
    assert len(set(paths)) == len(paths)
    assert {
        f"two-models/participants/{edition}/{document}.pdf"
        for edition in EDITIONS
        for document in ("chart", "handout")
    } <= set(paths)


def test_only_what_is_asked_for_is_planned(project: Project) -> None:
    jobs = planned(project, documents=("chart",), editions=("print", "email"))
    assert [(job.path, job.edition.name) for job in jobs] == [
        ("two-models/participants/print/chart.pdf", "print"),
        ("two-models/participants/email/chart.pdf", "email"),
    ]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"documents": ("chrat",)}, 'There is no document "chrat". Did you mean "chart"?'),
        ({"editions": ("e-mail",)}, 'There is no edition "e-mail". Did you mean "email"?'),
        ({"paper": "A4"}, 'There is no paper "A4". Did you mean "a4"?'),
        ({"theme": "presss"}, 'There is no theme "presss". Did you mean "press"?'),
        (
            {"theme": "../base"},
            'There is no theme "../base". There are: clinic, grid, journal, press, quiet, signal.',
        ),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(
    project: Project, wanted: dict[str, object], told: str
) -> None:
    with pytest.raises(CallError) as raised:
        planned(project, **wanted)
    assert str(raised.value) == told


def test_what_must_be_found_in_the_file_is_taken_from_the_content(project: Project) -> None:
    wanted = planned(project, documents=("chart", "handout"), editions=("email",))
    (chart, handout) = sorted(wanted, key=lambda job: job.path)
    assert len(chart.expected.rows) == len(handout.expected.rows) == 12
    goal = "To cope better, with fewer and milder symptoms"
    assert chart.expected.rows[0][:2] == ("Goal", goal)
    assert "The technician asks what is wrong. The artist asks what happened." in (
        " ".join(handout.expected.paragraphs)
    )
    assert chart.expected.paper == (396.0, 612.0)  # half a sheet, for a phone
    assert {"Source Serif Pro", "Source Sans Pro"} == set(chart.expected.families)


def test_a_paper_that_is_asked_for_comes_before_the_trainings_own(project: Project) -> None:
    (job,) = planned(project, documents=("chart",), editions=("print",), paper="a4")
    assert job.expected.paper == (595.28, 841.89)
    assert all(sheets[-2].name == "a4.css" for sheets in job.sheets.values())


def test_a_theme_that_is_asked_for_comes_before_the_trainings_own(project: Project) -> None:
    (own,) = planned(project, documents=("chart",), editions=("email",))
    (quiet,) = planned(project, documents=("chart",), editions=("email",), theme="quiet")
    for job, theme in ((own, "press"), (quiet, "quiet")):
        for sheets in job.sheets.values():
            assert [s.stem for s in sheets if s.parent.name == "themes"] == [theme]


@pytest.mark.long
def test_the_same_plan_has_the_same_fingerprints_wherever_it_lies(
    project: Project, tmp_path: Path
) -> None:
    before = fingerprints(project, editions=("print",))
    project.root.rename(tmp_path / "elsewhere")
    moved = Project((tmp_path / "elsewhere").resolve())
    assert fingerprints(moved, editions=("print",)) == before


@pytest.mark.long
@pytest.mark.parametrize("look", [{"paper": "a4"}, {"theme": "quiet"}])
def test_another_look_is_another_fingerprint_of_everything(
    project: Project, look: dict[str, str]
) -> None:
    before, after = (fingerprints(project, editions=("email",), **more) for more in ({}, look))
    assert before.keys() == after.keys()
    same = {path for path, _ in before.items() & after.items()}
    assert same <= {"two-models/participants/email/slides.pdf"}  # of one size on any paper


@pytest.mark.long
def test_a_word_of_the_article_changes_only_what_shows_it(project: Project) -> None:
    before = fingerprints(project, editions=("print",))
    article = project.content / "two-models" / "article.md"
    article.write_text(article.read_text("utf-8").replace("archaeologist", "gardener"), "utf-8")
    after = fingerprints(project, editions=("print",))
    same = {Path(path).stem for path in before if before[path] == after[path]}
    changed = {Path(path).stem for path in before if before[path] != after[path]}
    assert {"chart", "where-am-i", "action-plan", "reflection"} <= same
    assert {"handout", "reading-guide"} <= changed
    assert not same & changed


def test_the_pages_that_a_fit_may_take_are_part_of_the_fingerprint(project: Project) -> None:
    before = fingerprints(project, documents=("chart",), editions=("print",))
    own = project.root / "templates" / "documents" / "chart.html"
    own.parent.mkdir(parents=True)
    packaged = (REPOSITORY / "templates" / "documents" / "chart.html").read_text("utf-8")
    own.write_text(packaged.replace("portrait-11: 1", "portrait-11: 2"), "utf-8")
    after = fingerprints(project, documents=("chart",), editions=("print",))
    assert before.keys() == after.keys()
    assert not before.items() & after.items()


def test_a_document_of_the_facilitator_is_never_under_participants(project: Project) -> None:
    own = project.root / "templates" / "documents" / "guide.html"
    own.parent.mkdir(parents=True)
    chart = (REPOSITORY / "templates" / "documents" / "chart.html").read_text("utf-8")
    head = "{#\ntitle: Guide\naudience: facilitator\neditions:\n  print: {plain: 0}\n#}"
    own.write_text(head + chart[chart.index("#}") + 2 :], "utf-8")
    text = own.read_text("utf-8").replace("chart.set(chart", "chart.set(training.chart")
    own.write_text(text.replace("charts.set(chart,", "charts.set(training.chart,"), "utf-8")
    assert [job.path for job in planned(project, documents=("guide",))] == [
        "two-models/facilitator/guide.pdf"
    ]


def test_wide_charts_are_tried_on_a_landscape_page_first(project: Project) -> None:
    (training,) = load(project, ["two-models"])
    request = Request(documents=("chart",), editions=("print",))

    def first(training: Training) -> str:
        (job,) = plan(project, [training], request)
        return next(iter(job.fits))

    assert first(training).startswith("portrait")
    rows = tuple(
        dataclasses.replace(row, cells=(*row.cells, "One", "Two")) for row in training.chart.rows
    )
    wide = dataclasses.replace(
        training.chart, columns=(*training.chart.columns, "C", "D"), rows=rows
    )
    assert first(dataclasses.replace(training, charts={"": wide})).startswith("landscape")
