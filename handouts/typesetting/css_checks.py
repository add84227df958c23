"""What WeasyPrint passes over in silence in a stylesheet: undefined variables, missing families."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from handouts.fonts import house
from handouts.messages import message
from handouts.typesetting.stylesheets import Declaration, declarations, tokens

_NAMES_FAMILIES = re.compile(r"font|font-family|--(?:serif|sans|fallback|[\w-]*font)")
_NO_FAMILIES = frozenset({
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji",
    "fangsong", "inherit", "initial", "unset", "revert", "revert-layer",
})  # fmt: skip
"""Words that stand for a family or for another rule's: CSS Fonts 4, 2.1."""


def declared_families(sheets: Iterable[str]) -> tuple[str, ...]:
    """Return the font families that the texts of stylesheets bring with them by `@font-face`."""
    found = [
        name
        for sheet in sheets
        if "@font-face" in sheet.lower()
        for one in declarations(sheet)
        if one.is_of_font_face and one.name == "font-family"
        for name in _families(one)
    ]
    return tuple(dict.fromkeys(found))


def silent_failures(sheets: Sequence[str], families: Iterable[str]) -> tuple[str, ...]:
    """Return what would go wrong without a warning, each as a sentence.

    `sheets` are the texts of all stylesheets of one document, `families` the system fonts that it
    may use in addition to those of the sheets themselves.
    """
    read = [*map(_read, sheets)]
    set_here = {name for sheet in read for name in sheet.sets}
    there = {*declared_families(sheets), *families, house.SERIF, house.SANS}
    missing = dict.fromkeys(name for sheet in read for name in sheet.needs if name not in set_here)
    absent = dict.fromkeys(name for sheet in read for name in sheet.asks_for if name not in there)
    return (
        *(str(message("preflight.no-variable", name=name)) for name in missing),
        *(str(message("preflight.no-font-face", name=name)) for name in absent),
    )


@dataclass(frozen=True)
class _Sheet:
    """What a stylesheet has to do with others; each in order, and once."""

    sets: tuple[str, ...]
    """The names of its declarations."""
    needs: tuple[str, ...]
    """Variables."""
    asks_for: tuple[str, ...]
    """Font families."""


@lru_cache(maxsize=256)
def _read(text: str) -> _Sheet:
    declared = declarations(text)
    needs = (name for one in declared for name in _needed_variables(one))
    names_families = (
        one for one in declared if not one.is_of_font_face and _NAMES_FAMILIES.fullmatch(one.name)
    )
    asks_for = (name for one in names_families for name in _families(one))
    return _Sheet(
        tuple(dict.fromkeys(one.name for one in declared)),
        tuple(dict.fromkeys(needs)),
        tuple(dict.fromkeys(asks_for)),
    )


def _needed_variables(one: Declaration) -> Iterator[str]:
    """Yield the variables of a value that has no other value to fall back on."""
    for token in tokens(one.value):
        if token.type == "function" and token.lower_name == "var":
            given = [part for part in token.arguments if part.type not in ("whitespace", "comment")]
            if len(given) == 1:
                yield given[0].value


def _families(one: Declaration) -> Iterator[str]:
    """Yield the families that a value names: in quotes, or in `font-family` also without."""
    yield from (token.value for token in one.value if token.type == "string")
    if one.name == "font-family":
        for is_comma, parts in groupby(one.value, key=lambda part: part == ","):
            words = [part.value for part in parts if part.type == "ident"]
            if words and not is_comma and words[0].lower() not in _NO_FAMILIES:
                yield " ".join(words)
