"""What certificates would look like, before anybody is due one: a person is invented."""

import datetime
import io

from handouts.certificates.certificate import Credential
from handouts.certificates.proof import NO_NUMBER
from handouts.certificates.terms import certificate_terms
from handouts.certificates.typeset import CertificateTypesetter
from handouts.content.provider import Provider
from handouts.content.roster import Roster
from handouts.content.session import Session, SessionDay, SessionFile
from handouts.content.training import Training
from handouts.project.layout import Project
from handouts.typesetting.raster import PdfPages
from handouts.typesetting.variable_data.single_file import UnfinishedFile
from handouts.workflows.load import load_checked

_HOURS = "6"
_SOMEBODY = Credential(
    number=NO_NUMBER,
    name="Alexandra Example",
    credentials="PhD",
    license_state="",
    license_number="12345",
    hours=_HOURS,
)


def certificate_picture(project: Project, today: datetime.date, width_px: int) -> bytes:
    """Return the face of a certificate of the first training as a JPEG; it proves nothing.

    Raises CallError where there is no training, ContentError where texts have problems, and
    WorldError.
    """
    ((training, *_), _) = load_checked(project, project.select(())[:1])
    terms = certificate_terms(
        _sample_session(training, today),
        issued=today,
        paper=training.head.paper,
        theme=project.theme(training.head.theme),
    )
    typesetter = CertificateTypesetter(project, terms, training.fallback_fonts, training.phrases)
    (page,) = typesetter.typeset_pages([_SOMEBODY], None)
    file = UnfinishedFile(typesetter.page_template(page.filled).base_page).file(page.page)
    with PdfPages(file) as pages:
        picture = pages.picture_of_width(0, width_px)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


def _sample_session(training: Training, today: datetime.date) -> Session:
    day = SessionDay(date=today)
    head = SessionFile(days=(day,), place=_place(training.provider), hours=_HOURS)
    return Session("-", training, head, Roster("-"), training.fallback_fonts)


def _place(provider: Provider) -> str:
    """Return where the provider is, as far as it is known."""
    return next(reversed(provider.address.split("\n")), "").strip() or provider.name
