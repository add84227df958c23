"""Keeping that somebody on a roster is new, and nobody who has left it with a certificate."""

from handouts.certificates.ledger import Ledger
from handouts.certificates.newcomers import settle
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from handouts.workflows.named_session import one_session


def declare_new(project: Project, name: str, person: str) -> None:
    """Keep that a person of a session, by name, e-mail address or ID, is new.

    Raises CallError where nobody or several people are meant, or one who has a certificate;
    ContentError where the session cannot be read; and WorldError.
    """
    session = load_checked_session(project, *one_session(project, name))
    with Ledger(project.records) as ledger, ledger.exclusive_lock():
        settle(session, [person], ledger)
