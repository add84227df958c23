"""Issuing the certificates of a session that are missing."""

from handouts.builds.progress import OnProgress, unheard
from handouts.certificates.issue import Issued, certify
from handouts.certificates.options import CertificateOptions
from handouts.project.layout import Project
from handouts.workflows.named_session import session_for


def issue(
    project: Project, name: str, options: CertificateOptions, on_progress: OnProgress = unheard
) -> Issued:
    """Issue what is missing, make missing files again, and return all certificates of a session.

    Raises CallError, ContentError with all that must be fixed first, OpenQuestionsError where the
    caller has to decide something first, and WorldError. What was issued before that stays.
    """
    return certify(project, session_for(project, name, options), options, on_progress)
