"""Session files → models: what a session is, who is on its roster, and what is wrong with both."""

from collections.abc import Iterable, Sequence

from handouts import roster, source
from handouts.certificates import credit, profiles
from handouts.errors import ContentError, Problem
from handouts.load import fallback_fonts, load, read_yaml
from handouts.models import Training
from handouts.project import Project
from handouts.sessions import Session, SessionFile
from handouts.source import Source

SESSION_FILE = "session.yaml"


def load_sessions(project: Project, wanted: Iterable[tuple[str, str]]) -> list[Session]:
    """Return sessions; `wanted` are the names of training and session.

    Raises ContentError with the problems of all of them, of their trainings and their rosters.
    """
    sessions, problems = read_sessions(project, wanted)
    problems += [problem for session in sessions for problem in session.roster.problems]
    if problems:
        raise ContentError(problems)
    return sessions


def read_sessions(
    project: Project, wanted: Iterable[tuple[str, str]]
) -> tuple[list[Session], list[Problem]]:
    """Return sessions and what is wrong with their own files; rosters tell their own problems.

    Raises ContentError where something is wrong with a training.
    """
    chosen = list(wanted)
    names = dict.fromkeys(training for training, _ in chosen)
    trainings = {training.name: training for training in load(project, names)} if names else {}
    sessions, problems = [], []
    for name, session in chosen:
        file = source.opened(project, f"{name}/sessions/{session}/{SESSION_FILE}")
        head, families = _head(file)
        problems += file.problems
        if head is not None:
            people = roster.read(project, f"{name}/sessions/{session}")
            read = _session(session, trainings[name], head, people, families)
            problems += credit.session_problems(read)
            sessions.append(read)
    return sessions, problems


def _session(
    name: str, training: Training, head: SessionFile, people: roster.Roster, families: Sequence[str]
) -> Session:
    fallback = (*training.fallback_fonts, *families, *people.fallback_fonts)
    return Session(name, training, head, people, tuple(dict.fromkeys(fallback)))


def _head(file: Source) -> tuple[SessionFile | None, list[str]]:
    head = read_yaml(file, SessionFile)
    file.check_characters()
    for place, cause, cure in profiles.unknown(head.profiles if head else ()):
        file.complain(file.tree.line(("profiles", place)), cause, cure)
    families = fallback_fonts([file])
    return (None if file.problems else head), families
