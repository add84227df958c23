"""Quotation marks and dashes of running text as they are printed; its files keep theirs."""

import dataclasses
import re
from collections.abc import Iterable
from typing import TypeVar

from handouts.content import richtext
from handouts.content.richtext import Block, Inline
from handouts.text import quotes

_Block = TypeVar("_Block", bound=Block)

_JOINER = "\u2060"
"""Not seen; no line ends before it: https://www.unicode.org/reports/tr14/, LB11."""
_DASH = re.compile("(?<=.)—", re.DOTALL)


def inlines(
    given: Iterable[Inline], language: str, before: str = "", *, joins_dashes: bool = True
) -> tuple[Inline, ...]:
    """Return inlines with printed marks; code, addresses and notes' numbers stay as they are.

    `before` are the letters before the first. No line of English begins with an em dash, but for
    those of titles, where `joins_dashes` is false: a title goes on with one.
    """
    found = _with_marks(given, language, before)
    return tuple(map(_joined, found)) if joins_dashes and _is_english(language) else found


def running(text: str, language: str, *, follows: bool = False) -> str:
    """Return words without marks as they are printed; `follows` where something stands before."""
    found = quotes.printed(text, language)
    if not _is_english(language):
        return found
    return found.replace("—", f"{_JOINER}—") if follows else _DASH.sub(f"{_JOINER}—", found)


def _is_english(language: str) -> bool:
    return language.partition("-")[0] == "en"


def _joined(one: Inline) -> Inline:
    match one:
        case richtext.Text(text) if "—" in text:
            return richtext.Text(_DASH.sub(f"{_JOINER}—", text))
        case richtext.Emphasis(children) | richtext.Strong(children):
            return dataclasses.replace(one, children=tuple(map(_joined, children)))
        case richtext.Note(inlines=words):
            return dataclasses.replace(one, inlines=tuple(map(_joined, words)))
    return one


def plain(given: Iterable[Inline]) -> str:
    """Return the letters of inlines alone, as they are read out and found."""
    return richtext.plain_text(given).replace(_JOINER, "")


def _with_marks(given: Iterable[Inline], language: str, before: str) -> tuple[Inline, ...]:
    found: list[Inline] = []
    listed = list(given)
    for place, one in enumerate(listed):
        after = richtext.plain_text(listed[place + 1 :])
        found.append(_inline(one, language, before, after))
        before = (before + richtext.plain_text([found[-1]]))[-1:]
    return tuple(found)


def _inline(one: Inline, language: str, before: str, after: str) -> Inline:
    match one:
        case richtext.Text(text):
            return richtext.Text(quotes.printed(text, language, before, after))
        case richtext.Link(text):
            return dataclasses.replace(one, text=quotes.printed(text, language, before, after))
        case richtext.Emphasis(children) | richtext.Strong(children):
            return dataclasses.replace(one, children=_with_marks(children, language, before))
        case richtext.Note(inlines=words):
            return dataclasses.replace(one, inlines=_with_marks(words, language, ""))
    return one


def blocks(
    given: Iterable[_Block], language: str, *, joins_dashes: bool = True
) -> tuple[_Block, ...]:
    """Return blocks with printed marks; lines that are kept as they are stay so."""
    if not quotes.has_marks(language):
        return tuple(given)
    return tuple(_block(block, language, joins_dashes) for block in given)


def _block(block: _Block, language: str, joins_dashes: bool) -> _Block:
    def words_of(words: Iterable[Inline]) -> tuple[Inline, ...]:
        return inlines(words, language, joins_dashes=joins_dashes)

    def inside(given: Iterable[Block]) -> tuple[Block, ...]:
        return blocks(given, language, joins_dashes=joins_dashes)

    changes: dict[str, object] = {}
    match block:
        case richtext.Heading(inlines=words):
            changes = {"inlines": inlines(words, language, joins_dashes=False)}
        case richtext.Paragraph(inlines=words):
            changes = {"inlines": words_of(words)}
        case richtext.BulletList(items=items) | richtext.OrderedList(items=items):
            changes = {"items": tuple(inside(item) for item in items)}
        case richtext.Quotation(blocks=inner):
            changes = {"blocks": inside(inner)}
        case richtext.Figure(caption=caption):
            changes = {"caption": words_of(caption)}
        case richtext.Table(heads=heads, rows=rows, caption=caption):
            changes = {
                "heads": tuple(words_of(cell) for cell in heads),
                "rows": tuple(tuple(words_of(cell) for cell in row) for row in rows),
                "caption": words_of(caption),
            }
    return dataclasses.replace(block, **changes)  # type: ignore[arg-type]
