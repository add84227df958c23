"""Pictures of certificates for sharing: of a whole session as files, or of one."""

from handouts.builds.progress import OnProgress, unheard
from handouts.builds.worker_pool import Workers
from handouts.certificates.files import folder_of
from handouts.certificates.ledger import Ledger
from handouts.certificates.share_picture import face_picture, write_pictures
from handouts.errors import CallError
from handouts.messages import message
from handouts.project.atomic_files import is_in_place
from handouts.project.layout import Project
from handouts.workflows.named_session import one_session


def share_pictures(
    project: Project, name: str, workers: Workers, on_progress: OnProgress = unheard
) -> str:
    """Make a PNG of each valid certificate of a session; return their folder, from the project.

    Raises CallError and WorldError.
    """
    session = "/".join(one_session(project, name))
    return project.relative(write_pictures(project, session, workers, on_progress))


def share_picture(project: Project, name: str, number: str) -> bytes:
    """Return the PNG of one certificate, from its file.

    Raises CallError where there is no such certificate, or its file is missing.
    """
    with Ledger(project.records, reading=True) as ledger:
        entry = ledger.entry(number)
    file = folder_of(project, "/".join(one_session(project, name))) / "certificates" / entry.file
    if entry.state != "valid" or not is_in_place(file, inside=project.root) or not file.is_file():
        raise CallError(message("certificates.no-file-to-show", number=number))
    return face_picture(file)
