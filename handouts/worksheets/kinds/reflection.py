"""The author's own questions, with space to write. There is no key."""

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Place, Worksheet

KIND = "reflection"
MINUTES = 10
ORDER = 100
NEEDS = ""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return the author's questions in their order."""
    if not material.own.reflection:
        raise NotPossibleError(message("worksheets.no-questions", kind=KIND))
    exercises = [
        Exercise(number, "", Place(), {"text": text})
        for number, text in enumerate(material.own.reflection, 1)
    ]
    return Worksheet(KIND, MINUTES, tuple(exercises))
