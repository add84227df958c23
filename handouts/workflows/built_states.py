"""Whether packets and certificates are as they would be made now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handouts.builds import manifest
from handouts.errors import HandoutsError
from handouts.packets.currency import currency
from handouts.project.layout import Project
from handouts.workflows.kept_packet import kept_packet
from handouts.workflows.load import load_checked
from handouts.workflows.session_certificates import (
    SessionCertificate,
    SessionCertificates,
    session_certificates,
)

State = Literal["current", "changed", "missing", "left over", "not compared"]
"""Of a file: as it would be made now; made of other content; not there yet; there, but made no
longer; and where nothing is known to compare it with."""


@dataclass(frozen=True)
class FileStates:
    """The states of files that are made together."""

    known: Mapping[str, State] = field(default_factory=dict)
    """By path in the build folder."""
    others: State = "not compared"

    def of(self, path: str) -> State:
        """Return the state of a file."""
        return self.known.get(path, self.others)


def packet_states(project: Project, name: str) -> FileStates:
    """Return the states of the packets of a training or a session.

    Nothing is known where it is not known what was asked of them, or the content has problems.
    """
    kept = kept_packet(project, name)
    if kept is None:
        return FileStates()
    try:
        found = currency(project, kept.request, load_checked)
    except HandoutsError:
        return FileStates()
    known: dict[str, State] = {
        path: "current" if ok else "changed" if (project.build / path).exists() else "missing"
        for path, ok in found.items()
    }
    return FileStates(known, "left over")


def certificate_states(project: Project, name: str) -> FileStates:
    """Return the states of a session's certificates.

    One is changed where the roster says now what it does not, or where its file is another than was
    issued. Nothing is known where ledger or roster cannot be read.
    """
    try:
        found = session_certificates(project, name)
    except HandoutsError:
        return FileStates()
    return FileStates(dict(_states(project, found))) if found.is_roster_readable else FileStates()


def _states(project: Project, found: SessionCertificates) -> Iterator[tuple[str, State]]:
    states: list[State] = []
    for one in found.certificates:
        state = _state(project, one)
        if one.entry.state == "valid":
            states.append(state)
        if one.is_there or one.entry.state == "valid":
            yield one.path, state
    if found.together:
        is_current = all(state == "current" for state in states)
        yield found.together, "current" if is_current else "changed"


def _state(project: Project, one: SessionCertificate) -> State:
    if one.entry.state != "valid":
        return "left over"
    try:
        content = (project.build / one.path).read_bytes()
    except OSError:
        return "missing"
    is_as_issued = manifest.digest(content) == one.entry.sha256
    return "current" if is_as_issued and not (one.changes or one.refusal) else "changed"
