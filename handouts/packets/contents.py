"""Which documents stand in the packets of a training, and in what order."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.content.text_file import SourceFile
from handouts.content.training import PacketOptions, Training, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.documents import registry as documents
from handouts.documents.front_matter import Audience
from handouts.documents.registry import Document
from handouts.documents.variants import Variant
from handouts.messages import message, suggestion
from handouts.project.layout import Project
from handouts.worksheets import is_asked_for, is_wanted

_NOTHING = WorksheetsFile()


def front(project: Project, audience: Audience) -> tuple[Document, ...]:
    """Return what a packet begins with and only packets have: a cover, contents, a run sheet."""
    found = documents.of_packets(project).values()
    return tuple(d for d in found if d.head.role == "front" and d.head.audience == audience)


@dataclass(frozen=True)
class Asked:
    """A document that a packet is to have: all that there is of it, or that of one chart."""

    document: Document
    name: str
    """The document's, or `matching-fees` for that of the chart `fees` alone."""

    def has(self, variant: Variant) -> bool:
        """Whether it is one of its files that is asked for."""
        return self.name in (self.document.name, variant.name_of(self.document))


_Usual = Callable[[Project, PacketOptions, Iterable[str], WorksheetsFile], tuple[Asked, ...]]


def for_participants(
    project: Project, options: PacketOptions, charts: Iterable[str], own: WorksheetsFile = _NOTHING
) -> tuple[Asked, ...]:
    """Return what follows cover and contents: what is for participants and not cut out.

    `charts` are the names of the training's charts, `own` what the trainer says of worksheets.
    """
    registry = documents.registry(project)
    known = documents.named(registry, charts)
    if options.participants is not None:
        return _named(known, options.participants)
    wanted = [d for d in _wanted(known, own) if _is_for_participants(d) and not _is_cut(d)]
    wanted = [d for d in wanted if not d.head.apart]
    return tuple(Asked(document, document.name) for document in wanted)


def for_facilitator(
    project: Project, options: PacketOptions, charts: Iterable[str], own: WorksheetsFile = _NOTHING
) -> tuple[Asked, ...]:
    """Return the run sheet, what is for the facilitator, and last what is printed on card.

    `charts` are the names of the training's charts, `own` what the trainer says of worksheets.
    """
    first = {document.name: document for document in front(project, "facilitator")}
    registry = {**first, **documents.registry(project)}
    known = documents.named(registry, charts)
    if options.facilitator is not None:
        return _named(known, options.facilitator)
    given = options.participants or ()
    wanted = [d for d in _wanted(known, own) if not _is_for_participants(d) or _is_cut(d)]
    wanted = [d for d in wanted if not d.head.apart]
    wanted = [
        d for d in wanted if d.head.shows != "brand"
    ]  # for whoever makes the look, not the day
    found = sorted((d for d in wanted if d.name not in given), key=_is_cut)
    return tuple(Asked(document, document.name) for document in found)


@dataclass(frozen=True)
class Unlisted:
    """A worksheet that a packet would have, were it not for the trainer's own list."""

    name: str
    """The kind's, or `matching-fees` for that of the chart `fees`."""
    audience: Audience
    """Whose packet it would be in."""
    is_asked_for: bool
    """Whether the trainer asks for this worksheet, so that it is hardly left out on purpose."""


def unlisted(project: Project, training: Training, made: Collection[str]) -> tuple[Unlisted, ...]:
    """Return the worksheets that are in no packet, because a list does not have them.

    `made` are the names of those that can be made, in the order of the day.
    """
    options, own = training.head.packet, training.worksheets
    listed = {*(options.participants or ()), *(options.facilitator or ())}
    of_audience: Mapping[Audience, tuple[Sequence[str] | None, _Usual]] = {
        "participants": (options.participants, for_participants),
        "facilitator": (options.facilitator, for_facilitator),
    }
    documents_of = documents.named(documents.registry(project), training.charts)
    known = {name: documents_of[name].name for name in made if name in documents_of}
    found: list[Unlisted] = []
    for audience, (names, usual) in of_audience.items():
        if names is None:
            continue
        would = {asked.name for asked in usual(project, PacketOptions(), training.charts, own)}
        found += [
            Unlisted(name, audience, is_asked_for(own, kind, name))
            for name, kind in known.items()
            if kind in would and listed.isdisjoint((name, kind))
        ]
    return tuple(found)


def check(
    project: Project, file: SourceFile, head: TrainingMetadata, charts: Sequence[str]
) -> None:
    """Report what a packet cannot have; `file` is the training's `training.yaml`.

    `charts` are the names of the training's charts.
    """
    options = head.packet
    if options == PacketOptions():
        return
    registry = documents.named(documents.registry(project), charts)
    for name, place in _places(file, "participants", options.participants):
        if name in registry and not _is_for_participants(registry[name]):
            file.report(place, message("packets.not-for-participants", name=name))
    first = [document.name for document in front(project, "facilitator")]
    known = {"participants": list(registry), "facilitator": [*first, *registry]}
    for key, names in (
        ("participants", options.participants),
        ("facilitator", options.facilitator),
    ):
        if names is not None and not names:
            found = message("packets.empty-list", key=key)
            file.report(file.tree.line(("packet", key)), found)
        seen: set[str] = set()
        for name, place in _places(file, key, names):
            if name not in known[key]:
                near = suggestion(name, known[key])
                found = message("packets.no-document", name=name, suggestion=near)
                file.report(place, found)
            elif name in seen:
                file.report(place, message("packets.named-twice", key=key, name=name))
            elif registry.get(name) and registry[name].head.paper:
                file.report(place, message("packets.other-paper", name=name))
            seen.add(name)


def _places(file: SourceFile, key: str, names: Sequence[str] | None) -> Iterator[tuple[str, int]]:
    """Yield each name with its line in the file."""
    for number, name in enumerate(names or ()):
        yield name, file.tree.line(("packet", key, number))


def _wanted(known: Mapping[str, Document], own: WorksheetsFile) -> list[Document]:
    """Return the documents without those kinds of worksheets that nobody asked for."""
    wanted = [
        one.name
        for name, one in known.items()
        if not one.is_worksheet or is_wanted(own, one.name, name)
    ]
    return [known[name] for name in dict.fromkeys(wanted)]


def _named(known: Mapping[str, Document], names: Iterable[str]) -> tuple[Asked, ...]:
    return tuple(Asked(known[name], name) for name in names)


def _is_for_participants(document: Document) -> bool:
    return document.head.audience == "participants"


def _is_cut(document: Document) -> bool:
    """Whether it is printed on card, to be cut out or folded, and not kept with the other pages."""
    return document.head.stock == "card"
