"""What issuing would do now, looked at before anybody agrees to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from handouts.certificates import proof, readiness
from handouts.certificates.eligibility import Decision
from handouts.certificates.ledger import Ledger
from handouts.certificates.newcomers import Question, questions, standing
from handouts.certificates.options import CertificateOptions
from handouts.certificates.readiness import NotOver
from handouts.errors import Problem
from handouts.project.layout import Project
from handouts.workflows.named_session import session_for


@dataclass(frozen=True)
class IssuePlan:
    """What issuing would do now."""

    due: tuple[Decision, ...]
    """Who would get a certificate now: they are due one and have none. By family name."""
    without: tuple[Decision, ...]
    """Who would get none."""
    problems: tuple[Problem, ...]
    """What is in the way, sorted; those of `questions` are among them."""
    questions: Mapping[Problem, Question]
    """Which newcomers may be people who have left the roster, each by its problem."""
    not_over: NotOver | None
    """Where it is too early, unless the options let certificates be issued before the end."""


def plan_issue(project: Project, name: str, options: CertificateOptions) -> IssuePlan:
    """Return what `issue` would do; nothing is issued.

    Raises CallError, ContentError where training or session cannot be read, and WorldError.
    """
    session = session_for(project, name, options)
    checked = proof.check(project, session, options, every=False)
    with Ledger(project.records, reading=True) as ledger:
        has = standing(session, ledger).by_row
        asked = {one.problem(): one for one in questions(session, checked.due, ledger)}
    return IssuePlan(
        due=tuple(one for one in checked.due if one.participant.row not in has),
        without=checked.without,
        problems=tuple(sorted({*checked.problems, *asked})),
        questions=asked,
        not_over=next(iter(readiness.not_over(session, options.now)), None),
    )
