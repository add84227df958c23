"""What a heading of a list means; the words are data, in `headings.toml`."""

import functools
import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from handouts.content.roster.heading_words import (
    MOST_KEPT,
    OWN,
    PLAIN,
    WEAK,
    Meaning,
    heading_words,
    squash,
    words,
)

_CLOSE = 0.8
"""Likeness from which a heading is taken for one that is misspelt; 1 is the same."""
_ALIKE = 0.7
"""The same for one word of it."""
_NEARLY_SAME = 0.93
"""The same for one that has a space too many or too few."""
_LONGEST_TITLE = 60
_LONGEST_QUESTION = 300
"""Letters of a heading that is a whole question, as forms have them."""
_FEWEST_WORDS = 4
"""Of a heading that is a question."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"q?\d{1,2}")
"""The number of a question: `1. Full name`, `Q2 E-mail`."""
_NUMBER_BEHIND = re.compile(r"(?P<word>[^\W\d_]+) ?\d{1,2}(?: |\Z)")
_NUMBER_BEFORE = re.compile(r"\d{1,2}(?:st|nd|rd|th)? (?P<word>[^\W\d_]+)")
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?\.?(?!\d)", re.ASCII
)


@functools.lru_cache(MOST_KEPT)
def meaning(title: str) -> Meaning | None:
    """Return what a heading means: `Attended?` and `ATTENDED (y/n)` are `attended`."""
    if not title or len(title) > _LONGEST_QUESTION or "%" in title:
        return None
    if len(title) <= _LONGEST_TITLE:
        outside = _BRACKETS.sub(" ", title)
        for part in (title, outside, *outside.split(":")[1:], *_both(outside)):
            if found := _short(part) or _stem(part):
                weak = not _list("words.weak").isdisjoint(words(title))
                return _with_unit(replace(found, rank=WEAK) if weak else found, title)
    return _in_question(title)


def is_plain(title: str) -> bool:
    """Whether a heading is one of those of names, in its very words."""
    return title.strip().casefold() in heading_words().plain


def nearly(title: str) -> str | None:
    """Return the known English heading that a misspelt one is close to."""
    key = squash(title)
    known = key in heading_words().titles or key in _list("unused.titles")
    if not key or len(title) > _LONGEST_TITLE or known or key[-1].isdigit():
        return None
    close = get_close_matches(key, heading_words().english, n=1, cutoff=_CLOSE)
    return heading_words().english[close[0]] if close and _are_alike(title, close[0]) else None


def _are_alike(title: str, key: str) -> bool:
    """Whether each word of a heading is like its fellow: `date` is no `state` misspelt."""
    given, known = words(title), words(heading_words().english[key])
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
    said = [
        word
        for word in words(title)
        if not _is_filler(word) and _column(word) not in ("attended", "checked_in")
    ]
    if not said:
        return False
    if said[0] in _list("words.weekdays"):
        said = said[1:]
        if all(map(str.isdigit, said)):
            return True
    text = " ".join(said)
    if "".join(said) in _list("words.half_day"):
        return True
    for pattern in (_NUMBER_BEHIND, _NUMBER_BEFORE):
        if found := pattern.match(text):
            return found["word"] in _list("words.day") or found["word"].startswith(
                tuple(_list("words.months"))
            )
    return False


def _column(word: str) -> str:
    found = heading_words().titles.get(word)
    return found.column if found else ""


def order_is_last_first(title: str) -> bool:
    """Whether a heading says that the last name comes first: `Name (Last, First)`, `Nom prénom`."""
    found = [one for word in words(title) if (one := heading_words().titles.get(word))]
    parts = [one.column for one in found if one.column in ("first", "last")]
    if len(parts) == 1 and len(found) == 2:
        other = "last" if parts == ["first"] else "first"
        parts = [other if one.either else one.column for one in found]
    return parts == ["last", "first"]


def is_among(text: str, section: str, kind: str) -> bool:
    """Whether a line is one of those of `[section] kind`, a number or colon around it aside."""
    key = "".join(word for word in words(text) if not word.isdigit())
    return bool(key) and key in _list(f"{section}.{kind}")


def is_of_group(text: str) -> bool:
    """Whether a line is the title of some of the people: `Morning group`, `Group A`, `Online`."""
    said = words(text)
    return 0 < len(said) < _FEWEST_WORDS and not _list("sections.group").isdisjoint(said[::2])


def begins_with(text: str, section: str, kind: str) -> bool:
    """Whether a line begins with one of those of `[section] kind`, as a word of its own."""
    said = words(text)
    known = _list(f"{section}.{kind}")
    return any("".join(said[:count]) in known for count in range(1, min(4, len(said)) + 1))


def is_of_others(title: str) -> bool:
    """Whether a heading names somebody other than the people on the list: `Supervisor`."""
    return not _list("words.other").isdisjoint(words(title)) or squash(title) in _list(
        "unused.titles"
    )


def may_be_of_registration(title: str) -> bool:
    """Whether a heading leaves room for the statuses of the people on the list."""
    said = {*words(title)}
    return not is_of_others(title) and not said & _list("words.not_registered")


def is_noun(title: str) -> bool:
    """Whether a heading only says who is listed: `Participants`."""
    return squash(_BRACKETS.sub(" ", title)) in _list("words.nouns")


def is_state(title: str) -> bool:
    """Whether a heading is that of a state, be it of an address or a license."""
    said = words(_BRACKETS.sub(" ", title))
    numbered = len(said) > 1 and _NUMBERED.fullmatch(said[0])
    return "".join(said[1:] if numbered else said) in _list("unused.state")


def is_running_number(title: str) -> bool:
    """Whether a heading is that of a column that only counts the rows: `#`, `No.`."""
    return squash(title) in _list("unused.running")


def is_of_address(title: str) -> bool:
    """Whether a heading is that of a part of an address other than its state."""
    return not _list("unused.address").isdisjoint(words(title))


def _list(name: str) -> frozenset[str]:
    return heading_words().lists[name]


def _short(title: str) -> Meaning | None:
    """Return what a heading of a few words means."""
    said = words(title)
    if len(said) > 1 and _NUMBERED.fullmatch(said[0]):
        said = said[1:]
    if found := heading_words().titles.get("".join(said)):
        return found
    if not said or _list("words.other") & {*said}:
        return None
    half = len(said) > 1 and said[-1] in _list("words.half_day")
    found = heading_words().titles.get("".join(said[:-1])) if half else None
    if found and found.column in ("joined", "left"):
        return found
    weak = _list("words.weak")
    kept = [word for word in said if not _is_filler(word) and word not in weak]
    found = heading_words().titles.get("".join(kept)) if kept and len(kept) < len(said) else None
    if found is None:
        return None
    own = not _list("words.own").isdisjoint(said)
    return Meaning(found.column, min(found.rank, OWN) if own else found.rank, found.either)


def _stem(title: str) -> Meaning | None:
    """Return that a heading of a few words is about a duration, or about coming or leaving.

    `Dauer der Teilnahme`, `Hora en que se unió`.
    """
    said = {*words(title)}
    if said & _list("words.other"):
        return None
    if said & _list("words.duration"):
        return Meaning("duration", WEAK, question=True)
    for column, stems in heading_words().stems.items():
        if any(word.startswith(stems) for word in said):
            return Meaning(column, WEAK, question=True)
    return None


def _both(title: str) -> Iterable[str]:
    """Yield the parts of a heading in two languages, where both mean the same."""
    parts = [part for part in re.split(r"[/|]", title) if part.strip()]
    meanings = {found.column for part in parts if (found := _short(part))}
    if len(parts) > 1 and len(meanings) == 1 and all(map(_short, parts)):
        yield from parts


def _is_filler(word: str) -> bool:
    return word in _list("words.own") or word in _list("words.small")


def _with_unit(found: Meaning, title: str) -> Meaning | None:
    """Return minutes or hours for a duration whose heading says so; None for seconds."""
    said = {*words(title)}
    if found.column not in ("duration", "hours", "minutes"):
        return found
    if said & _list("words.seconds"):  # as forms have it, of their own filling in
        return None
    if said & _list("words.minutes"):
        return Meaning("minutes", found.rank)
    if found.column == "duration" and said & _list("words.hours"):
        return Meaning("hours", found.rank)
    return found


def _in_question(title: str) -> Meaning | None:
    said = words(_BRACKETS.sub(" ", title))
    if len(said) < _FEWEST_WORDS:
        return None
    text = f" {' '.join(said)} "
    for column, phrases in heading_words().phrases:
        if any(f" {phrase} " in text for phrase in phrases):
            mixed = column == "license_number" and {*said} & {"state", "states", "type", "kind"}
            other = column == "attended" and {*said} & _list("words.earlier")
            return None if mixed or other else Meaning(column, PLAIN, question=True)
    return None
