"""Charts in the shapes that Excel, Word, Google Sheets and people write."""

from pathlib import Path

import pytest

from handouts.importers.chart import read_chart
from handouts.importers.given import read_given
from handouts.importers.parts import ReadChart
from handouts.importers.source import ImportedFile, read_source
from tests.importers.said import sentences

CASES = Path(__file__).parent.parent / "fixtures" / "cases" / "charts"
TWO = ["In person", "Online"]


def case(name: str) -> ReadChart:
    (given,) = read_given([CASES / name])
    return read_chart(read_source(given, "chart"))


def rows(chart: ReadChart) -> list[tuple[str, ...]]:
    """Return each row with its label."""
    labels = chart.labels or ("",) * len(chart.rows)
    return [(label, *row) for label, row in zip(labels, chart.rows, strict=True)]


def read(text: str, name: str = "c.csv") -> ReadChart:
    return read_chart(ImportedFile(f"in/{name}", name, text, "UTF-8"))


@pytest.mark.parametrize(
    ("name", "columns", "labels"),
    [
        ("arabic-chart.csv", ["في القاعة", "على الشاشة"],
         ["السفر", "الكلفة", "الانتباه", "الاستراحات"]),
        ("excel-merged-down.csv", TWO, ["Travel", "Cost", "Attention", "Breaks"]),
        ("google-sheets.html", TWO, ["Travel", "Cost", "Attention", "Breaks"]),
        ("label-head-criterion.csv", TWO,
         ["Travel", "Cost", "Attention", "Breaks", "Follow-up"]),
        ("long-cell.csv", TWO, ["Short", "Long", "Very long", "After", "Last"]),
        ("multiline-bullets.csv", TWO, ["Preparation", "Voice", "Close"]),
        ("number-column.csv", TWO, ["Travel", "Cost", "Attention", "Breaks"]),
        ("page-cell.csv", TWO, ["Short", "Long", "Middling", "After", "Last"]),
        ("pipe-table.md", TWO, ["Travel", "Cost", "Attention"]),
        ("plain-chart.csv", TWO, ["Travel", "Cost", "Attention", "Breaks", "Follow-up"]),
        ("same-cells.csv", TWO,
         ["Recording allowed", "Camera needed", "Coffee", "Group work", "Certificate"]),
        ("ticks-fe0f.csv", ["Basic course", "Full course"],
         ["Workbook", "Certificate", "Recording", "Coaching", "Places"]),
        ("ticks.csv", ["Basic course", "Full course", "Supervision"],
         ["Workbook", "Certificate", "Recording", "Coaching", "Group size"]),
        ("transposed.csv", TWO,
         ["Travel", "Cost", "Attention", "Breaks", "Follow-up", "Group size"]),
        ("unquoted-comma.csv", TWO, ["Cost", "Travel", "Attention"]),
        ("word-paste.txt", TWO, ["Travel", "Cost", "Attention"]),
        ("word-table-criterion.htm", TWO, ["Travel", "Cost", "Attention", "Breaks"]),
        ("word-table.htm", TWO, ["Travel", "Cost", "Attention", "Breaks"]),
    ],
)  # fmt: skip
def test_labels_are_told_from_sides(name: str, columns: list[str], labels: list[str]) -> None:
    chart = case(name)

    assert (list(chart.columns.values()), list(chart.labels)) == (columns, labels)


def test_titles_groups_remarks_and_notes_are_understood() -> None:
    chart = case("excel-title-groups-notes.csv")

    assert chart.title == "Comparison of the two ways (version 3)"
    assert list(chart.columns.values()) == TWO
    assert rows(chart)[0] == ("Invitation", "Sent by post", "Sent by e-mail")
    assert [*zip(chart.groups, chart.labels, strict=True)] == [
        ("BEFORE THE DAY", "Invitation"),
        ("BEFORE THE DAY", "Materials"),
        ("ON THE DAY", "Start"),
        ("ON THE DAY", "Breaks¹"),
        ("AFTERWARDS", "Certificate"),
    ]
    assert chart.notes == "¹ Local rules may differ.\n\nSource: own survey 2026"
    assert {left.text for left in chart.left_out} == {"Topic", "Remarks | Print 2 spare copies"}


def test_a_row_without_a_label_goes_on_the_one_above_and_an_empty_cell_is_a_dash() -> None:
    chart = case("excel-merged-down.csv")

    assert rows(chart)[1] == ("Cost", "- A room\n- Coffee", "A licence")
    assert rows(chart)[3] == ("Breaks", "–", "Each one alone at home")
    assert "1 empty cell holds a dash (–), in lines 6" in sentences(chart.recognised)


def test_heads_in_several_rows_are_one() -> None:
    chart = case("three-level-head.csv")

    assert list(chart.columns.values()) == [
        "Teaching: In person (max. 20)",
        "Teaching: Online (max. 100)",
        "Support: In person (by phone)",
        "Support: Online (by chat)",
    ]
    assert rows(chart)[0] == ("Preparation", "Book a room", "Book a licence", "A desk", "A rota")


def test_lists_and_paragraphs_in_cells_stay() -> None:
    assert case("multiline-bullets.csv").rows == (
        (
            "- book a room\n- order coffee\n- print the papers",
            "- book a licence\n- test the camera\n- send the links",
        ),
        (
            "1. Stand up\n2. Breathe\n3. Speak to the last row",
            "- sit close to the microphone\n- mute the others\n- speak slowly",
        ),
        ("One word each.\n\nThen home.", "One word in the chat."),
    )


def test_commas_without_quotation_marks_stay_in_their_cells() -> None:
    chart = case("unquoted-comma.csv")

    assert chart.rows[:2] == (
        ("$1,200", "$450"),
        ("Everybody comes, with a bag", "Nobody leaves"),
    )
    assert any("in lines 2 and 3" in sentence for sentence in sentences(chart.recognised))


def test_the_paragraphs_of_a_pasted_word_table_stay_in_their_cells() -> None:
    assert rows(case("word-paste.txt"))[1] == (
        "Cost",
        "A room\n\nCoffee for all",
        "A licence\n\nA camera",
    )


def test_a_table_of_markdown_is_read_with_its_marks() -> None:
    chart = case("pipe-table.md")

    assert chart.title == "Comparison"
    assert chart.rows == (
        ("Everybody comes to one place", "**Nobody** leaves the house"),
        ("A room and coffee", "A licence"),
        ("People look at each other", "People look at a screen | each other"),
    )
    assert chart.lines == (5, 6, 7)


def test_rows_that_are_the_sides_are_turned() -> None:
    chart = case("transposed.csv")

    assert rows(chart)[:2] == [("Travel", "Everybody comes", "Nobody leaves"),
                               ("Cost", "A room", "A licence")]  # fmt: skip
    assert any("In person, Online" in sentence for sentence in sentences(chart.recognised)[-1:])


def test_what_a_sheet_has_around_it_is_no_part_of_the_chart() -> None:
    chart = case("google-sheets.html")

    assert rows(chart)[0] == ("Travel", "Everybody comes to one place", "Nobody leaves the house")
    assert "A | B | C | 1 | 2 | 3 | 4 | 5" in [left.text for left in chart.left_out]


@pytest.mark.parametrize(
    "text",
    [
        "#,Thema,Vor Ort,Online\n1.,Anreise,Alle kommen,Niemand geht\n2.,Kosten,Ein Raum,Nichts\n",
        "Thema,#,Vor Ort,Online\nAnreise,1,Alle kommen,Niemand geht\nKosten,2,Ein Raum,Nichts\n",
        "Vor Ort,Thema,Online\nAlle kommen,Anreise,Niemand geht\nEin Raum,Kosten,Nichts\n",
        ",Vor Ort,Online\nAnreise,Alle kommen,Niemand geht\nKosten,Ein Raum,Nichts\n",
        ",,,\n,,Vor Ort,Online\n,Anreise,Alle kommen,Niemand geht\n,Kosten,Ein Raum,Nichts\n",
        "What,Vor Ort,,Online\nAnreise,Alle kommen,,Niemand geht\nKosten,Ein Raum,,Nichts\n",
    ],
)
def test_labels_are_found_wherever_they_stand(text: str) -> None:
    chart = read(text)

    assert list(chart.columns.values()) == ["Vor Ort", "Online"]
    assert rows(chart) == [
        ("Anreise", "Alle kommen", "Niemand geht"),
        ("Kosten", "Ein Raum", "Nichts"),
    ]


def test_a_first_column_of_sentences_is_a_side() -> None:
    chart = read(
        "Lawn,Meadow,Field\n"
        "It is mown every week.,It is cut twice a year.,It is ploughed in autumn.\n"
        "Nobody asks why.,Somebody asks when.,Everybody knows why.\n"
    )

    assert (list(chart.columns), chart.labels) == (["lawn", "meadow", "field"], ())


def test_a_first_column_that_may_be_either_is_asked_about_once() -> None:
    text = "Garden house,Lawn,Meadow\nlarge shed,low,high\nsmall hut,red,blue\n"
    with pytest.raises(Exception, match="could be labels of the rows or one of the things"):
        read(text)

    assert read(text.replace("Garden house", "Topic")).labels == ("large shed", "small hut")
    asked = "".join(f",{line}\n" for line in text.splitlines())
    as_side = read(asked.replace(",Garden", "Topic,Garden", 1))
    assert list(as_side.columns.values()) == ["Garden house", "Lawn", "Meadow"]


def test_merged_labels_hold_for_each_of_their_rows() -> None:
    chart = read(
        "<table><tr><th>Topic<th>A<th>B<tr><td rowspan=2>Cost<td>low<td>high<tr><td>x<td>y"
        "<tr><td>Time<td colspan=2>the same</table>",
        "c.html",
    )

    assert rows(chart) == [
        ("Cost", "low", "high"),
        ("Cost", "x", "y"),
        ("Time", "the same", "the same"),
    ]


def test_a_merged_title_and_a_second_table_are_no_rows() -> None:
    chart = read(
        "<table><tr><td colspan=3>Two lawns<tr><td><td>A<td>B<tr><td>Cost<td>low<td>high<tr>"
        "<td>Time<td>much<td>none</table><table><tr><td>Printed<td>2026</table>",
        "c.html",
    )

    assert chart.title == "Two lawns"
    assert rows(chart) == [("Cost", "low", "high"), ("Time", "much", "none")]
    assert [(left.text, str(left.reason)) for left in chart.left_out] == [
        ("Printed 2026", "another table, which is not the chart")
    ]


@pytest.mark.parametrize(
    ("cell", "markdown"),
    [
        ("• one\n• two", "- one\n- two"),
        ("•\tone\no\ttwo\n•\tthree", "- one\n  - two\n- three"),
        ("\uf0b7 one\n\uf0b7 two", "- one\n- two"),
        ("Bring:\n- a pen\n- paper\nThen go.", "Bring:\n\n- a pen\n- paper\n\nThen go."),
        ("- one\n  and on\n- two", "- one and on\n- two"),
        ("1) one\n2) two", "1. one\n2. two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("1. one\n7. seven", "1\\. one\n\n7\\. seven"),
        ("(a) one\n(b) two", "(a) one\n\n(b) two"),
        ("one\nand on", "one and on"),
        ("One.\nTwo.", "One.\n\nTwo."),
        ("• one • two", "- one\n- two"),
        ("- one", "- one"),
        ("# one\nTwo", "\\# one\n\nTwo"),
        ("- <b>one</b>\n- # two", "- **one**\n- \\# two"),
        ("草\n地", "草\n\n地"),
    ],
)
def test_lines_of_a_cell_are_lists_paragraphs_or_one_line(cell: str, markdown: str) -> None:
    quoted = cell.replace('"', '""')
    (row,) = read(f'Topic,A,B\nx,"{quoted}",other words\n').rows

    assert row[0] == markdown


def test_titles_that_stand_again_among_the_rows_are_listed() -> None:
    chart = read("Topic,A,B\nx,low,high\nTopic,A,B\ny,much,none\n")

    assert chart.labels == ("x", "y")
    assert "Topic | A | B" in [left.text for left in chart.left_out]


def test_a_text_with_bars_is_a_table() -> None:
    assert rows(read("Topic | A | B\nx | low | high\ny | much | none\n", "c.txt")) == [
        ("x", "low", "high"),
        ("y", "much", "none"),
    ]


def test_the_head_of_a_pasted_word_table_may_have_paragraphs() -> None:
    text = "Topic\tA\n(max. 20)\tB\nx\tlow\thigh\ny\tmuch\tnone\n"

    assert list(read(text, "c.txt").columns.values()) == ["A (max. 20)", "B"]


def test_numbers_before_labels_are_the_charts_own() -> None:
    chart = read("Topic,A,B\n1. x,low,high\n2. y,much,none\n")

    assert chart.labels == ("x", "y")
    assert "1. | 2." in [left.text for left in chart.left_out]
    assert read("Topic,A,B\n3. x,low,high\n7. y,much,none\n").labels == ("3. x", "7. y")


def test_a_row_whose_cells_are_all_empty_is_no_heading_where_others_are_empty_too() -> None:
    chart = read("Feature,A,B\nCoffee,x,x\nLunch,,x\nParking,,\nTea,x,\nCake,x,x\n")

    assert rows(chart)[2] == ("Parking", "–", "–")


def test_a_row_without_a_label_does_not_go_on_across_a_heading() -> None:
    chart = read(",A,B\nx,,high\nAfter,,\n,,none\n")

    assert (chart.labels, chart.groups) == (("x", ""), ("", "After"))
    assert rows(chart) == [("x", "–", "high"), ("", "–", "none")]


def test_a_heading_between_rows_is_no_second_head() -> None:
    chart = read(
        "<table><tr><th><th>A<th>B<tr><th colspan=3>Before<tr><td>x<td>low<td>high"
        "<tr><td colspan=3>After<tr><td>y<td>much<td>none</table>",
        "c.html",
    )

    assert (list(chart.columns), chart.labels) == (["a", "b"], ("x", "y"))
    assert chart.groups == ("Before", "After")


@pytest.mark.parametrize(
    "text",
    [
        "  Topic   A     B\n  ------- ----- -----\n  x       low   high\n  y       much  none\n",
        "Topic   A     B\nx       low   high\ny       much  none\n",
        "+---+---+---+\n| Topic | A | B |\n+===+===+===+\n| x | low | high |\n+---+---+---+\n"
        "| y | much | none |\n+---+---+---+\n",
    ],
)
def test_tables_drawn_with_spaces_or_lines_are_read(text: str) -> None:
    assert rows(read(text, "c.txt")) == [("x", "low", "high"), ("y", "much", "none")]


def test_a_cell_of_a_drawn_table_may_have_a_list() -> None:
    chart = read(
        "+---+----------+---+\n| T | **A**    | B |\n+===+==========+===+\n"
        "| k | - *one*  | c |\n|   | - two    |   |\n+---+----------+---+\n",
        "c.md",
    )

    assert rows(chart) == [("k", "- *one*\n- two", "c")]
