import pytest

from handouts.errors import ContentError, Problem
from handouts.importers import roles
from handouts.importers.chart import read_chart
from handouts.importers.source import Source

ORDER = "The article comes first: handouts import ARTICLE CHART --as NAME"
ARTICLE = Source("in/a.txt", "a.txt", "Title\n\nSome text, and more of it.\n", "UTF-8")
CHART = Source("in/c.tsv", "c.tsv", "A\tB\nx\ty\n", "UTF-8")
PAGE = Source("in/p.html", "p.html", "<h1>T</h1><p>Text.</p>", "UTF-8")


def chart(text: str) -> Source:
    return Source("in/c.csv", "c.csv", text, "UTF-8")


@pytest.mark.parametrize("pair", [(ARTICLE, CHART), (PAGE, PAGE), (None, CHART), (ARTICLE, None)])
def test_two_files_in_order_and_a_page_that_holds_both_are_fine(pair) -> None:
    assert roles.problems(*pair) == []


@pytest.mark.parametrize(
    ("pair", "cause", "cure"),
    [
        ((CHART, ARTICLE), "this is the chart, and a.txt is the article", ORDER),
        (
            (ARTICLE, ARTICLE),
            "the same file is named as the article and as the chart",
            f"{ORDER} Only a web page can hold both.",
        ),
        (
            (Source("in/a.txt", "a.txt", CHART.text, "UTF-8"), CHART),
            "this is a table, and no article",
            f"Name a file with running text. {ORDER}",
        ),
    ],
)
def test_files_in_the_wrong_place_are_told(pair, cause: str, cure: str) -> None:
    assert roles.problems(*pair) == [Problem(pair[0].path, 0, cause, cure)]


@pytest.mark.parametrize("text", [";", ",,,\n,,\n", '""', '"', "sep=;\n", "\u200b,\u200b", "| |\n"])
def test_a_chart_of_nothing_but_separators_is_told(text: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_chart(chart(text))

    assert [problem.cause for problem in raised.value.problems] == [
        "there are no words in this file, only what parts them"
    ]


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        (",".join(["a"] * 3000), 1, "the chart has 3,000 columns"),
        ("A,B\n" + "x,y\n" * 1001, 1002, "the chart has 1,001 rows, where up to 1,000 are read"),
        ('A,B\nx,"' + "y " * 10_001, 2, "a cell has 20,003 letters, up to 20,000 are read"),
        (
            "A,B\n" + "x,y\n" * 150_001,
            0,
            "the text has 600,008 letters, where up to 600,000 are read",
        ),
    ],
)
def test_what_is_too_long_to_be_a_chart_is_told(text: str, line: int, cause: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_chart(chart(text))

    assert [(each.line, each.cause) for each in raised.value.problems] == [(line, cause)]
