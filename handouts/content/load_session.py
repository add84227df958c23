"""Session files → models: what a session is, who is on its roster, and what is wrong with both."""

from collections.abc import Iterable, Mapping

from handouts.certificates import ce_rules, eligibility
from handouts.content import roster, text_file
from handouts.content.load_training import load, read_yaml
from handouts.content.models import Training
from handouts.content.needed_fonts import fallback_fonts
from handouts.content.roster import Roster
from handouts.content.session import Session, SessionFile
from handouts.content.text_file import Source
from handouts.errors import ContentError, Problem
from handouts.project.layout import Project

Wanted = Iterable[tuple[str, str]]
"""The names of training and session."""


def load_all(
    project: Project, names: Iterable[str], wanted: Wanted
) -> tuple[list[Training], list[Session]]:
    """Return trainings and sessions.

    Raises ContentError with the problems of all of them, rosters included.
    """
    trainings: list[Training] = []
    problems: list[Problem] = []
    try:
        trainings = load(project, names)
    except ContentError as error:
        problems += error.problems
    sessions, complaints = _sessions(project, {t.name: t for t in trainings}, wanted)
    problems += complaints
    if problems:
        raise ContentError(problems)
    return trainings, sessions


def load_session(project: Project, training: str, name: str) -> Session:
    """Return one session, with what is wrong with its roster in the roster.

    Raises ContentError with the problems of all else.
    """
    trainings = {one.name: one for one in load(project, [training])}
    sessions, problems = _sessions(project, trainings, [(training, name)])
    told = {problem for session in sessions for problem in session.roster.problems}
    others = [problem for problem in problems if problem not in told]
    if others:
        raise ContentError(others)
    return sessions[0]


def _sessions(
    project: Project, trainings: Mapping[str, Training], wanted: Wanted
) -> tuple[list[Session], list[Problem]]:
    """Return the sessions of trainings that could be read, and what is wrong with all of them."""
    sessions, problems = [], []
    for training, name in wanted:
        file = text_file.opened(project, f"{training}/sessions/{name}/session.yaml")
        head = _head(file)
        families = fallback_fonts([file])
        people = roster.read(project, f"{training}/sessions/{name}")
        problems += [*file.problems, *people.problems]
        if head is not None and training in trainings and not file.problems:
            session = _session(name, trainings[training], head, people, families)
            problems += eligibility.session_problems(session)
            sessions.append(session)
    return sessions, problems


def _head(file: Source) -> SessionFile | None:
    head = read_yaml(file, SessionFile)
    file.check_characters()
    for place, cause, cure in ce_rules.unknown(head.profiles if head else ()):
        file.complain(file.tree.line(("profiles", place)), cause, cure)
    return head


def _session(
    name: str, training: Training, head: SessionFile, people: Roster, families: Iterable[str]
) -> Session:
    fallback = (*training.fallback_fonts, *families, *people.fallback_fonts)
    return Session(name, training, head, people, tuple(dict.fromkeys(fallback)))
