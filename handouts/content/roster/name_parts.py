"""A name as it was typed → the name, and what stood around it: degrees, pronouns, an employer."""

import functools
import re
import unicodedata
from dataclasses import dataclass, replace

from handouts.content.roster import words
from handouts.content.roster.names import folded

_AROUND = re.compile(r"\s*[(\[（{]([^()\[\]（）{}]*)[)\]）}]?\s*$")
"""What stands in brackets at the end, closed or cut off."""
_SLASHED = re.compile(r"[\s,|–-]+((?:\w+\s*/\s*)+\w+)\s*$")
"""`Ann Lee she/her`, `Ann Lee - he/him/his`."""
_BEHIND = re.compile(r"\s+(?:[|•·–—@]|-{1,2}|//|::)\s+|\s*\|\s*|\s+@\s*")
"""What stands between a name and an employer. A hyphen without spaces joins two names."""
_SIGNS = re.compile(r"[\s*†‡•·_]+$|^[\s*•·_]+")
_FIRST_PICTOGRAM = 0x2600
_JOINER = "\u200d"
"""Joins pictograms to one, and letters of some scripts."""
_JUNIOR = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "jnr", "snr", "junior", "senior"})
"""What may stand behind a comma and belongs to the name."""
_SHORT = 2
"""Letters up to which a degree counts in capitals only: MA is one, and Ma is a name."""
_CANDIDATE = frozenset({"c", "cand", "candidate"})
"""Behind a degree: `PhD(c)`."""
_INSIDE_DEGREES = re.compile(r"[-.]|\((?:c|cand)\)", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,،、，]\s*")
_MOST_KEPT = 4096
"""Names that are kept with their parts: first and last names come again and again."""


@dataclass(frozen=True)
class Parts:
    """A name, and what was taken from it."""

    name: str
    credentials: tuple[str, ...] = ()
    """Degrees and licences that stood behind the name, as they stood there."""
    left_out: tuple[str, ...] = ()
    """What stood around the name and is printed nowhere."""
    other_names: tuple[str, ...] = ()
    """Names in brackets, for example from before it was changed; they are among `left_out`."""
    leads: bool = False
    """Whether it is said that the person leads the session: `(Host)`."""


@functools.lru_cache(_MOST_KEPT)
def taken_apart(text: str, *, fewest: int = 2) -> Parts:
    """Return the parts of a cleaned name. What is not recognised stays in the name.

    A degree that may be a family name, such as MA, is one only where `fewest` words are left.
    """
    parts, name = Parts(_with_apostrophes(text)), ""
    only_words = text.replace(" ", "").isalpha()
    steps = () if only_words else _STEPS
    while parts.name != name:
        name = parts.name
        for step in steps:
            parts = step(parts)
        parts = _without_degrees(parts, fewest)
    return parts


def _with_apostrophes(text: str) -> str:
    """Return O'Brien for O´Brien, and degrees without a space inside them."""
    plain = re.sub(r"(?<=\w)[´`](?=\w)", "'", text)
    return re.sub(r"\b(Ph|Psy|Ed)\.\s+D\b", r"\1.D", plain, flags=re.IGNORECASE)


def _without_signs(parts: Parts) -> Parts:
    """Leave out pictograms anywhere, and stars at the ends."""
    plain = "".join(c for c in parts.name if not _is_pictogram(c))
    if plain != parts.name:
        plain = plain.replace(_JOINER, "")
    plain = _SIGNS.sub("", " ".join(plain.split()))
    if plain == parts.name or not plain:
        return parts
    signs = tuple(dict.fromkeys(c for c in parts.name if c not in plain and _is_shown(c)))
    return replace(parts, name=plain, left_out=(*parts.left_out, *signs))


def _is_pictogram(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk") and ord(character) >= _FIRST_PICTOGRAM


def _is_shown(character: str) -> bool:
    return not character.isspace() and character != _JOINER


def _without_brackets(parts: Parts) -> Parts:
    while (found := _AROUND.search(parts.name)) and found.start():
        inside = found[1].strip()
        name = parts.name[: found.start()].strip()
        if inside.lower() in _CANDIDATE:
            break
        if not inside:
            parts = replace(parts, name=name)
        elif _is_degree(inside):
            parts = replace(parts, name=name, credentials=(inside, *parts.credentials))
        else:
            other = () if words.are("asides", inside) or _are_pronouns(inside) else (inside,)
            parts = replace(
                parts,
                name=name,
                left_out=(*parts.left_out, inside),
                other_names=(*parts.other_names, *(one for one in other if not _leads(one))),
                leads=parts.leads or _leads(inside),
            )
    return parts


def _leads(text: str) -> bool:
    """Whether one of the words in brackets is that of a host: `(Host, me)`."""
    return any(words.are("leading", one) for one in re.split(r"\s*[,;/]\s*", text))


def _without_pronouns(parts: Parts) -> Parts:
    found = _SLASHED.search(parts.name)
    if found and found.start() and _are_pronouns(found[1]):
        left_out = (*parts.left_out, found[1])
        return replace(parts, name=parts.name[: found.start()].strip(), left_out=left_out)
    return parts


def _are_pronouns(text: str) -> bool:
    said = [word for word in re.split(r"[\s/,|;:&+]+", text) if word]
    return bool(said) and all(words.are("pronouns", word) for word in said)


def _without_employer(parts: Parts) -> Parts:
    name, *behind = _BEHIND.split(parts.name)
    if not behind or " " not in name.strip():
        return parts
    others = [one for one in behind if one.strip()]
    degrees = tuple(one for one in others if _is_degree(one))
    left_out = tuple(one for one in others if one not in degrees)
    return replace(
        parts,
        name=name.strip(),
        credentials=(*degrees, *parts.credentials),
        left_out=(*parts.left_out, *left_out),
    )


_STEPS = (_without_signs, _without_brackets, _without_pronouns, _without_employer)
"""What takes something from a name that has more than words in it."""


def _without_degrees(parts: Parts, fewest: int) -> Parts:
    """Take the degrees from the end of a name: those behind commas, and the last words."""
    first, *others = _COMMA.split(parts.name)
    behind = [one for one in others if one]
    several = " " in first
    if behind and not all(_is_degree(one, any_case=several) or _is_junior(one) for one in behind):
        return parts if not _ends_with_degrees(behind) else _turned_with_degrees(parts, behind)
    junior = [one for one in behind if _is_junior(one)]
    degrees = [one for one in behind if not _is_junior(one)]
    said = first.split()
    while len(said) > 1:
        sure = len(said) > fewest and not first.isupper()
        if not _is_degree(said[-1], sure=sure or bool(behind)):
            break
        degrees.insert(0, said.pop())
    name = " ".join([*said, *junior])
    return replace(parts, name=name, credentials=(*degrees, *parts.credentials))


def _ends_with_degrees(behind: list[str]) -> bool:
    """Whether `Lee, Ann, LPC` has one part more than a name that is turned round."""
    return len(behind) > 1 and all(_is_degree(one) for one in behind[1:])


def _turned_with_degrees(parts: Parts, behind: list[str]) -> Parts:
    last = _COMMA.split(parts.name)[0]
    return replace(
        parts, name=f"{last}, {behind[0]}", credentials=(*behind[1:], *parts.credentials)
    )


def _is_junior(text: str) -> bool:
    return text.rstrip(".").lower() in _JUNIOR


def _is_degree(text: str, *, sure: bool = True, any_case: bool = False) -> bool:
    """Whether a text is one degree or several: `PhD`, `M.A.`, `LPC-S, NCC`, `LPC NCC`.

    Where it is not `sure` that the text is no name, the short ones do not count. In `any_case`,
    the long ones may be written in small letters.
    """

    def written_as_degree(one: str) -> bool:
        letters = [c for c in one if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        if len(letters) <= _SHORT:
            return sure and (capitals == len(letters) or "." in one)
        return capitals >= _SHORT or "." in one or (any_case and len(letters) > _SHORT + 1)

    if folded(text).replace("-", "") in words.words("degrees"):
        return written_as_degree(text) or " " in text
    said = [word for word in re.split(r"[\s,;&/]+", text) if word]
    return bool(said) and all(
        folded(_INSIDE_DEGREES.sub("", one)) in words.words("degrees") and written_as_degree(one)
        for one in said
    )


def turned(name: str) -> str | None:
    """Return `Ann Lee Jr.` for `Lee, Ann, Jr.`, None where it is no name turned round."""
    said = [part for part in _COMMA.split(name) if part]
    if len(said) == 3 and (_is_junior(said[1]) or _is_junior(said[2])):
        junior = said.pop(1 if _is_junior(said[1]) else 2)
        return f"{said[1]} {said[0]} {junior}"
    if len(said) == 2 and " " in said[1] and _is_junior(said[1].rsplit(maxsplit=1)[1]):
        first, junior = said[1].rsplit(maxsplit=1)
        return f"{first} {said[0]} {junior}"
    return f"{said[1]} {said[0]}" if len(said) == 2 else None


def is_surely_turned(parts: Parts) -> bool:
    """Whether a name with a comma has its last name first, as what stood behind it tells.

    So does a degree behind the first name, `Lee, Ann, LPC`, and what systems put behind the names
    of their accounts, `Lee, Ann (External)`. `Ann Lee, Bo Ek (Guest)` are two people.
    """
    said = [part.split() for part in _COMMA.split(parts.name)]
    return (
        len(said) == 2
        and all(said)
        and 1 in map(len, said)
        and bool(parts.credentials or parts.left_out)
    )


def without_titles(name: str) -> str:
    """Return a name without `Dr.` and the like before it, as names are compared."""
    said = name.split()
    while len(said) > 1 and words.are("titles", said[0]):
        del said[0]
    return " ".join(said)
