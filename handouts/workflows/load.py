"""Content as every workflow reads it: looked at by all rooms that know what can be wrong."""

import dataclasses
from collections.abc import Iterable

from handouts import worksheets
from handouts.certificates import ce_rules, session_checks
from handouts.content import load_session
from handouts.content.checks import Checks
from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.content.load_session import Wanted
from handouts.content.session import Session
from handouts.content.training import Training
from handouts.documents import registry
from handouts.packets import contents, timetable
from handouts.project.layout import Project

CHECKS = Checks(
    provider=(ce_rules.check_provider,),
    training=(contents.check,),
    chart=(registry.check_chart_name,),
    worksheets=(worksheets.check,),
    session_file=(ce_rules.check_session, timetable.check),
    session=(session_checks.session_problems,),
)


def load_checked(
    project: Project, names: Iterable[str], wanted: Wanted = (), texts: Texts = NO_TEXTS
) -> tuple[list[Training], list[Session]]:
    """Return trainings and sessions; `wanted` has the names of training and session.

    `texts` are unsaved ones by their paths relative to `content/`, rosters too: they are read
    instead of these files, also where there is no such file yet. Pictures come from the disk.
    Raises ContentError with the problems of all of them, rosters included.
    """
    files = ContentFiles(project, texts)
    trainings, sessions = load_session.load_all(files, names, wanted, CHECKS)
    return trainings, [*map(_with_columns, sessions)]


def load_checked_session(
    project: Project, training: str, name: str, texts: Texts = NO_TEXTS
) -> Session:
    """Return one session, with what is wrong with its roster in the roster.

    `texts` are as in `load_checked`. Raises ContentError with the problems of all else.
    """
    files = ContentFiles(project, texts)
    return _with_columns(load_session.load_session(files, training, name, CHECKS))


def _with_columns(session: Session) -> Session:
    """Return a session that knows which columns the lists of its people are to have."""
    asked = ce_rules.asks_for_licences(session.head.profiles)
    return dataclasses.replace(session, asks_for_licences=asked)
