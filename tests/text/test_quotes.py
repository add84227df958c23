import pytest

from handouts.text import quotes


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('It asks "what is wrong with it?"', "It asks “what is wrong with it?”"),
        ("The riders' and the rider's don't turn", "The riders’ and the rider’s don’t turn"),
        ("He said 'ride' and \"walk\".", "He said ‘ride’ and “walk”."),
        ('("both/and")—"either/or"', "(“both/and”)—“either/or”"),
        ("rock 'n' roll of the '90s, 'tis so", "rock ’n’ roll of the ’90s, ’tis so"),
        ("A wheel of 28\" and 5'10\" of height", "A wheel of 28\" and 5'10\" of height"),
        ('They call it "Tour 2000".', "They call it “Tour 2000”."),
        ("Already “curly”, isn’t it?", "Already “curly”, isn’t it?"),
        ('"', "”"),
    ],
)  # fmt: skip
def test_straight_marks_become_those_of_print(typed: str, printed: str) -> None:
    assert quotes.printed(typed, "en-US") == printed
    assert len(printed) == len(typed)


def test_each_language_has_its_own_marks_and_one_that_is_not_known_keeps_what_was_typed() -> None:
    typed = "Er sagt \"so\" und 'so'"
    assert quotes.printed(typed, "de") == "Er sagt „so“ und ‚so‘"
    assert quotes.printed(typed, "he") == typed
