"""Each kind as a whole object, from a fixed seed, and what it cannot be made from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts import worksheets
from handouts.content import cell
from handouts.worksheets import Exercise, Material, NotPossibleError, Worksheet, sheets
from handouts.worksheets.sheet import Source

from .lawns import CELLS, chart, lawns

OF_THE_ARTICLE = ("fill-in-the-blanks", "agree-disagree", "the-author-asks")
TITLES = ("Short lawn", "Tall meadow")


def only(kind: str, material: Material) -> Worksheet:
    (sheet,) = sheets(kind, material, 7, 1)
    return sheet


def refused(kind: str, material: Material) -> str:
    with pytest.raises(NotPossibleError) as caught:
        sheets(kind, material, 7, 1)
    return str(caught.value)


def changed(row: int, column: int, text: str) -> list[tuple[str, ...]]:
    """The rows of the chart with another text in one place; column 0 is the label."""
    cells = [list(cells) for cells in CELLS]
    cells[row - 1][column] = text
    return [tuple(row) for row in cells]


def test_kinds_are_found_by_their_files_in_the_order_of_a_day() -> None:
    kinds = worksheets.kinds()
    files = {file.stem for file in (Path(worksheets.__file__).parent / "kinds").glob("*.py")}

    assert kinds == (
        "reading-guide",
        "blank-chart",
        "fill-the-chart",
        "fill-in-the-blanks",
        "matching",
        "sorting",
        "sorting-cards",
        "wall-signs",
        "true-or-false",
        "spot-the-swap",
        "in-the-room",
        "my-case",
        "diamond-cards",
        "diamond-nine",
        "agree-disagree",
        "the-author-asks",
        "where-am-i",
        "action-plan",
        "pocket-card",
        "reflection",
    )
    assert {kind.replace("-", "_") for kind in kinds} <= files


def test_fill_the_chart_hides_one_cell_of_each_row() -> None:
    assert only("fill-the-chart", lawns(chart(CELLS[:4]))) == Worksheet(
        kind="fill-the-chart",
        minutes=15,
        exercises=(
            Exercise(
                1,
                "Kept below *four* centimetres",
                Source(row=1, label="Height"),
                {
                    "row": 1,
                    "label": "Height",
                    "cells": (None, "Allowed to reach the knee"),
                    "hidden": 0,
                    "lines": 1,
                },
            ),
            Exercise(
                2,
                "Every Saturday",
                Source(row=2, label="Mowing"),
                {
                    "row": 2,
                    "label": "Mowing",
                    "cells": (None, "Twice a year, with a scythe"),
                    "hidden": 0,
                    "lines": 1,
                },
            ),
            Exercise(
                3,
                "Beetles, larks and hares",
                Source(row=3, label="Guests"),
                {
                    "row": 3,
                    "label": "Guests",
                    "cells": ("Children and footballs", None),
                    "hidden": 1,
                    "lines": 1,
                },
            ),
            Exercise(
                4,
                "Whatever falls from the sky",
                Source(row=4, label="Water"),
                {
                    "row": 4,
                    "label": "Water",
                    "cells": ("Sprinklers from May onwards", None),
                    "hidden": 1,
                    "lines": 1,
                },
            ),
        ),
        shown={"title": "Lawn or meadow", "columns": TITLES},
        secrets=(
            "Kept below four centimetres",
            "Every Saturday",
            "Beetles, larks and hares",
            "Whatever falls from the sky",
        ),
    )


def test_lines_to_write_on_are_as_many_as_the_rows_longest_cell_takes() -> None:
    def lines(left: int, right: int) -> set[int]:
        cells = [(f"Row {row}", f"{row}" * left, f"{row}" * right) for row in range(1, 9)]
        sheet = only("fill-the-chart", lawns(chart(cells)))
        return {exercise.shown["lines"] for exercise in sheet.exercises}

    assert lines(38, 20) == {1}
    assert lines(39, 20) == lines(20, 39) == {2}, "whichever of the two is hidden"
    assert lines(300, 20) == {3}


def test_a_cell_that_repeats_another_one_or_the_label_is_not_hidden() -> None:
    cells = [*CELLS, ("Sound", "*Sound.*", "Silence"), ("Smell", "Hay", "hay")]

    assert only("fill-the-chart", lawns(chart(cells))).left_out == (
        "row 7 left out of fill-the-chart: a cell of it says what its label says",
        "row 8 left out of fill-the-chart: its cells are alike",
    )


def test_matching_letters_the_right_cells_in_another_order_and_one_more() -> None:
    sheet = only("matching", lawns(chart(CELLS[:4])))

    def asked(number: int, answer: str, row: int) -> Exercise:
        label, text, _ = CELLS[row - 1]
        shown = {"set": 1, "topic": "", "text": text, "letters": ("A", "B", "C", "D")}
        return Exercise(number, answer, Source(row=row, label=label), shown)

    assert sheet == Worksheet(
        kind="matching",
        minutes=10,
        exercises=(asked(1, "C", 1), asked(2, "D", 2), asked(3, "B", 4)),
        shown={
            "left": "Short lawn",
            "right": "Tall meadow",
            "sets": (
                {
                    "number": 1,
                    "first": 1,
                    "last": 3,
                    "options": (
                        {"letter": "A", "text": "Beetles, larks and hares"},
                        {"letter": "B", "text": "Whatever falls from the sky"},
                        {"letter": "C", "text": "Allowed to reach the knee"},
                        {"letter": "D", "text": "Twice a year, with a scythe"},
                    ),
                },
            ),
        },
    )


@pytest.mark.parametrize(
    ("count", "asked"),
    [
        (4, [3]),
        (5, [4]),
        (6, [2, 2]),
        (7, [2, 3]),
        (9, [2, 2, 2]),
        (12, [3, 3, 3]),
        (13, [2, 2, 2, 3]),
    ],
)
def test_matching_asks_for_three_rows_in_a_set_that_a_page_of_large_print_holds(
    count: int, asked: list[int]
) -> None:
    rows = [(f"Row {number}", f"left {number}", f"right {number}") for number in range(count)]
    sheet = only("matching", lawns(chart(rows)))

    sets = sheet.shown["sets"]
    assert [each["last"] - each["first"] + 1 for each in sets] == asked
    assert [len(each["options"]) for each in sets] == [number + 1 for number in asked]


def test_numbers_and_letters_of_matching_run_on_through_all_sets() -> None:
    rows = [(f"Row {number}", f"left {number}", f"right {number}") for number in range(1, 13)]
    sheet = only("matching", lawns(chart(rows)))

    sets = sheet.shown["sets"]
    assert [(each["number"], each["first"], each["last"]) for each in sets] == [
        (1, 1, 3),
        (2, 4, 6),
        (3, 7, 9),
    ]
    letters = [option["letter"] for each in sets for option in each["options"]]
    assert letters == list("ABCDEFGHIJKL")
    over = {option["text"] for each in sets for option in each["options"]} - {
        f"right {exercise.where.row}" for exercise in sheet.exercises
    }
    assert len(over) == 3, "what stays over answers no other set"


def test_matching_takes_no_more_rows_than_there_are_letters() -> None:
    rows = [("", f"left {number}", f"right {number}") for number in range(30)]
    sheet = only("matching", lawns(chart(rows)))

    assert sheet.left_out == ("6 rows left out of matching: 24 are enough",)
    assert len(sheet.exercises) == 18


SHARED = [
    ("", "The mower is loud", "The mower is at rest"),
    ("", "Guests are children", "Guests are beetles"),
    ("", "It is *cut* weekly", "Twice a year, with a scythe"),
    ("", "Water comes from a tap", "Water comes from the sky"),
]


def test_matching_prints_once_what_both_cells_begin_with() -> None:
    sheet = only("matching", lawns(chart(SHARED)))

    found = {exercise.where.row: exercise.shown for exercise in sheet.exercises}
    texts = {row: (shown["topic"], shown["text"]) for row, shown in found.items()}
    wanted = {
        1: ("The mower is", "loud"),
        2: ("Guests are", "children"),
        3: ("", "It is *cut* weekly"),
        4: ("Water comes from", "a tap"),
    }
    assert texts == {row: wanted[row] for row in texts}
    assert {option["text"] for option in sheet.shown["sets"][0]["options"]} == {
        "at rest",
        "beetles",
        "Twice a year, with a scythe",
        "the sky",
    }


def test_matching_leaves_openings_where_two_rows_would_say_the_same_without() -> None:
    alike = [*SHARED[:3], ("", "Neighbours are children", "Neighbours are few")]
    sheet = only("matching", lawns(chart(alike)))

    assert {exercise.shown["topic"] for exercise in sheet.exercises} == {""}


def test_matching_leaves_out_a_row_whose_cell_stands_in_an_earlier_one() -> None:
    sheet = only("matching", lawns(chart(changed(5, 2, "*Twice* a year, with a scythe."))))

    assert sheet.left_out == ("row 5 left out of matching: a cell of it also stands in row 2",)
    assert all(exercise.where.row != 5 for exercise in sheet.exercises)
    assert len(sheet.shown["sets"][0]["options"]) == 5


def test_sorting_mixes_unequally_many_cells_of_the_columns() -> None:
    assert only("sorting", lawns()) == Worksheet(
        kind="sorting",
        minutes=10,
        exercises=(
            Exercise(
                1,
                "Tall meadow",
                Source(row=3, label="Guests"),
                {"text": "Beetles, larks and hares"},
            ),
            Exercise(
                2, "Short lawn", Source(row=6, label="Reward"), {"text": "The neighbours nod"}
            ),
            Exercise(
                3,
                "Short lawn",
                Source(row=1, label="Height"),
                {"text": "Kept below *four* centimetres"},
            ),
            Exercise(
                4,
                "Tall meadow",
                Source(row=5, label="Colour"),
                {"text": "Forty greens and eleven yellows"},
            ),
            Exercise(
                5,
                "Tall meadow",
                Source(row=2, label="Mowing"),
                {"text": "Twice a year, with a scythe"},
            ),
            Exercise(
                6,
                "Tall meadow",
                Source(row=4, label="Water"),
                {"text": "Whatever falls from the sky"},
            ),
        ),
        shown={"columns": TITLES},
    )


@pytest.mark.parametrize("kind", ["sorting", "sorting-cards", "true-or-false"])
@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("No better than a meadow", "meadow"),
        ("Left to meadow-making", "meadow"),
        ("MEADOWS in the old sense", "MEADOWS"),
    ],
)
def test_a_row_that_names_its_column_is_left_out(kind: str, cell: str, word: str) -> None:
    sheet = only(kind, lawns(chart(changed(3, 2, cell))))

    assert sheet.left_out == (f"row 3 left out of {kind}: it contains the word “{word}”",)
    assert all(exercise.where.row != 3 for exercise in sheet.exercises)


def test_a_row_that_names_the_other_column_stays() -> None:
    assert only("sorting", lawns(chart(changed(3, 2, "No lawn at all")))).left_out == ()


def test_sorting_gives_both_cells_of_some_rows_only() -> None:
    for seed in range(150):
        (sheet,) = sheets("sorting", lawns(chart(WIDE[:4], THREE)), seed, 1)
        places = [exercise.where for exercise in sheet.exercises]
        assert 1 in [places.count(place) for place in places]


def test_a_word_that_all_titles_share_gives_nothing_away() -> None:
    table = chart(changed(3, 2, "A model of patience"), ("The lawn model", "The meadow model"))

    assert only("sorting", lawns(table)).left_out == ()


def test_a_cell_that_stands_in_two_columns_is_not_sorted() -> None:
    sheet = only("sorting-cards", lawns(chart(changed(3, 2, "One green"))))

    assert sheet.left_out == (
        "row 3 left out of sorting-cards: a cell of it stands in two columns",
        "row 5 left out of sorting-cards: a cell of it stands in two columns",
    )


def test_sorting_cards_fill_sheets_of_eight() -> None:
    sheet = only("sorting-cards", lawns())

    assert sheet.shown == {
        "columns": TITLES,
        "sheets": ((1, 2, 3, 4, 5, 6, 7, 8), (9, 10, 11, 12)),
    }
    assert sheet.exercises[0] == Exercise(
        1,
        "Tall meadow",
        Source(row=6, label="Reward"),
        {"text": "The evening hums", "back": 6, "topic": "Reward", "place": 1, "sheet": 1},
    )
    assert sheet.exercises[-1].shown["sheet"] == 2


def test_sorting_cards_are_forty_at_most() -> None:
    rows = [("", f"left {number}", f"right {number}") for number in range(30)]
    sheet = only("sorting-cards", lawns(chart(rows)))

    assert len(sheet.exercises) == 40
    assert sheet.left_out == ("20 cells left out of sorting-cards: 40 are enough",)


def test_fill_in_the_blanks_takes_key_terms_first() -> None:
    terms = ("larks", "scythe", "whetstone", "hums", "beetles", "footballs", "guests/visitors")

    def blank(number: int, lead: str, word: str, after: str, paragraph: int) -> Exercise:
        before, last = lead.rsplit(maxsplit=1)
        stop = after[: len(after) - len(after.lstrip(".,"))]
        shown = {"before": f"{before} ", "lead": f"{last} ", "stop": stop}
        shown["after"] = after.removeprefix(stop)
        return Exercise(number, word, Source(paragraphs=(paragraph,)), shown)

    assert only("fill-in-the-blanks", lawns(own={"key_terms": terms})) == Worksheet(
        kind="fill-in-the-blanks",
        minutes=10,
        exercises=(
            blank(1, "The scythe leaves the ", "larks", " where they are.", 2),
            blank(
                2,
                "A sprinkler ticks on every lawn, and Dr. Reed counts ",
                "beetles",
                " from her window.",
                1,
            ),
            blank(3, "Some of the ", "guests / visitors", " stay for the winter.", 4),
            blank(4, "A hare sits where ", "footballs", " used to lie.", 3),
            blank(5, "In the evening the whole slope ", "hums", " with beetles.", 3),
            blank(6, "Twice a year the ", "neighbours", " come to watch.", 2),
        ),
        shown={
            "bank": ("beetles", "footballs", "guests", "hums", "larks", "neighbours", "scythe"),
            "letters": 10,
            "unused": 1,
        },
        secrets=(
            "The scythe leaves the larks where they are.",
            "A sprinkler ticks on every lawn, and Dr. Reed counts beetles from her window.",
            "Some of the guests stay for the winter.",
            "A hare sits where footballs used to lie.",
            "In the evening the whole slope hums with beetles.",
            "Twice a year the neighbours come to watch.",
        ),
    )


def test_true_or_false_claims_another_cell_of_the_row_half_of_the_time() -> None:
    def claim(number: int, answer: str, column: str, text: str) -> Exercise:
        label = CELLS[number - 1][0]
        place = TITLES.index(column)
        shown = {"column": column, "place": place, "row": number, "label": label, "text": text}
        return Exercise(number, answer, Source(number, label), shown)

    assert only("true-or-false", lawns(chart(CELLS[:4]))) == Worksheet(
        kind="true-or-false",
        minutes=10,
        exercises=(
            claim(1, "Allowed to reach the knee", "Tall meadow", "Kept below *four* centimetres"),
            claim(2, "", "Short lawn", "Every Saturday"),
            claim(3, "Children and footballs", "Short lawn", "Beetles, larks and hares"),
            claim(4, "", "Tall meadow", "Whatever falls from the sky"),
        ),
        secrets=("Allowed to reach the knee", "Children and footballs"),
    )


def test_where_am_i_sets_the_two_cells_of_each_row_against_each_other() -> None:
    assert only("where-am-i", lawns(chart(CELLS[:1]))) == Worksheet(
        kind="where-am-i",
        minutes=10,
        exercises=(
            Exercise(
                1,
                "",
                Source(row=1, label="Height"),
                {
                    "row": 1,
                    "label": "Height",
                    "topic": "",
                    "left": CELLS[0][1],
                    "right": CELLS[0][2],
                },
            ),
        ),
        shown={"left": "Short lawn", "right": "Tall meadow", "points": 7},
    )


def test_a_blank_keeps_the_word_before_it_and_the_signs_behind_it_on_its_line() -> None:
    article = "\n\n".join(
        f"On day {day} they spoke of the “{word}”, and of little else at home."
        for day, word in enumerate(("lark", "scythe", "whetstone", "beetle", "football", "hare"))
    )
    shown = [each.shown for each in only("fill-in-the-blanks", lawns(article=article)).exercises]

    assert [(each["lead"], each["stop"]) for each in shown] == [("the “", "”,")] * 6


def test_where_am_i_takes_what_both_cells_begin_with_for_a_label() -> None:
    rows = [*SHARED[:1], ("Noise", *SHARED[0][1:])]
    unnamed, named = only("where-am-i", lawns(chart(rows))).exercises

    assert (unnamed.shown["topic"], unnamed.shown["left"]) == ("The mower is", "loud")
    assert (named.shown["topic"], named.shown["left"]) == ("", "The mower is loud")


def test_reading_guide_asks_along_the_article_and_then_compares_rows() -> None:
    def cue(number: int, answer: str, about: str, text: str) -> Exercise:
        numbers = (int(answer),)
        shown = {"about": about, "text": text, "cut": False, "paragraphs": numbers}
        return Exercise(number, answer, Source(paragraphs=numbers), shown)

    def compared(number: int, answer: str, row: int, question: int) -> Exercise:
        label, *cells = CELLS[row - 1]
        shown = {"about": "row", "text": label, "row": row, "cells": tuple(cells)}
        return Exercise(number, answer, Source(row, label), {**shown, "question": question})

    assert only("reading-guide", lawns()) == Worksheet(
        kind="reading-guide",
        minutes=20,
        exercises=(
            cue(1, "1", "opening", "Nobody remembers who mowed first."),
            cue(2, "2", "heading", "What a scythe does"),
            cue(3, "3", "heading", "What hums"),
            cue(4, "4", "opening", "Some of the guests stay for the winter."),
            compared(5, "2", 2, 0),
            compared(6, "3", 3, 1),
        ),
        shown={"columns": TITLES},
    )


def test_reading_guide_prefers_a_question_of_the_authors_to_first_words() -> None:
    article = "The lawn is short. Who mowed it first, and why?\n\nNobody knows it."
    first = only("reading-guide", lawns(article=article)).exercises[0].shown

    assert (first["about"], first["text"]) == ("question", "Who mowed it first, and why?")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("One two three four five six seven eight nine ten.", "One two three four five six"),
        ("One two, three four, five six seven eight nine ten.", "One two, three four"),
        ("One two three four of the seven eight nine ten.", "One two three four"),
    ],
)
def test_reading_guide_shortens_a_long_opening(text: str, cue: str) -> None:
    first = only("reading-guide", lawns(article=f"{text}\n\nAnd so on.")).exercises[0].shown

    assert (first["text"], first["cut"]) == (cue, True)


def test_reading_guide_asks_about_no_row_that_fills_a_page() -> None:
    long = chart([("", "so and " * 60, "Short"), ("", "Left", "Right")])
    asked = [each for each in only("reading-guide", lawns(long)).exercises if "cells" in each.shown]

    assert [each.where.row for each in asked] == [2]


def test_reading_guide_looks_for_rows_by_more_than_the_columns_titles() -> None:
    article = "Tall meadows hum.\n\nShort lawns do not.\n\nA scythe is swung on Saturday."
    table = chart([("", "Saturday and the short lawns", "A scythe for tall meadows")])

    (asked,) = only("reading-guide", lawns(table, article)).exercises[3:]
    assert asked.answer == "3"


def test_action_plan_offers_the_rows_by_their_labels_and_two_plans() -> None:
    def row(number: int, label: str) -> Exercise:
        shown = {"row": number, "label": label, "ends": ()}
        return Exercise(number, "", Source(row=number, label=label), shown)

    assert only("action-plan", lawns(chart(CELLS[:2]))) == Worksheet(
        kind="action-plan",
        minutes=10,
        exercises=(row(1, "Height"), row(2, "Mowing")),
        shown={"left": "Short lawn", "right": "Tall meadow", "ticks": 2, "plans": 2},
    )


def test_action_plan_offers_rows_without_labels_by_how_their_cells_begin() -> None:
    sheet = only("action-plan", lawns(chart(SHARED)))

    ends = ({"text": "loud", "cut": False}, {"text": "at rest", "cut": False})
    assert sheet.exercises[0].shown == {"row": 1, "label": "", "ends": ends}
    assert (sheet.shown["ticks"], sheet.shown["plans"]) == (3, 3)


@pytest.mark.parametrize("preferred", [None, 0, 1])
def test_action_plan_asks_for_no_preferred_column(preferred: int | None) -> None:
    sheet = only("action-plan", lawns(chart(CELLS, preferred=preferred)))

    assert len(sheet.exercises) == len(CELLS)


def test_reflection_asks_the_authors_questions() -> None:
    own = {"reflection": ["What will you leave *standing*?", "And when?"]}

    assert only("reflection", lawns(own=own)) == Worksheet(
        kind="reflection",
        minutes=10,
        exercises=(
            Exercise(
                1, "", Source(), {"text": "What will you leave *standing*?", "paragraphs": ()}
            ),
            Exercise(2, "", Source(), {"text": "And when?", "paragraphs": ()}),
        ),
    )


def test_reflection_asks_what_the_article_asks_where_there_are_no_questions() -> None:
    article = "Who mows *here*? Nobody.\n\nThe lark asks: is it a lawn_or a meadow?"

    assert [
        (exercise.shown["text"], exercise.where.paragraphs)
        for exercise in only("reflection", lawns(article=article)).exercises
    ] == [
        ("Who mows here?", (1,)),
        ("The lark asks: is it a lawn\\_or a meadow?", (2,)),
    ]


@pytest.mark.parametrize(("kind", "enough"), [("reflection", 4), ("the-author-asks", 6)])
def test_of_many_questions_some_of_the_whole_article_are_asked(kind: str, enough: int) -> None:
    article = "\n\n".join(f"Who mows lawn {number}?" for number in range(1, 10))
    sheet = only(kind, lawns(article=article))
    paragraphs = [exercise.where.paragraphs for exercise in sheet.exercises]

    assert len(paragraphs) == enough
    assert (paragraphs[0], paragraphs[-1]) == ((1,), (9,))
    assert sheet.left_out == (f"{9 - enough} questions left out of {kind}: {enough} are enough",)


THREE = ("Lawn", "Pasture", "Meadow")
WIDE = [(label, left, f"{left}, or cows", right) for label, left, right in CELLS]


@pytest.mark.parametrize(
    ("kind", "preferred", "titles"),
    [
        ("matching", None, ("Lawn", "Meadow")),
        ("matching", 1, ("Lawn", "Pasture")),
        ("where-am-i", 0, ("Lawn", "Meadow")),
    ],
)
def test_of_three_columns_two_are_set_side_by_side(
    kind: str, preferred: int | None, titles: tuple[str, str]
) -> None:
    sheet = only(kind, lawns(chart(WIDE, THREE, preferred)))

    (other,) = [title for title in THREE if title not in titles]
    assert tuple(sheet.shown.values())[:2] == titles
    assert sheet.left_out == (f"“{other}” left out of {kind}: it sets two columns side by side",)


@pytest.mark.parametrize("kind", ["fill-the-chart", "sorting", "sorting-cards", "true-or-false"])
def test_all_of_three_columns_are_asked_about(kind: str) -> None:
    sheet = only(kind, lawns(chart(WIDE, THREE)))

    ends = [exercise.shown.get("column", exercise.answer) for exercise in sheet.exercises]
    if kind == "fill-the-chart":
        ends = [THREE[exercise.shown["hidden"]] for exercise in sheet.exercises]
    assert sorted(dict.fromkeys(ends)) == sorted(THREE)
    assert sheet.left_out == ()


MEADOW_ROWS = [(label, left, f"a meadow {place}") for place, (label, left, _) in enumerate(CELLS)]
FEW = "left out: it takes 4 rows, and the chart has"


@pytest.mark.parametrize(
    ("kind", "material", "sentence"),
    [
        ("fill-the-chart", lambda: lawns(chart(CELLS[:3])), f"{FEW} 3 rows"),
        ("matching", lambda: lawns(chart(CELLS[:1])), f"{FEW} 1 row"),
        (
            "matching",
            lambda: lawns(chart([("", "yes", f"{number}") for number in range(5)])),
            f"{FEW} 5 rows, and 1 can be used",
        ),
        ("sorting", lambda: lawns(chart(MEADOW_ROWS)), f"{FEW} 6 rows, and 0 can be used"),
        ("true-or-false", lambda: lawns(chart(CELLS[:3])), f"{FEW} 3 rows"),
        (
            "true-or-false",
            lambda: lawns(chart(columns=("Lawn", "*lawn*"))),
            "left out: two columns of the chart have the same title",
        ),
        (
            "where-am-i",
            lambda: lawns(own={"leave_out": {"rows": list(range(1, 7))}}),
            "left out: it takes 1 row, and the chart has 0 rows",
        ),
        (
            "fill-in-the-blanks",
            lambda: lawns(article="One line and nothing else."),
            "left out: it takes 6 sentences with a term to leave out, and the article has 0; "
            "`key_terms` in worksheets.yaml names more",
        ),
        (
            "reading-guide",
            lambda: lawns(article="One line and nothing else."),
            "left out: the article has no two paragraphs",
        ),
        (
            "action-plan",
            lambda: lawns(own={"leave_out": {"rows": list(range(1, 7))}}),
            "left out: it takes 1 row, and the chart has 0 rows",
        ),
        (
            "reflection",
            lawns,
            "left out: worksheets.yaml has no questions for it, and the article asks none",
        ),
    ],
)
def test_what_cannot_be_made_says_why_in_one_sentence(
    kind: str, material: Callable[[], Material], sentence: str
) -> None:
    assert refused(kind, material()) == f"{kind} {sentence}"


def test_rows_that_the_trainer_leaves_out_are_in_no_sheet() -> None:
    material = lawns(chart(preferred=1), own={"leave_out": {"rows": [2]}})

    assert [row.number for row in material.chart.rows] == [1, 3, 4, 5, 6]
    for kind in worksheets.kinds()[:-1]:
        if kind not in OF_THE_ARTICLE and not kind.startswith("diamond-"):  # nine rows
            sheet = only(kind, material)
            assert all(exercise.where.row != 2 for exercise in sheet.exercises)


def test_the_trainers_minutes_come_first() -> None:
    own = {"kinds": {"matching": {"minutes": 25}, "sorting": {"title": "Sort"}}}

    assert only("matching", lawns(own=own)).minutes == 25
    assert only("sorting", lawns(own=own)).minutes == 10


LIST = "- Gnats and wasps\n- Beetles of every kind"


def test_each_item_of_a_hidden_list_is_secret() -> None:
    rows = [(label, f"- {left}\n- Insects of {label}", right) for label, left, right in CELLS]
    made = only("fill-the-chart", lawns(chart(rows)))

    hidden = [each.answer for each in made.exercises if each.answer.startswith("- ")]
    items = [line for answer in hidden for line in cell.lines(answer)]
    assert len(items) == 2 * len(hidden) > 0
    assert {item for item in items if item.startswith("Insects")} <= {*made.secrets}


def test_a_false_statement_is_answered_with_the_list_that_is_right() -> None:
    rows = [(label, f"- {left}\n- Insects of {label}", right) for label, left, right in CELLS]
    made = only("true-or-false", lawns(chart(rows)))

    wrong = [each for each in made.exercises if each.answer.startswith("- ")]
    assert wrong
    for exercise in wrong:
        items = cell.lines(exercise.answer)
        assert items[1] == f"Insects of {exercise.shown['label']}"
        assert items[1] in made.secrets


def test_a_list_is_no_end_of_a_line() -> None:
    made = only("where-am-i", lawns(chart(changed(2, 1, LIST))))

    assert made.left_out == (
        "row 2 left out of where-am-i: a cell of it has a list or several paragraphs",
    )


@pytest.mark.parametrize(
    "kind", ["fill-the-chart", "matching", "sorting", "sorting-cards", "true-or-false"]
)
def test_a_cell_that_fills_a_page_is_no_exercise(kind: str) -> None:
    made = only(kind, lawns(chart(changed(3, 2, "so and " * 200))))

    assert made.left_out == (f"row 3 left out of {kind}: a cell of it has 1399 letters",)
