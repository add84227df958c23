"""Looking at everything before certificates are issued."""

from dataclasses import dataclass

from handouts.certificates.eligibility import Decision
from handouts.certificates.newcomers import Question, open_questions
from handouts.certificates.options import CertificateOptions
from handouts.certificates.proof import Proved, check
from handouts.certificates.proof_file import Explain, how, write_proof
from handouts.certificates.readiness import NotOver
from handouts.errors import Problem
from handouts.project.layout import Project
from handouts.workflows.named_session import session_for


@dataclass(frozen=True)
class Proof:
    """What a proof came to."""

    path: str
    """Of proof.pdf, relative to the project."""
    due: tuple[tuple[Decision, str], ...]
    """Who would get a certificate, each with how the name is typeset."""
    without: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    """What is in the way of issuing, sorted; those of `questions` are among them."""
    remarks: tuple[Problem | NotOver, ...]
    questions: dict[Problem, Question]
    """Which newcomers may be people who have left the roster, each by its problem."""


def proof(
    project: Project, name: str, options: CertificateOptions, explain: Explain = str
) -> Proof:
    """Check all that certificates would say, and write `proof.pdf`, which shows it.

    `name` is that of training and session. `explain` puts what to do about a question or a remark
    for the readers of the page. Raises CallError, ContentError where training or session cannot be
    read, and WorldError.
    """
    session = session_for(project, name, options)
    checked = check(project, session, options)
    questions = {one.problem(): one for one in open_questions(project, session, checked.due)}
    proved = Proved(session, checked, questions)
    path = write_proof(project, options, proved, explain)
    return Proof(
        path=project.relative(path),
        due=tuple((d, how(checked.settings.get(d.participant.row))) for d in checked.due),
        without=checked.without,
        problems=proved.problems,
        remarks=checked.remarks,
        questions=questions,
    )
