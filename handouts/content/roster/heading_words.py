"""The words of headings, as `headings.toml` has them and as they are compared."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.content.roster.fields import COLUMNS, NAMES

BEST, OWN, PLAIN, WEAK = range(4)
"""How well a heading fits: of two columns for one thing the lower number is read."""
MOST_KEPT = 2048
"""Texts whose words are kept, since each is looked at in several ways."""
_LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "nl")
_ASKED: tuple[str, ...] = (
    *("attended", "first", "last", "email", "license_number", "credentials", "name"),
)
"""The columns that questions of forms ask for, those that name one thing more exactly first."""
_MISSPELT = frozenset({*_ASKED, "middle", "attended", "hours", "license_state", "id"})
"""The columns that a trainer types headings for; those of other columns come from systems."""


@dataclass(frozen=True)
class Meaning:
    """What one heading says of its column."""

    column: str
    rank: int
    """BEST, OWN, PLAIN or WEAK."""
    either: bool = False
    """Whether it may be the whole name or a part of it: `Name`, `Nombre`."""
    question: bool = False
    """Whether only a phrase in a longer text says so; the cells must agree."""


@functools.lru_cache(MOST_KEPT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a heading: no accents, capitals or punctuation; `#` is a number."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("º", "o").replace("°", "o"))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text).casefold().replace("#", " number ")
    text = re.sub(r"\be[- ]?mail", "email", text).replace("licence", "license")
    return tuple(re.findall(r"[^\W_]+", text))


def squash(text: str) -> str:
    """Return the words of a heading without the spaces between them."""
    return "".join(words(text))


@dataclass(frozen=True)
class HeadingWords:
    """`headings.toml`, its headings as they are compared."""

    titles: Mapping[str, Meaning]
    english: Mapping[str, str]
    plain: frozenset[str]
    """The headings of names, in small letters."""
    phrases: tuple[tuple[str, tuple[str, ...]], ...]
    stems: Mapping[str, tuple[str, ...]]
    """How words begin by which a column of times is known, by the name of the column."""
    lists: Mapping[str, frozenset[str]]
    """The lists of words and lines, by section and name: `words.own`."""


@functools.cache
def heading_words() -> HeadingWords:
    """Return the words of all headings."""
    given = read_words()
    titles: dict[str, Meaning] = {}
    english: dict[str, str] = {}
    lists = {
        f"{section}.{kind}": frozenset(map(squash, given[section][kind]))
        for section in ("words", "sections", "rows", "unused")
        for kind in given[section]
    }
    known = [one for name in COLUMNS for one in _meanings(name, given.get(name, {}))]
    for title, found in known:
        titles.setdefault(squash(title), found)
    for title, found in known:
        kept = [word for word in words(title) if word not in lists["words.small"]]
        titles.setdefault("".join(kept) or squash(title), found)
    for column in COLUMNS:
        for title in given.get(column, {}).get("en", ()) if column in _MISSPELT else ():
            english.setdefault(squash(title), title)
    phrases = tuple((column, tuple(given[column].get("phrases", ()))) for column in _ASKED)
    plain = {
        title.casefold() for name in NAMES for title, _ in _meanings(name, given.get(name, {}))
    }
    stems = {column: tuple(given[column]["stems"]) for column in ("joined", "left")}
    return HeadingWords(titles, english, frozenset(plain), phrases, stems, lists)


def read_words() -> dict[str, Any]:
    """Return what `headings.toml` holds."""
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))


def _meanings(column: str, given: Mapping[str, Any]) -> Iterable[tuple[str, Meaning]]:
    """Yield the headings of one column with what they mean."""
    either = {*given.get("either", ())}
    for title in given.get("best", ()):
        yield title, Meaning(column, BEST)
    for title in given.get("weak", ()):
        yield title, Meaning(column, WEAK)
    for title in (*either, *(title for key in _LANGUAGES for title in given.get(key, ()))):
        yield title, Meaning(column, PLAIN, title in either)
