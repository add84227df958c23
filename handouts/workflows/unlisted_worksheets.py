"""Worksheets that a training makes and gives to nobody, for its packets have lists of their own."""

from collections.abc import Iterator

from handouts import worksheets
from handouts.content.problem_lines import opened
from handouts.content.training import PacketOptions, Training
from handouts.errors import ContentError
from handouts.messages import Message, message
from handouts.packets.contents import Unlisted, unlisted
from handouts.packets.remarks import not_listed
from handouts.project.layout import TRAINING_FILE, Project
from handouts.workflows.load import load_checked


def unlisted_notes(project: Project, training: Training) -> Iterator[Message]:
    """Yield what packets do not have though the trainer asks for it.

    A list without a worksheet that every training has may be meant so, and nothing says that
    it is not: what was made of packets names these too.
    """
    asked = [one for one in _unlisted(project, training) if one.is_asked_for]
    path = f"content/{training.name}/{TRAINING_FILE}"
    for one in not_listed(asked):
        line = opened(project, path).tree.line(("packet", one.audience))
        yield message(
            "packets.asked-and-not-listed",
            file=path,
            line=line,
            key=one.audience,
            names=one.worksheets,
        )


def unlisted_names(project: Project, name: str) -> frozenset[str]:
    """Return the worksheets of a training that no packet has; none where it has problems."""
    try:
        (training,), _ = load_checked(project, [name])
    except ContentError:
        return frozenset()
    return frozenset(one.name for one in _unlisted(project, training))


def _unlisted(project: Project, training: Training) -> tuple[Unlisted, ...]:
    if training.head.packet == PacketOptions():
        return ()
    made = worksheets.all_sheets(training, versions=1).sheets
    return unlisted(project, training, made)
