"""Running text with the quotation marks that are printed in its language; its files keep theirs."""

import dataclasses
from collections.abc import Iterable
from typing import TypeVar

from handouts.content import richtext
from handouts.content.richtext import Block, Inline
from handouts.text import quotes

_Block = TypeVar("_Block", bound=Block)


def inlines(given: Iterable[Inline], language: str, before: str = "") -> tuple[Inline, ...]:
    """Return inlines with printed marks; code, addresses and notes' numbers stay as they are.

    `before` are the letters before the first.
    """
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
            return dataclasses.replace(one, children=inlines(children, language, before))
        case richtext.Note(inlines=words):
            return dataclasses.replace(one, inlines=inlines(words, language))
    return one


def blocks(given: Iterable[_Block], language: str) -> tuple[_Block, ...]:
    """Return blocks with printed marks; lines that are kept as they are stay so."""
    if not quotes.has_marks(language):
        return tuple(given)
    return tuple(_block(block, language) for block in given)


def _block(block: _Block, language: str) -> _Block:
    changes: dict[str, object] = {}
    match block:
        case richtext.Heading(inlines=words) | richtext.Paragraph(inlines=words):
            changes = {"inlines": inlines(words, language)}
        case richtext.BulletList(items=items) | richtext.OrderedList(items=items):
            changes = {"items": tuple(blocks(item, language) for item in items)}
        case richtext.Quotation(blocks=inner):
            changes = {"blocks": blocks(inner, language)}
        case richtext.Figure(caption=caption):
            changes = {"caption": inlines(caption, language)}
        case richtext.Table(heads=heads, rows=rows, caption=caption):
            changes = {
                "heads": tuple(inlines(cell, language) for cell in heads),
                "rows": tuple(tuple(inlines(cell, language) for cell in row) for row in rows),
                "caption": inlines(caption, language),
            }
    return dataclasses.replace(block, **changes)  # type: ignore[arg-type]
