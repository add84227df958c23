"""Finds texts on pages that have been read back from a PDF, in whatever script they are."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.text import characters

_REORDERED = re.compile("[\u0900-\u109f\u1780-\u17ff]")
"""Scripts of India and of South-East Asia: Devanagari, Bengali, Tamil, Thai, Burmese, Khmer, …"""
_NOT_LETTERS = re.compile(rf"[-\s\u2010\u2011\u0002\ufffe{characters.SHAPELESS}]+")
"""What matters to no reader: spaces, hyphens, and what no glyph stands for."""
_DIGITS = {
    code: str(digit)
    for code in range(0x2776, 0x2794)
    if (digit := unicodedata.digit(chr(code), None)) is not None
}
"""Digits in circles (❶, ➀, ➊) and what is read back of them on a line from the right."""
_QUOTES = dict.fromkeys(map(ord, "‘’‚"), "'") | dict.fromkeys(map(ord, "“”„"), '"')
"""Marks that are printed in the place of straight ones."""
_ALIF = "\u0627"
_FROM_RIGHT = ("R", "AL")
"""The classes of letters of scripts that are read from the right."""


@dataclass(frozen=True)
class PageText:
    """What one page says, as it was read back."""

    letters: str
    """All letters and marks, squeezed."""
    bare: str
    """The same without the accents and points of letters, whose order is not always read back."""
    words: frozenset[str]
    """The words, each as its letters in the order of the alphabet."""
    right_to_left: bool
    """Whether its lines begin at the right."""

    @classmethod
    def of(cls, text: str, right_to_left: bool = False) -> "PageText":
        """Return the text of a page in a form in which others are found in it."""
        return cls(squeeze(text), _bare(text), _words(text), right_to_left)


def squeeze(text: str) -> str:
    """Return the letters of a text alone, so that line breaks and hyphenation do not matter."""
    return _NOT_LETTERS.sub("", _plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_DIGITS | _QUOTES))


def _bare(text: str) -> str:
    whole = unicodedata.normalize("NFKD", squeeze(text))
    return "".join(character for character in whole if unicodedata.category(character)[0] != "M")


def stands(text: str, pages: Sequence[PageText], start: int) -> tuple[int, int] | None:
    """Return the first and last page of a text that may run over several pages; None if nowhere."""
    if _is_reversed(text) or any(page.right_to_left for page in pages):
        return _stands_in_words(text.split(), pages, start)
    if _REORDERED.search(text):
        return _stands_in_letters(_words(text), pages, start)
    squeezed = squeeze(text)
    place = _stands_whole(squeezed, [page.letters for page in pages], start)
    if place is None and any(unicodedata.category(letter)[0] == "M" for letter in squeezed):
        place = _stands_whole(_bare(text), [page.bare for page in pages], start)
    return place


def _stands_whole(text: str, pages: Sequence[str], start: int) -> tuple[int, int] | None:
    """Return the pages of a text that stands together; both are squeezed."""
    for first in range(start, len(pages)):
        if text in pages[first]:
            return first, first
        head = _longest_head(text, pages[first])
        rest = _stands_from(text[head:], pages, first + 1) if head else None
        if rest is not None:
            return first, rest
    return None


def _is_reversed(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in text)


def _stands_in_words(
    words: Sequence[str], pages: Sequence[PageText], start: int
) -> tuple[int, int] | None:
    """Return the pages of a text with letters, or on lines, that are set from right to left.

    The order of a line cannot be read back then, so it is the words that are looked for.
    """
    for first in range(start, len(pages)):
        missing = words
        for last in range(first, len(pages)):
            still = [word for word in missing if not _has_word(pages[last], word)]
            if not still:
                return first, last
            if len(still) == len(missing):
                break
            missing = still
    return None


def _has_word(page: PageText, word: str) -> bool:
    """Whether a page has a word: its letters in any order, or what stands between its signs.

    Vowel signs are read back as letters that nobody wrote, in Hebrew as in the scripts of India.
    Letters above U+FFFF are not looked for: of a line from the right their halves are read back
    in the wrong order.
    """
    letters = _words("".join(filter(_is_looked_for, word)))
    if letters <= page.words or all(piece in page.letters for piece in _pieces(word)):
        return True
    if not any(unicodedata.category(letter)[0] == "M" for letter in word):
        return False
    return all(any(_has_letters(of, one) for of in page.words) for one in letters) or all(
        _bare(part) in page.bare for piece in _pieces(word) for part in _between_marks(piece)
    )


def _between_marks(text: str) -> list[str]:
    """Return the letters that stand together without accents and points between them.

    An alif divides them as well: in a ligature with lam it is read back before the lam.
    """
    plain = unicodedata.normalize("NFKD", text).replace(_ALIF, " ")
    return "".join(" " if unicodedata.category(c)[0] == "M" else c for c in plain).split()


def _is_looked_for(character: str) -> bool:
    return character <= "\uffff"


def _pieces(word: str) -> list[str]:
    """Return a word divided where its parts may be read back in another order.

    That is at hyphens and other signs, and between letters of different directions.
    """
    pieces, before = [""], ""
    for character in unicodedata.normalize("NFC", word):
        kind = unicodedata.category(character)[0]
        direction = before if kind == "M" else _direction(character)
        is_part = kind in "LMN" and _is_looked_for(character)
        if not is_part or direction != before:
            pieces.append("")
        if is_part:
            pieces[-1] += character
        before = direction
    return [squeezed for piece in pieces if (squeezed := squeeze(piece))]


def _direction(character: str) -> str:
    """Return the class of a character's direction; joiners and others without one have none."""
    found = unicodedata.bidirectional(character)
    return "R" if found in _FROM_RIGHT else found


def _stands_in_letters(
    words: Iterable[str], pages: Sequence[PageText], start: int
) -> tuple[int, int] | None:
    """Return the page of a text in a script whose signs change places and join.

    What is read back of a sign may stand elsewhere in its word, or be lost in another one, so it
    is the letters of each word that are looked for.
    """
    for number in range(start, len(pages)):
        if all(any(_has_letters(of, word) for of in pages[number].words) for word in words):
            return number, number
    return None


def _has_letters(word: str, letters: str) -> bool:
    return all(word.count(letter) >= letters.count(letter) for letter in set(letters))


def _words(text: str) -> frozenset[str]:
    words = _plain(text).split()
    return frozenset("".join(sorted(filter(str.isalnum, word))) for word in words) - {""}


def _stands_from(text: str, pages: Sequence[str], page: int) -> int | None:
    """Return the last page of the rest of a text that goes on at the given page."""
    while page < len(pages):
        head = _longest_head(text, pages[page])
        if head == len(text):
            return page
        if not head:
            return None
        text, page = text[head:], page + 1
    return None


def _longest_head(text: str, page: str) -> int:
    """Return how many of a text's first letters stand together on a page."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low
