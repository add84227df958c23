"""The questions that the author asks in the article, word for word, with space to answer them."""

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.questions import some_questions
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Source, Worksheet

KIND = "the-author-asks"
MINUTES = 10
ORDER = 76
NEEDS = "article"
IS_USUAL = False
_MOST = 6
"""Questions: two pages of answers."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return the questions of the article in their order, the first and the last among them."""
    found, left_out = some_questions(KIND, material.paragraphs, _MOST)
    if not found:
        raise NotPossibleError(message("worksheets.no-questions-asked", kind=KIND))
    exercises = [
        Exercise(number, "", Source(paragraphs=(paragraph,)), {"question": text})
        for number, (text, paragraph) in enumerate(found, 1)
    ]
    return Worksheet(KIND, MINUTES, tuple(exercises), left_out=left_out)
