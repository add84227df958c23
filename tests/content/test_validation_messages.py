"""The sentences for each kind of error; where they stand in a list is tested with `load`."""

from pathlib import Path

import pytest

from handouts.content.validation_messages import worth_reporting
from tests.small_project import ARTICLE, CHART, TRAINING, told


def test_a_row_without_a_cell_is_told_with_its_lines_and_the_word_that_was_meant(
    tmp_path: Path,
) -> None:
    chart = (
        CHART.replace("    pot: Round\n", "")
        + "  - label: Price\n    kettle: Low\n    pott: High\n"
    )
    assert told(tmp_path, chart=chart).startswith(
        'content/tea/chart.yaml:9: row 2 has no "pot" cell\n'
        "      - label: Taste\n"
        "        kettle: Plain\n"
        "  Every row needs one cell for each column: kettle, pot.\n"
        'content/tea/chart.yaml:11: row 3 has no "pot" cell\n'
        "      - label: Price\n"
        "        kettle: Low\n"
        "        pott: High\n"
        '  Every row needs one cell for each column: kettle, pot. Did you mean "pott" on line 13?\n'
    )


def test_a_row_with_a_cell_too_many(tmp_path: Path) -> None:
    assert told(tmp_path, chart=f"{CHART}    samovar: Both\n") == (
        'content/tea/chart.yaml:12: row 2 has an unknown key "samovar"\n'
        "        samovar: Both\n  Keys here are: label, group, kettle, pot."
    )


@pytest.mark.parametrize("cell", ["[a, b]", "{a: b}", "\n      a: b"])
def test_a_cell_that_is_no_text(tmp_path: Path, cell: str) -> None:
    assert told(tmp_path, chart=CHART.replace(" Quick", f" {cell}".rstrip(" "))).splitlines()[
        ::2
    ] == [
        'content/tea/chart.yaml:7: row 1: "kettle" is not one text',
        "  Put the whole text in quotes, because of its [, its { or its colon.",
    ]


def test_a_list_in_the_place_of_a_text(tmp_path: Path) -> None:
    assert told(tmp_path, chart=CHART.replace(" Quick", "\n      - Quick")) == (
        'content/tea/chart.yaml:7: row 1: "kettle" is not one text\n        kettle:\n'
        "  Write one text behind the colon, without dashes."
    )


def test_a_source_with_a_colon_is_told_with_its_cure(tmp_path: Path) -> None:
    article = ARTICLE.replace("Pot\n", "Pot\nsources:\n  - Lund: On Tea\n")
    assert told(tmp_path, article=article) == (
        'content/tea/article.md:4: "sources" 1 is not one text\n      - Lund: On Tea\n'
        "  Put the whole text in quotes, because of its [, its { or its colon."
    )


@pytest.mark.parametrize(("key", "cure"), [("The Pot", "the_pot"), ("POT", "pot"), ("2", "a")])
def test_a_columns_key_that_cannot_be_used(tmp_path: Path, key: str, cure: str) -> None:
    assert told(tmp_path, chart=CHART.replace("pot:", f"{key}:")) == (
        f'content/tea/chart.yaml:4: the key "{key}" cannot be used\n      {key}: The pot\n'
        f"  A key is a word of lower-case letters, digits and _: {cure}."
    )


@pytest.mark.parametrize(
    ("line", "sentence", "cure"),
    [
        (
            "code: tea",
            '"code" cannot be "tea"',
            "Two to eight capitals or digits; document numbers",
        ),
        ("language: English", '"language" cannot be "English"', "The language of all of it, as a"),
        ("paper: A4", '"paper" cannot be "A4"', "`letter` or `a4`;"),
        ("date: 1 March", '"date" is not a date', "Write it as year-month-day: 2026-11-22."),
        ("date: 2026-02-30", '"date" is not a date', "Write it as year-month-day: 2026-11-22."),
        ("objectives: Brew", '"objectives" is not a list', "Begin each entry's line with `- `."),
        ("presenters: [Lund]", '"presenters" 1 has no keys', "Write keys and values, each on a"),
        ("title:", '"title" is empty', "Write its text."),
        ("sessions: x", 'the file has an unknown key "sessions"', "Keys here are: code, title,"),
    ],
)
def test_a_value_that_cannot_be(tmp_path: Path, line: str, sentence: str, cure: str) -> None:
    key = line.partition(":")[0]
    others = [other for other in TRAINING.splitlines() if not other.startswith(f"{key}:")]
    problem = told(tmp_path, training="\n".join([line, *others])).splitlines()
    assert problem[:2] == [f"content/tea/training.yaml:1: {sentence}", f"    {line}"]
    assert problem[2].startswith(f"  {cure}")


@pytest.mark.parametrize("text", ["just words", "- a\n- b"])
def test_a_file_without_keys(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, training=text) == (
        f"content/tea/training.yaml:1: the file has no keys\n    {text.splitlines()[0]}\n"
        "  Write keys and values, each on a line of its own: `key: value`."
    )


def test_a_long_line_is_not_quoted_whole(tmp_path: Path) -> None:
    quoted = told(tmp_path, training=TRAINING.replace("2026-03-01", "x" * 900)).splitlines()[1]
    assert quoted == f"    date: {'x' * 153}…"


def test_a_list_that_only_seems_too_short_is_not_told() -> None:
    wrong = {"type": "model_type", "loc": ("rows", 0)}
    short = {"type": "too_short", "loc": ("rows",)}
    assert worth_reporting([wrong, short]) == [wrong]
    assert worth_reporting([short]) == [short]
