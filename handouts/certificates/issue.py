"""The flow of issuing: who is due → awards → pages → the ledger → files."""

import dataclasses
import datetime
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.builds import manifest
from handouts.builds.worker_pool import spread
from handouts.certificates import eligibility, proof, readiness, serial_numbers
from handouts.certificates.certificate import Award
from handouts.certificates.comparison import differences, voided
from handouts.certificates.eligibility import Decision
from handouts.certificates.files import folder_of, write_files
from handouts.certificates.identity import Matched, folded, identity
from handouts.certificates.ledger import DamagedError, Entry, Ledger, New
from handouts.certificates.newcomers import (
    OpenQuestionsError,
    questions,
    settle,
    standing,
    whom,
)
from handouts.certificates.pairing import signing_key
from handouts.certificates.proof import Checked, Wish
from handouts.certificates.verify_site import publish
from handouts.content.roster import Participant
from handouts.content.roster.names import folded as letters
from handouts.content.session import Session
from handouts.errors import CallError, ContentError
from handouts.project.layout import Project
from handouts.text import filenames
from handouts.typesetting.variable_data.compact_file import own_part
from handouts.typesetting.variable_data.pdf_objects import Page
from handouts.typesetting.variable_data.single_file import Blank

Follow = Callable[[int, Iterable[Any]], Iterable[Any]]
"""Lets a command show progress: how many are to be issued, and as many things as it passes on."""


@dataclass(frozen=True)
class Issued:
    """What a run came to."""

    folder: Path
    certificates: tuple[Entry, ...]
    """All that are valid, by family name."""
    new: frozenset[str]
    """The numbers of those that this run issued."""
    made_again: int
    """Files that were missing or damaged."""
    without: tuple[Decision, ...]
    """Who gets none, and why."""
    remarks: tuple[str, ...]
    """What should be looked at."""


def certify(
    project: Project, session: Session, wish: Wish, follow: Follow = lambda _, done: done
) -> Issued:
    """Issue what is missing, make missing files again, and return all certificates of a session.

    Raises ContentError with all that must be mended first, OpenQuestionsError where it has to be
    said who somebody is, CallError for `wish.newcomers` who are none, and WorldError. What was
    issued before that stays issued.
    """
    checked = _ready(project, session, wish)
    with Ledger(project.records) as ledger, ledger.alone():
        if ledger.damages(session.path):  # who has one that is damaged would get a second
            damages = write_files(project, ledger, session.path).damages
            publish(project, ledger)
            raise DamagedError(damages, " Nothing new was issued; all other files are there.")
        settle(session, wish.newcomers, ledger)
        asked = questions(session, checked.due, ledger)
        if asked:
            raise OpenQuestionsError(session, asked)
        batch = _Batch(project, ledger, session, checked)
        new = _issue_missing(batch, wish, follow)
        return _finished(project, ledger, session, checked, new)


def _ready(project: Project, session: Session, wish: Wish) -> Checked:
    """Return what was found, where nothing is in the way of issuing. Raises ContentError."""
    checked = proof.check(project, session, wish, every=False)
    problems = list(checked.problems)
    if not wish.before_the_end:
        problems += readiness.not_over(project, session, wish.now)
    if problems:
        raise ContentError(problems)
    return checked


def _issue_missing(batch: "_Batch", wish: Wish, follow: Follow) -> list[str]:
    """Issue certificates to all who are due one and have none, and return their numbers."""
    due = batch.due()
    decisions = dict(zip(_numbers(batch.ledger, len(due)), due, strict=True))
    awards = [eligibility.award(decision, number) for number, decision in decisions.items()]
    people = {number: decision.participant for number, decision in decisions.items()}
    if awards:
        batch.keep_stocks(awards)
        size = min(wish.at_once, -(-len(awards) // (os.cpu_count() or 1)))
        parts = [awards[n : n + size] for n in range(0, len(awards), size)]
        for made in follow(len(awards), spread(batch.make, parts, wish.jobs)):
            batch.ledger.issue(batch.entered(made, people))
    return list(decisions)


def reissue(project: Project, session: Session, wish: Wish, number: str, name: str = "") -> Issued:
    """Issue a certificate in the place of another, as the roster says now.

    `name` tells the person where the roster's row cannot be recognised any longer: it is the name,
    the e-mail address or the ID that the roster has now. Raises CallError where the number or the
    person is not there, ContentError, WorldError.
    """
    checked = _ready(project, session, wish)
    with Ledger(project.records) as ledger, ledger.alone():
        old = _to_be_changed(ledger, session.path, number)
        decision = _owner(session, checked, old, (standing(session, ledger), name))
        (fresh,) = _numbers(ledger, 1)
        award = dataclasses.replace(eligibility.award(decision, fresh), replaces=old.number)
        batch = _Batch(project, ledger, session, checked)
        batch.keep_stocks([award])
        (new,) = batch.entered(batch.make([award]), {fresh: decision.participant})
        ledger.replace(old.number, new, wish.today.isoformat())
        return _finished(project, ledger, session, checked, [fresh])


def void(project: Project, session: str, number: str, why: str, today: datetime.date) -> Entry:
    """Declare a certificate void and take its file away. Raises CallError, WorldError."""
    with Ledger(project.records) as ledger, ledger.alone():
        entry = _to_be_changed(ledger, session, number)
        if entry.state != "valid":
            raise CallError(f"The certificate {number} is {entry.state} already.")
        if not why.strip():
            raise CallError("Say why with --why; it is kept in the register.")
        ledger.void(number, " ".join(why.split()), today.isoformat())
        write_files(project, ledger, entry.session)
        publish(project, ledger)
        return ledger.entry(number)


def _to_be_changed(ledger: Ledger, session: str, number: str) -> Entry:
    old = ledger.entry(number)
    if old.session != session:
        raise CallError(f"The certificate {number} is of {old.session}, not of {session}.")
    if old.state == "replaced":
        raise CallError(f"The certificate {number} is replaced already, by {old.replaced_by}.")
    return old


def _owner(session: Session, checked: Checked, old: Entry, told: tuple[Matched, str]) -> Decision:
    """Return who gets a certificate in the place of an old one. Raises CallError.

    `told` is who has which certificate, and how the person was named on the command line, if so.
    """
    found, name = told
    rows = [row for row, entry in found.by_row.items() if entry.number == old.number]
    if name:
        row = whom(session.roster.participants, name).row
    elif rows:
        (row,) = rows
    else:
        raise CallError(
            f"Nobody on the roster who is due a certificate can be recognised as {old.award.name}. "
            'Say who it is, as the roster spells the name now: --name "…".'
        )
    other = found.by_row.get(row, old)
    if other.number != old.number and other.state == "valid":
        raise CallError(f"{other.award.name} has another certificate already, {other.number}.")
    due = {decision.participant.row: decision for decision in (*checked.due, *checked.without)}
    if due[row].hours is None:
        raise CallError(f"{due[row].participant.name} is due no certificate: {due[row].reason}.")
    for place in rows:
        owner = due[place].participant
        if place != row and folded(owner.name) == folded(old.award.name):
            raise CallError(
                f"The certificate {old.number} is that of {owner.name} in row {place} of the "
                f"roster, who is somebody else than {due[row].participant.name}."
            )
    return due[row]


def _numbers(ledger: Ledger, count: int) -> list[str]:
    """Return numbers that no certificate has."""
    taken = {entry.number for entry in ledger.entries()} if count else set()
    fresh: dict[str, None] = {}
    while len(fresh) < count:
        number = serial_numbers.new_number()
        if number not in taken:
            fresh[number] = None
    return list(fresh)


@dataclass(frozen=True)
class _Made:
    """One certificate on its way into the ledger."""

    award: Award
    page: Page
    stock: str
    sha256: str
    kept: bytes
    """What the ledger keeps of its file."""


class _Batch:
    """The people of one run."""

    def __init__(
        self, project: Project, ledger: Ledger, session: Session, checked: Checked
    ) -> None:
        self.ledger = ledger
        self._session = session
        self._due = checked.due
        self._typesetter = checked.typesetter
        self._key = signing_key(project.records, ledger)
        self._expected = checked.expected
        self._blanks: dict[str, Blank] = {}
        self._stocks: dict[frozenset[str], str] = {}

    def due(self) -> list[Decision]:
        """Return who is due a certificate and has none, not even a void one."""
        found = standing(self._session, self.ledger).by_row
        return [decision for decision in self._due if decision.participant.row not in found]

    def keep_stocks(self, awards: Iterable[Award]) -> None:
        """Set the page once for each set of fields that these people have, and keep it."""
        for filled in dict.fromkeys(map(self._typesetter.filled, awards)):
            made = self._typesetter.face(filled).stock
            blank = Blank(made)
            name = self.ledger.keep_stock(self._typesetter.occasion, made.packed(), blank.base)
            self._stocks[filled], self._blanks[name] = name, blank

    def make(self, awards: Sequence[Award]) -> list[_Made]:
        """Set the certificates of some people, and read the first of them back."""
        made: list[_Made] = []
        for page in self._typesetter.set_pages(awards, self._key):
            stock = self._stocks[page.filled]
            blank = self._blanks[stock]
            file = blank.file(page.page)
            if not made:
                proof.read_back(file, page.award, self._expected)
            kept = blank.base.kept(file, own_part(page.page.link, page.page.personal.packed()))
            made.append(_Made(page.award, page.page, stock, manifest.digest(file), kept))
        return made

    def entered(self, made: Iterable[_Made], people: Mapping[str, Participant]) -> list[New]:
        """Return what is to be entered into the ledger; `people` are by their numbers."""
        return [
            New(
                Entry(
                    session=self._session.path,
                    person=identity(people[one.award.number]),
                    email=people[one.award.number].email,
                    award=one.award,
                    stock=one.stock,
                    file=f"{filenames.stem(one.award.name)}-{one.award.number}.pdf",
                    sha256=one.sha256,
                    issued=self._typesetter.occasion.issued,
                ),
                _sorted_by(people[one.award.number]),
                one.page,
                one.kept,
            )
            for one in made
        ]


def _sorted_by(person: Participant) -> str:
    return "\x1f".join((letters(person.family), letters(person.name), person.name))


def _finished(
    project: Project, ledger: Ledger, session: Session, checked: Checked, new: Iterable[str]
) -> Issued:
    """Bring the files up to date, and return what the run came to."""
    files = write_files(project, ledger, session.path)
    publish(project, ledger)
    if files.damages:
        raise DamagedError(files.damages, " All other files are there.")
    entries = list(ledger.entries(session.path))
    found = standing(session, ledger)
    without = [*checked.without, *voided(checked, found)]
    fresh = frozenset(new)
    return Issued(
        folder=folder_of(project, session.path),
        certificates=tuple(entry for entry in entries if entry.state == "valid"),
        new=fresh,
        made_again=len(files.made - fresh),
        without=tuple(without),
        remarks=(*checked.remarks, *differences(checked, found)),
    )
