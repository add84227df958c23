"""What everybody would get, looked at: nothing leaves, and nothing is written but documents."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.mail.composer import Composer
from handouts.mail.dispatch import REAL, Dependencies
from handouts.mail.message import Attachment, MailMessage, title_counts
from handouts.mail.pending import Pending
from handouts.mail.recipients import Delivery, shared_addresses
from handouts.project.layout import Project
from handouts.workflows.mail_session import (
    MailOptions,
    composer_of,
    mail_session,
    planned_mailing,
)

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE = "@page { size: 640px 1600px; margin: 0 } body { background: #fff; color: #222 }"
"""As wide as a message is in most mail programs; what is longer goes on in the next picture."""
_MOST_PAGES = 12
"""So much of a message is shown: far more than anybody reads."""


@dataclass(frozen=True)
class ShownMessage:
    """One person's message, as it will look."""

    name: str
    email: str
    subject: str
    text: str
    """The part for mail programs that show letters alone."""
    html: str
    """Never to be shown but as a picture: names and texts in it are other people's."""
    attachments: tuple[Attachment, ...]
    size: int
    """Bytes, about."""
    is_due: bool
    """Whether it would be sent now."""


@dataclass(frozen=True)
class MailPreview:
    """What everybody of a session would get."""

    messages: tuple[ShownMessage, ...]
    without: tuple[Delivery, ...]
    """Those who get nothing."""
    shared: tuple[str, ...]
    """Addresses that more than one person has."""
    pending: Pending

    @property
    def documents(self) -> list[tuple[str, int]]:
        """How often each document goes out, by its title."""
        return title_counts(message.attachments for message in self.messages)


def mail_preview(
    project: Project, name: str, options: MailOptions, dependencies: Dependencies = REAL
) -> MailPreview:
    """Return what everybody would get. Raises CallError, ContentError, WorldError.

    It can take as long as it takes to make the documents of the session.
    """
    session = mail_session(project, name)
    composer = composer_of(project, session, dependencies)
    planned = planned_mailing(project, session, options)
    with dependencies.ledger(project.records, reading=True) as ledger:
        pending = planned.pending(ledger)
    messages = [one.message for one in planned.deliveries if one.message]
    due = {(one.name, one.email) for one in pending.due}
    return MailPreview(
        tuple(options.do(_shown, composer, messages, due)),
        planned.without,
        tuple(shared_addresses(planned.deliveries)),
        pending,
    )


def _shown(
    composer: Composer, messages: Sequence[MailMessage], due: set[tuple[str, str]]
) -> list[ShownMessage]:
    shown = []
    for one in messages:
        body = composer.body(one)
        is_due = (one.name, one.email) in due
        shown.append(
            ShownMessage(
                one.name, one.email, body.subject, body.text, body.html, one.attachments, one.size,
                is_due,
            )
        )  # fmt: skip
    return shown


def message_picture(layers: tuple[Path, ...], html: str) -> bytes:
    """Return a message as mail programs show it, as a PNG, in a worker. Raises WorldError."""
    from handouts.builds.worker_pool import kept_typesetter  # noqa: PLC0415 - loads WeasyPrint
    from handouts.typesetting.raster import PdfPages  # noqa: PLC0415
    from handouts.typesetting.render import write_for_pictures  # noqa: PLC0415 - as above

    layout = kept_typesetter(layers).lay_out(html, layers[0], [_PAGE])
    content, _ = write_for_pictures(layout)
    with PdfPages(content) as pages:
        count = min(len(pages), _MOST_PAGES)
        picture = joined([pages.picture_of_width(number, 1280) for number in range(count)])
    box = picture.convert("L").point(lambda grey: 255 if grey < 250 else 0).getbbox()
    bottom = min(picture.height, box[3] + 48) if box else picture.height
    made = io.BytesIO()
    picture.crop((0, 0, picture.width, bottom)).save(made, "PNG")
    return made.getvalue()


def joined(pictures: "Sequence[Image]") -> "Image":
    """Return pictures of one width below each other as one."""
    import PIL.Image  # noqa: PLC0415 - only where a picture is made

    first, *more = pictures
    if not more:
        return first
    whole = PIL.Image.new(first.mode, (first.width, sum(one.height for one in pictures)))
    top = 0
    for one in pictures:
        whole.paste(one, (0, top))
        top += one.height
    return whole
