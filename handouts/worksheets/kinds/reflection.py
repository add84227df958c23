"""Questions with space to write: the trainer's, or else those that the article asks.

There is no key.
"""

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.questions import some_questions
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Source, Worksheet
from handouts.worksheets.words import escaped

KIND = "reflection"
MINUTES = 10
ORDER = 100
NEEDS = ""
IS_USUAL = False
_MOST = 4
"""Questions of the article."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return the questions in their order; those of the article with their paragraphs."""
    asked = [(text, Source()) for text in material.own.reflection]
    left_out: tuple[str, ...] = ()
    if not asked:
        found, left_out = some_questions(KIND, material.paragraphs, _MOST)
        asked = [(escaped(text), Source(paragraphs=(paragraph,))) for text, paragraph in found]
    if not asked:
        raise NotPossibleError(message("worksheets.no-questions", kind=KIND))
    exercises = [
        Exercise(number, "", place, {"text": text, "paragraphs": place.paragraphs})
        for number, (text, place) in enumerate(asked, 1)
    ]
    return Worksheet(KIND, MINUTES, tuple(exercises), left_out=left_out)
