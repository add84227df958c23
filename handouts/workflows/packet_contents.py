"""What stands in the packets of a training, and in what order: as it is, and changed."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.content import fixed_words
from handouts.content.training import PacketOptions
from handouts.documents import registry
from handouts.documents.front_matter import Audience
from handouts.packets import contents
from handouts.project.layout import TRAINING_FILE, Project
from handouts.workflows.built_names import FileNames
from handouts.workflows.edit_details import Changes, SavedDetails, read_details, save_details
from handouts.workflows.edit_files import Conflict
from handouts.workflows.unlisted_worksheets import unlisted_names
from handouts.workflows.worksheet_choices import wanted_worksheets
from handouts.worksheets import is_wanted

AUDIENCES: tuple[Audience, ...] = ("participants", "facilitator")


@dataclass(frozen=True)
class PacketItem:
    """A document that a packet can have."""

    name: str
    """As the training names it: `matching`, or `matching-fees` for one chart's alone."""
    title: str
    chart: str
    """The title of the chart that it is of, where only that one is meant."""
    is_in: bool
    is_unlisted: bool = False
    """Whether it is a worksheet that is made, and that no packet has."""


@dataclass(frozen=True)
class PacketContents:
    """What the packets of a training have, first what is in them, in its order."""

    items: Mapping[Audience, Sequence[PacketItem]]
    chosen: frozenset[Audience]
    """Whose packet has an order of the trainer's own."""
    version: str
    """Of the training's file."""


def packet_contents(project: Project, training: str) -> PacketContents:
    """Return what stands in the packets of a training. Raises CallError and ContentError."""
    (name,) = project.select([training])
    details = read_details(project, f"{name}/{TRAINING_FILE}")
    own = {each: _names(details.values.get("packet"), each) for each in AUDIENCES}
    charts = project.charts(name)
    known = registry.named(registry.registry(project), charts)
    first = {one.name: one for one in contents.front(project, "facilitator")}
    titles = FileNames.of(project, name, is_of_session=False).documents
    words = fixed_words.of_project(project)
    titles = {**titles, **{each: (one.title(words), "") for each, one in first.items()}}
    options = PacketOptions(
        **{each: tuple(n for n in names if n in titles) for each, names in own.items() if names}
    )
    worksheets = wanted_worksheets(project, name)
    chosen = {
        "participants": contents.for_participants(project, options, charts, worksheets),
        "facilitator": contents.for_facilitator(project, options, charts, worksheets),
    }
    unlisted = unlisted_names(project, name) if any(own.values()) else frozenset()
    could = {
        "participants": [n for n, one in known.items() if one.head.audience == "participants"],
        "facilitator": [*first, *known],
    }
    return PacketContents(
        {
            each: [
                dataclasses.replace(one, is_unlisted=bool(own[each]) and one.name in unlisted)
                for one in _items([a.name for a in chosen[each]], could[each], titles)
            ]
            for each in AUDIENCES
        },
        frozenset(each for each in AUDIENCES if own[each]),
        details.version,
    )


def worksheet_titles(project: Project, training: str) -> dict[str, str]:
    """Return the titles of a training's worksheets by their names, in the order of the day.

    Raises WorldError for broken front matter of a template.
    """
    wanted = wanted_worksheets(project, training)
    titles = FileNames.of(project, training, is_of_session=False).documents
    documents = registry.named(registry.registry(project), project.charts(training))
    return {
        name: ": ".join(filter(None, titles[name]))
        for name, one in documents.items()
        if one.is_worksheet and is_wanted(wanted, one.name, name)
    }


def save_packet_contents(
    project: Project, training: str, names: Mapping[Audience, Sequence[str] | None], version: str
) -> SavedDetails | Conflict:
    """Write what each packet has, in this order; None for all that is for its readers.

    Raises CallError, ContentError where the training cannot be read, and WorldError.
    """
    (name,) = project.select([training])
    changes: Changes = {("packet", each): list(one) if one else None for each, one in names.items()}
    return save_details(project, f"{name}/{TRAINING_FILE}", changes, version)


def _names(packet: object, audience: Audience) -> tuple[str, ...]:
    """Return what a training's file says, as far as it can be understood."""
    found = packet.get(audience) if isinstance(packet, dict) else None
    return tuple(map(str, found)) if isinstance(found, (list, tuple)) else ()


def _items(
    chosen: Sequence[str], could: Sequence[str], titles: Mapping[str, tuple[str, str]]
) -> list[PacketItem]:
    """Return what is in a packet, and behind it what else there is for one file of its own."""
    found = [PacketItem(name, *titles[name], is_in=True) for name in chosen]
    others = [name for name in could if name not in chosen]
    return found + [PacketItem(name, *titles[name], is_in=False) for name in others]
