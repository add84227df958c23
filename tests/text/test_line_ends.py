"""Files that keep their line ends and their byte order mark while their lines change."""

import pytest

from handouts.text.line_ends import encoded_as, with_line_feeds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"", b"a\nb\n"),
        (b"x\r\n", b"a\r\nb\r\n"),
        (b"\xef\xbb\xbfx\ry", b"\xef\xbb\xbfa\rb\r"),
        (b"a\r\nx\ry\rb\n", b"a\r\nb\n"),
        (b"no end", b"a\nb\n"),
    ],
)
def test_a_file_keeps_its_ends_and_its_mark(old: bytes, new: bytes) -> None:
    assert encoded_as("a\r\nb\n", old) == new


def test_every_end_becomes_a_line_feed() -> None:
    assert with_line_feeds("a\r\nb\rc\n\r") == "a\nb\nc\n\n"
