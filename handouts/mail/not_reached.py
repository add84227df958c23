"""The list of those who were not reached, as CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from handouts.certificates.files import folder_of
from handouts.certificates.register_csv import harmless
from handouts.mail.delivery_log import Mailed
from handouts.mail.recipients import Delivery
from handouts.project.atomic_files import remove, write_whole
from handouts.project.layout import Project


def path_of(project: Project, session: str, mailing: str) -> Path:
    """Return where the list of a session is: `session` is written `<training>/<session>`."""
    return folder_of(project, session) / f"not-reached-{mailing}.csv"


def write(
    path: Path, mailed: Sequence[Mailed], without: Sequence[Delivery], *, inside: Path
) -> bool:
    """Write who was not reached and why; take an old list away where everybody was.

    `inside` is the project's folder. Return whether there is a list. Raises WorldError.
    """
    unsent = ((d.participant.name, d.participant.email, "not sent", str(d.reason)) for d in without)
    rows = [*_missed(mailed), *unsent]
    if not rows:
        remove(path, inside=inside)
        return False
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("Name", "E-mail", "State", "Why"))
    writer.writerows(tuple(map(harmless, row)) for row in rows)
    content = text.getvalue().encode("utf-8-sig", "replace")
    write_whole(path, content, inside=inside, private=True)
    return True


def _missed(mailed: Iterable[Mailed]) -> Iterator[tuple[str, str, str, str]]:
    for one in mailed:
        if one.state != "accepted":
            yield one.name, one.email, one.state, one.said
