"""What the cells of a column look like, where its heading says little."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

MOST_LOOKED_AT = 200
"""Cells of a column by which it is judged."""
_MOST = 0.8
"""The share of filled cells that must look alike."""
_EMAIL = re.compile(r"(?:mailto:)?<?[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+>?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?", re.ASCII)
_TIME = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}:\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d[:h]\d{2}", re.ASCII)
_AMOUNT = re.compile(
    r"\d+(?:[.,:]\d+)*(?: ?/ ?\d+)?|(?:\d+(?:[.,]\d+)? ?[a-z]{1,8}\.? ?)+", re.ASCII | re.IGNORECASE
)
"""A number, hours and minutes, or a part of a whole: `5.5`, `5:50`, `5h 50m`, `6/6`."""
_MARKS = frozenset(
    {"p", "l", "e", "a", "x", "y", "n", "yes", "no", "true", "false", "present", "late", "absent"}
    | {"excused", "attended", "partial", "partly", "ja", "nein", "nee", "si", "oui", "non", "sim"}
    | {"nao", "wahr", "falsch", "verdadero", "falso", "vrai", "faux", "vero", "v", "f", "ok", "?"}
    | {"-", "–", "—", "✓", "✔", "☑", "✅", "✗", "✘", "☐", "❌", "o", "1", "0", "n/a", "anwesend"}
    | {"fehlt", "presente", "ausente", "absent(e)", "absente", "assente", "aanwezig", "afwezig"}
    | {"attending", "not attending", "registered", "checked in", "no show", "no-show"}
)
_NO = frozenset(
    {"no", "n", "false", "0", "-", "–", "☐", "falsch", "nein", "non", "nee", "falso", "faux"}
)
_POINTS = re.compile(r"\s*\([^()]*\)\Z")
_LONGEST_NAME = 80
_MOST_WORDS = 7
"""Of a name, with degrees and titles."""

Look = Callable[[str], bool]


def cells(rows: Iterable[Sequence[str]], place: int) -> list[str]:
    """Return the first filled cells of a column, on one line each."""
    found: list[str] = []
    for row in rows:
        if place < len(row) and (cell := " ".join(row[place].split())):
            found.append(cell)
            if len(found) == MOST_LOOKED_AT:
                break
    return found


def mostly(filled: Sequence[str], look: Look) -> bool:
    """Whether there are cells, and most of them look so."""
    return bool(filled) and sum(map(look, filled)) >= _MOST * len(filled)


def is_email(cell: str) -> bool:
    """Whether a cell is one e-mail address."""
    return _EMAIL.fullmatch(cell) is not None


def is_number(cell: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return _NUMBER.fullmatch(cell) is not None


def is_time(cell: str) -> bool:
    """Whether a cell begins like a date or a time of day."""
    return _TIME.match(cell) is not None


def is_time_of_day(cell: str) -> bool:
    """Whether a cell begins like a date or a time, and has hours and minutes in it."""
    return is_time(cell) and _CLOCK.search(cell) is not None


def is_mark(cell: str) -> bool:
    """Whether a cell can say that somebody came, or for how long: `x`, `P (2/2)`, `5:50`."""
    plain = unicodedata.normalize("NFKD", _POINTS.sub("", cell)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("\ufe0f", "").replace("\ufe0e", "").strip(" .")
    return plain in _MARKS or _AMOUNT.fullmatch(plain) is not None


def is_yes_or_no(cell: str) -> bool:
    """Whether a cell answers a question."""
    return is_mark(cell) and cell.isalpha() and len(cell) > 1


def is_no(cell: str) -> bool:
    """Whether a cell says no, as an empty box does."""
    return cell.casefold() in _NO


def has_letters(cell: str) -> bool:
    """Whether a cell can be a name at all: letters, and neither an address nor a link."""
    return any(map(str.isalpha, cell)) and "@" not in cell and "://" not in cell


def is_name(cell: str) -> bool:
    """Whether a cell looks like the name of a person."""
    return (
        has_letters(cell)
        and len(cell) <= _LONGEST_NAME
        and len(cell.split()) <= _MOST_WORDS
        and not any(map(str.isdigit, cell))
        and not is_mark(cell)
        and not cell.endswith((".", "!", "?", ":"))
    )


def is_whole_name(cell: str) -> bool:
    """Whether a cell looks like a first and a last name."""
    return is_name(cell) and len(cell.split()) > 1


def differ(filled: Sequence[str]) -> bool:
    """Whether the cells of a column are as different as names of people are."""
    return len({*map(str.casefold, filled)}) * 2 > len(filled)
