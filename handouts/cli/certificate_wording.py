"""What to type: questions and remarks about certificates in the words of the command line."""

import dataclasses
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from handouts.errors import CallError, ContentError, HandoutsError, Problem
from handouts.messages import message

if TYPE_CHECKING:
    from handouts.certificates.comparison import Difference
    from handouts.certificates.newcomers import Question
    from handouts.certificates.readiness import NotOver

_DIFFERENCES = {
    "not-due": "If it was wrong: --void {number} --why …",
    "left": "If that was wrong: --void {number} --why …",
    "name": (
        "If the certificate is wrong: --reissue {number}. If this is somebody else: --new {called}"
    ),
    "field": "If the certificate is wrong: --reissue {number}",
    "address": "If this is somebody else: --new {called}",
}
"""What to type about a difference, by its kind."""


def explained(what: "Question | Difference | NotOver | Problem") -> str:
    """Return what to do about a question, or a remark whole."""
    from handouts.certificates.comparison import Difference  # noqa: PLC0415
    from handouts.certificates.newcomers import Question  # noqa: PLC0415
    from handouts.certificates.readiness import NotOver, minute  # noqa: PLC0415

    match what:
        case Question():
            return (
                f"Is it the same person under another name? {_same_person(what)}\n"
                f"Is it somebody else? {_somebody_else(what)}"
            )
        case Difference():
            advice = _DIFFERENCES[what.kind]
            return f"{what.sentence}. " + advice.format(
                number=what.number, called=_typed(what.called)
            )
        case NotOver():
            return (
                f"The session is not over before {minute(what.end)}: until then, `handouts "
                "certify` issues nothing without --before-the-end."
            )
        case Problem():
            place = f"{what.path}:{what.line}" if what.line else what.path
            return f"{place}: {what.message}"


def explained_problems(
    problems: Iterable[Problem], questions: "Mapping[Problem, Question | NotOver]"
) -> list[Problem]:
    """Return problems; those that a question stands behind say what to type for each answer."""
    return [
        dataclasses.replace(
            one,
            message=message("certificates.asked", problem=one.message, fix=_fix(questions[one])),
        )
        if one in questions
        else one
        for one in problems
    ]


def _fix(question: "Question | NotOver") -> str:
    from handouts.certificates.readiness import NotOver  # noqa: PLC0415

    if isinstance(question, NotOver):
        return "Issue the certificates after that; --before-the-end issues them now."
    return explained(question)


@contextmanager
def naming_options() -> Iterator[None]:
    """Let errors of the workflows say which option answers them."""
    try:
        yield
    except HandoutsError as error:
        worded = _worded(error)
        if worded is error:
            raise
        raise worded from error


def _worded(error: HandoutsError) -> HandoutsError:
    from handouts.certificates.change import OwnerUnknownError, ReasonMissingError  # noqa: PLC0415
    from handouts.certificates.newcomers import OpenQuestionsError, Question  # noqa: PLC0415
    from handouts.certificates.verify import NoKeyError  # noqa: PLC0415

    match error:
        case OpenQuestionsError():
            worded = ContentError(explained_problems(error.problems, error.questions))
            asked = [one for one in error.questions.values() if isinstance(one, Question)]
            worded.details = {"questions": as_data(asked)} if asked else {}
            return worded
        case OwnerUnknownError():
            return CallError(f'{str(error).removesuffix(".")}: --name "…".')
        case ReasonMissingError():
            return CallError("Say why with --why; it is kept in the register.")
        case NoKeyError():
            return CallError(
                f"{error} Give the provider's public key with --public-key; the page that verifies "
                "shows it."
            )
    return error


def as_data(questions: "Iterable[Question]") -> list[dict[str, Any]]:
    """Return questions with the commands that answer them, for JSON."""
    return [
        {
            "row": question.newcomer.row,
            "name": question.newcomer.name,
            "email": question.newcomer.email,
            "somebody_else": _somebody_else(question),
            "leavers": [
                {
                    "number": entry.number,
                    "name": entry.award.name,
                    "issued": entry.issued,
                    "same_person": _same_person(question, entry.number),
                }
                for entry in question.leavers
            ],
        }
        for question in questions
    ]


def _same_person(question: "Question", number: str = "") -> str:
    """Return what to type where the newcomer has a certificate, the likeliest or that `number`."""
    of = number or question.leavers[0].number
    return f"handouts certify {question.session} --reissue {of} --name {_typed(question.called)}"


def _somebody_else(question: "Question") -> str:
    """Return what to type where the newcomer is none of those who have left."""
    return f"handouts certify {question.session} --new {_typed(question.called)}"


def _typed(name: str) -> str:
    """Return a name as it is typed on a command line, in marks that most shells take."""
    return shlex.quote(name) if set(name) & set('"$`\\!%') else f'"{name}"'
