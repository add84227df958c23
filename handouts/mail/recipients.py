"""Who is to get what, and what is in the way of it."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.builds import build
from handouts.builds.request import Request
from handouts.certificates import eligibility, session_checks, terms
from handouts.certificates.files import folder_of, write_files
from handouts.certificates.identity import identity
from handouts.certificates.kind import kind
from handouts.certificates.ledger import Damage, Ledger, LedgerEntry
from handouts.certificates.newcomers import standing
from handouts.content import markdown, richtext
from handouts.content.provider_check import refuse_example
from handouts.content.roster import Participant
from handouts.content.session import Mailing, Session
from handouts.content.training import Training
from handouts.documents import registry as documents
from handouts.documents.editions import EDITIONS
from handouts.documents.templates import title_in_lists
from handouts.errors import ContentError, Problem, WorldError
from handouts.mail.headers import is_address
from handouts.mail.message import Attachment, Certificate, Kind, MailMessage
from handouts.messages import Message, message, suggestion
from handouts.project.atomic_files import check_place
from handouts.project.layout import Project
from handouts.text.filenames import readable_name
from handouts.typesetting.raster import PdfPages
from handouts.worksheets import is_wanted


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
    files = _documents(project, session, options)
    certified = _certified(project, session) if _carries_certificate(options) else (None, ())
    folder = folder_of(project, session.path) / "certificates"
    shared = _Shared(session, mailing, files, folder, *certified)
    found = [shared.delivery(decision) for decision in eligibility.decide(session)]
    _check_places(project, found)
    return tuple(_checked(delivery, largest) for delivery in found)


def _mailing_options(session: Session, mailing: str) -> Mailing:
    options = session.head.mail
    return options.before if mailing == "before" else options.after


def _carries_certificate(options: Mailing) -> bool:
    return bool(getattr(options, "certificate", False))


def _documents(project: Project, session: Session, options: Mailing) -> tuple[Attachment, ...]:
    """Return the documents that everybody gets, made where they are not current."""
    training = session.training
    registry = documents.registry(project)
    known = documents.named(registry, training.charts)
    edition = session.head.mail.edition
    names = options.documents
    main = "article" if training.article else "chart"
    if names is None:
        names = tuple(name for name, one in registry.items() if _is_for_everybody(one, main))
        if not _carries_certificate(options):
            own = training.worksheets
            names += tuple(
                name
                for name, one in known.items()
                if one.is_worksheet and is_wanted(own, one.name, name)
            )
    _check_names(session, names, known, edition)
    wanted = {name: known[name] for name in names}
    made = _made(project, session, {n: d for n, d in wanted.items() if not d.is_for_session})
    made += _made(project, session, {n: d for n, d in wanted.items() if d.is_for_session})
    if options.documents is None:  # what is cut out or only read is for the day itself
        made = [
            (d, one) for d, one in made if _is_for_everybody(d, main) or _is_filled_in(one.path)
        ]
    titles = [_title(session, document, one.path) for document, one in made]
    files = _file_names(session, titles)
    return tuple(
        Attachment(one.path, file, title, one.record.sha256, one.record.size, _kind(document))
        for (document, one), title, file in zip(made, titles, files, strict=True)
    )


def _file_names(session: Session, titles: Sequence[str]) -> Iterator[str]:
    """Yield a name for each file by which it is found in a folder of downloads."""
    phrases, training = session.training.phrases, _called(session.training)
    for place, title in enumerate(titles):
        name = readable_name(phrases.text("mail.file", training=training, title=title))
        again = titles[:place].count(title)
        yield f"{name} ({again + 1}).pdf" if again else f"{name}.pdf"


def _called(training: Training) -> str:
    title = training.head.short_title or training.head.title
    return richtext.plain_text(markdown.parse_inline(title))


def _made(
    project: Project, session: Session, wanted: Mapping[str, documents.Document]
) -> list[tuple[documents.Document, build.Built]]:
    """Return the file of each document in the edition that is mailed, in the order of lists.

    They are all of the training, or all of the session: the name of a file says which document it
    is of only among those of one folder. One that cannot be made of this training has no file.
    """
    if not wanted:
        return []
    edition = session.head.mail.edition
    folder = project.build / session.training.name / "participants" / edition
    where, ending = session.training.name, ""
    if any(one.is_for_session for one in wanted.values()):
        folder = folder_of(project, session.path)
        where, ending = session.path, "" if edition == "print" else f"-{edition}"
    request = Request(trainings=(where,), documents=tuple(wanted), editions=(edition,))

    def load(*_: object) -> tuple[list[Training], list[Session]]:
        return [session.training], [session]

    of_charts = documents.named({d.name: d for d in wanted.values()}, session.training.charts)
    by_path = {folder / f"{name}{ending}.pdf": one for name, one in of_charts.items()}
    return [(by_path[one.path], one) for one in build.build(project, request, load)]


def _kind(document: documents.Document) -> Kind:
    if document.is_worksheet:
        return "worksheet"
    return "handout" if _is_for_everybody(document, "article") else "document"


def _is_for_everybody(document: documents.Document, main: str) -> bool:
    """Whether everybody gets it, before and after, unless the trainer names other documents.

    `main` is what the training is mainly made of: its article, or else its chart.
    """
    head = document.head
    return head.shows == main and head.audience == "participants" and not head.apart


def _is_filled_in(path: Path) -> bool:
    with PdfPages(path) as pages:
        return pages.has_form


def _title(session: Session, document: documents.Document, path: Path) -> str:
    """Return what a document is called; the name of its file says which chart it is of."""
    chart = path.stem.removeprefix(document.name).removeprefix("-")
    is_of_chart = document.needs == "chart"
    return title_in_lists(document, session.training, chart if is_of_chart else "")


def _check_names(
    session: Session,
    names: Iterable[str],
    known: Mapping[str, documents.Document],
    edition: str,
) -> None:
    """Raise ContentError where what is to be mailed does not exist or is not for participants."""
    problems = []
    file = session_checks.session_file(session)
    if edition not in EDITIONS:
        hint = suggestion(edition, EDITIONS)
        problems.append(Problem(file, 0, message("mail.no-edition", name=edition, suggestion=hint)))
    for name in names:
        if name not in known:
            hint = suggestion(name, known)
            problems.append(
                Problem(file, 0, message("mail.no-document", name=name, suggestion=hint))
            )
        elif known[name].head.audience == "facilitator":
            problems.append(Problem(file, 0, message("mail.facilitator-document", name=name)))
        elif edition in EDITIONS and edition not in known[name].head.editions:
            there = tuple(known[name].head.editions)
            lacking = message("mail.no-such-edition", name=name, edition=edition, editions=there)
            problems.append(Problem(file, 0, lacking))
    if problems:
        raise ContentError(problems)


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
        phrases, training = self.session.training.phrases, _called(self.session.training)
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
            raise WorldError(f"{path} is a link, to {path.resolve()}. Delete the link.")


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
