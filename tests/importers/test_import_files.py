import datetime

import pytest

from handouts.content import markdown, yaml_tree
from handouts.content.chart import ChartFile
from handouts.content.training import ArticleMetadata, TrainingMetadata
from handouts.errors import ContentError
from handouts.importers import Given, LeftOut, Taken, import_files
from handouts.messages import message
from tests.importers.said import sentences

from .conftest import ARTICLE, CHART, Import, body


def test_a_plain_article_and_a_tsv_become_three_files(imported: Import) -> None:
    result = imported()

    assert dict(result.files) == {
        "training.yaml": """\
# yaml-language-server: $schema=../.schemas/training.schema.json
code: TL
title: Lawn or Meadow?
date: 2024-05-06
language: en
presenters:
  - name: Ann Miller
    credentials: MSc
# What participants will be able to do after the training, three or four lines, each beginning
# with a verb. Take the [] away and write, for example:
#   - Tell the two columns of the chart apart
#   - Choose between them for a case of their own
objectives: []
""",
        "article.md": """\
---
# yaml-language-server: $schema=../.schemas/article.schema.json
title: Lawn or Meadow?
byline: Ann Miller, MSc
---

A lawn is mown every week, and nobody asks why.

The chart below sets the two side by side.

[chart]

## What follows from it

Whoever has seen both will choose with open eyes.
""",
        "chart.yaml": """\
# yaml-language-server: $schema=../.schemas/chart.schema.json
title: Short lawn and Tall lawn
columns:
  short: Short lawn
  tall: Tall lawn
rows:
  - short: Is mown weekly.
    tall: Is cut twice a year.

  - short: Is even.
    tall: Is *alive*.
""",
    }
    assert result.left_out == ()
    assert sentences(result.recognised) == (
        'Title: "Lawn or Meadow?"',
        "By-line: Ann Miller, MSc",
        "Presenter: Ann Miller (MSc)",
        "3 paragraphs and 1 heading",
        'The chart belongs after paragraph 2, which says "The chart below"',
        "article.txt: plain text, UTF-8",
        'Chart title: "Short lawn and Tall lawn"',
        "chart.tsv: tab-separated, UTF-8",
        "Columns: Short lawn (short), Tall lawn (tall)",
        "2 rows",
        "1 cell with words in italics or bold",
    )


def test_the_files_are_what_the_models_want(imported: Import) -> None:
    files = imported().files
    front = files["article.md"].split("---\n")[1]

    for text, model in (
        (files["training.yaml"], TrainingMetadata),
        (files["chart.yaml"], ChartFile),
        (front, ArticleMetadata),
    ):
        tree = yaml_tree.read(text)
        assert tree.problems == []
        model.model_validate(tree.value)


def test_what_is_left_out_is_listed_and_kept_in_one_comment(imported: Import) -> None:
    result = imported(ARTICLE + "\n, , ,\n\nDesigned by --> Acme --- Ltd.\n")

    assert result.left_out == (
        LeftOut("article.txt", 13, ", , ,", message("left_out.punctuation")),
        LeftOut(
            "article.txt", 15, "Designed by --> Acme --- Ltd.", message("left_out.page-credit")
        ),
    )
    article = result.files["article.md"]
    assert article.count("<!--") == article.count("-->") == 1
    assert article.endswith(
        "article.txt:13: , , ,\n    only punctuation\n"
        "article.txt:15: Designed by - -> Acme - - - Ltd.\n    the web page's credit\n-->\n"
    )
    assert "Designed by" not in str(markdown.parse(body(result)))


def test_problems_of_both_files_come_at_once(imported: Import) -> None:
    with pytest.raises(ContentError) as raised:
        imported("Only a title\n", "One column\nonly\n")

    assert [problem.cause for problem in raised.value.problems] == [
        "the article has no text",
        "no tab, comma or semicolon parts this line into columns",
    ]


def test_the_place_of_a_problem_is_the_path_as_given(imported: Import) -> None:
    with pytest.raises(ContentError) as raised:
        imported(chart="A\tB\nx\ty\nz\n")

    (problem,) = raised.value.problems
    assert problem.path == "in/chart.tsv"
    assert (problem.line, problem.cause, problem.fix, problem.source) == (
        3,
        "a cell is missing in these lines: 3",
        "Every row needs one cell for each column: A, B.",
        "z",
    )


def test_one_page_can_hold_both(imported: Import) -> None:
    page = (
        "<h1>Lawns</h1><p>Look at the table below.</p><table><tr><th>Short</th><th>Tall</th></tr>"
        "<tr><td>even</td><td>alive</td></tr></table><p>That was it.</p>"
    )
    result = imported(page, page, ("page.html", "page.html"))

    assert body(result) == "Look at the table below.\n\n[chart]\n\nThat was it."
    assert result.left_out == ()


def test_a_page_as_chart_says_what_stands_outside_its_table(imported: Import) -> None:
    page = (
        "<p>Hello</p><h2>Two lawns</h2><table><tr><th>Short</th><th>Tall</th></tr>\n"
        "<tr><td>even</td><td>a<b>live</b></td></tr></table>"
    )
    result = imported(chart=page, names=("article.txt", "chart.html"))

    assert result.left_out == (
        LeftOut("chart.html", 1, "Hello", message("left_out.outside-table")),
    )
    assert yaml_tree.read(result.files["chart.yaml"]).value == {
        "title": "Two lawns",
        "columns": {"short": "Short", "tall": "Tall"},
        "rows": [{"short": "even", "tall": "a**live**"}],
    }


@pytest.mark.long
def test_the_chart_text_is_the_same_in_every_encoding(imported: Import) -> None:
    text = CHART.replace("alive", "vivant – «\u00a0né\u00a0»")
    results = [
        imported(chart=text.encode(encoding)).files["chart.yaml"]
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
    ]

    assert results == [results[0]] * 6
    assert "né" in results[0]


TODAY = datetime.date(2024, 5, 6)
FEES = "\tBy night\tBy season\nPrice\tHigh\tLow\nPlace\tAnywhere\tThe same\n"
MODELS = "\tLawn\tMeadow\nGoal\tOrder in rows\tPlenty of flowers\nPace\tWeekly\tYearly\n"


def files(**texts: str) -> list[Given]:
    """Files by their names, `fees_csv` for `fees.csv`."""
    return [Given(name.replace("_", "."), text.encode()) for name, text in texts.items()]


def test_an_article_alone_becomes_a_training_without_a_chart() -> None:
    result = import_files(files(article_md="# Two lawns\n\nOne is short.\n"), "", TODAY)
    assert result.name == "two-lawns"
    assert list(result.files) == ["training.yaml", "article.md"]
    assert "chart" not in result.files["article.md"].split("---")[2]
    assert not any("chart" in sentence for sentence in sentences(result.recognised))


def test_a_chart_alone_becomes_a_training_without_an_article() -> None:
    result = import_files(files(fees_tsv=FEES), "", TODAY)
    assert result.name == "by-night-and-by-season"
    assert list(result.files) == ["training.yaml", "chart.yaml"]
    assert "title: By night and By season" in result.files["training.yaml"]


def test_what_is_left_out_stands_in_the_chart_where_there_is_no_article() -> None:
    page = (
        "<h2>One</h2><h2>Two</h2><table><tr><td></td><td>A</td><td>B</td></tr>"
        "<tr><td>Goal</td><td>one</td><td>two</td></tr></table>"
    )
    result = import_files(
        [Given("page.html", page.replace("<p>Hello</p>", "<h2>One</h2><h2>Two</h2>").encode())],
        "own",
        TODAY,
    )
    assert result.left_out
    assert result.files["chart.yaml"].rstrip().endswith(f"#     {result.left_out[-1].reason}")
    assert yaml_tree.read(result.files["chart.yaml"]).problems == []


def test_several_charts_are_named_after_their_files_and_placed_one_after_another() -> None:
    article = "# Lawns\n\nOne is short.\n\n[chart models]\n\nOne costs more.\n"
    given = files(article_md=article, models_tsv=MODELS, fees_tsv=FEES)
    result = import_files(given, "lawns", TODAY)
    assert list(result.files) == [
        "training.yaml", "article.md", "chart-models.yaml", "chart-fees.yaml",
    ]  # fmt: skip
    assert body(result) == "One is short.\n\n[chart models]\n\nOne costs more.\n\n[chart fees]"
    assert 'The chart "models" belongs on line 5, where [chart models] stands' in sentences(
        result.recognised
    )


def test_names_of_charts_are_unlike_each_other_and_none_is_reserved() -> None:
    given = [
        Given("a/cards.tsv", MODELS.encode()),
        Given("b/cards.tsv", FEES.encode()),
        Given("Model A.tsv", MODELS.replace("Weekly", "Daily").encode()),
    ]
    found = import_files(given, "own", TODAY, Taken({"cards"})).files
    assert [name for name in found if name.startswith("chart")] == [
        "chart-cards-2.yaml", "chart-cards-3.yaml", "chart-model-a1.yaml",
    ]  # fmt: skip


def test_the_chart_inside_the_articles_own_file_is_found() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{left}</td><td>{right}</td></tr>"
        for label, left, right in (
            ("", "Lawn", "Meadow"), ("Goal", "Order", "Plenty"), ("Pace", "Weekly", "Yearly"),
        )
    )  # fmt: skip
    page = f"<h1>Lawns</h1><p>One is short.</p><table>{rows}</table><p>One is not.</p>"
    result = import_files([Given("day.html", page.encode())], "", TODAY)
    assert list(result.files) == ["training.yaml", "article.md", "chart.yaml"]
    assert body(result) == "One is short.\n\n[chart]\n\nOne is not."
    assert result.left_out == ()


LAWNS = """<table><tr><th></th><th>Lawn</th><th>Meadow</th></tr>
<tr><td>Goal</td><td>Order</td><td>Plenty</td></tr>
<tr><td>Pace</td><td>Weekly</td><td>Yearly</td></tr></table>"""
FORM = "<table><tr><th>Day</th><th>Room</th></tr><tr><td>3.4.2026</td><td>12</td></tr></table>"


@pytest.mark.parametrize(
    "around",
    [
        "<p><b>Table 2. What it costs</b></p>%s<p>So much.</p>",
        "<p>Table 2. What it costs</p>%s<p>So much.</p>",
        "%s<p>Table 2. What it costs</p><p>So much.</p>",
    ],
)
def test_what_counts_a_table_of_the_article_is_its_title_and_the_heading_stays(around: str) -> None:
    page = f"<h1>Lawns</h1><p>One is short.</p><h2>Fees</h2>{around % LAWNS}"
    result = import_files([Given("day.html", page.encode())], "", TODAY)
    assert body(result) == "One is short.\n\n## Fees\n\n[chart]\n\nSo much."
    assert "title: Table 2. What it costs\n" in result.files["chart.yaml"]
    assert result.left_out == ()


def test_the_title_of_the_article_is_none_of_its_chart() -> None:
    result = import_files(
        [Given("a.html", f"<h1>Lawns</h1><p>One.</p>{LAWNS}".encode())], "", TODAY
    )
    assert "title: Lawn and Meadow\n" in result.files["chart.yaml"]
    assert result.left_out == ()


@pytest.mark.parametrize("line_end", ["\n", " "])
def test_what_counts_the_next_table_is_no_title_of_the_one_above(line_end: str) -> None:
    """A page may stand on one line, as Google Docs saves it."""
    second = LAWNS.replace("Order", "Peace")
    page = (
        f"<h1>Lawns</h1>\n<p>One.</p>\n<h2>Goals</h2>\n{LAWNS}\n<p>Table 2: What it costs</p>\n"
        f"{second}\n<p>So much.</p>\n{FORM}"
    ).replace("\n", line_end)
    result = import_files([Given("day.html", page.encode())], "", TODAY)
    titles = {
        file: text.partition("title: ")[2].partition("\n")[0]
        for file, text in result.files.items()
        if file.startswith("chart")
    }
    assert titles == {
        "chart-goals.yaml": "Goals", "chart-lawn-meadow.yaml": "'Table 2: What it costs'",
    }  # fmt: skip
    assert body(result) == (
        "One.\n\n## Goals\n\n[chart goals]\n\n[chart lawn-meadow]\n\nSo much.\n\n"
        "| Day | Room |\n| --- | --- |\n| 3.4.2026 | 12 |"
    )
    assert result.left_out == ()


def test_the_chart_inside_an_article_of_markdown_is_found() -> None:
    table = (
        "| | Lawn | Meadow |\n|---|---|---|\n| Goal | Order | Plenty |\n| Pace | Slow | Quick |\n"
    )
    article = f"# Lawns\n\nOne is short.\n\n{table}\nOne is not.\n"
    result = import_files(files(article_md=article), "own", TODAY)
    assert body(result) == "One is short.\n\n[chart]\n\nOne is not."
    assert list(result.files) == ["training.yaml", "article.md", "chart.yaml"]


def test_a_place_without_a_chart_is_left_out() -> None:
    result = import_files(files(article_md="# Two\n\nOne.\n\n[chart]\n"), "own", TODAY)
    assert body(result) == "One."
    assert [str(each.reason) for each in result.left_out] == [
        "the place of a chart, and there is none"
    ]


GERMAN = (
    "<p>Der Rasen wird jede Woche gemäht, und niemand fragt, warum das so ist. Die Wiese wird "
    "zweimal im Jahr gemäht, und sie ist nicht eben, aber es lebt sich in ihr mit den anderen. "
    "Der Hund ist auf der Wiese, die Katze ist nicht auf dem Rasen, und das ist für sie gut.</p>"
)


@pytest.mark.parametrize(
    ("page", "language", "said"),
    [
        ("<p>A lawn is mown, and nobody asks why.</p>", "en", []),
        ("<p lang=x>Газон косят.</p>", "en", ["Language: taken as English (en), for"]),
        (f"<html lang=en-GB>{LAWNS}<p>It is the end.", "en-GB",
         ["Language: English (United Kingdom) (en-GB)"]),
        (f"<html lang=en>{LAWNS}<p>It is the end.", "en", []),
        (GERMAN, "de", ["Language: German (de), by its words; change"]),
        (f"<html lang=en-US>{GERMAN}", "de",
         ["Language: German (de), by its words, though its file names en-US"]),
        (f"<html lang=de-AT>{GERMAN}", "de-AT", ["Language: German (Austria) (de-AT)"]),
        ("<html lang=de><p>Is it so? It is.", "de", ["Language: German (de)"]),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_words_and_english_needs_no_remark(
    page: str, language: str, said: list[str]
) -> None:
    given = [Given("day.html", page.replace("<p", "<h1>Lawns</h1><p", 1).encode())]
    result = import_files(given, "day", TODAY)
    found = [text for text in sentences(result.recognised) if text.startswith("Language")]

    assert f"\nlanguage: {language}\n" in result.files["training.yaml"]
    assert [text.startswith(start) for text, start in zip(found, said, strict=True)] == [
        True for _ in said
    ]


NOTED = """<h1>Lawns</h1><p>One is short.<sup><a href="#n1" id="r1">[1]</a></sup></p>
<table><tr><th></th><th>Lawn</th><th>Meadow</th></tr>
<tr><td>Goal</td><td>Order<sup><a href="#n2" id="r2">[2]</a></sup></td><td>Plenty</td></tr>
<tr><td>Pace</td><td>Weekly</td><td>Yearly<sup><a href="#n3" id="r3">[3]</a></sup></td></tr></table>
%s<p>The end.</p><p><a href="#r1" id="n1">[1]</a> In the text.</p>
<p><a href="#r2" id="n2">[2]</a> In <i>June</i>.</p>
<p><a href="#r3" id="n3">[3]</a> Or twice.</p>"""
FORM_NOTED = """<table><tr><th>Day</th><th>Room</th></tr>
<tr><td>3.4.2026</td><td>12<sup><a href="#n4" id="r4">[4]</a></sup></td></tr></table>"""


def test_footnotes_of_a_chart_stand_below_it_and_those_of_the_text_and_other_tables_stay() -> None:
    page = NOTED % FORM_NOTED + '<p><a href="#r4" id="n4">[4]</a> Upstairs.</p>'
    result = import_files([Given("day.html", page.encode())], "", TODAY)
    chart = yaml_tree.read(result.files["chart.yaml"]).value

    assert [row["lawn"] for row in chart["rows"]] == ["Order¹", "Weekly"]
    assert chart["rows"][1]["meadow"] == "Yearly²"
    assert chart["notes"] == "¹ In *June*.\n\n² Or twice."
    assert body(result) == (
        "One is short.[^1]\n\n[chart]\n\n| Day | Room |\n| --- | --- |\n| 3.4.2026 | 12[^2] |\n\n"
        "The end.\n\n[^1]: In the text.\n\n[^2]: Upstairs."
    )
    assert result.left_out == ()


def test_footnotes_of_the_table_of_a_file_of_its_own_stand_below_the_chart() -> None:
    table = NOTED.partition("</p>\n")[2].partition("%s")
    notes = "".join(part + "</p>" for part in table[2].split("</p>")[2:4])
    given = [Given("c.html", f"{table[0]}{notes}".encode())]
    result = import_files(given, "c", TODAY)

    assert "notes: |-\n  ¹ In *June*.\n\n  ² Or twice.\n" in result.files["chart.yaml"]
    assert result.left_out == ()


def test_a_table_with_a_note_below_it_and_no_text_is_a_chart_by_itself() -> None:
    page = f"<h1>Lawns</h1>{LAWNS}<p>Note. From a workshop.</p>"
    result = import_files([Given("c.html", page.encode())], "c", TODAY)

    assert list(result.files) == ["training.yaml", "chart.yaml"]
    assert "title: Lawns\n" in result.files["chart.yaml"]
    assert "notes: Note. From a workshop.\n" in result.files["chart.yaml"]


def test_columns_parted_by_spaces_are_a_chart_by_themselves() -> None:
    text = "Aspect    Day     Night\nSize      Large   Small\nRoom  1   Bright  Dim\n"
    found = import_files([Given("c.txt", text.replace("  1 ", "    ").encode())], "c", TODAY)

    assert list(found.files) == ["training.yaml", "chart.yaml"]
    assert "c.txt: columns parted by spaces, UTF-8" in sentences(found.recognised)
