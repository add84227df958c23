"""Issuing a certificate again, corrected, in the place of another."""

import dataclasses

from handouts.certificates import change
from handouts.certificates.change import Correction
from handouts.certificates.issue import Issued
from handouts.certificates.options import CertificateOptions
from handouts.project.layout import Project
from handouts.workflows.named_session import certificate_number, session_for


def reissue(project: Project, name: str, options: CertificateOptions, of: Correction) -> Issued:
    """Issue a certificate as the roster says now; the one before is void from then on.

    Raises CallError, OwnerUnknownError where the person has to be named, ContentError and
    WorldError.
    """
    session = session_for(project, name, options)
    number = certificate_number(of.number)
    return change.reissue(project, session, options, dataclasses.replace(of, number=number))
