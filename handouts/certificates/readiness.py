"""What keeps a whole session from its certificates: another's name, no hours, not over yet."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.certificates import session_checks
from handouts.content.problem_lines import placed
from handouts.content.provider_check import provider_problems
from handouts.content.session import Session
from handouts.errors import Problem
from handouts.messages import message
from handouts.project.layout import Project


def problems(project: Project, session: Session) -> Iterator[Problem]:
    """Yield what must be fixed in provider.yaml and session.yaml before a proof is right."""
    yield from provider_problems(project)
    found = session_checks.unmeasured(session)
    if found:
        yield placed(project, session_checks.session_file(session), ("minimum_hours",), found)


@dataclass(frozen=True)
class NotOver:
    """A session is not over, and nobody knows yet who will attend it."""

    end: datetime.datetime
    """Local time."""
    now: datetime.datetime
    """Local time."""

    def __str__(self) -> str:
        return f"The session is not over before {minute(self.end)}."

    def problem(self, project: Project, session: Session) -> Problem:
        """Return what is in the way of issuing now."""
        days = session.head.days
        last = max(range(len(days)), key=lambda place: days[place].date)
        wrong = message("certificates.not-over", end=minute(self.end), now=minute(self.now))
        path = session_checks.session_file(session)
        return placed(project, path, ("days", last, "date"), wrong)


def not_over(session: Session, now: datetime.datetime) -> Iterator[NotOver]:
    """Yield that a session is not over, where it is so; `now` is local time."""
    end = session_checks.over_at(session)
    if now < end:
        yield NotOver(end, now)


def minute(moment: datetime.datetime) -> str:
    """Return a moment as it is written in messages: `2026-11-14 16:30`."""
    return f"{moment:%Y-%m-%d %H:%M}"
