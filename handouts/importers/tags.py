"""`<i>` and `<b>` and the like in text that is not HTML otherwise → runs with marks."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.importers.runs import EM, STRONG, Run

MARKS = {"i": EM, "em": EM, "b": STRONG, "strong": STRONG}
"""The mark of each element that is set as emphasis."""

NOTE_MARK = "handouts:note"
"""The mark of a footnote in a page that has been read; its `number` says of which."""
REPLACED = "handouts:replaced"
"""Letters that Markdown writes by itself: the bullet of an item, the number of a note."""

HIDDEN = "handouts:hidden"
"""Words inside a line that a browser does not show."""
TAKEN = "handouts:taken"
"""What stands elsewhere already: the title and the by-line."""

# Only what HTML has is a tag: `p <q` and `<your name>` are words.
_ELEMENTS = (
    "a abbr acronym article aside big blockquote body br center cite code dd del div dl dt font"
    " footer h1 h2 h3 h4 h5 h6 head header hr html img ins kbd label li main mark nav ol p pre q s"
    " section small span strike sub sup table tbody td th thead tr tt u ul var wbr"
)
TAG = re.compile(
    rf"<(/?)({'|'.join([*MARKS, *_ELEMENTS.split()])})(?:\s[^<>]*+)?/?>", re.IGNORECASE
)
"""What HTML has: its first group is `/` at an end, its second the element's name."""
_SAYING = re.compile(r"\s(?:title|alt|aria-label)\s*=", re.IGNORECASE)
_PAIR = re.compile(r"<(i|em|b|strong)>([^<>]+)</\1>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


_BETWEEN = {"wbr": "", "br": "\n", "li": "\n", "p": "\n\n", "div": "\n\n", "ul": "", "ol": ""}
"""What tags that make lines put between the words on both sides of them."""


@dataclass(frozen=True)
class Tagged:
    """Text with tags, read."""

    runs: tuple[Run, ...]
    dropped: tuple[str, ...]
    """The tags that are neither emphasis nor make lines, or say something, as they stand."""


def read(text: str) -> Tagged:
    """Return the runs of a text in which tags and entities such as `&amp;` are HTML's.

    A line feed in them is a line break.
    """
    runs: list[Run] = []
    dropped: list[str] = []
    depth = dict.fromkeys(MARKS.values(), 0)
    end = 0
    for found in [*TAG.finditer(text), None]:
        words = text[end : found.start() if found else len(text)]
        words = _decoded(words)
        runs.append((words, frozenset(mark for mark, open_ in depth.items() if open_)))
        if found is None:
            break
        end = found.end()
        name = found[2].lower()
        if name in {*MARKS, *_BETWEEN} and _SAYING.search(found[0]):
            dropped.append(found[0])
        if name in MARKS:
            depth[MARKS[name]] = max(0, depth[MARKS[name]] + (-1 if found[1] else 1))
        elif name in _BETWEEN:
            item = "• " if name == "li" and not found[1] else ""
            runs.append((f"{_BETWEEN[name]}{item}", frozenset()))
        else:
            dropped.append(found[0])
    return Tagged(tuple(runs), tuple(dropped))


def pairs(text: str) -> Iterator[Run]:
    """Yield the runs of plain text in which only whole pairs such as `<i>…</i>` are marks."""
    end = 0
    for found in _PAIR.finditer(text):
        yield text[end : found.start()], frozenset()
        yield found[2], frozenset({MARKS[found[1].lower()]})
        end = found.end()
    yield text[end:], frozenset()


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
