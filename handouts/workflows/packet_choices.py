"""What can stand in the packets of a training, and what does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.content.training import PacketOptions
from handouts.documents import registry as documents
from handouts.packets import contents
from handouts.project.layout import Project


@dataclass(frozen=True)
class PacketChoice:
    """A document that a packet can have."""

    name: str
    title: str
    is_in: bool


@dataclass(frozen=True)
class PacketChoices:
    """What can stand in one packet: first what does, in its order."""

    choices: tuple[PacketChoice, ...]
    default: tuple[str, ...]
    """The names of what stands in it where nothing is chosen."""


def packet_choices(
    project: Project,
    training: str,
    participants: Sequence[str] | None,
    facilitator: Sequence[str] | None,
) -> dict[str, PacketChoices]:
    """Return the contents of both packets, by the names of their keys in the training's file.

    What is given is what the file says; None where it says nothing.
    """
    charts, nothing = project.charts(training), PacketOptions()
    of_participants = contents.for_participants(project, nothing, charts)
    of_facilitator = contents.for_facilitator(project, nothing, charts)
    front = {one.name: one for one in contents.front(project, "facilitator")}
    known = {**front, **documents.named(documents.registry(project), charts)}
    titles = {name: document.title for name, document in known.items()}
    return {
        "participants": _contents(_names(of_participants), participants, titles),
        "facilitator": _contents(_names(of_facilitator), facilitator, titles),
    }


def _names(asked: Iterable[contents.Asked]) -> tuple[str, ...]:
    return tuple(one.name for one in asked)


def _contents(
    default: tuple[str, ...], chosen: Sequence[str] | None, titles: dict[str, str]
) -> PacketChoices:
    there = default if chosen is None else tuple(chosen)
    names = dict.fromkeys((*there, *default))
    choices = (PacketChoice(name, titles.get(name, name), name in there) for name in names)
    return PacketChoices(tuple(choices), default)
