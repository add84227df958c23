"""A certificate's number: short, not to be guessed, easy to read aloud and to type.

Eleven random letters and a check letter, in three groups: `7K4M-9QXR-2TP0`.
"""

import re
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32, https://www.crockford.com/base32.html: no I, L, O or U."""

_RANDOM_LETTERS = 11
_GROUP = 4
_BETWEEN = re.compile(r"[\s\u00ad\u200b\u2010-\u2015\u2212-]+")
"""What people and word processors put between letters: spaces, hyphens, dashes."""
_MISTAKEN = str.maketrans("OIL", "011")


def new_number() -> str:
    """Return a number that nobody can guess: 55 random bits, from the system's source."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(_RANDOM_LETTERS))
    return _grouped(letters + _check(letters))


def read_number(text: str) -> str | None:
    """Return the number that someone typed, or None where it is none or a letter is wrong.

    Small letters, missing or other hyphens, spaces, and O, I and L for 0, 1 and 1 are understood.
    """
    letters = plain_letters(text)
    if len(letters) != _RANDOM_LETTERS + 1 or not set(letters) <= set(LETTERS):
        return None
    return _grouped(letters) if _check(letters[:-1]) == letters[-1] else None


def plain_letters(text: str) -> str:
    """Return what was typed in capitals, nothing between them, with O, I and L as 0, 1 and 1."""
    return _BETWEEN.sub("", text).upper().translate(_MISTAKEN)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _check(letters: str) -> str:
    """Return the check letter: Damm's scheme in its form for an alphabet of 2^k letters.

    H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004: a letter is added in the field
    of 32 elements, and the sum doubled. The n-th letter so counts 2^n times, and as the first 31
    powers of 2 differ there, one wrong letter, or any two letters that changed places, is found.
    """
    total = 0
    for letter in letters:
        total = (total ^ LETTERS.index(letter)) << 1
        if total & 0b100000:
            total ^= 0b100101  # x^5 + x^2 + 1, of which 2 is a primitive root
    return LETTERS[total]
