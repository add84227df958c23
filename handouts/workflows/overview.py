"""How far each training and each session has come, at one look."""

import datetime
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from handouts.certificates.ledger import Ledger
from handouts.errors import ContentError, Problem
from handouts.mail.delivery_log import MAILINGS, DeliveryLog
from handouts.project.layout import Project
from handouts.workflows.inventory import ListedTraining, inventory
from handouts.workflows.load import load_checked_session


@dataclass(frozen=True)
class SessionOverview:
    """How far one session has come."""

    name: str
    """Its folder's name, without its training's."""
    days: tuple[datetime.date, ...] = ()
    """Empty where it cannot be read."""
    place: str = ""
    people: int = 0
    """On the roster, without those who are out."""
    attended: int = 0
    """Of them, as far as the roster says who came."""
    says_who_attended: bool = False
    issued: int = 0
    """Certificates that are valid."""
    mailed_before: int = 0
    """Messages that a server accepted."""
    mailed_after: int = 0
    problems: tuple[Problem, ...] = ()
    """What must be put right in its files before anything can be made of them."""


@dataclass(frozen=True)
class TrainingOverview:
    """One training with its sessions, the next one first."""

    training: ListedTraining
    sessions: tuple[SessionOverview, ...]


def overview(project: Project) -> tuple[TrainingOverview, ...]:
    """Return all trainings, also those with problems. Raises WorldError for a damaged ledger."""
    return tuple(
        TrainingOverview(one, _sorted(session_overview(project, one.name, s) for s in one.sessions))
        for one in inventory(project).trainings
    )


def _sorted(sessions: Iterator[SessionOverview]) -> tuple[SessionOverview, ...]:
    return tuple(sorted(sessions, key=lambda each: (each.days, each.name), reverse=True))


def session_overview(project: Project, training: str, name: str) -> SessionOverview:
    """Return how far one session has come. Raises WorldError for a damaged ledger."""
    issued, before, after = _records(project, f"{training}/{name}")
    try:
        session = load_checked_session(project, training, name)
    except ContentError as error:
        return SessionOverview(
            name,
            issued=issued,
            mailed_before=before,
            mailed_after=after,
            problems=tuple(error.problems),
        )
    return SessionOverview(
        name,
        tuple(day.date for day in session.head.days),
        session.head.place,
        len(session.roster.participants),
        sum(bool(person.attended or person.hours) for person in session.roster.participants),
        session.roster.says_who_attended,
        issued,
        before,
        after,
        session.roster.problems,
    )


def _records(project: Project, session: str) -> tuple[int, int, int]:
    """Return how many certificates are valid, and how many messages were accepted."""
    with closing(Ledger(project.records, reading=True)) as ledger:
        issued = sum(entry.state == "valid" for entry in ledger.entries(session))
        before, after = (
            sum(one.state == "accepted" for one in DeliveryLog(ledger, session, each).mailed())
            for each in MAILINGS
        )
    return issued, before, after
