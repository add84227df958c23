from pathlib import PurePosixPath

import pytest

from handouts.errors import (
    CallError,
    ContentError,
    HandoutsError,
    PreflightError,
    Problem,
    WorldError,
)
from handouts.messages import message

CHART = Problem(
    "content/two-models/chart.yaml",
    14,
    message(
        "fields.missing-cell",
        name=message("fields.row", number=7),
        key="healing",
        columns=("treatment", "healing"),
    ),
    '    - label: Language\n      treatment: Customers are seen as "patients"',
)


def test_a_problem_is_told_with_place_source_and_fix() -> None:
    assert str(CHART) == (
        'content/two-models/chart.yaml:14: row 7 has no "healing" cell\n'
        "        - label: Language\n"
        '          treatment: Customers are seen as "patients"\n'
        "  Every row needs one cell for each column: treatment, healing."
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem("content/a/article.md", 0, message("yaml.not-allowed"))) == (
        "content/a/article.md: the text has characters that YAML does not allow"
    )


def test_problems_are_told_in_the_order_of_their_places() -> None:
    second = Problem("content/a/chart.yaml", 10, message("files.empty"))
    first = Problem("content/a/chart.yaml", 9, message("yaml.tab"))
    error = ContentError([CHART, second, first])
    assert error.problems == (first, second, CHART)
    assert str(error) == f"{first}\n{second}\n{CHART}"


def test_a_finished_file_that_is_not_kept_is_told_with_every_cause() -> None:
    error = PreflightError(PurePosixPath("build/a/chart.pdf"), ["One.", "Two."])
    assert str(error) == "build/a/chart.pdf was made but not kept:\n  - One.\n  - Two."
    assert error.causes == ("One.", "Two.")


def test_of_very_many_causes_the_first_are_told_and_the_others_counted() -> None:
    error = PreflightError(PurePosixPath("a.pdf"), [f"Cause {n}." for n in range(1, 1001)])
    first, *causes, last = str(error).splitlines()
    assert first == "a.pdf was made but not kept:"
    assert causes == [f"  - Cause {n}." for n in range(1, 21)]
    assert last == "  - and 980 more"
    assert len(error.causes) == 1000


@pytest.mark.parametrize(
    ("error", "code"), [(CallError, 2), (ContentError, 1), (WorldError, 3), (PreflightError, 3)]
)
def test_whose_turn_it_is_to_act_is_told_by_the_exit_code(
    error: type[HandoutsError], code: int
) -> None:
    assert issubclass(error, HandoutsError)
    assert error.exit_code == code
