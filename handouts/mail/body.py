"""What a message says, from its template, and the page that shows all messages before they go."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from handouts.branding.web import message_style, page_style
from handouts.content.images import picture_path
from handouts.content.provider import Provider, Signatory
from handouts.content.provider_looks import provider_picture_problem
from handouts.content.session import Session
from handouts.content.training import Person
from handouts.documents.editions import EDITIONS
from handouts.documents.templates import found_style, rendered
from handouts.languages.phrases import Phrases
from handouts.mail import plain_text
from handouts.mail.message import Attachment, MailMessage, title_counts
from handouts.project.layout import Project, choose
from handouts.typesetting.logo_picture import logo_picture

_MESSAGE_STYLE = "email/message.css"
_OUTBOX_STYLE = "email/outbox.css"


@dataclass(frozen=True)
class MessageBody:
    """What one message says."""

    subject: str
    """One line."""
    html: str
    text: str
    """The text of the HTML, in lines."""
    logo: bytes = b""
    """A PNG that the HTML shows under the address `logo_address`; empty where there is none."""


def logo_address(logo: bytes) -> str:
    """Return by what address the HTML of a message shows a logo: RFC 2392."""
    return f"cid:{logo_id(logo)}"


def logo_id(logo: bytes) -> str:
    """Return the Content-ID of a logo, without its brackets."""
    return f"logo-{hashlib.sha256(logo).hexdigest()[:16]}@handouts"


@dataclass(frozen=True)
class OutboxMessage:
    """One message, as the outbox page shows it."""

    file: str
    """Of the message (`.eml`), relative to the page, with forward slashes."""
    name: str
    address: str
    """Whom it goes to."""
    subject: str
    size: int
    """Bytes, of all of it."""
    attachments: tuple[Attachment, ...]
    html: str
    text: str
    logo: bytes = b""


@dataclass(frozen=True)
class WithoutMessage:
    """Somebody who gets no message."""

    why: str
    """Who it is, and why."""
    is_wrong: bool = False
    """Whether that is to be put right."""


@dataclass(frozen=True)
class _Shown:
    """A message, and the addresses of its two parts."""

    message: OutboxMessage
    html: str
    text: str


def message_body(project: Project, session: Session, message: MailMessage) -> MessageBody:
    """Return what a message says: `templates/email/<mailing>.html`, whose title is its subject.

    Raises CallError where the edition does not exist, WorldError where the template or the
    stylesheet is missing or cannot be set.
    """
    options, provider = session.head.mail, session.training.provider
    mailing = {"before": options.before, "after": options.after}[message.mailing]
    choose(options.edition, EDITIONS, "edition")
    reply = _reply_address(session)
    logo = _logo(project, provider)
    html = rendered(
        project,
        f"email/{message.mailing}.html",
        session.training.phrases,
        style=_message_style(project, provider),
        subject=mailing.subject,
        own_words=_paragraphs(mailing.text),
        name=message.name,
        title=session.training.head.title,
        language=session.training.head.language,
        session=session.head,
        presenters=session.presenters,
        attachments=message.attachments,
        kinds=tuple(attachment.kind for attachment in message.attachments),
        contents=_contents(session.training.phrases, message.attachments),
        fills_in=EDITIONS[options.edition].fills_in_forms,
        certificate=message.certificate,
        provider=provider,
        logo=logo_address(logo) if logo else "",
        address=[line.strip() for line in provider.address.splitlines() if line.strip()],
        signatory=_signatory(session),
        reply=reply,
        reply_link=f"mailto:{quote(reply, safe='@')}",
    )
    return MessageBody(plain_text.title(html), html, plain_text.plain_text(html), logo)


def _contents(phrases: Phrases, attachments: Sequence[Attachment]) -> list[str]:
    """Return what is attached as the subject names it, without the certificate.

    The handout and worksheets; all of it is called documents where there is anything else.
    """
    kinds = Counter(attachment.kind for attachment in attachments)
    handouts, worksheets, others = kinds["handout"], kinds["worksheet"], kinds["document"]
    if others or handouts > 1:
        return [phrases.text("mail.contents.documents", count=others + handouts + worksheets)]
    found = [phrases.text("mail.contents.handout")] if handouts else []
    if worksheets:
        found.append(phrases.text("mail.contents.worksheets", count=worksheets))
    return found


def _logo(project: Project, provider: Provider) -> bytes:
    """Return the logo as messages show it; empty where there is none, or it cannot be shown."""
    if not provider.logo or provider_picture_problem(project, provider.logo):
        return b""
    return logo_picture(picture_path(project.content, provider.logo), project.root)


def _paragraphs(text: str) -> list[list[str]]:
    """Return the lines of each paragraph; empty lines divide them."""
    lines = [line.strip() for line in text.splitlines()]
    return [[*group] for is_written, group in groupby(lines, key=bool) if is_written]


def _reply_address(session: Session) -> str:
    """Return where answers go; empty where nobody says."""
    options = session.head.mail
    return options.reply_to or options.sender or session.training.provider.email


def _signatory(session: Session) -> Signatory | None:
    """Return who signs the message: who signs certificates, or the first who teaches."""
    first: Person | None = next(iter(session.presenters), None)
    return session.training.provider.signatory or (
        Signatory(name=first.name, credentials=first.credentials) if first else None
    )


def outbox_page(
    project: Project,
    session: Session,
    messages: Sequence[OutboxMessage],
    without: Sequence[WithoutMessage],
) -> bytes:
    """Return the page that shows each message as it will look, whole in one file.

    `without` has those who get none. Raises WorldError where its template or stylesheet is missing
    or cannot be set.
    """
    provider = session.training.provider
    style = _style(project, _OUTBOX_STYLE) + Markup(page_style(provider.colour))  # noqa: S704
    logo = _logo(project, provider)
    page = rendered(
        project,
        "email/outbox.html",
        session.training.phrases,
        style=style,
        policy=_policy(style, _message_style(project, provider)),
        title=session.training.head.title,
        language=session.training.head.language,
        session=session.head,
        letters=[
            _Shown(one, _address("html", _within(one)), _address("plain", one.text))
            for one in messages
        ],
        size=sum(message.size for message in messages),
        counts=title_counts(message.attachments for message in messages),
        provider=provider,
        logo=_picture_address(logo) if logo else "",
        without=without,
    )
    return page.encode()


def _within(message: OutboxMessage) -> str:
    """Return the HTML of a message with its logo in it, for a page that has no other parts."""
    if not message.logo:
        return message.html
    return message.html.replace(logo_address(message.logo), _picture_address(message.logo))


def _picture_address(logo: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(logo).decode()}"


def _address(kind: str, text: str) -> str:
    """Return an address that holds a text itself: https://www.rfc-editor.org/rfc/rfc2397."""
    return f"data:text/{kind};charset=utf-8;base64,{base64.b64encode(text.encode()).decode()}"


def _message_style(project: Project, provider: Provider) -> Markup:
    return _style(project, _MESSAGE_STYLE) + Markup(message_style(provider.colour))  # noqa: S704


def _style(project: Project, name: str) -> Markup:
    """Return a stylesheet as it goes into a page: it is not HTML, and nothing of a roster's."""
    return Markup(found_style(project, name).read_text("utf-8"))  # noqa: S704


def _policy(*styles: str) -> str:
    """Return what the page may do: have these stylesheets, its own and that of messages, and logos.

    Content Security Policy, https://www.w3.org/TR/CSP3/.
    """
    digests = (hashlib.sha256(style.encode()).digest() for style in styles)
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    allowed = f"style-src {hashes}; frame-src data:; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
