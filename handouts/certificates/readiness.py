"""What keeps a whole session from its certificates: another's name, no hours, not over yet."""

import datetime
from collections.abc import Iterator

from handouts.certificates import eligibility
from handouts.content.problem_lines import placed
from handouts.content.provider_check import provider_problems
from handouts.content.session import Session
from handouts.errors import Problem
from handouts.project.layout import Project


def problems(project: Project, session: Session) -> Iterator[Problem]:
    """Yield what must be fixed in provider.yaml and session.yaml before a proof is right."""
    yield from provider_problems(project)
    told = eligibility.unmeasured(session)
    if told:
        yield placed(project, eligibility.session_file(session), ("minimum_hours",), told)


def not_over(project: Project, session: Session, now: datetime.datetime) -> Iterator[Problem]:
    """Yield the one problem of a session that is not over: nobody knows yet who will attend it.

    `now` is local time.
    """
    end = eligibility.over_at(session)
    if now < end:
        days = session.head.days
        last = max(range(len(days)), key=lambda place: days[place].date)
        cause = f"the session is not over before {_told(end)}, and it is {_told(now)} now"
        cure = "Issue the certificates after that; --before-the-end issues them now."
        path = eligibility.session_file(session)
        yield placed(project, path, ("days", last, "date"), (cause, cure))


def remark_on_end(session: Session, now: datetime.datetime) -> Iterator[str]:
    """Yield a remark where a session is not over; `now` is local time."""
    end = eligibility.over_at(session)
    if now < end:
        yield (
            f"The session is not over before {_told(end)}: until then, `handouts certify` issues "
            "nothing without --before-the-end."
        )


def _told(moment: datetime.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
