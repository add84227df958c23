"""Trainings without an article, without a chart, and with several charts."""

from pathlib import Path

import pytest

from handouts.content.training import Training
from handouts.project.layout import Project
from handouts.workflows.load import load_checked
from tests.small_project import ARTICLE, CHART, HEAD, TRAINING, path, small_project, told_of

FEES = CHART.replace("Kettle and pot", "Session fees")
NO_PLACE = "the article has no place for "


def with_charts(folder: Path, *names: str, article: str = ARTICLE) -> Project:
    """The small project with a chart of each of these names instead of its own."""
    project = small_project(folder, article=article)
    path(project, "chart").unlink()
    for name in names:
        (project.content / "tea" / name).write_text(FEES, "utf-8")
    return project


def training_of(project: Project) -> Training:
    (training,), _ = load_checked(project, ["tea"])
    return training


def test_an_article_needs_no_chart(tmp_path: Path) -> None:
    training = training_of(with_charts(tmp_path))
    assert (training.charts, training.chart) == ({}, None)
    assert training.article is not None


def test_a_chart_needs_no_article(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    path(project, "article").unlink()
    training = training_of(project)
    assert training.article is None
    assert [chart.title for chart in training.charts.values()] == ["Kettle and pot"]


def test_a_training_of_neither_is_one_problem(tmp_path: Path) -> None:
    project = with_charts(tmp_path)
    path(project, "article").unlink()
    assert told_of(project) == (
        "content/tea/training.yaml: the training has neither an article nor a chart\n"
        "  Write article.md or chart.yaml beside this file, or bring in files of your own."
    )


def test_charts_come_in_the_order_of_their_places_in_the_article(tmp_path: Path) -> None:
    article = f"{ARTICLE}\n[chart law]\n\n[chart]\n\n[chart Session Fees]\n"
    files = ("chart.yaml", "chart-session-fees.yaml", "chart-law.yaml")
    assert list(training_of(with_charts(tmp_path, *files, article=article)).charts) == [
        "law", "", "session-fees",
    ]  # fmt: skip


def test_without_an_article_charts_come_by_their_names(tmp_path: Path) -> None:
    project = with_charts(tmp_path, "chart-b2.yaml", "chart-a1.yaml", "chart.yaml")
    path(project, "article").unlink()
    assert list(training_of(project).charts) == ["", "a1", "b2"]


@pytest.mark.parametrize("place", ["", "\n[chart]\n", "\n[chart fees]\n"])
def test_the_only_chart_stands_in_any_place_whatever_its_name(tmp_path: Path, place: str) -> None:
    project = with_charts(tmp_path, "chart-fees.yaml", article=ARTICLE + place)
    assert list(training_of(project).charts) == ["fees"]


def test_a_place_of_no_chart_is_a_problem_on_its_line(tmp_path: Path) -> None:
    project = with_charts(tmp_path, article=f"{ARTICLE}\n[chart]\n")
    assert told_of(project) == (
        "content/tea/article.md:7: [chart] has no chart: there is no chart.yaml\n"
        "    [chart]\n"
        "  Write chart.yaml beside the article, or take this line out."
    )


def test_charts_and_places_that_do_not_belong_together_are_one_problem_each(
    tmp_path: Path,
) -> None:
    article = f"{HEAD}\nWater.\n\n[chart fee]\n"
    files = ("chart.yaml", "chart-fees.yaml")
    assert told_of(with_charts(tmp_path, *files, article=article)) == (
        "content/tea/article.md: the article has no place for chart.yaml and chart-fees.yaml\n"
        "  Write [chart] and [chart fees] where it is to stand, each alone on a line.\n"
        "content/tea/article.md:7: [chart fee] has no chart: there is no chart-fee.yaml\n"
        "    [chart fee]\n"
        '  Did you mean "[chart fees]"?'
    )


@pytest.mark.parametrize(
    "body",
    ["[chart fees]\n\nWater.\n\n[chart fees]\n\n[chart]\n", "[chart]\n\n[chart fees]\n\n[chart]\n"],
)
def test_no_chart_stands_twice(tmp_path: Path, body: str) -> None:
    files = ("chart.yaml", "chart-fees.yaml")
    project = with_charts(tmp_path, *files, article=f"{HEAD}\nTea.\n\n{body}")
    assert "stands twice, here and on line " in told_of(project)


def test_the_only_chart_does_not_stand_twice_under_two_names(tmp_path: Path) -> None:
    article = f"{ARTICLE}\n[chart]\n\n[chart fees]\n"
    project = with_charts(tmp_path, "chart-fees.yaml", article=article)
    assert "[chart fees] stands twice, here and on line 7" in told_of(project)


@pytest.mark.parametrize(
    ("file", "cause"),
    [
        ("chart-cards.yaml", "cannot be called so, because there is a document sorting-cards"),
        ("chart-a.yaml", "cannot end in a letter by itself, for A could be a version"),
        ("chart-fees-b.yaml", "cannot end in a letter by itself, for B could be a version"),
        (f"chart-{'long-' * 5}name.yaml", "the name of the chart has 29 letters"),
    ],
)
def test_names_of_charts_that_would_mix_up_documents(tmp_path: Path, file: str, cause: str) -> None:
    told = told_of(with_charts(tmp_path, file))
    assert f"content/tea/{file}: " in told
    assert cause in told


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("chart_fees.yaml", "chart-fees.yaml"),
        ("Chart-Fees.yml", "chart-fees.yaml"),
        ("charts fees.yaml.txt", "chart-fees.yaml"),
        ("chart2.yaml", "chart-2.yaml"),
    ],
)
def test_a_chart_whose_name_is_nearly_right_is_not_passed_over(
    tmp_path: Path, file: str, right: str
) -> None:
    project = with_charts(tmp_path, "chart.yaml", file)
    assert told_of(project) == (
        f"content/tea/{file}: the file is not read because of its name\n  Rename it to {right}."
    )


def test_rows_are_left_out_of_the_chart_that_is_named(tmp_path: Path) -> None:
    article = f"{ARTICLE}\n[chart]\n\n[chart fees]\n"
    project = with_charts(tmp_path, "chart.yaml", "chart-fees.yaml", article=article)
    options = project.content / "tea" / "worksheets.yaml"
    options.write_text("leave_out:\n  rows: [1]\n  charts:\n    fees: [2]\n", "utf-8")
    left_out = training_of(project).worksheets.leave_out
    assert left_out.rows_of("", is_only=False) == (1,)
    assert left_out.rows_of("fees", is_only=False) == (2,)
    options.write_text("leave_out:\n  rows: [3]\n  charts:\n    fee: [2]\n    fees: [9]\n", "utf-8")
    told = told_of(project)
    assert "worksheets.yaml:2: chart.yaml has no row 3, for it has 2" in told
    assert "worksheets.yaml:5: chart-fees.yaml has no row 9, for it has 2" in told
    assert 'worksheets.yaml:4: there is no chart "fee"' in told


def test_worksheets_and_packets_may_name_those_of_one_chart(tmp_path: Path) -> None:
    article = f"{ARTICLE}\n[chart]\n\n[chart fees]\n"
    project = with_charts(tmp_path, "chart.yaml", "chart-fees.yaml", article=article)
    packet = "packet:\n  participants: [chart, matching-fees]\n"
    path(project, "training").write_text(TRAINING + packet, "utf-8")
    options = project.content / "tea" / "worksheets.yaml"
    options.write_text("leave_out:\n  kinds: [sorting-fees]\n", "utf-8")
    assert training_of(project).head.packet.participants == ("chart", "matching-fees")
    options.write_text("leave_out:\n  kinds: [reflection-fees]\n", "utf-8")
    path(project, "training").write_text(TRAINING + packet.replace("fees", "law"), "utf-8")
    told = told_of(project)
    assert 'there is no worksheet "reflection-fees"' in told
    assert 'there is no document "matching-law"' in told
