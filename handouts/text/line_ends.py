"""Line ends and the byte order mark of a file, kept while its lines are written anew."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_MARK = b"\xef\xbb\xbf"


def with_line_feeds(text: str) -> str:
    """Return a text whose lines all end with a line feed."""
    return re.sub(r"\r\n?", "\n", text)


def encoded_as(text: str, old: bytes) -> bytes:
    """Return the bytes of a text, with the byte order mark and the line ends that a file has.

    `old` is what the file holds, empty for a new one. Raises UnicodeEncodeError for half of a
    character.
    """
    text = with_line_feeds(text)  # forms of web pages send other ends
    lines = _LINE.findall(old.decode("utf-8-sig", "replace"))
    ends = {end for _, end in lines if end}
    if len(ends) == 1:
        text = text.replace("\n", ends.pop())
    elif ends:
        text = _with_ends(text, lines)
    return (_MARK if old.startswith(_MARK) else b"") + text.encode("utf-8")


def _with_ends(text: str, old: Sequence[tuple[str, str]]) -> str:
    """Return a text in which lines that were there have the ends that they had."""
    lines = text.split("\n")
    ends = ["\n"] * len(lines)
    before = [line for line, _ in old]
    for same in SequenceMatcher(None, before, lines, autojunk=False).get_matching_blocks():
        for place in range(same.size):
            ends[same.b + place] = old[same.a + place][1] or "\n"
    return "".join(line + end for line, end in zip(lines[:-1], ends, strict=False)) + lines[-1]
