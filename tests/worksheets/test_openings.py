"""What cells begin with alike, and the first words of a text."""

import pytest

from handouts.worksheets.openings import beginning, opening


@pytest.mark.parametrize(
    ("left", "right", "topic", "rests"),
    [
        ("Goal is rest", "Goal is work", "Goal is", ("rest", "work")),
        ("Water: from a tap", "Water: from the sky", "Water: from", ("a tap", "the sky")),
        ("The end of it", "The start of it", "", ("The end of it", "The start of it")),
        ("Seen as", "Seen as more", "", ("Seen as", "Seen as more")),
        ("Seen *as one*", "Seen *as two*", "Seen", ("*as one*", "*as two*")),
        ("“Seen as one”", "“Seen as two”", "", ("“Seen as one”", "“Seen as two”")),
        ("Lawnmower one", "Lawn two", "", ("Lawnmower one", "Lawn two")),
        ("- Seen one\n- Seen", "- Seen two", "", ("- Seen one\n- Seen", "- Seen two")),
    ],
)
def test_what_cells_share_at_their_beginning_is_their_topic(
    left: str, right: str, topic: str, rests: tuple[str, str]
) -> None:
    found = opening((left, right))

    assert (found.topic, found.rests) == (topic, rests)


@pytest.mark.parametrize(
    ("text", "first", "is_cut"),
    [
        ("One two three.", "One two three.", False),
        ("One two three four five six.", "One two three four five six.", False),
        ("One two three four five six seven.", "One two three four", True),
        ("One two three, four five six seven.", "One two three", True),
        ("One, two three four five six seven.", "One, two three four", True),
        ("One two three of the five six seven.", "One two three", True),
        (
            "\u6cbb\u7597\u4e0e\u6cbb\u6108" * 3,
            "\u6cbb\u7597\u4e0e\u6cbb\u6108\u6cbb\u7597\u4e0e",
            True,
        ),
    ],
)
def test_a_beginning_ends_at_a_pause_and_on_no_small_word(
    text: str, first: str, is_cut: bool
) -> None:
    assert beginning(text, 4) == (first, is_cut)
