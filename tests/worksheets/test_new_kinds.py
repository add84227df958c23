"""Exercises that ask for something to be written, said or compared."""

import pytest

from handouts.worksheets import Material, NotPossibleError, Worksheet, sheets
from handouts.worksheets.cues import cues
from handouts.worksheets.questions import questions
from handouts.worksheets.sheet import ArticleParagraph

from .lawns import CELLS, chart, lawns


def only(kind: str, material: Material, seed: int = 7) -> Worksheet:
    (sheet,) = sheets(kind, material, seed, 1)
    return sheet


def refused(kind: str, material: Material) -> str:
    with pytest.raises(NotPossibleError) as caught:
        sheets(kind, material, 7, 1)
    return str(caught.value)


def paragraph(text: str, number: int = 1) -> ArticleParagraph:
    return ArticleParagraph(number, text, (), "")


def test_a_third_of_the_rows_is_swapped_and_the_key_has_their_numbers() -> None:
    sheet = only("spot-the-swap", lawns())

    swapped = [each for each in sheet.exercises if each.answer]
    assert 2 <= len(swapped) <= 3
    for each in sheet.exercises:
        cells = CELLS[each.number - 1][1:]
        assert each.shown["cells"] == (cells[::-1] if each.answer else cells)
        assert each.answer in ("", str(each.where.row))


def test_other_rows_are_swapped_in_other_versions() -> None:
    versions = sheets("spot-the-swap", lawns(), 7, 4)

    assert len({tuple(each.answer for each in sheet.exercises) for sheet in versions}) == 4


def test_a_row_that_names_its_column_stands_in_the_chart_and_is_never_swapped() -> None:
    rows = [*CELLS, ("Name", "A lawn", "A meadow")]

    for seed in range(1, 30):
        sheet = only("spot-the-swap", lawns(chart(rows)), seed)
        assert sheet.exercises[6].shown["cells"] == ("A lawn", "A meadow")
        assert sheet.exercises[6].answer == ""


def test_too_few_rows_to_swap_are_a_reason() -> None:
    assert refused("spot-the-swap", lawns(chart([*CELLS[:3], ("Name", "A lawn", "A meadow")]))) == (
        "spot-the-swap left out: it takes 4 rows whose cells can be exchanged, and the chart has 3"
    )


def test_of_three_columns_two_cells_change_places() -> None:
    rows = [(label, left, right, f"{label}, neither") for label, left, right in CELLS]
    sheet = only("spot-the-swap", lawns(chart(rows, ("Lawn", "Meadow", "Yard"))))

    for each in (each for each in sheet.exercises if each.answer):
        right = rows[each.number - 1][1:]
        assert sum(a != b for a, b in zip(each.shown["cells"], right, strict=True)) == 2


def test_a_blank_chart_asks_for_every_cell_and_keeps_all_of_them_secret() -> None:
    sheet = only("blank-chart", lawns())

    assert [each.answer for each in sheet.exercises] == [
        cell for _, *cells in CELLS for cell in cells
    ]
    assert "Twice a year, with a scythe" in sheet.secrets


def test_five_rows_in_the_charts_order_are_spoken_about() -> None:
    sheet = only("in-the-room", lawns())

    numbers = [each.where.row for each in sheet.exercises]
    assert len(numbers) == 5
    assert numbers == sorted(numbers)
    assert all(each.shown["cells"] == CELLS[each.where.row - 1][1:] for each in sheet.exercises)


def test_rows_with_short_cells_are_spoken_about_first() -> None:
    long = [(f"Long {n}", f"{n} " + "so it goes " * 12, f"not {n}") for n in range(6)]
    sheet = only("in-the-room", lawns(chart([*long, *CELLS])))

    assert min(each.where.row for each in sheet.exercises) > len(long)


def test_a_case_is_looked_at_in_every_row_with_a_question_of_the_authors() -> None:
    article = "Who mows? Nobody does it alone.\n\nWhen is it time for a scythe? In June."
    sheet = only("my-case", lawns(article=article))

    assert [each.where.row for each in sheet.exercises] == [1, 2, 3, 4, 5, 6]
    assert sheet.shown["question"] == "When is it time for a scythe?"


def test_a_case_needs_no_question() -> None:
    assert only("my-case", lawns(article="Nobody asks.")).shown["question"] == ""


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Every Saturday.", "Twice a year"), ("Every Saturday", "Twice a year")),
        (("Guests are seen as players", "Guests are seen as larks"), ("players", "larks")),
        (("A lawn", "A meadow"), ("A lawn", "A meadow")),
        (("“Whose lawn?”", "“Whose lark?”"), ("“Whose lawn?”", "“Whose lark?”")),
        (
            ("Short all summer, because somebody mows it every week", "Grown"),
            ("Short all summer …", "Grown"),
        ),
        (
            ("Nothing grows here but one kind of grass and a weed", "Grown"),
            ("Nothing grows here but one kind …", "Grown"),
        ),
        (("草" * 60, "Grown"), ("草" * 23 + " …", "Grown")),
    ],
)
def test_a_cue_is_the_first_words_that_a_cell_has_for_itself(
    cells: tuple[str, str], found: tuple[str, str]
) -> None:
    shown = (f"{cue.text} …" if cue.is_cut else cue.text for cue in cues(cells))

    assert tuple(shown) == found


def test_questions_are_whole_sentences_once_each() -> None:
    found = questions([
        paragraph("Why? Is it “either or?” Or is it both at once?"),
        paragraph("It is late. Or is it both at once? Who knows", 2),
    ])  # fmt: skip

    assert found == [("Is it “either or?”", 1), ("Or is it both at once?", 1)]
