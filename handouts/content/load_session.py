"""Session files → models: what a session is, who is on its roster, and what is wrong with both."""

from collections.abc import Iterable, Mapping

from handouts.content import roster, text_file
from handouts.content.checks import NO_CHECKS, Checks
from handouts.content.content_files import ContentFiles
from handouts.content.load_training import load
from handouts.content.needed_fonts import fallback_fonts
from handouts.content.roster import Roster
from handouts.content.session import Session, SessionFile
from handouts.content.text_file import SourceFile
from handouts.content.training import Training
from handouts.content.yaml_file import read_yaml
from handouts.errors import ContentError, Problem
from handouts.project.layout import SESSION_FILE, session_folder

Wanted = Iterable[tuple[str, str]]
"""The names of training and session."""


def load_all(
    files: ContentFiles, names: Iterable[str], wanted: Wanted, checks: Checks = NO_CHECKS
) -> tuple[list[Training], list[Session]]:
    """Return trainings and sessions.

    Raises ContentError with the problems of all of them, rosters included.
    """
    trainings: list[Training] = []
    problems: list[Problem] = []
    try:
        trainings = load(files.project, names, checks, files.texts)
    except ContentError as error:
        problems += error.problems
    sessions, found = _sessions(files, {t.name: t for t in trainings}, wanted, checks)
    problems += found
    if problems:
        raise ContentError(problems)
    return trainings, sessions


def load_session(
    files: ContentFiles, training: str, name: str, checks: Checks = NO_CHECKS
) -> Session:
    """Return one session, with what is wrong with its roster in the roster.

    Raises ContentError with the problems of all else.
    """
    trainings = {one.name: one for one in load(files.project, [training], checks, files.texts)}
    sessions, problems = _sessions(files, trainings, [(training, name)], checks)
    of_rosters = {problem for session in sessions for problem in session.roster.problems}
    others = [problem for problem in problems if problem not in of_rosters]
    if others:
        raise ContentError(others)
    return sessions[0]


def _sessions(
    files: ContentFiles, trainings: Mapping[str, Training], wanted: Wanted, checks: Checks
) -> tuple[list[Session], list[Problem]]:
    """Return the sessions of trainings that could be read, and what is wrong with all of them."""
    sessions, problems = [], []
    for training, name in wanted:
        folder = session_folder(training, name)
        file = text_file.opened(files.project, f"{folder}/{SESSION_FILE}", files.texts)
        head = _head(file, checks)
        families = fallback_fonts([file])
        people = roster.read(files.project, folder, files.texts)
        problems += [*file.problems, *people.problems]
        if head is not None and training in trainings and not file.problems:
            session = _session(name, trainings[training], head, people, families)
            problems += [problem for check in checks.session for problem in check(session)]
            sessions.append(session)
    return sessions, problems


def _head(file: SourceFile, checks: Checks) -> SessionFile | None:
    head = read_yaml(file, SessionFile)
    file.check_characters()
    if head is not None:
        for check in checks.session_file:
            check(file, head)
    return head


def _session(
    name: str, training: Training, head: SessionFile, people: Roster, families: Iterable[str]
) -> Session:
    fallback = (*training.fallback_fonts, *families, *people.fallback_fonts)
    return Session(name, training, head, people, tuple(dict.fromkeys(fallback)))
