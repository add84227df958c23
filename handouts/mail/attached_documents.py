"""The documents that go with each message: which they are, and what their files are called."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from handouts.builds import build
from handouts.builds.request import Request
from handouts.certificates import session_checks
from handouts.certificates.files import folder_of
from handouts.content import markdown, richtext
from handouts.content.session import Mailing, Session
from handouts.content.training import Training
from handouts.documents import registry as documents
from handouts.documents.editions import EDITIONS
from handouts.documents.templates import title_in_lists
from handouts.errors import ContentError, Problem
from handouts.mail.message import Attachment, Kind
from handouts.messages import message, suggestion
from handouts.project.layout import Project
from handouts.text.filenames import readable_name
from handouts.typesetting.raster import PdfPages
from handouts.worksheets import is_wanted


def attached_documents(
    project: Project, session: Session, options: Mailing, *, with_certificate: bool
) -> tuple[Attachment, ...]:
    """Return the documents that everybody gets, made where they are not current.

    Without a certificate beside them the worksheets of the day go with them. Raises CallError,
    ContentError where one that is named cannot be mailed, and WorldError.
    """
    training = session.training
    registry = documents.registry(project)
    known = documents.named(registry, training.charts)
    edition = session.head.mail.edition
    names = options.documents
    main = "article" if training.article else "chart"
    if names is None:
        names = tuple(name for name, one in registry.items() if _is_for_everybody(one, main))
        if not with_certificate:
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
    phrases, training = session.training.phrases, called_in_files(session.training)
    for place, title in enumerate(titles):
        name = readable_name(phrases.text("mail.file", training=training, title=title))
        again = titles[:place].count(title)
        yield f"{name} ({again + 1}).pdf" if again else f"{name}.pdf"


def called_in_files(training: Training) -> str:
    """Return what a training is called in the name of a file."""
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
