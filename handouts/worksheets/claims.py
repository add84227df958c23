"""What the author claims in the article: sentences that one may agree with or not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.worksheets.sentences import sentences
from handouts.worksheets.sheet import ArticleParagraph, Material
from handouts.worksheets.words import folded, letters_of, plain, words

_FEWEST_WORDS, _MOST_WORDS = 6, 45
_STRONG = ("all", "always", "every", "most", "must", "never", "no", "nothing", "only", "primary",
           "real", "total", "true", "truly", "very", "virtually")  # fmt: skip
"""Words with which English makes a claim of a sentence."""
_OFFERS = ("our", "us", "we", "click", "link", "program", "programs", "register", "training",
           "trainings", "website", "workshop")  # fmt: skip
"""Words of sentences that offer something instead."""
_CONTRASTS = re.compile(
    r"\b(?:not|n['’]t)\b.*\b(?:but|rather)\b|\bnot just\b|\brather than\b|\bthan\b"
    r"|\bvery different\b|\bas (?!well|soon|long|much|many)\w+(?: \w+){0,4} as\b"
)
"""What sets one thing against another, or beside it: “as far from it as night from day”."""
_SHOUTED = re.compile(r"\b(?:NOT|NEVER|ALL|ALWAYS|ONLY|MUST|EVERY)\b")


@dataclass(frozen=True)
class Claim:
    """One sentence of the article."""

    text: str
    paragraph: int
    """The paragraph's number."""
    place: int
    """Counted from 0 through the whole article."""


def strong(paragraphs: Iterable[ArticleParagraph]) -> list[Claim]:
    """Return the sentences that claim something, the strongest first.

    An exclamation mark and a word in capitals weigh most, then a contrast, then single words; of
    equally strong ones the earlier comes first. What asks or offers something is none.
    """
    found = {claim: _strength(claim.text) for claim in _claims(paragraphs)}
    return sorted(
        (claim for claim in found if found[claim]), key=lambda claim: (-found[claim], claim.place)
    )


def chosen(material: Material) -> list[Claim]:
    """Return the sentences that the trainer chose, as they stand in the article."""
    wanted = [letters_of(plain(text)) for text in material.own.claims]
    every = _sentences(material.paragraphs)
    return [claim for claim in every if letters_of(claim.text) in wanted]


def absent(material: Material) -> list[str]:
    """Return the sentences that the trainer chose and that do not stand in the article."""
    there = [letters_of(claim.text) for claim in _sentences(material.paragraphs)]
    return [text for text in material.own.claims if letters_of(plain(text)) not in there]


def _claims(paragraphs: Iterable[ArticleParagraph]) -> Iterator[Claim]:
    for claim in _sentences(paragraphs):
        known = [folded(word.text) for word in words(claim.text)]
        is_claim = _FEWEST_WORDS <= len(known) <= _MOST_WORDS and "?" not in claim.text
        if is_claim and not any(word in _OFFERS for word in known):
            yield claim


def _sentences(paragraphs: Iterable[ArticleParagraph]) -> Iterator[Claim]:
    place = 0
    for paragraph in paragraphs:
        for text in sentences(paragraph.text):
            yield Claim(text, paragraph.number, place)
            place += 1


def _strength(text: str) -> int:
    known = [folded(word.text) for word in words(text)]
    strength = 3 * text.rstrip('"”’)').endswith("!") + 3 * bool(_SHOUTED.search(text))
    strength += 2 * bool(_CONTRASTS.search(folded(text)))
    return strength + min(2, sum(word in _STRONG for word in known))
