import datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import markdown, richtext
from handouts.errors import ContentError
from handouts.importers import Given, import_files
from handouts.importers.chart import read_chart
from handouts.importers.chart_reader import column_keys
from handouts.importers.parts import ReadChart
from handouts.importers.source import ImportedFile
from tests.importers.said import sentences

DAY = datetime.date(2026, 1, 2)


def read(text: str, name: str = "c.tsv") -> ReadChart:
    return read_chart(ImportedFile(f"in/{name}", name, text, "UTF-8"))


def problems(text: str, name: str = "c.tsv") -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as raised:
        read(text, name)
    return [(problem.line, problem.cause) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.tsv", "\n\nA\tB\n1, 2; 3\tx\ny\tz\n"),
        ("c.txt", "A\tB\n1, 2; 3\tx\ny\tz"),
        ("c.csv", 'A,B\n"1, 2; 3",x\ny,z\n'),
        ("c.csv", "A;B\n1, 2\\; 3;x\n".replace("\\;", "") + "y;z\n"),
        ("c.csv", 'sep=;\nA;B\n"1, 2; 3";x\ny;z\n'),
        ("c.csv", '"A";"B"\n"1, 2; 3";"x"\n"y";"z";\n;;\n'),
    ],
)
def test_separators_are_found(name: str, text: str) -> None:
    chart = read(text, name)

    assert chart.columns == {"a": "A", "b": "B"}
    assert chart.rows in ((("1, 2; 3", "x"), ("y", "z")), (("1, 2 3", "x"), ("y", "z")))


def test_quoted_cells_hold_line_breaks_and_doubled_quotes() -> None:
    chart = read('A,B\n"say ""so""\nand so","x"\ny,z\n', "c.csv")

    assert chart.rows == (('say "so" and so', "x"), ("y", "z"))
    assert "1 line break inside cells became spaces" in sentences(chart.recognised)


def test_quotation_marks_of_the_author_stay() -> None:
    chart = read('A\tB\n"Why?" she asked\t"Why not?"\nthe "so"\t"open\n')

    assert chart.rows == (('"Why?" she asked', '"Why not?"'), ('the "so"', '"open'))


def test_tags_become_marks_and_other_tags_are_listed() -> None:
    chart = read("A\tB\n<b>x</b>&nbsp;&amp; <u>y</u><br>z\tp <q and <your name>\n")

    assert chart.rows == (("**x** & y z", r"p \<q and \<your name>"),)
    assert [(left.line, left.text) for left in chart.left_out] == [(2, "<u>"), (2, "</u>")]


def test_literal_marks_stay_words() -> None:
    chart = read("A\tB\n*x* _y_\t[z](w) `v`\n")

    plain = [richtext.plain_text(markdown.parse_inline(cell)) for cell in chart.rows[0]]
    assert plain == ["*x* _y_", "[z](w) `v`"]


@pytest.mark.parametrize("header", ["", "Topic", "LABEL:", " Area "])
def test_a_first_column_may_be_labels(header: str) -> None:
    chart = read(f"{header}\tA\tB\nx\t1\t2\n")

    assert (chart.labels, chart.rows, list(chart.columns)) == (("x",), (("1", "2"),), ["a", "b"])


def test_a_row_may_lack_its_label() -> None:
    assert read("Topic\tA\tB\nx\t1\t2\n\t3\t4\n").labels == ("x", "")


def test_marks_in_a_columns_title_are_listed() -> None:
    chart = read("<b>A</b>\tB <i>c</i>\n1\t2\n")

    assert chart.columns == {"a": "A", "b_c": "B c"}
    assert [(left.line, left.text) for left in chart.left_out] == [(1, "B <i>c</i>")]


def test_two_columns_are_never_labels() -> None:
    assert read("Topic\tB\nx\ty\n").columns == {"topic": "Topic", "b": "B"}


def test_a_line_above_the_header_is_the_title() -> None:
    assert read("Two lawns\nA\tB\n1\t2\n").title == "Two lawns"


def test_a_last_line_of_the_page_is_left_out() -> None:
    chart = read("A\tB\n1\t2\nComments are closed.\n")

    assert chart.rows == (("1", "2"),)
    assert [left.line for left in chart.left_out] == [3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A\tB\n", [(1, "the chart has no rows")]),
        ("A B\nx\n", [(1, "no tab, comma or semicolon parts this line into columns")]),
        ("a\tb\tc\td\te\tf\n1\t2\t3\t4\t5\t6\n", [(1, "the chart has 6 columns")]),
        ("A\tB\n1\n1\t2\t3 x\n\t2\n<i></i>\tx\n", [
            (2, "a cell is missing in these lines: 2"),
            (3, "there are more cells than columns in these lines: 3"),
        ]),
        ("A\t\tC\n1\t2\t3\n", [(1, "columns without a title: 2, counted from the left")]),
        ("A\tB\n&#x202e;x\ty\n",
         [(2, "the character U+202E (RIGHT-TO-LEFT OVERRIDE) cannot be printed")]),
    ],
)  # fmt: skip
def test_every_problem_is_told_with_its_line(text: str, found: list[tuple[int, str]]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    ("titles", "keys"),
    [
        (["Treatment of Pain", "Treatment of Fear"], ["pain", "fear"]),
        (["Garden", "Garden House"], ["garden", "house"]),
        (["Été (1)", "Label"], ["ete_1", "column_2"]),
        (["Газон", "草地"], ["column_1", "column_2"]),
        (["2020", "2021"], ["column_2020", "column_2021"]),
        (["Same", "Same"], ["same", "same_2"]),
        (["What everybody thought until yesterday", "B"], ["what_everybody_thought", "b"]),
    ],
)
def test_keys_are_made_from_what_tells_the_titles_apart(titles: list[str], keys: list[str]) -> None:
    assert column_keys(titles) == keys


CELL = st.text(
    st.sampled_from("ab1 .,*_[]()!#-+>`\\;~=|\"'é—:/😀"), min_size=1, max_size=12
).filter(str.strip)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4))
def test_cells_of_a_spreadsheet_come_out_as_they_were(rows: list[tuple[str, str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    chart = read("\n".join(["A,B", *quoted]), "c.csv")

    assert [
        tuple(richtext.plain_text(markdown.parse_inline(cell)) for cell in row)
        for row in chart.rows
    ] == [tuple(" ".join(cell.split()) for cell in row) for row in rows]


TABLE = """<html><body><nav>Home</nav>
<table><tr><td>layout</td></tr></table>
<table><caption>Two <i>lawns</i></caption>
<thead><tr><td></td><th>A</th><th>B</th></tr></thead>
<tbody><tr><th scope="row">x</th><td>1 <i>one</i> .</td><td>2<br>two</td></tr>
<tr><th scope="row">y</th><td><p>3</p><p>three</p></td><td>4 &amp; *</td></tr></tbody></table>
"""


def test_the_table_with_most_rows_is_the_chart() -> None:
    chart = read(TABLE, "c.html")

    assert chart == ReadChart(
        "Two lawns",
        {"a": "A", "b": "B"},
        (("1 *one*.", "2 two"), ("3\n\nthree", r"4 & \*")),
        ("x", "y"),
        (5, 6),
        4,
        chart.left_out,
        chart.recognised,
        name="Two lawns",
        table=(3, 7),
    )
    assert sentences(chart.recognised) == (
        "c.html: a table in HTML, UTF-8",
        "c.html: of 2 tables the one that is most like a comparison",
        "1 line break inside cells became spaces",
        "Columns: A (a), B (b)",
        "2 rows, each with a label",
        "1 cell with words in italics or bold",
        "1 cell with lists or paragraphs",
    )
    assert [(left.line, left.text) for left in chart.left_out] == [(1, "Home"), (2, "layout")]


def test_merged_cells_repeat_their_text_and_head_the_rows_below() -> None:
    table = "<table><tr><th>A<th>B</tr>\n<tr><td colspan=2>x</tr>\n<tr><td rowspan=2>y<td>z</tr>\n"

    chart = read(f"{table}<tr><td>w</tr></table>", "c.html")

    assert (chart.labels, chart.groups) == ((), ("x", "x"))
    assert chart.rows == (("y", "z"), ("y", "w"))
    assert "1 place in merged cells: the text of the cell stands in each" in sentences(
        chart.recognised
    )


def test_a_page_without_a_table_is_told() -> None:
    assert problems("<p>x</p>", "c.html") == [(0, "there is no table in this page")]


def reasons(chart: ReadChart) -> list[tuple[str, str]]:
    return [(each.text, str(each.reason)) for each in chart.left_out]


CELLS = (
    "Eyes\tlook at the task\tlook at the door\tlook at the clock\n"
    "Hands\tare busy with it\tlie below the table\tplay in the air\n"
)


@pytest.mark.parametrize(
    "above",
    [
        "\t1\t2\t3\nAspect\tWorking\tHiding\tLate\n",
        "1\t2\t3\t4\nAspect\tWorking\tHiding\tLate\n",
        "(1)\t(2)\t(3)\t(4)\nAspect\tWorking\tHiding\tLate\n",
        "A\tB\tC\tD\nAspect\tWorking\tHiding\tLate\n",
        "Aspect\tWorking\tHiding\tLate\n1\t2\t3\t4\n",
    ],
)
def test_numbers_of_columns_are_no_titles(above: str) -> None:
    chart = read(above + CELLS)

    assert list(chart.columns.values()) == ["Working", "Hiding", "Late"]
    assert len(chart.rows) == 2
    assert "the numbers or letters of the columns" in [reason for _, reason in reasons(chart)]


@pytest.mark.parametrize("head", ["Stage", ""])
def test_numbers_that_are_the_things_compared_are_titles(head: str) -> None:
    chart = read(f"{head}\t1\t2\t3\n{CELLS}Feet\tstill\ton their way\tat the door\n")

    assert list(chart.columns.values()) == ["1", "2", "3"]


def test_headings_between_rows_are_known_beside_a_column_of_remarks() -> None:
    chart = read(
        "Aspect\tWorking\tHiding\tRemarks\nIn a room\t\t\t\n"
        "Eyes\ton the task\tat the door\t\nHands\tat work\tbelow it\tsee the book\n"
        "Online\t\t\t\nCamera\ton\toff\t\n"
    )

    assert chart.labels == ("Eyes", "Hands", "Camera")
    assert chart.groups == ("In a room", "In a room", "Online")


def test_notes_with_marks_in_brackets_stand_below_the_chart() -> None:
    chart = read(
        "Aspect\tWorking\tHiding\nEyes\ta [1]\tb\nHands\tc\td (2)\n\n[1] one\t\t\n(2) two\t\t"
    )

    assert chart.labels == ("Eyes", "Hands")
    assert chart.notes == "\\[1] one\n\n(2) two"
    assert "2 notes below the chart" in sentences(chart.recognised)


def test_notes_below_the_table_of_a_file_of_its_own_belong_to_the_chart() -> None:
    page = (
        "<p>Before.</p>\n<table><tr><th>A<th>B</tr>\n<tr><td>y*<td>z</tr>\n</table>\n"
        "<p>* one</p>\n<p>Source: two_</p>\n<p>Other.</p>"
    )
    chart = read(page, "c.html")

    assert chart.notes == "\\* one\n\nSource: two\\_"
    assert [left.text for left in chart.left_out] == ["Before.", "Other."]
    assert "2 notes below the table" in sentences(chart.recognised)


def test_a_first_row_that_reads_like_the_others_is_named() -> None:
    row = "{}\tthey look at the task before them\tthey look at the door over there\n"

    found = sentences(read("".join(map(row.format, ("Eyes", "Hands", "Feet")))).recognised)
    named = read("Aspect\tWorking\tHiding\n" + row.format("Eyes") + row.format("Feet"))

    assert any(each.startswith("The first row is taken as the titles") for each in found)
    assert not any("The first row" in each for each in sentences(named.recognised))


def test_rows_without_a_label_are_counted_as_such() -> None:
    chart = read(
        "Aspect\tWorking\tHiding\nEyes\ta long text\tb long text\n\tc text\td text\nFeet\te\tf"
    )

    assert "3 rows, 2 with a label" in sentences(chart.recognised)


@pytest.mark.parametrize(
    "text",
    [
        "Aspect    Working     Hiding\n--------- ----------- ---------\n"
        "Eyes      on the task at doors\nHands     at work     below it\n",
        "+--------+-------------+----------+\n| Aspect | Working     | Hiding   |\n"
        "+========+=============+==========+\n| Eyes   | on the task | at doors |\n"
        "+--------+-------------+----------+\n| Hands  | at work     | below it |\n"
        "+--------+-------------+----------+\n",
    ],
)
def test_tables_drawn_with_hyphens_are_charts_by_themselves_and_in_articles(text: str) -> None:
    alone = import_files([Given("c.md", text.encode())], "c", DAY)
    article = f"# Quiet\n\nEvery trainer knows it.\n\n{text}\n  : Two kinds\n\nThe end.\n"
    within = import_files([Given("a.md", article.encode())], "a", DAY)

    for files in (alone.files, within.files):
        chart = yaml.safe_load(files["chart.yaml"])
        assert chart["columns"] == {"working": "Working", "hiding": "Hiding"}
        assert [row["label"] for row in chart["rows"]] == ["Eyes", "Hands"]
    assert yaml.safe_load(within.files["chart.yaml"])["title"] == "Two kinds"
    body = within.files["article.md"].partition("<!--")[0]
    assert body.endswith("Every trainer knows it.\n\n[chart]\n\nThe end.\n\n")


def test_items_in_cells_of_drawn_tables_stay_items() -> None:
    drawn = (
        "+--------+----------+----------+\n| Aspect | Working  | Hiding   |\n"
        "+========+==========+==========+\n| Eyes   | - on it  | at doors |\n"
        "|        | - awake  | or walls |\n+--------+----------+----------+\n"
        "| Hands  | at work  | below it |\n+--------+----------+----------+\n"
    )
    article = f"# Quiet\n\nEvery trainer knows it.\n\n{drawn}\nThe end.\n"

    files = import_files([Given("a.md", article.encode())], "a", DAY).files

    first = yaml.safe_load(files["chart.yaml"])["rows"][0]
    assert (first["working"], first["hiding"]) == ("- on it\n- awake", "at doors or walls")


def test_a_row_of_markdown_with_too_many_cells_is_refused_and_loses_nothing() -> None:
    head = "| Aspect | Working | Hiding |\n|---|---|---|\n"
    text = f"{head}| Eyes | `a|b` | at doors |\n| Feet | c | d |\n"

    assert problems(text, "c.md") == [(3, "this row has more cells than the table has columns")]
    assert read(text.replace("a|b", r"a\|b"), "c.md").rows[0][1] == "at doors"
