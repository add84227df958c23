"""Headings between the rows of a chart, and notes below it, in every document that shows it."""

import re
from pathlib import Path

import pytest

from handouts.builds.request import Request
from handouts.content.chart import Chart, Row
from handouts.documents import expected_texts, templates
from handouts.documents.editions import EDITIONS
from handouts.project.layout import Project
from handouts.workflows import build
from tests.conftest import REPOSITORY
from tests.small_project import ARTICLE, small_project
from tests.tools import verapdf

CHART = Chart(
    "T",
    ("A", "B"),
    None,
    (
        Row(1, "One", ("a", "b"), (), "In *May*"),
        Row(2, "Two", ("c", "d"), (), "In *May*"),
        Row(3, "Three", ("e", "f")),
    ),
    notes="\\* Own survey\n\n- twice",
)
MACROS = '{% import "macros/chart.html" as charts %}{{ charts.set(chart, edition) }}'
TEXT = """\
title: Kettle and pot
columns:
  kettle: The kettle
  pot: The pot
rows:
  - group: At *first*
    label: Speed
    kettle: Quick
    pot: Slow
  - group: At *first*
    label: Warmth
    kettle: Hot
    pot: Warm
  - group: Later
    label: Taste
    kettle: Sharp
    pot: Mild
notes: |
  \\* In *summer*.

  Source: own survey.
"""


def html(edition: str) -> str:
    environment = templates.environment(Project(REPOSITORY).layers)
    found = environment.from_string(MACROS).render(chart=CHART, edition=EDITIONS[edition])
    return re.sub(r"\s*\n\s*", "", found)


def test_in_a_table_each_group_is_a_body_below_its_heading() -> None:
    bodies = re.findall("<tbody>.*?</tbody>", html("print"))

    assert [body.count('<th scope="row"') for body in bodies] == [2, 1]
    assert bodies[0].startswith(
        '<tbody><tr class="chart-group"><th scope="rowgroup" colspan="3">In <em>May</em></th></tr>'
    )
    assert "rowgroup" not in bodies[1]


def test_in_a_stack_each_group_is_a_heading_above_those_of_its_rows() -> None:
    found = re.findall("<(h[2-4])[^>]*>", html("large-print"))

    assert found == ["h2", "h3", "h4", "h4", "h4"]


@pytest.mark.parametrize("edition", ["print", "large-print"])
def test_notes_stand_below_the_chart_with_their_lists(edition: str) -> None:
    found = html(edition).partition('<div class="chart-notes">')[2]

    assert found.startswith('<div><div class="cell-lines"><p>* Own survey</p><ul><li>twice</li>')


def test_groups_and_notes_are_looked_for_in_the_finished_file() -> None:
    assert expected_texts.titles(CHART) == ("T", "A", "B", "In May", "* Own survey", "twice")


@pytest.mark.long
def test_every_document_of_the_chart_shows_them_and_is_tagged(tmp_path: Path) -> None:
    project = small_project(tmp_path, chart=TEXT, article=ARTICLE)
    documents = ("handout", "chart", "poster", "poster-blank", "slides")
    build.build(project, Request(("tea",), documents, (), jobs=1))

    files = [*project.build.rglob("*.pdf")]
    assert {file.stem for file in files} == set(documents)
    assert verapdf.failures(files) == {}
