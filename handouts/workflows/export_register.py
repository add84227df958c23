"""Writing the register of a session's certificates, for Excel and for a board's audit."""

from dataclasses import dataclass

from handouts.certificates import register_csv
from handouts.project.layout import Project
from handouts.workflows.named_session import one_session


@dataclass(frozen=True)
class Exported:
    """A register that was written."""

    path: str
    """Relative to the project."""
    rows: int


def export_register(project: Project, name: str) -> Exported:
    """Write `register.csv` of a session, which needs no roster that can be read.

    Raises CallError, and WorldError, which is a DamagedError where certificates are damaged in the
    ledger; the register is written even then.
    """
    return Exported(*register_csv.export(project, "/".join(one_session(project, name))))
