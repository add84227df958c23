"""Exercises that ask for something to be written, said or compared."""

from pathlib import Path

import pytest

from handouts.worksheets import Material, NotPossibleError, Worksheet, all_sheets, sheets
from handouts.worksheets.cues import cues
from handouts.worksheets.questions import questions
from handouts.worksheets.sheet import ArticleParagraph

from ..small_project import CHART, read
from .lawns import CELLS, chart, lawns

LONG = (
    CHART.split("rows:")[0]
    + "rows:\n"
    + "".join(f"  - kettle: Quick {n} of it\n    pot: Slow {n} by it\n" for n in "abcdefg")
)


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


def test_the_author_asks_what_the_article_asks() -> None:
    article = (
        "Who mows? Nobody mows alone at dawn.\n\n## Later\n\nWhen is it time for a scythe? In June."
    )
    sheet = only("the-author-asks", lawns(article=article))

    assert [(each.shown["question"], each.where.paragraphs) for each in sheet.exercises] == [
        ("When is it time for a scythe?", (2,)),
    ]


def test_of_many_questions_the_first_and_the_last_are_kept() -> None:
    article = " ".join(f"Who mows the lawn number {n}?" for n in range(20))
    sheet = only("the-author-asks", lawns(article=article))
    found = [each.shown["question"] for each in sheet.exercises]

    assert sheet.left_out == ("14 questions left out of the-author-asks: 6 are enough",)
    assert len(found) == 6
    assert found[0] == "Who mows the lawn number 0?"
    assert found[-1] == "Who mows the lawn number 19?"


def test_an_article_without_questions_is_a_reason() -> None:
    assert refused("the-author-asks", lawns(article="Nobody asks.")) == (
        "the-author-asks left out: the article asks no question"
    )


CLAIMS = """\
A lawn has four sides and a gate somewhere. Nobody has ever been happy with a lawn like that!
Larks do NOT sing where a mower has been at work. We offer our trainings to all who never mow!

Is it not true that all lawns are alike? Hares come back rather than stay away. Hay smells.
"""


def claimed(material: Material) -> list[str]:
    return [each.shown["claim"] for each in only("agree-disagree", material).exercises]


def test_the_strongest_sentences_are_agreed_with_or_not() -> None:
    assert claimed(lawns(article=CLAIMS)) == [
        "Nobody has ever been happy with a lawn like that!",
        "Larks do NOT sing where a mower has been at work.",
        "Hares come back rather than stay away.",
    ]


def test_what_is_very_different_or_as_far_as_something_is_a_strong_sentence() -> None:
    article = (
        "A lawn is as far from a meadow as a carpet. It is green as well as short in a wet town. "
        "Mowing is very different from looking on. All of the lawns are cut in the spring. "
        "Larks are seen only in the early summer. Every gardener owns a whetstone somewhere. "
        "Hares never come near the old mower. Most meadows are full of beetles and flowers."
    )

    assert claimed(lawns(article=article)) == [
        "A lawn is as far from a meadow as a carpet.",
        "Mowing is very different from looking on.",
        "All of the lawns are cut in the spring.",
        "Larks are seen only in the early summer.",
        "Every gardener owns a whetstone somewhere.",
        "Hares never come near the old mower.",
    ]


def test_the_trainer_chooses_sentences_of_the_article() -> None:
    own = {"claims": ["hay smells", "A lawn is a **desert**."]}
    sheet = only("agree-disagree", lawns(article=CLAIMS, own=own))

    assert [each.shown["claim"] for each in sheet.exercises] == ["Hay smells."]
    assert sheet.left_out == (
        "“A lawn is a **desert**” left out of agree-disagree: it is no sentence of the article",
    )


def test_an_article_that_claims_little_is_a_reason() -> None:
    assert refused("agree-disagree", lawns(article="Hay smells. It rains.")) == (
        "agree-disagree left out: it takes 3 sentences that claim something, and the article has "
        "0; `claims` in worksheets.yaml names some"
    )


NINE = [("", f"left {n}", f"right {n}") for n in range(12)]


def test_nine_cells_of_the_recommended_column_are_weighed() -> None:
    sheet = only("diamond-nine", lawns(chart(NINE, preferred=0)))

    texts = [each.shown["text"] for each in sheet.exercises]
    assert len(set(texts)) == 9
    assert all(text.startswith("left") for text in texts)
    assert "".join(each.shown["letter"] for each in sheet.exercises) == "ABCDEFGHI"
    assert sum(sheet.shown["diamond"]) == 9


@pytest.mark.parametrize("kind", ["diamond-nine", "diamond-cards"])
def test_fewer_than_nine_rows_make_no_diamond(kind: str) -> None:
    assert refused(kind, lawns()) == (f"{kind} left out: it takes 9 rows, and the chart has 6 rows")


def test_the_cards_of_the_diamond_have_the_letters_of_its_sheet_in_every_version() -> None:
    material = lawns(chart(NINE))
    on_sheets, on_cards = (
        [sheet.exercises for sheet in sheets(kind, material, 7, 3)]
        for kind in ("diamond-nine", "diamond-cards")
    )

    assert on_cards == on_sheets
    assert on_sheets[0] != on_sheets[1]


def test_both_cells_of_a_row_hang_on_a_wall() -> None:
    sheet = only("wall-signs", lawns())

    assert [each.shown["text"] for each in sheet.exercises[:2]] == list(CELLS[0][1:])
    assert [each.shown["side"] for each in sheet.exercises[:2]] == [1, 2]
    assert len(sheet.exercises) == 12


@pytest.mark.parametrize("kind", ["wall-signs", "pocket-card"])
def test_what_has_room_for_twelve_rows_has_twelve(kind: str) -> None:
    rows = [*NINE, ("", "left over", "right over")]
    sheet = only(kind, lawns(chart(rows)))

    assert len({each.where.row for each in sheet.exercises}) == 12
    assert sheet.left_out == (f"1 row left out of {kind}: 12 are enough",)


def test_a_pocket_card_has_the_beginnings_of_cells() -> None:
    rows = [*CELLS, ("Winter", "Snow lies on it for weeks, and nobody minds that at all", "Straw")]
    last = only("pocket-card", lawns(chart(rows))).exercises[-1]

    assert last.shown["left"] == "Snow lies on it for weeks"
    assert last.shown["left_cut"]
    assert last.shown["right"] == "Straw"
    assert not last.shown["right_cut"]


def test_a_kind_that_is_not_usual_is_made_only_where_it_is_asked_for(tmp_path: Path) -> None:
    usual = all_sheets(read(tmp_path, chart=LONG)).sheets
    added = all_sheets(read(tmp_path, chart=LONG, worksheets="add: [wall-signs]\n")).sheets
    both = "add: [wall-signs]\nleave_out: {kinds: [wall-signs]}\n"

    assert "wall-signs" not in usual
    assert set(added) == {*usual, "wall-signs"}
    refused_again = all_sheets(read(tmp_path, chart=LONG, worksheets=both)).sheets
    assert set(refused_again) == set(added), "what is added is not left out"
