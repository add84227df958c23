"""The documents that can be built: each is a template that is found by its file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from handouts.content.text_file import SourceFile
from handouts.documents import front_matter
from handouts.documents.editions import DOUBLES, HALVES, SLIDES, Edition
from handouts.documents.front_matter import DocumentHead, Role
from handouts.errors import WorldError
from handouts.languages.phrases import STANDARD_PHRASES, Phrases
from handouts.messages import message
from handouts.project.layout import Project
from handouts.worksheets import Need, needs

_LONGEST_CHART_NAME = 24
"""Letters. The name of a chart is part of document numbers, which stand in footers."""


@dataclass(frozen=True)
class Document:
    """Something that can be built for a training."""

    name: str
    head: DocumentHead
    template: str = ""
    """Relative to `templates/`."""

    @property
    def frame(self) -> str:
        """The template that is rendered: a worksheet's own one inside of `worksheet.html`."""
        return "worksheet.html" if self.is_worksheet else self.template

    @property
    def is_worksheet(self) -> bool:
        """Whether its template was found among those of worksheets."""
        return self.template.startswith("worksheets/")

    @property
    def is_for_session(self) -> bool:
        """Whether it is made for each session, from its roster."""
        return self.template.startswith("sessions/")

    @property
    def is_of_packets(self) -> bool:
        """Whether only packets have it: a cover, a list of contents."""
        return self.template.startswith("packets/")

    @property
    def needs(self) -> Need:
        """What a training must have for it: what a worksheet's kind needs, or what it shows."""
        if self.is_worksheet:
            return needs(self.name)
        if self.head.shows == "topics":
            return "chart"
        if self.head.shows == "both":
            return "article"
        return "" if self.head.shows == "brand" else self.head.shows

    def paper(self, given: str, edition: Edition) -> str:
        """Return what it is on in an edition where the training's paper is `given`."""
        is_half = edition.on_half_sheets and not self.head.apart
        plain = HALVES[given] if is_half else given
        return {"": plain, "large": DOUBLES.get(given, given), "wide": SLIDES}[self.head.paper]

    def title(self, phrases: Phrases = STANDARD_PHRASES) -> str:
        """Return what it is called, as it is printed."""
        return self.head.title or phrases.title(self.name)

    def at_hand(self, phrases: Phrases = STANDARD_PHRASES) -> str:
        """Return what else is needed for it: a cutter, badge holders; may be empty."""
        return self.head.needs or phrases.needs(self.name)


def registry(project: Project) -> dict[str, Document]:
    """Return all documents by name, in their order. Raises WorldError for broken front matter."""
    return _registry(project, project.document_templates())


def named(documents: Mapping[str, Document], charts: Iterable[str]) -> dict[str, Document]:
    """Return documents by all names that they can be asked for, in their order.

    `matching` is that of all charts, `matching-fees` that of the chart `fees` alone. `charts` are
    the names of those that there are.
    """
    own = [chart for chart in dict.fromkeys(charts) if chart]
    found = {}
    for document in documents.values():
        found[document.name] = document
        if document.needs == "chart":
            found |= {f"{document.name}-{chart}": document for chart in own}
    return found


def check_chart_name(project: Project, file: SourceFile, name: str) -> None:
    """Report the name of a chart's file where its documents could not be told apart by theirs."""
    if not name:
        return
    taken = reserved_chart_names(project)
    if name in taken:
        file.report(0, message("training.chart-name-taken", document=taken[name]))
    elif re.search(r"(?:^|-)[a-z]$", name):
        file.report(0, message("training.chart-name-of-version", letter=name[-1].upper()))
    elif len(name) > _LONGEST_CHART_NAME:
        found = message("training.chart-name-long", letters=len(name), most=_LONGEST_CHART_NAME)
        file.report(0, found)


def reserved_chart_names(project: Project) -> dict[str, str]:
    """Return the names that no chart can have, each with the document whose name it would make."""
    documents = registry(project)
    of_charts = [one.name for one in documents.values() if one.needs == "chart"]
    return {
        name.removeprefix(f"{one}-"): name
        for one in of_charts
        for name in documents
        if name.startswith(f"{one}-")
    }


def of_packets(project: Project) -> dict[str, Document]:
    """Return by name what only packets have. Raises WorldError for broken front matter."""
    return _registry(project, project.packet_templates())


def _registry(project: Project, templates: Mapping[str, Path]) -> dict[str, Document]:
    documents = [document(project, file) for file in templates.values()]
    return {document.name: document for document in sorted(documents, key=_order)}


def document(project: Project, template: Path) -> Document:
    """Return the document that a template makes. Raises WorldError for broken front matter."""
    head = front_matter.read(project, template)
    folder = template.parent.name
    for key, its_folder in (("shows", "documents"), ("role", "packets")):
        value = getattr(head, key)
        if value and folder != its_folder:
            file = project.relative(template)
            raise WorldError(
                message(
                    "templates.key-elsewhere", file=file, key=key, value=value, folder=its_folder
                )
            )
    if folder == "packets" and not head.role:
        roles = tuple(filter(None, get_args(Role)))
        file = project.relative(template)
        raise WorldError(message("templates.no-role", file=file, roles=roles))
    found = Document(template.stem, head, f"{folder}/{template.name}")
    if not found.title():
        raise WorldError(message("templates.no-title", file=project.relative(template)))
    return found


def _order(document: Document) -> tuple[int, str]:
    return document.head.order, document.name
