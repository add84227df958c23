"""Newcomers to a roster, and the certificates of people who have left it: who is the same person.

A corrected name and a married name look like one person who went and another who came. Only the
trainer knows, so nobody of the session gets a certificate until it is decided for each newcomer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from handouts.certificates.eligibility import Decision
from handouts.certificates.identity import Matched, folded, identity, matched, may_be
from handouts.certificates.ledger import Ledger, LedgerEntry
from handouts.certificates.readiness import NotOver
from handouts.content.roster import Participant
from handouts.content.roster.names import folded as letters
from handouts.content.session import Session
from handouts.errors import CallError, ContentError, Problem
from handouts.messages import Message, message, texts
from handouts.project.layout import Project

_LISTED = 5
"""Certificates that a problem names; more are counted."""


@dataclass(frozen=True)
class Question:
    """Whether somebody new on the roster is one of those who have left it with a certificate."""

    session: str
    """Training and session."""
    roster: str
    """The roster's path, relative to the project."""
    newcomer: Participant
    called: str
    """What identifies the newcomer on the roster: the name, the address or the ID."""
    leavers: tuple[LedgerEntry, ...]
    """The valid certificates of those who have left, the likeliest first."""

    def __str__(self) -> str:
        return texts().fix(_gone(self.newcomer.name, self.leavers))

    def problem(self) -> Problem:
        """Return what is in the way of issuing until the question is answered."""
        gone = _gone(self.newcomer.name, self.leavers)
        return Problem(self.roster, self.newcomer.row, gone)


class OpenQuestionsError(ContentError):
    """The caller has to decide something first: who somebody is, or whether it is too early.

    `questions` has each question by its problem; there may be other problems too.
    """

    def __init__(
        self, questions: Mapping[Problem, Question | NotOver], others: Iterable[Problem] = ()
    ) -> None:
        super().__init__([*questions, *others])
        self.questions = questions


def questions(session: Session, due: Iterable[Decision], ledger: Ledger) -> tuple[Question, ...]:
    """Return what has to be decided before anybody of a session gets a certificate.

    There is a question for each person who is due a certificate and has none, where a valid one
    is of somebody who is not on the roster any longer. It is settled by reissuing that one to the
    person, by `settle`, or by declaring it void. No likeness of names answers it, because a name
    may change altogether; two different IDs do. A void certificate raises none: of that person
    and the newcomer only one can have a valid one.
    """
    found = standing(session, ledger)
    newcomers = settled(ledger, session.path)
    asked = []
    for decision in due:
        person = decision.participant
        if person.row in found.by_row or identity(person) in newcomers:
            continue
        leavers = [e for e in found.left if e.state == "valid" and may_be(person, e)]
        if leavers:
            leavers.sort(key=lambda entry: -_likeness(person, entry))
            names = (session.path, session.roster.path)
            asked.append(Question(*names, person, called(session, person), tuple(leavers)))
    return tuple(asked)


def open_questions(
    project: Project, session: Session, due: Iterable[Decision]
) -> tuple[Question, ...]:
    """Return the questions of a session as `questions` does; where there is no ledger, none."""
    with Ledger(project.records, reading=True) as ledger:
        return questions(session, due, ledger)


def standing(session: Session, ledger: Ledger) -> Matched:
    """Return who on the roster has which certificate, as `matched` finds it."""
    entries = ledger.entries(session.path)
    return matched(session.roster.participants, entries, settled(ledger, session.path))


def settled(ledger: Ledger, session: str) -> frozenset[str]:
    """Return the people, as `identity` returns them, who were declared to be new."""
    rows = ledger.rows("SELECT person FROM newcomers WHERE session = ?", session)
    return frozenset(row["person"] for row in rows)


def settle(session: Session, names: Iterable[str], ledger: Ledger) -> None:
    """Keep that people of the roster are nobody who had a certificate before.

    It holds from then on, as long as nothing of name, address and ID changes. Raises CallError,
    and keeps nothing, where a name is nobody's or several people's or where somebody with this
    very name and address has a certificate.
    """
    people = [whom(session.roster.participants, name) for name in names]
    if not people:
        return
    known = settled(ledger, session.path)
    by_row = matched(people, ledger.entries(session.path), map(identity, people)).by_row
    for person in people:
        if person.row in by_row and identity(person) not in known:
            number = by_row[person.row].number
            what = message("certificates.not-new", name=person.name, number=number)
            raise CallError(what)
    with ledger.change() as database:
        rows = [(session.path, identity(person)) for person in people]
        database.executemany("INSERT OR IGNORE INTO newcomers VALUES (?, ?)", rows)


def whom(people: Iterable[Participant], given: str) -> Participant:
    """Return the one person with this name, e-mail address or ID. Raises CallError."""
    everybody = list(people) if given.strip() else []
    for sign in ("name", "email", "id"):
        found = [one for one in everybody if folded(getattr(one, sign)) == folded(given)]
        if len(found) == 1:
            return found[0]
        if found:
            raise CallError(message("certificates.several-called", count=len(found), given=given))
    raise CallError(message("certificates.nobody-called", given=given))


def called(session: Session, person: Participant) -> str:
    """Return what identifies a person on the roster: name, address, or ID."""
    everybody = session.roster.participants
    namesakes = [one for one in everybody if folded(one.name) == folded(person.name)]
    if len(namesakes) == 1:
        return person.name
    neighbours = [one for one in everybody if one.email.casefold() == person.email.casefold()]
    return person.email if person.email and len(neighbours) == 1 else person.id or person.name


def _likeness(person: Participant, entry: LedgerEntry) -> float:
    """Return how likely a certificate is to be a person's: names, and one for the same address."""
    same_address = bool(person.email) and person.email.casefold() == entry.email.casefold()
    one, other = letters(person.name), letters(entry.award.name)
    ratios = (
        SequenceMatcher(None, first, second).ratio()
        for first, second in ((one, other), (_in_order(one), _in_order(other)))
    )
    return same_address + max(ratios)


def _in_order(name: str) -> str:
    return " ".join(sorted(name.split()))


def _gone(newcomer: str, leavers: Sequence[LedgerEntry]) -> Message:
    named = tuple(f"{entry.award.name} ({entry.number})" for entry in leavers[:_LISTED])
    if len(leavers) == 1:
        return message("certificates.newcomer-and-leaver", name=newcomer, leaver=named[0])
    count, more = len(leavers), len(leavers) - len(named)
    if more:
        return message(
            "certificates.newcomer-and-many-leavers",
            name=newcomer,
            count=count,
            leavers=named,
            more=more,
        )
    return message("certificates.newcomer-and-leavers", name=newcomer, count=count, leavers=named)
