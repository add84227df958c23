"""Declaring a certificate void."""

import dataclasses

from handouts.certificates import change
from handouts.certificates.change import Voiding
from handouts.certificates.ledger import LedgerEntry
from handouts.project.layout import Project
from handouts.workflows.named_session import certificate_number, one_session


def void(project: Project, name: str, of: Voiding) -> LedgerEntry:
    """Declare a certificate of a session void, take its file away, and return its new state.

    Raises CallError, ReasonMissingError where nothing says why, and WorldError.
    """
    session = "/".join(one_session(project, name))
    number = certificate_number(of.number)
    return change.void(project, session, dataclasses.replace(of, number=number))
