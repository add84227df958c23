"""Finds texts on pages that have been read back from a PDF, in whatever script they are."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_REORDERED = re.compile("[\u0900-\u109f\u1780-\u17ff]")
"""Scripts of India and of South-East Asia: Devanagari, Bengali, Tamil, Thai, Burmese, Khmer, …"""
_NOT_LETTERS = re.compile(r"[\s\u00ad\u200b-\u200f\u2010\u2011\u2060\u0002\ufffe\ufeff-]+")


@dataclass(frozen=True)
class PageText:
    """What one page says, as it was read back."""

    letters: str
    """All letters and marks, squeezed."""
    words: frozenset[str]
    """The words, each as its letters in the order of the alphabet."""
    right_to_left: bool
    """Whether its lines begin at the right."""

    @classmethod
    def of(cls, text: str, right_to_left: bool = False) -> "PageText":
        """Return the text of a page in a form in which others are found in it."""
        return cls(squeeze(text), _words(text), right_to_left)


def squeeze(text: str) -> str:
    """Return the letters of a text alone, so that line breaks and hyphenation do not matter."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text))


def stands(text: str, pages: Sequence[PageText], start: int) -> tuple[int, int] | None:
    """Return the first and last page of a text that may run over several pages; None if nowhere."""
    is_reversed = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    if is_reversed or any(page.right_to_left for page in pages):
        return _stands_in_words(text.split(), pages, start)
    if _REORDERED.search(text):
        return _stands_in_letters(_words(text), pages, start)
    squeezed = squeeze(text)
    for first in range(start, len(pages)):
        if squeezed in pages[first].letters:
            return first, first
        head = _longest_head(squeezed, pages[first].letters)
        rest = _stands_from(squeezed[head:], pages, first + 1) if head else None
        if rest is not None:
            return first, rest
    return None


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
    """Whether a page has a word: its letters in any order, or what stands between its marks.

    Vowel signs are read back as letters that nobody wrote, in Hebrew as in the scripts of India.
    """
    letters = _words(word)
    if letters <= page.words or all(piece in page.letters for piece in _pieces(word)):
        return True
    has_signs = any(unicodedata.category(letter) == "Mn" for letter in word)
    return has_signs and all(any(_has_letters(of, one) for of in page.words) for one in letters)


def _pieces(word: str) -> list[str]:
    """Return a word divided at hyphens and marks, which may be read back at its other end."""
    plain = unicodedata.normalize("NFKC", word)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()


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
    plain = unicodedata.normalize("NFKC", text).split()
    return frozenset("".join(sorted(filter(str.isalnum, word))) for word in plain) - {""}


def _stands_from(text: str, pages: Sequence[PageText], page: int) -> int | None:
    """Return the last page of the rest of a text that goes on at the given page."""
    while page < len(pages):
        head = _longest_head(text, pages[page].letters)
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
