"""The outbox: each message as a file that mail programs open as a draft, and a page of them all."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts import filenames
from handouts.certificates.filing import folder_of
from handouts.files import check_place, remove, write_whole
from handouts.mail.compose import Sender, composed, head, message_id
from handouts.mail.deliveries import Delivery
from handouts.mail.letter import Letter
from handouts.mail.words import OutboxMessage, outbox_page, words
from handouts.project import Project
from handouts.sessions import Session

PAGE = "index.html"


@dataclass(frozen=True)
class Written:
    """One message in the outbox."""

    letter: Letter
    path: Path
    subject: str
    size: int
    """Bytes of the whole message."""


def write_outbox(
    project: Project, session: Session, found: Sequence[Delivery], sender: Sender
) -> list[Written]:
    """Write the outbox anew, and return its messages in the order of the deliveries.

    Raises WorldError where it cannot be written.
    """
    folder = folder_of(project, session.path) / "outbox"
    check_place(folder / PAGE, inside=project.root)
    moment = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    written, shown = [], []
    for number, letter in enumerate((d.letter for d in found if d.letter), 1):
        said = words(project, session, letter)
        identity = message_id(session.path, letter, sender)
        content = composed(letter, said, sender, head(identity, moment, draft=True))
        path = folder / f"{number:03}-{filenames.stem(letter.name)}.eml"
        write_whole(path, content, inside=project.root, private=True)
        written.append(Written(letter, path, said.subject, len(content)))
        shown.append(
            OutboxMessage(path.name, letter.name, letter.email, said.subject, len(content),
                          letter.attachments, said.html, said.text)
        )  # fmt: skip
    kept = {one.path for one in written}
    for earlier in folder.glob("*.eml"):
        if earlier not in kept:
            remove(earlier, inside=project.root)
    page = outbox_page(project, session, shown, _complaints(found))
    write_whole(folder / PAGE, page, inside=project.root, private=True)
    return written


def _complaints(found: Iterable[Delivery]) -> list[str]:
    return [f"{d.participant.name}: {d.reason}" for d in found if d.letter is None]
