"""HTML as it stands in a file, without a parser: its texts, and what a page does not show.

Nothing here knows how a page is read into blocks. That makes it a second witness of what a file
says: a word that the readers of articles and charts pass over is still found here. Every pattern
takes time in proportion to the text, whatever is left open in it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "title", "description", "note", "label", "comment"]

# fmt: off
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "map", "mark", "math", "nobr", "output", "q",
    "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
})
# fmt: on
"""Elements inside a line of text: a word can go on behind them."""

WORDLESS = frozenset({"base", "body", "embed", "html", "img", "link", "meta", "script", "style"})
"""Elements that have no words for a reader and part none."""
_MATHS = frozenset({"mi", "mn", "mo", "mrow", "ms", "mstyle", "mtext", "semantics"})
# fmt: off
_CLOSING_THEMSELVES = frozenset({
    "a", "area", "base", "br", "button", "col", "colgroup", "dd", "dt", "embed", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "img", "input", "li", "link", "meta", "nobr", "optgroup", "option",
    "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
})
# fmt: on
"""Elements that a browser closes where the next one of their kind begins, or that are empty."""
_MARKUP = re.compile(
    r"<!--(?:-?>|(?P<comment>.*?)(?:--!?>|\Z))"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"""(?P<inside>(?:=\s*+(?:"[^"]*"|'[^']*')|[^>])*+)>?"""
    r"|<(?P<bogus>[!?/][^>]*+)>?",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])(alt|title|placeholder|aria-label|label|value)\s*+=\s*+"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""",
    re.IGNORECASE,
)
_MOST_ATTRIBUTES = 500
_KINDS: dict[str, Kind] = {"alt": "description", "title": "note"}
_HEAD = frozenset({"base", "html", "link", "meta", "noscript", "script", "style", "title"})
_UNREAD = ("script", "style")
_SHOWN_VALUE = re.compile(r"\btype\s*=\s*[\"']?(button|reset|submit|text)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\A\s*\[if[^\]]*\]>?(?:<!-->)?|<!\[endif\]\s*\Z|\A\s*\[endif\]\s*\Z")
_FOR_PROGRAMS = re.compile(r"\A\s*(?:/?wp:|<xml\b|<style\b|<script\b|\?xml\b|\[(?:if|endif)\b)")


@dataclass(frozen=True)
class Unit:
    """Some letters of a file, and what they are on its page."""

    kind: Kind
    """`text` is shown on the page and `title` in the frame of its window; the others are attributes
    that a mouse or a screen reader finds, and comments, which nobody is shown."""
    text: str
    """Entities such as `&amp;` are read."""
    line: int
    """Counted from 1."""
    joined: bool
    """Whether its first word may go on from the text before it."""


def is_inline(tag: str) -> bool:
    """Whether an element stands inside a line of text; Word's own, `o:p`, do."""
    return tag in INLINE or tag in _MATHS or ":" in tag


def units(text: str) -> Iterator[Unit]:
    """Yield all texts of a page, what is in scripts and style sheets left out."""
    place, line, counted, joined, in_head = 0, 1, 0, True, True
    kind: Kind = "text"
    while (found := _MARKUP.search(text, place)) is not None:
        line += text.count("\n", counted, place)
        counted = place
        if found.start() > place:
            yield Unit(kind, html.unescape(text[place : found.start()]), line, joined)
            joined = True
        line += text.count("\n", counted, found.start())
        counted, place = found.start(), found.end()
        if (words := found["cdata"]) is not None:
            yield Unit("text", words, line, joined)
            joined = True
        elif (note := found["comment"] or found["bogus"]) is not None:
            if not in_head and (said := _note(note)):
                yield Unit("comment", said, line, joined=False)
        elif name := (found["name"] or "").lower():
            in_head = _in_head(name, bool(found["end"]), in_head)
            kind = "title" if name == "title" and in_head and not found["end"] else "text"
            joined = joined and (is_inline(name) or name in WORDLESS)
            if not found["end"]:
                yield from _attributes(name, found["inside"], line)
                place = _after_unread(text, name, place)
    line += text.count("\n", counted, place)
    if place < len(text):
        yield Unit("text", html.unescape(text[place:]), line, joined)


def _in_head(name: str, is_end: bool, was: bool) -> bool:
    """Whether what follows a tag belongs to the head of a page, which need not be marked."""
    if name == "head":
        return not is_end
    return was and (name in _HEAD or is_end)


def _after_unread(text: str, name: str, place: int) -> int:
    """Return where a script or a style sheet ends that begins at a place."""
    if name not in _UNREAD:
        return place
    found = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, place)
    return found.start() if found else len(text)


def _attributes(name: str, inside: str, line: int) -> Iterator[Unit]:
    for found in _ATTRIBUTE.finditer(inside):
        attribute = found[1].lower()
        if attribute == "value" and not (name == "input" and _SHOWN_VALUE.search(inside)):
            continue
        said = html.unescape(found[2] or found[3] or found[4] or "")
        yield Unit(_KINDS.get(attribute, "label"), said, line, joined=False)


def _note(comment: str) -> str:
    """Return the words of a comment, or `""` where it is for a program."""
    words = _CONDITION.sub("", comment.removeprefix("!").removeprefix("/"))
    if _FOR_PROGRAMS.match(words) or words[:7].lower() == "doctype":
        return ""
    return html.unescape(re.sub(r"<[^<>]*>", " ", words))


def without_cdata(text: str) -> str:
    """Return a page whose `<![CDATA[…]]>` is ordinary text, on the same lines."""
    parts, place = [], 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        parts += [text[place:start], html.escape(text[start + 9 : end], quote=False)]
        place = end + 3
    return "".join([*parts, text[place:]])


def hard_line(text: str, deepest: int) -> int:
    """Return the first line on which a parser would begin to take very long, or 0.

    That is where elements stand more than `deepest` deep, counted roughly, or where one tag has
    hundreds of attributes.
    """
    depth = 0
    place = 0
    while (found := _MARKUP.search(text, place)) is not None:
        place = found.end()
        name = (found["name"] or "").lower()
        if not name:
            continue
        inside = found["inside"]
        if len(inside) > _MOST_ATTRIBUTES and _has_many_attributes(inside):
            return text.count("\n", 0, place) + 1
        if name in _CLOSING_THEMSELVES or inside.endswith("/"):
            continue
        depth = max(0, depth - 1) if found["end"] else depth + 1
        if depth > deepest:
            return text.count("\n", 0, place) + 1
        if not found["end"]:
            place = _after_unread(text, name, place)
    return 0


def _has_many_attributes(inside: str) -> bool:
    names = re.sub(r"""=\s*+(?:"[^"]*"|'[^']*')""", " ", inside).split()
    return len(names) > _MOST_ATTRIBUTES
