"""Sentences of the article with a term left out of each, and a word bank with a few to spare."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.secret_texts import secrets
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Source, Worksheet
from handouts.worksheets.terms import Blank, blanks, neighbours
from handouts.worksheets.words import escaped, words

KIND = "fill-in-the-blanks"
MINUTES = 10
ORDER = 30
NEEDS = "article"
IS_USUAL = False
_LEAST, _MOST = 6, 8
"""Blanks on a sheet."""
_SPARE = 2
"""Sentences to choose from beyond those on a sheet, so that versions differ."""
_DRAWS = 20
_LEAD = 12
"""Letters that may be kept on the line of a blank, on either side of it."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return sentences in the article's order; where there is little choice, in another."""
    offered = blanks(material)
    drawn = _most(offered, neighbours(material), random)
    if len(drawn) < _LEAST:
        found = message("worksheets.few-sentences", kind=KIND, least=_LEAST, sentences=len(drawn))
        raise NotPossibleError(found)
    count = max(_LEAST, min(_MOST, len(drawn) * 3 // 4))
    chosen = sorted(random.some(drawn[: count + _SPARE], count), key=offered.index)
    if len(drawn) < count + _SPARE:
        chosen = random.shuffled(chosen)
    bank, unused = _bank(chosen, offered, random)
    exercises = [_exercise(number, blank) for number, blank in enumerate(chosen, 1)]
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={"bank": bank, "letters": max(map(len, bank)), "unused": unused},
        secrets=secrets((blank.sentence.text for blank in chosen), exercises, bank=bank),
    )


def _exercise(number: int, blank: Blank) -> Exercise:
    text = blank.sentence.text
    lead, stop = _bound(blank)
    shown = {
        "before": text[:lead],
        "lead": text[lead : blank.start],
        "stop": text[blank.end : stop],
        "after": text[stop:],
    }
    return Exercise(
        number,
        escaped(" / ".join((blank.word, *blank.alternatives))),
        Source(paragraphs=(blank.sentence.paragraph,)),
        shown,
    )


def _bound(blank: Blank) -> tuple[int, int]:
    """Return where the word before a blank begins, and where the signs behind the blank end.

    They stay on the blank's line, so that it never stands on a line by itself.
    """
    text = blank.sentence.text
    before = [word for word in words(text) if word.end <= blank.start]
    lead = before[-1].start if before and len(before[-1].text) <= _LEAD else blank.start
    while lead and not text[lead - 1].isspace():
        lead -= 1
    stop = blank.end
    while stop < len(text) and not text[stop].isspace() and stop - blank.end < _LEAD:
        stop += 1
    return lead, stop


def _most(
    offered: Sequence[Blank], beside: Collection[tuple[str, str]], random: DeterministicRandom
) -> list[Blank]:
    """Return blanks of unlike words, one a sentence, in the order in which they are to be taken.

    No two of them stand beside each other anywhere, because either would do for the other. A
    paragraph's second comes after the first of all paragraphs.
    """
    most: list[Blank] = []
    for _ in range(_DRAWS):
        rest = sorted(random.shuffled(offered), key=lambda blank: blank.source)
        drawn: list[Blank] = []
        while rest:
            paragraphs: list[int] = []
            for blank in list(rest):
                if blank not in rest or blank.sentence.paragraph in paragraphs:
                    continue
                drawn.append(blank)
                paragraphs.append(blank.sentence.paragraph)
                rest = [
                    other
                    for other in rest
                    if other.sentence != blank.sentence
                    and not other.is_like(blank)
                    and not other.stands_beside(blank, beside)
                ]
        most = max(most, drawn, key=len)
        if len(most) >= _LEAST:
            break
    return most


def _bank(
    chosen: Sequence[Blank], offered: Iterable[Blank], random: DeterministicRandom
) -> tuple[tuple[str, ...], int]:
    """Return the alphabetical word bank, and how many of its words are not needed."""
    spare: list[Blank] = []
    for blank in offered:
        if not any(blank.is_like(other) for other in (*chosen, *spare)):
            spare.append(blank)
    unused = random.some(spare, min(len(spare), 2 + random.below(2)))
    return tuple(sorted((blank.word for blank in (*chosen, *unused)), key=_alphabetical)), len(
        unused
    )


def _alphabetical(word: str) -> tuple[str, str]:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), word
