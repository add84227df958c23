import pytest

from handouts.text.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("kettel", 'Did you mean "Kettle"?'),
        ("KETTLE", 'Did you mean "Kettle"?'),
        ("samovar", ""),
        ("", ""),
        ("kettle" * 100_000, ""),
    ],
)
def test_the_nearest_word_is_suggested_as_it_is_written(given: str, hint: str) -> None:
    assert did_you_mean(given, ["Pot", "Kettle", "kettledrums"]) == hint


def test_what_nobody_can_mean_is_not_compared() -> None:
    assert did_you_mean("a" * 600, ["a" * 599]) == ""
