"""What stands where a name should and cannot be one: a telephone, two people, a test."""

import re
from typing import Literal

from handouts.content.roster import words
from handouts.content.roster.names import folded

Unlikely = Literal[
    "device", "telephone", "nobody", "several", "letter", "address", "leading", "comma", "order"
]
_OF_TELEPHONES = frozenset("0123456789*xX+()./- –")
_FEWEST_DIGITS = 6
"""Of a telephone number; stars may stand for some of them."""
_SEVERAL = re.compile(r"\w\s*[&+;/]\s*\w|\w\s+(?:and|und|et|with|mit|avec)\s+\w", re.IGNORECASE)
_OF_MANY = re.compile(
    r"famil(?:y|ies|ie|ia|le|glia)|famille|household|couple|group|team|party|gruppe|grupo|groupe",
    re.IGNORECASE,
)
"""How a name ends, or begins, that is not of one person: `Smith family`, `Familie Huber`."""
_COUNTED = re.compile(r"[\s_#:.-]*(?:\(?#?\d+\)?)?[\s:]*$", re.ASCII)
"""`Guest 2`, `User_1`, `Total: 5`."""
_WITH_DIGIT = re.compile(r"\w*\d\w*", re.ASCII)


def unlikely(name: str) -> Unlikely | None:
    """Return why a text cannot be the name of one person, or None where it can."""
    if re.search(r"\S@\S+\.\S", name):
        return "address"
    if _is_telephone(name):
        return "telephone"
    return _in_words(name) or ("letter" if _is_letter(name) else None)


def _is_telephone(name: str) -> bool:
    counted = sum(c in "0123456789*xX" for c in name)
    return counted >= _FEWEST_DIGITS and _OF_TELEPHONES.issuperset(name) and name[0] not in "xX"


def _is_letter(name: str) -> bool:
    """Whether a name is one letter; of scripts without capitals one can be a whole name."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) == 1 and letters[0].lower() != letters[0].upper()


def _in_words(name: str) -> Unlikely | None:
    key = folded(name)
    said = key.split()
    half = " ".join(said[: len(said) // 2])
    twice = said[: len(said) // 2] == said[len(said) // 2 :]
    forms = (key, _COUNTED.sub("", key), half if twice else key)
    if not words.words("nobody").isdisjoint(forms):
        return "nobody"
    if _is_device(said):
        return "device"
    ends = bool(said) and any(_OF_MANY.fullmatch(word) for word in (said[0], said[-1]))
    return "several" if _SEVERAL.search(name) or (ends and len(said) > 1) else None


def _is_device(said: list[str]) -> bool:
    if any(word in words.words("devices") for word in said):
        return True
    brands, extras = words.words("device_brands"), words.words("device_extras")
    left = [word for word in said if word not in extras and not _WITH_DIGIT.fullmatch(word)]
    return any(word in brands for word in said) and all(word in brands for word in left)
