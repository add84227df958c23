"""The headline of a certificate in a hand: it is the only line that is never anybody's name."""

from collections.abc import Sequence
from typing import get_args

from handouts.certificates.kind import Kind
from handouts.content.training import Training
from handouts.fonts import house
from handouts.languages.phrases import Phrases
from handouts.messages import Message, message

_PHRASES: dict[str, str] = {
    "completion": "certificate.completion",
    "attendance": "certificate.attendance",
}
"""The headline of each kind."""


def not_in_script(kind: str, phrases: Phrases) -> list[str]:
    """Return the letters of a headline that the hand lacks; with any, none of it is in the hand."""
    return house.not_in_face(house.SCRIPT, phrases.text(_PHRASES[kind]))


def script_problem(training: Training, kinds: Sequence[Kind] = get_args(Kind)) -> Message | None:
    """Return why a headline that is wanted in a hand cannot be; None where it can."""
    if not training.provider.certificate_script:
        return None
    lacking = sorted({one for kind in kinds for one in not_in_script(kind, training.phrases)})
    return message("certificates.not-in-script", letters=tuple(lacking)) if lacking else None
