"""Sessions and certificates by their names, as a person gives them."""

from handouts.certificates.options import CertificateOptions
from handouts.certificates.serial_numbers import read_number
from handouts.content.session import Session
from handouts.documents.editions import PAPERS
from handouts.errors import CallError
from handouts.messages import message
from handouts.project.layout import Project, choose
from handouts.workflows.load import load_checked_session


def one_session(project: Project, name: str) -> tuple[str, str]:
    """Return training and session of a name as it is typed. Raises CallError."""
    read = project.name(name)
    if "/" not in read:
        raise CallError(message("project.name-a-session", training=read))
    (found,) = project.select_sessions([read])
    return found


def session_for(project: Project, name: str, options: CertificateOptions) -> Session:
    """Return a session with what is wrong with its roster, for paper and theme that there are.

    Raises CallError, and ContentError where training or session cannot be read.
    """
    if options.paper:
        choose(options.paper, PAPERS, "paper")
    if options.theme:
        choose(options.theme, project.themes(), "theme")
    return load_checked_session(project, *one_session(project, name))


def certificate_number(given: str) -> str:
    """Return the number of a certificate as the ledger has it. Raises CallError."""
    number = read_number(given)
    if number is None:
        raise CallError(message("certificates.not-a-number", given=given))
    return number
