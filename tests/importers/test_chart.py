import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import markdown, richtext
from handouts.errors import ContentError
from handouts.importers.chart import read_chart
from handouts.importers.chart_reader import column_keys
from handouts.importers.parts import ReadChart
from handouts.importers.source import ImportedFile


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
    assert "1 line break inside cells became spaces" in chart.recognised


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
        (
            "c.html: a table in HTML, UTF-8",
            "c.html: of 2 tables the one that is most like a comparison",
            "1 line break inside cells became spaces",
            "Columns: A (a), B (b)",
            "2 rows, each with a label",
            "1 cell with words in italics or bold",
            "1 cell with lists or paragraphs",
        ),
        name="Two lawns",
        table_line=3,
    )
    assert [(left.line, left.text) for left in chart.left_out] == [(1, "Home"), (2, "layout")]


def test_merged_cells_repeat_their_text_and_head_the_rows_below() -> None:
    table = "<table><tr><th>A<th>B</tr>\n<tr><td colspan=2>x</tr>\n<tr><td rowspan=2>y<td>z</tr>\n"

    chart = read(f"{table}<tr><td>w</tr></table>", "c.html")

    assert (chart.labels, chart.rows) == (("x", "x"), (("y", "z"), ("y", "w")))
    assert "1 place in merged cells: the text of the cell stands in each" in chart.recognised


def test_a_page_without_a_table_is_told() -> None:
    assert problems("<p>x</p>", "c.html") == [(0, "there is no table in this page")]
