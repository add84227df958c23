"""The name that is printed, the family name that lists are sorted by, and names compared."""

import functools
import re
import unicodedata

from handouts.content.roster.findings import CellError
from handouts.messages import Message, message
from handouts.text import characters

_AFTER = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What may follow a family name, without its full stop."""
_COMMA = re.compile("[,،、，]")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ƒ": "f"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k"}
    | {"-": " ", "‐": " ", "‑": " ", "–": " "}
    | dict.fromkeys("'’‘`ʼʻʹ.", "")
)
"""Letters that Unicode does not take apart, and signs that do not count in a list."""

_MOST_KEPT = 4096
"""Folded names that are kept, since those of one row are compared with many things."""


@functools.lru_cache(_MOST_KEPT)
def folded(name: str) -> str:
    """Return a name by which to sort and compare: no accents, capitals, apostrophes, hyphens."""
    if name.isascii():
        letters = name.lower()
    else:
        apart = unicodedata.normalize("NFKD", name.casefold())
        letters = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return " ".join(letters.translate(_LETTERS).split())


def family(name: str) -> str:
    """Return the last word of a name, `Jr.` and the like left aside; all of it where it is one."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".").lower() in _AFTER:
        words.pop()
    return words[-1]


def checked(name: str) -> str:
    """Return a name that can stand on a certificate. Raises CellError where it cannot."""
    if not characters.is_seen(name) or not any(unicodedata.category(c)[0] == "L" for c in name):
        raise CellError(message("people.no-letter"))
    if _COMMA.search(name):
        raise CellError(message("people.comma"))
    if "?" in name:
        raise CellError(message("people.question-mark"))
    if (meant := ungarbled(name)) != name:
        raise CellError(message("people.garbled", meant=meant))
    return name


def ungarbled(name: str) -> str:
    """Return a name as it was before its UTF-8 was read as Windows-1252: José for JosÃ©."""
    if name.isascii():
        return name
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def oddity(name: str) -> Message | None:
    """Return what is unusual in a name, though it can be printed, or None."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) > 1 and name.islower():
        return message("people.no-capitals")
    if len(letters) > 1 and name.isupper():
        return message("people.all-capitals")
    if any(map(str.isdigit, name)):
        return message("people.digit")
    last = name.rsplit(maxsplit=1)[-1].rstrip(".")
    return message("people.initial") if len(last) == 1 and last.isupper() else None
