"""Running heads and page numbers, which stand between the lines of a text copied from pages."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from handouts.importers.source_words import words
from handouts.importers.wrapped import Line
from handouts.messages import Message, message

_NUMBER = re.compile(
    r"\s*(?:[-–—|]\s*)?(?:page\s+|p\.\s*)?(\d{1,4})(?:\s+of\s+\d{1,4})?(?:\s*[-–—|])?\s*", re.I
)
_NAMED = re.compile(r"\s*(?:page|p\.)\s*\d|\s*\d+\s+of\s+\d", re.I)
_JOURNAL = re.compile(
    r"\b(?:vol(?:ume)?\.?|no\.|issue|pp\.|issn|doi)\s*:?\s*\d|©|\bdownloaded from\b", re.IGNORECASE
)
_LONGEST = 100
"""Letters of a running head."""
_SENTENCE_END = re.compile(r"[.!?:;,]['\"”’)\]]*\s*$")
_EDGE = re.compile(r"\s*(?:\d{1,4}\b[\s|·•–—-]*)?(.*?)(?:[\s|·•–—-]*\b\d{1,4})?\s*")


def furniture(lines: Sequence[Line], names: str) -> dict[int, Message]:
    """Return the places of lines that are a page's and not the text's, with the reason.

    `names` are title and author, of which running heads are made.
    """
    seen = [place for place, (_, text) in enumerate(lines) if text.strip()]
    numbers = _page_numbers(lines, seen)
    repeated = _repeated(lines, seen)
    found = dict.fromkeys(numbers, message("left_out.page-number"))
    for place in numbers:
        for near in (_before(seen, place), _after(seen, place)):
            if near is not None and near not in found and _is_head(lines, near, (place, names)):
                found[near] = message("left_out.running-head")
    for place in repeated:
        found.setdefault(place, message("left_out.running-head"))
    return found


def _page_numbers(lines: Sequence[Line], seen: Sequence[int]) -> list[int]:
    """Return the lines that are nothing but a number, where these count on."""
    found = [(place, _NUMBER.fullmatch(lines[place][1])) for place in seen]
    alone = [(place, int(number[1])) for place, number in found if number]
    named = [place for place, _ in alone if _NAMED.match(lines[place][1])]
    counting = {
        place
        for (one, first), (two, second) in pairwise(alone)
        if second == first + 1 and two - one > 3
        for place in (one, two)
    }
    return sorted({*named, *counting})


def _repeated(lines: Sequence[Line], seen: Sequence[int]) -> list[int]:
    """Return lines that stand three times or more, apart from numbers at their edges."""
    kept = {place: _EDGE.fullmatch(lines[place][1])[1] for place in seen}  # type: ignore[index]
    kept = {
        place: text
        for place, text in kept.items()
        if 8 <= len(text) <= _LONGEST and not _SENTENCE_END.search(text) and place
    }
    counted = Counter(kept.values())
    often = [place for place, text in kept.items() if counted[text] > 2]
    numbered = {lines[place][1].strip() for place in often}
    # The same words each time are a refrain of the author's, unless a number goes with them.
    return often if len(numbered) > 2 else []


def _is_head(lines: Sequence[Line], place: int, beside: tuple[int, str]) -> bool:
    """Whether a line beside a page number is a running head."""
    text = lines[place][1].strip()
    number, names = beside
    if len(text) > _LONGEST or _SENTENCE_END.search(text):
        return False
    known = set(words(names))
    own = [word for word in words(text) if not word.isdecimal()]
    if own and known and set(own) <= known:
        return True
    if _JOURNAL.search(text):
        return True
    return _parts_a_sentence(lines, place, number)


def _parts_a_sentence(lines: Sequence[Line], place: int, number: int) -> bool:
    """Whether a sentence goes on from the line above these two to the line below them."""
    first, last = min(place, number), max(place, number)
    above = next((text for _, text in reversed(lines[:first]) if text.strip()), "")
    below = next((text for _, text in lines[last + 1 :] if text.strip()), "")
    goes_on = below.lstrip()[:1].islower() and not _SENTENCE_END.search(above)
    return goes_on and lines[place][1].strip()[:1].isupper()


def _before(seen: Sequence[int], place: int) -> int | None:
    index = seen.index(place)
    return seen[index - 1] if index else None


def _after(seen: Sequence[int], place: int) -> int | None:
    index = seen.index(place)
    return seen[index + 1] if index + 1 < len(seen) else None
