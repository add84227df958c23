"""What the commands about certificates do, from what was asked to what is told."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handouts.certificates import issue, register_csv
from handouts.certificates.eligibility import Decision
from handouts.certificates.issue import Follow, Issued
from handouts.certificates.ledger import Entry
from handouts.certificates.newcomers import as_data, open_questions, problems
from handouts.certificates.proof import Wish, check, how, write_proof
from handouts.certificates.serial_numbers import read_number
from handouts.content.session import Session
from handouts.documents.editions import PAPERS
from handouts.errors import CallError, Problem
from handouts.project.layout import Project, choose
from handouts.workflows.load import load_checked_session


@dataclass(frozen=True)
class Proved:
    """What a proof came to."""

    path: str
    """Of proof.pdf, relative to the project."""
    due: tuple[tuple[Decision, str], ...]
    """Who would get a certificate, each with how the name is set."""
    without: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    questions: tuple[Mapping[str, Any], ...] = ()
    """Which newcomers may be people who have left the roster, as data."""


@dataclass(frozen=True)
class Exported:
    """A register that was written."""

    path: str
    rows: int


def prove(project: Project, name: str, now: datetime.datetime, wanted: Mapping[str, Any]) -> Proved:
    """Look at everything before certificates are issued, and write `proof.pdf`.

    `now` is local time. Raises CallError, ContentError where training or session cannot be read,
    and WorldError.
    """
    wish = _wish(project, now, wanted)
    session = _session(project, name)
    checked = check(project, session, wish)
    asked = open_questions(project, session, checked.due)
    told = {*checked.problems, *problems(session, asked)}
    checked = dataclasses.replace(checked, problems=tuple(sorted(told)))
    path = write_proof(project, session, wish, checked)
    due = tuple((d, how(checked.settings.get(d.participant.row))) for d in checked.due)
    return Proved(
        path=project.relative(path),
        due=due,
        without=checked.without,
        problems=checked.problems,
        remarks=checked.remarks,
        questions=tuple(as_data(session, asked)),
    )


def certify(
    project: Project, name: str, now: datetime.datetime, wanted: Mapping[str, Any], follow: Follow
) -> Issued | Entry | Exported:
    """Issue, reissue, void or export, as is wanted; `now` is local time.

    Raises CallError, ContentError, WorldError.
    """
    chosen = [option for option in ("reissue", "void", "export") if wanted[option]]
    if len(chosen) > 1:
        raise CallError(f"--{chosen[0]} and --{chosen[1]} cannot be done at once.")
    for option, needed in (("name", "reissue"), ("why", "void")):
        if wanted[option] and needed not in chosen:
            raise CallError(f"--{option} belongs to --{needed}.")
    if wanted.get("new") and chosen:
        raise CallError(f"--new and --{chosen[0]} cannot be done at once.")
    if wanted["export"]:
        return Exported(*register_csv.export(project, "/".join(one_session(project, name))))
    if wanted["void"]:
        session = "/".join(one_session(project, name))
        return issue.void(project, session, _number(wanted["void"]), wanted["why"], now.date())
    wish = _wish(project, now, wanted)
    session_read = _session(project, name)
    if wanted["reissue"]:
        number = _number(wanted["reissue"])
        return issue.reissue(project, session_read, wish, number, wanted["name"])
    return issue.certify(project, session_read, wish, follow)


def _number(given: str) -> str:
    number = read_number(given)
    if number is None:
        raise CallError(
            f'"{given}" is not the number of a certificate: twelve letters and digits, the last '
            "of which checks the others."
        )
    return number


def _wish(project: Project, now: datetime.datetime, wanted: Mapping[str, Any]) -> Wish:
    """Return how certificates are to be issued; what is not wanted is as it is by default."""
    if wanted["paper"]:
        choose(wanted["paper"], PAPERS, "paper")
    if wanted["theme"]:
        choose(wanted["theme"], project.themes(), "theme")
    fields = {field.name for field in dataclasses.fields(Wish)}
    chosen = {key: value for key, value in wanted.items() if key in fields}
    return Wish(now, newcomers=wanted.get("new", ()), **chosen)


def one_session(project: Project, name: str) -> tuple[str, str]:
    """Return training and session of a name as it is typed. Raises CallError."""
    read = project.name(name)
    if "/" not in read:
        raise CallError(f'Write training and session: "{read}/…". `handouts list` names them.')
    (found,) = project.select_sessions([read])
    return found


def _session(project: Project, name: str) -> Session:
    return load_checked_session(project, *one_session(project, name))
