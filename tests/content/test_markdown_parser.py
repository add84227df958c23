import time

import pytest

from handouts.content.markdown_parser import line_tokens, tokens, without_comments
from handouts.errors import Diagnostic
from handouts.messages import message

BRACKETS = message("markdown.too-many-brackets", most=10_000)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a<!-- b -->c", "ac"),
        ("a<!--\nb\n\n-->c<!---->d", "a\n\n\ncd"),
        ("a<!-->b", "a<!-->b"),
        ("a<!--->b-->c", "ac"),
        ("a<!-- b <!-- c -->d-->", "ad-->"),
        ("--><!--", "--><!--"),
    ],
)
def test_comments_are_left_out_and_lines_keep_their_numbers(text: str, left: str) -> None:
    assert without_comments(text) == left


def test_comments_that_are_never_closed_take_no_time() -> None:
    text = "<!-- " * 72_000
    start = time.process_time()
    assert without_comments(text) == text
    assert time.process_time() - start < 5  # where each looked for its end, it would be a minute


@pytest.mark.parametrize("unit", ["[", "![", "[a](", "[a]: "])
def test_brackets_beyond_number_are_refused_before_they_are_read(unit: str) -> None:
    assert tokens("Words.\n\n" + unit * 10_001) == Diagnostic(2, BRACKETS)
    assert line_tokens(unit * 10_001) == Diagnostic(0, BRACKETS)
