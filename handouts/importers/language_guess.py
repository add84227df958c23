"""In which language a text is, by the little words that hold its sentences together."""

import re
from collections import Counter

_WORDS = {
    "en": "the and of to in is that it for with are this you be as on not their a an by or from",
    "de": "der die und das ist nicht ein eine zu den mit von sich auf für dem im werden wird sie",
    "es": "el la los las de y que en un una es por con para se del no su al como lo",
    "fr": "le la les des et est que une un dans pour pas qui sur avec du ce au ou ne en de",
    "it": "il la che di e un una per non con del della sono gli nel le si i lo da",
    "nl": "de het een en van is dat niet op te zijn voor met die aan ook er bij of",
    "pt": "o a os as de e que não uma um para com do da em se por mais ao",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
FEWEST = 2
"""Little words of a language that is surely that of a text."""
_MARGIN = 1.25
"""How many times as many there must be as of the next language: relatives share some."""
_LONGEST = 100_000
"""Letters that are looked at."""


def language_of(text: str, fewest: int = FEWEST) -> str:
    """Return the code of the language of a text, one of seven; empty where that is not plain.

    `fewest` is how many little words of that language there must be.
    """
    counts: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(text[:_LONGEST].lower())).items():
        for language, words in _SETS.items():
            counts[language] += count * (word in words)
    (first, most), (_, next_most) = counts.most_common(2) or [("", 0), ("", 0)]
    is_plain = most >= fewest and most >= _MARGIN * next_most
    return first if is_plain else ""
