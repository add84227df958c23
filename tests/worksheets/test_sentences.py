import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.worksheets.sentences import sentences

from .lawns import PROPERTY


@pytest.mark.parametrize(
    "expected",
    [
        ["Lawn vs. Meadow is no contest.", "Ask Dr. Reed."],
        ["See e.g. Reed, i.e. the book.", "It is by J. B. Reed et al. and short."],
        ["Is it “either/or?”", "Or both?", "Both!"],
        ["“Who mowed?” he asked.", "Nobody answered (not even I).", "So it goes."],
        ["It grew 3.5 cm in a week… and stopped.", "See p. 3 and Fig. 4.", "Then go on."],
        ["1. First mow it.", "2. Then wait."],
        ["The answer is no.", "The question stays."],
        ["¿Quién corta?", "¡Nadie!"],
        ["Who would mow so early?", "She is Ph.D. Reed."],
        ["没有人割草。", "草很高！"],
        ["No stop at the end"],
    ],
)
def test_a_paragraph_is_divided_where_sentences_end(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@given(st.text())
@PROPERTY
def test_no_letter_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_stops_beyond_number_take_no_time() -> None:
    text = "a. " * 200_000
    start = time.process_time()
    assert sentences(text) == [text.strip()]
    assert time.process_time() - start < 4  # where each looked at all the rest, it would be twice
