"""Many certificates of one run: typeset, read back, and ready to be entered into the ledger."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.builds import manifest
from handouts.certificates.certificate import Credential
from handouts.certificates.eligibility import Decision
from handouts.certificates.identity import identity
from handouts.certificates.ledger import Ledger, LedgerEntry, New
from handouts.certificates.newcomers import standing
from handouts.certificates.pairing import signing_key
from handouts.certificates.proof import CheckedSession
from handouts.content.roster import Participant
from handouts.content.roster.names import folded as letters
from handouts.content.session import Session
from handouts.errors import PreflightError
from handouts.project.layout import Project
from handouts.text import filenames
from handouts.typesetting import preflight
from handouts.typesetting.expected import Expected
from handouts.typesetting.variable_data.compact_file import own_part
from handouts.typesetting.variable_data.pdf_objects import FinishedPage
from handouts.typesetting.variable_data.single_file import UnfinishedFile


@dataclass(frozen=True)
class NewCertificate:
    """One certificate on its way into the ledger."""

    award: Credential
    page: FinishedPage
    stock: str
    sha256: str
    kept: bytes
    """What the ledger keeps of its file."""


class CertificateBatch:
    """The people of one run."""

    def __init__(
        self, project: Project, ledger: Ledger, session: Session, checked: CheckedSession
    ) -> None:
        self.ledger = ledger
        self._session = session
        self._due = checked.due
        self._typesetter = checked.typesetter
        self._key = signing_key(project.records, ledger)
        self._expected = checked.expected
        self._blanks: dict[str, UnfinishedFile] = {}
        self._stocks: dict[frozenset[str], str] = {}

    def due(self) -> list[Decision]:
        """Return who is due a certificate and has none, not even a void one."""
        found = standing(self._session, self.ledger).by_row
        return [decision for decision in self._due if decision.participant.row not in found]

    def keep_stocks(self, awards: Iterable[Credential]) -> None:
        """Set the page once for each set of fields that these people have, and keep it."""
        for filled in dict.fromkeys(map(self._typesetter.filled, awards)):
            made = self._typesetter.page_template(filled).base_page
            blank = UnfinishedFile(made)
            name = self.ledger.keep_stock(self._typesetter.terms, made.packed(), blank.base)
            self._stocks[filled], self._blanks[name] = name, blank

    def make(self, awards: Sequence[Credential]) -> list[NewCertificate]:
        """Set the certificates of some people, and read the first of them back."""
        made: list[NewCertificate] = []
        for page in self._typesetter.typeset_pages(awards, self._key):
            stock = self._stocks[page.filled]
            blank = self._blanks[stock]
            file = blank.file(page.page)
            if not made:
                _read_back(file, page.award, self._expected)
            kept = blank.base.kept(file, own_part(page.page.link, page.page.layer.packed()))
            made.append(NewCertificate(page.award, page.page, stock, manifest.digest(file), kept))
        return made

    def entered(
        self, made: Iterable[NewCertificate], people: Mapping[str, Participant]
    ) -> list[New]:
        """Return what is to be entered into the ledger; `people` are by their numbers."""
        return [
            New(
                LedgerEntry(
                    session=self._session.path,
                    person=identity(people[one.award.number]),
                    email=people[one.award.number].email,
                    award=one.award,
                    stock=one.stock,
                    file=f"{filenames.stem(one.award.name)}-{one.award.number}.pdf",
                    sha256=one.sha256,
                    issued=self._typesetter.terms.issued,
                ),
                _sorted_by(people[one.award.number]),
                one.page,
                one.kept,
            )
            for one in made
        ]


def _sorted_by(person: Participant) -> str:
    return "\x1f".join((letters(person.family), letters(person.name), person.name))


def _read_back(file: bytes, award: Credential, expected: Expected) -> None:
    """Look at a finished certificate as at every other file. Raises PreflightError."""
    wanted = dataclasses.replace(expected, paragraphs=(award.name,))
    causes = preflight.preflight(file, wanted)
    if causes:
        raise PreflightError(PurePosixPath(f"the certificate of {award.name}"), causes)
