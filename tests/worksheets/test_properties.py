"""What holds for every sheet, whatever the chart and the article are."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given

from handouts.content.chart import Row
from handouts.worksheets import Exercise, Material, NotPossibleError, Worksheet, kinds, sheets
from handouts.worksheets.rows import sides
from handouts.worksheets.secret_texts import visible
from handouts.worksheets.words import letters_of, likeness, plain

from .lawns import PROPERTY, TERMS, chart, lawns, materials

NO_KEY = (
    "wall-signs", "in-the-room", "my-case", "diamond-cards", "diamond-nine", "agree-disagree",
    "the-author-asks", "where-am-i", "action-plan", "pocket-card", "reflection",
)  # fmt: skip
CORRECTED = ("true-or-false", "spot-the-swap")
"""Where what is right has nothing to be corrected."""


pytestmark = pytest.mark.long


def made(material: Material, *wanted: str) -> Iterator[Worksheet]:
    """One sheet of each kind that the material gives, or of those that are wanted."""
    for kind in wanted or kinds():
        try:
            yield from sheets(kind, material, 1, 1)
        except NotPossibleError:
            continue


def row_of(material: Material, exercise: Exercise) -> Row:
    """The row where an exercise says that its answer stands."""
    number = exercise.where.row
    (row,) = [row for row in material.chart.rows if row.number == number]
    return row


def is_sentence(text: str) -> bool:
    return len(text.splitlines()) == 1 and text == text.strip() and not text.endswith(".")


@given(materials())
@PROPERTY
def test_a_kind_gives_a_sheet_or_one_sentence(material: Material) -> None:
    for kind in kinds():
        sheet, refusal = None, ""
        try:
            (sheet,) = sheets(kind, material, 1, 1)
        except NotPossibleError as error:
            refusal = str(error)
        if sheet is None:
            assert refusal.startswith(f"{kind} left out: ")
            assert is_sentence(refusal)
        else:
            assert sheet.kind == kind
            assert sheet.exercises
            assert all(map(is_sentence, sheet.left_out))


@given(materials())
@PROPERTY
def test_each_blank_has_exactly_one_key_entry(material: Material) -> None:
    for sheet in made(material):
        numbers = [exercise.number for exercise in sheet.exercises]
        assert numbers == list(range(1, len(numbers) + 1))
        if sheet.kind not in CORRECTED:
            has_key = sheet.kind not in NO_KEY
            assert all(bool(exercise.answer) == has_key for exercise in sheet.exercises)


@given(materials())
@PROPERTY
def test_a_filled_chart_is_the_chart(material: Material) -> None:
    for sheet in made(material, "fill-the-chart"):
        for exercise in sheet.exercises:
            cells, row = exercise.shown["cells"], row_of(material, exercise)
            assert [at for at, cell in enumerate(cells) if cell is None] == [
                exercise.shown["hidden"]
            ]
            assert tuple(exercise.answer if cell is None else cell for cell in cells) == row.cells
            assert likeness(exercise.answer) not in map(likeness, filter(None, cells))


@given(materials())
@PROPERTY
def test_blanks_are_balanced_over_the_columns(material: Material) -> None:
    for sheet in made(material, "fill-the-chart", "true-or-false"):
        is_chart = sheet.kind == "fill-the-chart"
        drawn = [
            exercise.shown["hidden"] if is_chart else int(bool(exercise.answer))
            for exercise in sheet.exercises
        ]
        counts = [
            drawn.count(each) for each in range(len(material.chart.columns) if is_chart else 2)
        ]
        assert max(counts) - min(counts) <= 1
        assert all(len(set(drawn[at : at + 4])) > 1 for at in range(len(drawn) - 3))


@given(materials())
@PROPERTY
def test_a_matching_letter_points_at_the_rows_own_cell_and_is_used_once(material: Material) -> None:
    left, right = sides(material.chart)
    for sheet in made(material, "matching"):
        every = [option["letter"] for part in sheet.shown["sets"] for option in part["options"]]
        assert len(set(every)) == len(every)
        for part in sheet.shown["sets"]:
            asked = sheet.exercises[part["first"] - 1 : part["last"]]
            options = {option["letter"]: option["text"] for option in part["options"]}
            assert 2 <= len(asked) <= 4
            assert len(options) == len(asked) + 1
            assert len({likeness(text) for text in options.values()}) == len(options)
            answers = [exercise.answer for exercise in asked]
            assert len(set(answers)) == len(answers)
            assert answers != sorted(answers)
            for exercise in asked:
                row = row_of(material, exercise)
                topic = exercise.shown["topic"]
                assert row.cells[left].startswith(topic)
                assert row.cells[left].endswith(exercise.shown["text"])
                assert row.cells[right].startswith(topic)
                assert row.cells[right].endswith(options[exercise.answer])
                assert exercise.shown["letters"] == tuple(options)


@given(materials())
@PROPERTY
def test_a_statement_belongs_to_the_column_that_the_key_names(material: Material) -> None:
    columns = material.chart.columns
    for sheet in made(material, "sorting", "sorting-cards"):
        for exercise in sheet.exercises:
            row = row_of(material, exercise)
            assert row.cells[columns.index(exercise.answer)] == exercise.shown["text"]
            assert exercise.shown.get("back", row.number) == row.number
        shown = [likeness(exercise.shown["text"]) for exercise in sheet.exercises]
        assert len(set(shown)) == len(shown)
        rows = Counter(exercise.where for exercise in sheet.exercises)
        if sheet.kind == "sorting":
            counts = [
                [exercise.answer for exercise in sheet.exercises].count(title) for title in columns
            ]
            assert len(set(counts)) > 1
            assert 6 <= sum(counts) <= 12
            assert 1 in rows.values()
        else:
            assert [number for one in sheet.shown["sheets"] for number in one] == [
                exercise.number for exercise in sheet.exercises
            ]


@given(materials())
@PROPERTY
def test_statements_never_stand_in_the_charts_order(material: Material) -> None:
    for sheet in made(material, "sorting", "sorting-cards"):
        columns = material.chart.columns
        places = [
            (row_of(material, exercise).number, columns.index(exercise.answer))
            for exercise in sheet.exercises
        ]
        assert places != sorted(places)


@given(materials())
@PROPERTY
def test_a_filled_sentence_is_the_articles(material: Material) -> None:
    for sheet in made(material, "fill-in-the-blanks"):
        bank = sheet.shown["bank"]
        words = [plain(exercise.answer).split(" / ")[0] for exercise in sheet.exercises]
        assert 6 <= len(words) <= 8
        assert len(set(bank)) == len(bank) == len(words) + sheet.shown["unused"]
        assert set(words) <= set(bank)
        sentences = []
        for exercise, word in zip(sheet.exercises, words, strict=True):
            before = exercise.shown["before"] + exercise.shown["lead"]
            after = exercise.shown["stop"] + exercise.shown["after"]
            (number,) = exercise.where.paragraphs
            sentences.append(f"{before}{word}{after}")
            assert sentences[-1] in material.paragraphs[number - 1].text
            assert letters_of(word) not in letters_of(before)
            assert before.split()[-1].casefold() not in ("a", "an")
        assert len(set(sentences)) == len(sentences)


@given(materials())
@PROPERTY
def test_a_false_statement_has_another_cell_of_its_row(material: Material) -> None:
    for sheet in made(material, "true-or-false"):
        for exercise in sheet.exercises:
            row = row_of(material, exercise)
            column = material.chart.columns.index(exercise.shown["column"])
            claimed, right = exercise.shown["text"], row.cells[column]
            if exercise.answer == "":
                assert claimed == right
            else:
                assert exercise.answer == right
                assert claimed in row.cells
                assert likeness(claimed) != likeness(right)


@given(materials())
@PROPERTY
def test_the_rows_that_the_key_names_are_those_that_are_not_the_charts(material: Material) -> None:
    for sheet in made(material, "spot-the-swap"):
        assert any(exercise.answer for exercise in sheet.exercises)
        for exercise in sheet.exercises:
            row = row_of(material, exercise)
            assert sorted(exercise.shown["cells"]) == sorted(row.cells)
            is_swapped = exercise.shown["cells"] != row.cells
            assert exercise.answer == (str(row.number) if is_swapped else "")


@given(materials())
@PROPERTY
def test_a_blank_chart_has_the_whole_chart_for_its_key(material: Material) -> None:
    for sheet in made(material, "blank-chart"):
        for exercise in sheet.exercises:
            row = row_of(material, exercise)
            assert exercise.answer == row.cells[exercise.shown["column"]]


@given(materials())
@PROPERTY
def test_a_guide_points_at_what_there_is(material: Material) -> None:
    numbers = [str(paragraph.number) for paragraph in material.paragraphs]
    for sheet in made(material, "reading-guide"):
        for exercise in sheet.exercises:
            if exercise.shown["about"] == "row":
                assert row_of(material, exercise).label == exercise.shown["text"]
                if exercise.answer == str(exercise.where.row):
                    continue
            assert set(exercise.answer.split(", ")) <= set(numbers)


@given(materials())
@PROPERTY
def test_no_secret_can_be_read_off_a_sheet(material: Material) -> None:
    for sheet in made(material):
        seen = visible([sheet.shown, *(exercise.shown for exercise in sheet.exercises)])
        assert not [secret for secret in sheet.secrets if letters_of(secret) in seen]
        assert all(secret.split() for secret in sheet.secrets)


@given(materials())
@PROPERTY
def test_every_long_answer_that_is_not_seen_anyway_is_a_secret(material: Material) -> None:
    for sheet in made(material, "fill-the-chart", "true-or-false"):
        seen = visible([sheet.shown, *(exercise.shown for exercise in sheet.exercises)])
        answers = [exercise.answer for exercise in sheet.exercises]
        hidden = {
            plain(answer)
            for answer in filter(None, answers)
            if letters_of(plain(answer)) not in seen
        }
        assert set(sheet.secrets) == {text for text in hidden if len(letters_of(text)) >= 12}


@given(materials())
@PROPERTY
def test_the_same_seed_gives_the_same_sheets(material: Material) -> None:
    assert list(made(material)) == list(made(material))


@given(materials())
@PROPERTY
def test_all_that_is_shown_is_plain_values(material: Material) -> None:
    def check(value: object) -> None:
        if isinstance(value, Mapping):
            assert all(isinstance(key, str) for key in value)
            for inner in value.values():
                check(inner)
        elif isinstance(value, tuple):
            for inner in value:
                check(inner)
        else:
            assert value is None or isinstance(value, str | int)

    for sheet in made(material):
        check(sheet.shown)
        for exercise in sheet.exercises:
            check(exercise.shown)


@pytest.mark.parametrize(
    "kind",
    [
        "fill-the-chart",
        "fill-in-the-blanks",
        "matching",
        "sorting",
        "sorting-cards",
        "true-or-false",
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_answers_stand_in_another_order_in_each_version(kind: str, seed: int) -> None:
    versions = sheets(kind, lawns(own={"key_terms": TERMS}), seed, 5)

    answers = [tuple(exercise.answer for exercise in sheet.exercises) for sheet in versions]
    assert len(set(answers)) == 5


@given(materials())
@PROPERTY
def test_versions_of_a_long_sheet_differ(material: Material) -> None:
    for kind in ("fill-the-chart", "fill-in-the-blanks", "matching", "sorting", "true-or-false"):
        try:
            versions = sheets(kind, material, 2, 3)
        except NotPossibleError:
            continue
        answers = [tuple(exercise.answer for exercise in sheet.exercises) for sheet in versions]
        assert len(answers[0]) < 6 or len(set(answers)) == 3


def test_versions_are_the_same_however_many_there_are() -> None:
    material = lawns(own={"key_terms": TERMS})
    possible = [sheet.kind for sheet in made(material)]

    assert len(possible) > 10
    for kind in possible:
        assert sheets(kind, material, 7, 5)[:2] == sheets(kind, material, 7, 2)


def test_a_chart_too_short_for_more_orders_repeats_one() -> None:
    four = chart([("", f"left {number}", f"right {number}") for number in range(4)])
    versions = sheets("true-or-false", lawns(four), 1, 2)

    assert len(versions) == 2
    assert len(sheets("where-am-i", lawns(four), 1, 3)) == 3
