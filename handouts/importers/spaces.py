"""Stray spaces: what copying from a web page leaves between words, and how it is fixed."""

import re
from collections import Counter
from collections.abc import Iterable

from handouts.messages import Message, message

_INVISIBLE = re.compile(
    # A zero-width space is a leftover, except between Thai, Lao, Burmese and Khmer letters, where
    # it parts words that are written together.
    r"\ufeff|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
)
_STRAY = re.compile(r"[ \t\u00a0]+")
_LINE_ENDS = re.compile(r"[\v\f\u0085\u2028\u2029]")


def fix(text: str) -> str:
    """Return one line of text with single ordinary spaces, none at its ends, nothing invisible.

    A single no-break space stays where French sets it: inside « » and before ; : ! and ?.
    """
    visible = _INVISIBLE.sub("", text)
    return _STRAY.sub(lambda found: _mended(found, visible), visible).strip()


def _mended(found: re.Match[str], text: str) -> str:
    before = text[found.start() - 1 : found.start()] if found.start() else ""
    return fixed_space(found[0], before, text[found.end() : found.end() + 1])


def fixed_space(space: str, before: str, after: str) -> str:
    """Return what becomes of a run of spaces between two characters (`""` at an end)."""
    typeset = space == "\u00a0" and (before == "«" or (after != "" and after in "»;:!?"))
    return space if typeset else " "


def split_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines with their numbers as an editor counts them, from 1.

    Vertical tabs, form feeds, U+0085, U+2028 and U+2029 end a line too, but an editor does not
    count them: the lines that they part carry the same number.
    """
    return [
        (number, part)
        for number, line in enumerate(text.split("\n"), 1)
        for part in _LINE_ENDS.split(line)
    ]


def without_line_ends(text: str) -> str:
    """Return a text whose unusual line ends (see `split_lines`) are spaces."""
    return _LINE_ENDS.sub(" ", text)


def fixed_sentence(texts: Iterable[str], file: str) -> tuple[Message, ...]:
    """Return a sentence that counts what `fix` changes in these lines, if anything."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts["invisible"] += len(_INVISIBLE.findall(text))
        inner = _INVISIBLE.sub("", text).strip(" \t")
        for found in _STRAY.finditer(inner):
            if _mended(found, inner) != found[0]:
                counts["no-break" if "\u00a0" in found[0] else "repeated"] += 1
    words = {
        "no-break": message("recognised.no-break", count=counts["no-break"]),
        "repeated": message("recognised.repeated", count=counts["repeated"]),
        "invisible": message("recognised.invisible", count=counts["invisible"]),
    }
    kinds = tuple(word for kind, word in words.items() if counts[kind])
    return (message("recognised.stray-spaces", file=file, kinds=kinds),) if kinds else ()
