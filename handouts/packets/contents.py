"""Which documents stand in the packets of a training, and in what order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handouts.content.text_file import Source
from handouts.content.training import PacketOptions, TrainingMetadata
from handouts.documents import registry as documents
from handouts.documents.front_matter import Audience
from handouts.documents.registry import Document
from handouts.project.layout import Project
from handouts.text.suggestions import did_you_mean


def front(project: Project, audience: Audience) -> tuple[Document, ...]:
    """Return what a packet begins with and only packets have: a cover, contents, a run sheet."""
    found = documents.of_packets(project).values()
    return tuple(d for d in found if d.head.role == "front" and d.head.audience == audience)


def for_participants(project: Project, options: PacketOptions) -> tuple[Document, ...]:
    """Return what follows cover and contents: what is for participants and not cut out."""
    registry = documents.registry(project)
    if options.participants is not None:
        return _named(registry, options.participants)
    return tuple(d for d in registry.values() if _is_for_participants(d) and not _is_cut(d))


def for_facilitator(project: Project, options: PacketOptions) -> tuple[Document, ...]:
    """Return the run sheet, what is for the facilitator, and last what is printed on card."""
    first = {document.name: document for document in front(project, "facilitator")}
    registry = {**first, **documents.registry(project)}
    if options.facilitator is not None:
        return _named(registry, options.facilitator)
    given = options.participants or ()
    wanted = [d for d in registry.values() if not _is_for_participants(d) or _is_cut(d)]
    return tuple(sorted((d for d in wanted if d.name not in given), key=_is_cut))


def check(project: Project, file: Source, head: TrainingMetadata) -> None:
    """Report what a packet cannot have; `file` is the training's `training.yaml`."""
    options = head.packet
    if options == PacketOptions():
        return
    registry = documents.registry(project)
    for name, place in _places(file, "participants", options.participants):
        if name in registry and not _is_for_participants(registry[name]):
            cause = f'"{name}" is for the facilitator, and cannot be given to participants'
            file.report(place, cause, "Move it to `facilitator:`, or leave it out.")
    first = [document.name for document in front(project, "facilitator")]
    known = {"participants": list(registry), "facilitator": [*first, *registry]}
    for key, names in (
        ("participants", options.participants),
        ("facilitator", options.facilitator),
    ):
        if names is not None and not names:
            fix = f"Name what it is to have, or leave `{key}:` out for all there is."
            file.report(file.tree.line(("packet", key)), f'"{key}" is an empty list', fix)
        seen: set[str] = set()
        for name, place in _places(file, key, names):
            if name not in known[key]:
                fix = did_you_mean(name, known[key]) or f"There are: {', '.join(known[key])}."
                file.report(place, f'there is no document "{name}"', fix)
            elif name in seen:
                cause = f'"{name}" stands in `{key}:` twice'
                file.report(place, cause, "Leave one of them out.")
            seen.add(name)


def _places(file: Source, key: str, names: Sequence[str] | None) -> Iterator[tuple[str, int]]:
    """Yield each name with its line in the file."""
    for number, name in enumerate(names or ()):
        yield name, file.tree.line(("packet", key, number))


def _named(registry: Mapping[str, Document], names: Iterable[str]) -> tuple[Document, ...]:
    return tuple(registry[name] for name in names)


def _is_for_participants(document: Document) -> bool:
    return document.head.audience == "participants"


def _is_cut(document: Document) -> bool:
    """Whether it is printed on card, to be cut out or folded, and not kept with the other pages."""
    return document.head.stock == "card"
