"""The outbox: each message as a file that mail programs open as a draft, and a page of them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.certificates.files import folder_of
from handouts.mail.body import OutboxMessage, WithoutMessage, outbox_page
from handouts.mail.composer import Composer
from handouts.mail.message import MailMessage
from handouts.mail.readback import UnfitMessageError
from handouts.mail.recipients import Delivery
from handouts.messages import message
from handouts.project.atomic_files import check_place, remove, write_whole
from handouts.text import filenames

PAGE = "index.html"


@dataclass(frozen=True)
class Written:
    """One message in the outbox."""

    message: MailMessage
    path: Path
    subject: str
    size: int
    """Bytes of the whole message."""


def write_outbox(
    composer: Composer, planned: Sequence[Delivery]
) -> tuple[tuple[Written, ...], tuple[Delivery, ...]]:
    """Write the outbox anew, and return its messages and all deliveries, in their order.

    A delivery whose message is not fit to be kept is returned without it, and the others
    are written. Raises WorldError where the outbox cannot be written.
    """
    project, session = composer.project, composer.session
    folder = folder_of(project, session.path) / "outbox"
    check_place(folder / PAGE, inside=project.root)
    written: list[Written] = []
    shown: list[OutboxMessage] = []
    found: list[Delivery] = []
    for delivery in planned:
        mail = delivery.message
        if mail is None:
            found.append(delivery)
            continue
        body = composer.body(mail)
        try:
            content = composer.draft(mail, body)
        except UnfitMessageError as error:
            unfit = message("mail.unfit", reason=error.reason)
            found.append(Delivery(delivery.participant, None, unfit, is_wrong=True))
            continue
        found.append(delivery)
        path = folder / f"{len(written) + 1:03}-{filenames.stem(mail.name)}.eml"
        write_whole(path, content, inside=project.root, private=True)
        written.append(Written(mail, path, body.subject, len(content)))
        shown.append(
            OutboxMessage(path.name, mail.name, mail.email, body.subject, len(content),
                          mail.attachments, body.html, body.text, body.logo)
        )  # fmt: skip
    kept = {one.path for one in written}
    for earlier in folder.glob("*.eml"):
        if earlier not in kept:
            remove(earlier, inside=project.root)
    page = outbox_page(project, session, shown, _without(found))
    write_whole(folder / PAGE, page, inside=project.root, private=True)
    return tuple(written), tuple(found)


def _without(found: Iterable[Delivery]) -> list[WithoutMessage]:
    return [
        WithoutMessage(f"{one.participant.name}: {one.reason}", one.is_wrong)
        for one in found
        if one.message is None
    ]
