"""What a heading of a list means; the words are data, in `headings.toml`."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from handouts.content.roster.fields import COLUMNS, NAMES

BEST, OWN, PLAIN, WEAK = range(4)
"""How well a heading fits: of two columns for one thing the lower number is read."""
_CLOSE = 0.8
"""Likeness from which a heading is taken for one that is misspelt; 1 is the same."""
_ALIKE = 0.7
"""The same for one word of it."""
_NEARLY_SAME = 0.9
"""The same for one that has a space too many or too few."""
_MOST_KEPT = 2048
"""Texts whose words are kept, since each is looked at in several ways."""
_LONGEST_TITLE = 60
_LONGEST_QUESTION = 300
"""Letters of a heading that is a whole question, as forms have them."""
_FEWEST_WORDS = 4
"""Of a heading that is a question."""
_LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "nl")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"q?\d{1,2}")
"""The number of a question: `1. Full name`, `Q2 E-mail`."""
_NUMBER_BEHIND = re.compile(r"(?P<word>[^\W\d_]+) ?\d{1,2}(?: |\Z)")
_NUMBER_BEFORE = re.compile(r"\d{1,2}(?:st|nd|rd|th)? (?P<word>[^\W\d_]+)")
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?\.?(?!\d)", re.ASCII
)


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


@functools.lru_cache(_MOST_KEPT)
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


@functools.lru_cache(_MOST_KEPT)
def meaning(title: str) -> Meaning | None:
    """Return what a heading means: `Attended?` and `ATTENDED (y/n)` are `attended`."""
    if not title or len(title) > _LONGEST_QUESTION:
        return None
    if len(title) <= _LONGEST_TITLE:
        outside = _BRACKETS.sub(" ", title)
        for part in (title, outside, *outside.split(":")[1:], *_both(outside)):
            if found := _short(part) or _stem(part):
                return _with_unit(found, title)
    return _in_question(title)


def is_plain(title: str) -> bool:
    """Whether a heading is one of those of names, in its very words."""
    return title.strip().casefold() in _data().plain


def nearly(title: str) -> str | None:
    """Return the known English heading that a misspelt one is close to."""
    key = squash(title)
    if (
        not key
        or len(title) > _LONGEST_TITLE
        or key in _data().lists["unused.titles"]
        or key[-1].isdigit()
    ):
        return None
    close = get_close_matches(key, _data().english, n=1, cutoff=_CLOSE)
    return _data().english[close[0]] if close and _are_alike(title, close[0]) else None


def _are_alike(title: str, key: str) -> bool:
    """Whether each word of a heading is like its fellow: `date` is no `state` misspelt."""
    given, known = words(title), words(_data().english[key])
    if len(given) != len(known):
        return bool(get_close_matches(squash(title), [key], cutoff=_NEARLY_SAME))
    return all(
        sorted(one) == sorted(other) or get_close_matches(one, [other], cutoff=_ALIKE)
        for one, other in zip(given, known, strict=True)
    )


def is_day(title: str) -> bool:
    """Whether a heading stands for one day, or half a day, of several: `Day 1`, `12 Mar 2027`."""
    if _DATE.match(title.strip()):
        return True
    said = [word for word in words(title) if not _is_filler(word)]
    if not said:
        return False
    if said[0] in _data().lists["words.weekdays"]:
        said = said[1:]
        if all(map(str.isdigit, said)):
            return True
    text = " ".join(said)
    if "".join(said) in _data().lists["words.half_day"]:
        return True
    for pattern in (_NUMBER_BEHIND, _NUMBER_BEFORE):
        if found := pattern.match(text):
            return found["word"] in _data().lists["words.day"] or found["word"].startswith(
                tuple(_data().lists["words.months"])
            )
    return False


def order_is_last_first(title: str) -> bool:
    """Whether a heading says that the last name comes first: `Name (Last, First)`, `Nom prénom`."""
    found = [one for word in words(title) if (one := _data().titles.get(word))]
    parts = [one.column for one in found if one.column in ("first", "last")]
    if len(parts) == 1 and len(found) == 2:
        other = "last" if parts == ["first"] else "first"
        parts = [other if one.either else one.column for one in found]
    return parts == ["last", "first"]


def is_among(text: str, section: str, kind: str) -> bool:
    """Whether a line is one of those of `[section] kind`, a number or colon around it aside."""
    key = "".join(word for word in words(text) if not word.isdigit())
    return bool(key) and key in _data().lists[f"{section}.{kind}"]


def begins_with(text: str, section: str, kind: str) -> bool:
    """Whether a line begins with one of those of `[section] kind`, as a word of its own."""
    said = words(text)
    known = _data().lists[f"{section}.{kind}"]
    return any("".join(said[:count]) in known for count in range(1, min(4, len(said)) + 1))


def is_of_others(title: str) -> bool:
    """Whether a heading names somebody other than the people on the list: `Supervisor`."""
    return (
        not _data().lists["words.other"].isdisjoint(words(title))
        or squash(title) in _data().lists["unused.titles"]
    )


def is_noun(title: str) -> bool:
    """Whether a heading only says who is listed: `Participants`."""
    return squash(_BRACKETS.sub(" ", title)) in _data().lists["words.nouns"]


def is_state(title: str) -> bool:
    """Whether a heading is that of a state, be it of an address or a license."""
    said = words(_BRACKETS.sub(" ", title))
    numbered = len(said) > 1 and _NUMBERED.fullmatch(said[0])
    return "".join(said[1:] if numbered else said) in _data().lists["unused.state"]


def is_running_number(title: str) -> bool:
    """Whether a heading is that of a column that only counts the rows: `#`, `No.`."""
    return squash(title) in _data().lists["unused.running"]


def is_of_address(title: str) -> bool:
    """Whether a heading is that of a part of an address other than its state."""
    return not _data().lists["unused.address"].isdisjoint(words(title))


def _short(title: str) -> Meaning | None:
    """Return what a heading of a few words means."""
    said = words(title)
    if len(said) > 1 and _NUMBERED.fullmatch(said[0]):
        said = said[1:]
    if found := _data().titles.get("".join(said)):
        return found
    if not said or _data().lists["words.other"] & {*said}:
        return None
    kept = [word for word in said if not _is_filler(word)]
    found = _data().titles.get("".join(kept)) if kept and len(kept) < len(said) else None
    if found is None:
        return None
    own = not _data().lists["words.own"].isdisjoint(said)
    return Meaning(found.column, min(found.rank, OWN) if own else found.rank, found.either)


def _stem(title: str) -> Meaning | None:
    """Return that a heading of a few words is about a duration: `Dauer der Teilnahme`."""
    said = {*words(title)}
    if not said & _data().lists["words.duration"] or said & _data().lists["words.other"]:
        return None
    return Meaning("duration", WEAK, question=True)


def _both(title: str) -> Iterable[str]:
    """Yield the parts of a heading in two languages, where both mean the same."""
    parts = [part for part in re.split(r"[/|]", title) if part.strip()]
    meanings = {found.column for part in parts if (found := _short(part))}
    if len(parts) > 1 and len(meanings) == 1 and all(map(_short, parts)):
        yield from parts


def _is_filler(word: str) -> bool:
    return word in _data().lists["words.own"] or word in _data().lists["words.small"]


def _with_unit(found: Meaning, title: str) -> Meaning | None:
    """Return minutes or hours for a duration whose heading says so; None for seconds."""
    said = {*words(title)}
    if found.column not in ("duration", "hours", "minutes"):
        return found
    if said & _data().lists["words.seconds"]:  # as forms have it, of their own filling in
        return None
    if said & _data().lists["words.minutes"]:
        return Meaning("minutes", found.rank)
    if found.column == "duration" and said & _data().lists["words.hours"]:
        return Meaning("hours", found.rank)
    return found


def _in_question(title: str) -> Meaning | None:
    said = words(_BRACKETS.sub(" ", title))
    if len(said) < _FEWEST_WORDS:
        return None
    text = f" {' '.join(said)} "
    for column, phrases in _data().phrases:
        if any(f" {phrase} " in text for phrase in phrases):
            mixed = column == "license_number" and {*said} & {"state", "states", "type", "kind"}
            return None if mixed else Meaning(column, PLAIN, question=True)
    return None


@dataclass(frozen=True)
class _Data:
    """`headings.toml`, its headings as they are compared."""

    titles: Mapping[str, Meaning]
    english: Mapping[str, str]
    plain: frozenset[str]
    """The headings of names, in small letters."""
    phrases: tuple[tuple[str, tuple[str, ...]], ...]
    lists: Mapping[str, frozenset[str]]
    """The lists of words and lines, by section and name: `words.own`."""


@functools.cache
def _data() -> _Data:
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
    return _Data(titles, english, frozenset(plain), phrases, lists)


_ASKED: tuple[str, ...] = (*("first", "last", "email", "license_number", "credentials", "name"),)
"""The columns that questions of forms ask for, those that name one thing more exactly first."""
_MISSPELT = frozenset({*_ASKED, "middle", "attended", "hours", "license_state", "id"})
"""The columns that a trainer types headings for; those of other columns come from systems."""


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
