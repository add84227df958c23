"""Who is to get what, and what is in the way of it."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.certificates import eligibility, terms
from handouts.certificates.files import folder_of, write_files
from handouts.certificates.identity import identity
from handouts.certificates.kind import kind
from handouts.certificates.ledger import Damage, Ledger, LedgerEntry
from handouts.certificates.newcomers import standing
from handouts.content.provider_check import refuse_example
from handouts.content.roster import Participant
from handouts.content.session import Mailing, Session
from handouts.errors import WorldError
from handouts.mail.attached_documents import attached_documents, called_in_files
from handouts.mail.headers import is_address
from handouts.mail.message import Attachment, Certificate, MailMessage
from handouts.messages import Message, message
from handouts.project.atomic_files import check_place
from handouts.project.layout import Project
from handouts.text.filenames import readable_name


@dataclass(frozen=True)
class Delivery:
    """What one person on the roster gets."""

    participant: Participant
    message: MailMessage | None
    """None where there is nothing to be sent."""
    reason: Message | None = None
    """Why nothing is sent, for example `mail.did-not-attend`."""
    is_wrong: bool = False
    """Whether the reason is something to be fixed."""


def deliveries(
    project: Project, session: Session, mailing: str, largest: int
) -> tuple[Delivery, ...]:
    """Return what everybody on the roster gets, in the order of lists in print.

    What is to be attached and not current is made first. `largest` is the most bytes that a
    message may have. Raises CallError, ContentError and WorldError.
    """
    refuse_example(project)
    options = _mailing_options(session, mailing)
    with_certificate = bool(getattr(options, "certificate", False))
    files = attached_documents(project, session, options, with_certificate=with_certificate)
    certified = _certified(project, session) if with_certificate else (None, ())
    folder = folder_of(project, session.path) / "certificates"
    shared = _Shared(session, mailing, files, folder, *certified)
    found = [shared.delivery(decision) for decision in eligibility.decide(session)]
    _check_places(project, found)
    return tuple(_checked(delivery, largest) for delivery in found)


def _mailing_options(session: Session, mailing: str) -> Mailing:
    options = session.head.mail
    return options.before if mailing == "before" else options.after


def _certified(
    project: Project, session: Session
) -> tuple[dict[int, LedgerEntry], tuple[Damage, ...]]:
    """Return the certificate of each row that has one, and which are damaged in the ledger.

    The files of all others are there then.
    """
    with Ledger(project.records, reading=True) as ledger:
        entries = list(ledger.entries(session.path))
        damages = tuple(ledger.damages(session.path))
        by_row = standing(session, ledger).by_row
    if any(entry.state == "valid" for entry in entries):
        with Ledger(project.records) as ledger, ledger.exclusive_lock():
            damages = write_files(project, ledger, session.path).damages
    return by_row, damages


@dataclass(frozen=True)
class _Shared:
    """What the deliveries of one occasion have in common."""

    session: Session
    mailing: str
    files: tuple[Attachment, ...]
    """What everybody gets."""
    folder: Path
    """Where the certificates are."""
    certified: Mapping[int, LedgerEntry] | None
    """The certificate of each row; None where none are mailed."""
    damages: tuple[Damage, ...] = ()
    """Certificates that are damaged in the ledger, whose rows or files are not there."""

    def delivery(self, decision: eligibility.Decision) -> Delivery:
        """Return what somebody gets, before it is known whether it can go out."""
        person = decision.participant
        mail = MailMessage(self.mailing, identity(person), person.name, person.email, self.files)
        if self.mailing == "before":
            return Delivery(person, mail)
        if person.attended is False:
            return Delivery(person, None, message("mail.did-not-attend"))
        if self.certified is None:
            return Delivery(person, mail)
        if decision.hours is None:
            return Delivery(person, None, message("mail.not-certified", reason=decision.reason))
        entry = self.certified.get(person.row)
        fault = _fault(decision, entry, self.damages)
        if fault or entry is None:
            return Delivery(person, None, fault, is_wrong=True)
        path = self.folder / entry.file
        size = path.stat().st_size
        phrases, training = self.session.training.phrases, called_in_files(self.session.training)
        title = phrases.text("mail.certificate")
        called = phrases.text(
            "mail.certificate-file", title=title, training=training, name=entry.award.name
        )
        file = f"{readable_name(called)}.pdf"
        own = Attachment(path, file, title, entry.sha256, size, "certificate")
        printed = Certificate(entry.number, entry.award.hours, kind(self.session))
        everything = (own, *self.files)
        return Delivery(
            person, dataclasses.replace(mail, attachments=everything, certificate=printed)
        )


def _fault(
    decision: eligibility.Decision, entry: LedgerEntry | None, damages: Sequence[Damage] = ()
) -> Message | None:
    """Return why somebody's certificate cannot be mailed, or None."""
    found = [damage for damage in damages if entry is None or damage.number == entry.number]
    if found:
        return message("mail.damaged", damages="; ".join(map(str, found)))
    if entry is None:
        return message("mail.none-issued")
    if entry.state == "void":
        return message("mail.void", number=entry.number, why=entry.why)
    if not terms.award(decision, entry.number).says_the_same_as(entry.award):
        return message("mail.outdated", number=entry.number)
    return None


def _check_places(project: Project, found: Iterable[Delivery]) -> None:
    """Raise WorldError where a file that would be attached is not really in the project."""
    for path in {one.path for d in found if d.message for one in d.message.attachments}:
        check_place(path, inside=project.root)
        if path.is_symlink():
            raise WorldError(message("mail.link", path=str(path), target=str(path.resolve())))


def _checked(delivery: Delivery, largest: int) -> Delivery:
    """Return a delivery, or the same without its message where it cannot go out."""
    mail = delivery.message
    if mail is None:
        return delivery
    address, fault = _address(mail.email)
    if not fault and mail.size > largest:
        sizes = {"size": f"{mail.size / 1e6:.1f}", "limit": f"{largest / 1e6:g}"}
        fault = message("mail.too-large", **sizes)
    if not fault and not mail.attachments:
        fault = message("mail.nothing-attached")
    if fault:
        return Delivery(delivery.participant, None, fault, is_wrong=True)
    return dataclasses.replace(delivery, message=dataclasses.replace(mail, email=address))


def _address(email: str) -> tuple[str, Message | None]:
    """Return an address as every server takes it, or what is wrong with it."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if not email:
        return "", message("mail.no-address")
    try:
        found = validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        return "", message("mail.bad-address", reason=str(error))
    if found.ascii_email is None:
        return "", message("mail.not-ascii")
    if not is_address(found.ascii_email):
        return "", message("mail.encoded-address")
    return found.ascii_email, None


def shared_addresses(found: Sequence[Delivery]) -> list[str]:
    """Return the addresses that more than one person has, which is worth a look."""
    counted = Counter(d.message.email.casefold() for d in found if d.message)
    return [address for address, count in counted.items() if count > 1]
