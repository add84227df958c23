"""What a finished file is, read from its place in the build folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from handouts.content import fixed_words, yaml_tree
from handouts.documents import registry
from handouts.documents.editions import EDITIONS
from handouts.packets import order
from handouts.project.layout import Project, chart_file

Group = Literal["packets", "participants", "facilitator", "session", "certificates", "other"]
"""What a file is among the others: `session` has the papers of the day."""
_PACKETS = frozenset({
    order.PACKETS, order.PACKET, order.BOOKLETS, order.BOOKLET, order.TWO_UP,
    order.FACILITATOR, order.PLAN,
})  # fmt: skip
_LETTER = re.compile(r"(.+)-([a-z])")


@dataclass(frozen=True)
class FileName:
    """What a file is."""

    group: Group
    name: str
    """Of the document or packet: `matching`, `participant-packet`; else the file's own."""
    title: str = ""
    """Of the document, or whose certificate it is; empty where that is not known."""
    chart: str = ""
    """The title of the chart that it is of, where the training has several."""
    version: str = ""
    """`A`, `B`, … of a worksheet or packet."""
    edition: str = ""


@dataclass(frozen=True)
class FileNames:
    """The names that files of a training, or of a session, can have."""

    documents: Mapping[str, tuple[str, str]]
    """Title of a document, and of the chart that it is of, by its name."""
    is_of_session: bool

    @classmethod
    def of(cls, project: Project, training: str, *, is_of_session: bool) -> "FileNames":
        """Return those of a training. Raises WorldError for broken front matter of a template."""
        charts = project.charts(training)
        titles = {chart: _chart_title(project, training, chart) for chart in charts}
        found = registry.named(registry.registry(project), charts)
        words = fixed_words.of_project(project)
        documents = {
            name: (one.title(words), _chart_of(name, one, titles)) for name, one in found.items()
        }
        return cls(documents, is_of_session)

    def read(self, path: str) -> FileName:
        """Return what a file is by its path in the build folder."""
        parts = PurePosixPath(path).parts[3 if self.is_of_session else 1 :]
        stem, edition = PurePosixPath(path).stem, ""
        if self.is_of_session:
            if parts[0].partition(".")[0] in ("certificates", "proof"):
                return FileName("certificates", stem)
            stem, edition = _without_edition(stem)
        elif parts[0] == "participants" and len(parts) == 3:
            edition = parts[1]
        name, version = self._without_letter(stem)
        if name in _PACKETS:
            return FileName("packets", name, version=version, edition=edition)
        if name not in self.documents:
            return FileName("other", name)
        title, chart = self.documents[name]
        return FileName(self._group(parts[0]), name, title, chart, version, edition)

    def place(self, path: str) -> tuple[int, str, int]:
        """Return what sorts files: by document, then by version, then by edition."""
        of = self.read(path)
        names, editions = [*self.documents], [*EDITIONS]
        place = names.index(of.name) if of.name in names else len(names)
        edition = editions.index(of.edition) if of.edition in editions else 0
        return place, of.version, edition

    def _group(self, folder: str) -> Group:
        if self.is_of_session:
            return "session"
        return "facilitator" if folder == "facilitator" else "participants"

    def _without_letter(self, stem: str) -> tuple[str, str]:
        found = _LETTER.fullmatch(stem)
        if found and stem not in self.documents:
            return found[1], found[2].upper()
        return stem, ""


def _without_edition(stem: str) -> tuple[str, str]:
    """Return a name without the edition in it: `evaluation-email`, `participant-packet-email-a`."""
    for edition in sorted(EDITIONS, key=len, reverse=True):  # large-print before print
        found = re.fullmatch(rf"(.+?)-{edition}((?:-[a-z])?)", stem)
        if found:
            return found[1] + found[2], edition
    return stem, "print"


def _chart_of(name: str, document: registry.Document, titles: Mapping[str, str]) -> str:
    if document.needs != "chart" or len(titles) < 2:
        return ""
    return titles.get(name.removeprefix(document.name).removeprefix("-"), "")


def _chart_title(project: Project, training: str, chart: str) -> str:
    """Return the title of a chart; its name where it cannot be read."""
    try:
        text = (project.content / training / chart_file(chart)).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return chart
    value = yaml_tree.read(text).value
    return str(value.get("title", chart)) if isinstance(value, dict) else chart
