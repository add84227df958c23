"""In a preview elements carry the places of what they show, and in a build they do not."""

import dataclasses
import re

from handouts.content import markdown
from handouts.content.chart import Chart, Row
from handouts.documents import templates
from handouts.documents.document_number import draft
from handouts.documents.editions import EDITIONS, Edition
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

ARTICLE = """## A heading

A paragraph.

- One
- Two

  of two parts

> Quoted.

![A pot](pot.png)

| A | B |
| - | - |
| c | d |

    kept
"""
CHART = Chart(
    "Tea",
    ("Green", "Black"),
    None,
    (Row(1, "Heat", ("Low", "High"), (8, 9, 9)), Row(2, "", ("One", "Two"), (11, 12, 13))),
    "chart-tea.yaml",
    (1, 4, 5),
)
BUILT = EDITIONS["print"]
SHOWN = dataclasses.replace(BUILT, is_preview=True)


def article(edition: Edition) -> str:
    environment = templates.environment(Project(REPOSITORY).layers)
    template = '{% import "macros/blocks.html" as b %}{{ b.set(blocks, edition) }}'
    blocks = markdown.parse(ARTICLE, 10).blocks
    return environment.from_string(template).render(blocks=blocks, edition=edition)


def chart(edition: Edition) -> str:
    environment = templates.environment(Project(REPOSITORY).layers)
    template = '{% import "macros/chart.html" as c %}{{ c.set(chart, edition) }}'
    return environment.from_string(template).render(chart=CHART, edition=edition)


def places(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<(\w+)[^>]* id="([^"]+)"', html)


def test_each_block_of_an_article_has_its_line() -> None:
    assert places(article(SHOWN)) == [
        ("h2", "article.md:10.0"),
        ("p", "article.md:12.0"),
        ("li", "article.md:14.0"),
        ("p", "article.md:15.0"),
        ("p", "article.md:17.0"),
        ("p", "article.md:19.0"),
        ("p", "article.md:21.0"),
        ("table", "article.md:23.0"),
        ("pre", "article.md:27.0"),
    ]


def test_cells_of_a_chart_on_one_line_have_places_of_their_own() -> None:
    table = [name for _, name in places(chart(SHOWN))]
    assert table == [
        "chart-tea.yaml:1.0",
        "chart-tea.yaml:4.1",
        "chart-tea.yaml:5.2",
        "chart-tea.yaml:8.0",
        "chart-tea.yaml:9.1",
        "chart-tea.yaml:9.2",
        "chart-tea.yaml:11.0",
        "chart-tea.yaml:12.1",
        "chart-tea.yaml:13.2",
    ]
    stacked = dataclasses.replace(SHOWN, stacks_charts=True)
    titles = {"chart-tea.yaml:4.1", "chart-tea.yaml:5.2"}
    assert [name for _, name in places(chart(stacked))] == [n for n in table if n not in titles]


def test_what_is_built_has_none() -> None:
    assert places(article(BUILT) + chart(BUILT)) == []


def test_a_preview_has_the_number_of_a_draft() -> None:
    assert draft("TWO-MATCHING-FEES-4N5Q7R") == "TWO-MATCHING-FEES-DRAFT"
