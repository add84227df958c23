from handouts.content import yaml_tree
from handouts.importers.chart_labels import proposed
from handouts.importers.parts import ReadChart
from handouts.importers.write import chart_yaml

ROWS = (
    ("Visitors are counted at the gate.", "Every visitor is greeted."),
    ("The grass is *mown* weekly, edges too.", "Mowing waits, and edges do as well."),
    ("Nothing else.", "Something other."),
    ("The lawn belongs to everybody.", "The meadow belongs to bees."),
)
TITLES = ("Short lawn", "Tall meadow")


def test_labels_are_the_words_that_all_cells_share() -> None:
    assert proposed(ROWS, TITLES) == ("Visitors", "Edges", "", "Belongs")


def test_words_of_titles_and_of_many_rows_say_nothing_of_a_row() -> None:
    rows = [(f"Garden number {letter}", f"Garden {letter}") for letter in "abcdefgh"]

    assert proposed(rows, TITLES) == ("",) * 8
    assert proposed([("A meadow here", "A meadow there")], ("Meadow one", "Meadow two")) == ("",)


def test_a_proposal_is_a_comment_that_becomes_a_label_without_its_sign() -> None:
    chart = ReadChart(
        "T",
        {"a": "A", "b": "B"},
        (("1", "2"), ("3", "- x\n- y")),
        proposed=("Yes: no", ""),
    )
    text = chart_yaml("T", chart)
    rows = [{"a": "1", "b": "2"}, {"a": "3", "b": "- x\n- y"}]

    assert yaml_tree.read(text).value == {
        "title": "T",
        "columns": {"a": "A", "b": "B"},
        "rows": rows,
    }
    taken = yaml_tree.read(text.replace("- # label", "- label"))
    assert not taken.problems
    assert taken.value["rows"][0] == {"label": "Yes: no", "a": "1", "b": "2"}  # type: ignore[index]
