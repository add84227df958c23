"""The author's strongest sentences, each with a line from disagreement to agreement."""

from handouts.messages import message
from handouts.worksheets.claims import absent, chosen, strong
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Source, Worksheet

KIND = "agree-disagree"
MINUTES = 15
ORDER = 74
NEEDS = "article"
IS_USUAL = False
_LEAST, _MOST = 3, 6
"""Sentences on a sheet."""
_POINTS = 7


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return sentences in the article's order: those that the trainer chose, or the strongest."""
    found = chosen(material) if material.own.claims else strong(material.paragraphs)[:_MOST]
    if len(found) < (1 if material.own.claims else _LEAST):
        few = message("worksheets.few-claims", kind=KIND, least=_LEAST, sentences=len(found))
        raise NotPossibleError(few)
    exercises = [
        Exercise(number, "", Source(paragraphs=(claim.paragraph,)), {"claim": claim.text})
        for number, claim in enumerate(sorted(found, key=lambda claim: claim.place), 1)
    ]
    left_out = (
        str(message("worksheets.claim-not-there", kind=KIND, sentence=text.rstrip(".")))
        for text in absent(material)
    )
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={"points": _POINTS},
        left_out=tuple(left_out),
    )
