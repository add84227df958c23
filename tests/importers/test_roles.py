import pytest

from handouts.errors import ContentError
from handouts.importers import Given, roles
from handouts.importers.chart import read_chart
from handouts.importers.source import ImportedFile

ARTICLE = "Title\n\nSome text, and more of it.\n"
CHART = "\tA\tB\nGoal\tone\ttwo\nPace\tslow\tquick\n"
PIPES = "| | A | B |\n|---|---|---|\n| Goal | one | two |\n| Pace | slow | quick |\n"
ROWS = "<tr><td></td><td>A</td><td>B</td></tr><tr><td>Goal</td><td>one</td><td>two</td></tr>"
TABLE = f"<table>{ROWS}<tr><td>Pace</td><td>slow</td><td>quick</td></tr></table>"
PAGE = f"<h1>Title</h1><p>Some text, and more of it, before the table.</p>{TABLE}"
MANY = {
    "article.txt": ARTICLE, "chart.tsv": CHART, "pasted.txt": CHART, "pipes.md": PIPES,
    "sheet.html": TABLE, "page.html": PAGE, "second.md": "# Two\n\nOther words, and few of them.\n",
    "fees.csv": "A,B\nx,y\n", "headed.md": f"# Two\n\n{PIPES}",
    "broken.txt": "\tA\tB\nCost\tA room\nCoffee for all\tA licence\nA camera\nPace\tslow\tquick\n",
    "bullets.txt": "Title\n\n•\tOne thing to be said.\n•\tAnd another.\n",
}  # fmt: skip


def given(*names: str) -> list[Given]:
    return [Given(f"in/{name}", MANY[name].encode()) for name in names]


def chart(text: str) -> ImportedFile:
    return ImportedFile("in/c.csv", "c.csv", text, "UTF-8")


@pytest.mark.parametrize(
    ("names", "article", "charts"),
    [
        (("article.txt", "chart.tsv"), "article.txt", ["chart.tsv"]),
        (("chart.tsv", "article.txt"), "article.txt", ["chart.tsv"]),
        (("article.txt",), "article.txt", []),
        (("chart.tsv",), None, ["chart.tsv"]),
        (("pasted.txt",), None, ["pasted.txt"]),
        (("pipes.md",), None, ["pipes.md"]),
        (("headed.md",), None, ["headed.md"]),
        (("broken.txt",), None, ["broken.txt"]),
        (("bullets.txt",), "bullets.txt", []),
        (("sheet.html",), None, ["sheet.html"]),
        (("page.html",), "page.html", []),
        (("fees.csv", "article.txt", "chart.tsv"), "article.txt", ["fees.csv", "chart.tsv"]),
        (("article.txt", "page.html"), "article.txt", ["page.html"]),
    ],
)
def test_files_are_known_by_what_they_hold_in_any_order(
    names: tuple[str, ...], article: str | None, charts: list[str]
) -> None:
    found = roles.assigned(given(*names))
    assert (found.article.name if found.article else None) == article
    assert [source.name for source in found.charts] == charts
    assert not found.holds_both


def test_a_file_that_is_named_twice_holds_both() -> None:
    found = roles.assigned(given("page.html", "page.html"))
    assert (found.article.name, found.charts, found.holds_both) == ("page.html", (), True)


def test_a_second_article_is_a_problem_of_its_file() -> None:
    with pytest.raises(ContentError) as raised:
        roles.assigned(given("article.txt", "second.md"))
    assert [str(problem) for problem in raised.value.problems] == [
        "in/second.md: this is a second article, beside article.txt\n"
        "  Name one article; what else is named has to be a table."
    ]


def test_what_cannot_be_read_is_reported_of_all_files() -> None:
    with pytest.raises(ContentError) as raised:
        roles.assigned([Given("a.md", b""), Given("b.csv", b"%PDF-1.4"), *given("article.txt")])
    assert {problem.path for problem in raised.value.problems} >= {"a.md"}


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
