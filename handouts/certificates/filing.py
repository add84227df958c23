"""Certificates' files, made from the ledger alone, and the one file of all for the printer."""

from collections.abc import Iterator
from pathlib import Path

from handouts import filenames, manifest
from handouts.certificates.assembly import Blank
from handouts.certificates.ledger import Entry, Ledger
from handouts.certificates.merging import write_merged
from handouts.certificates.objects import Page
from handouts.certificates.stock import Stock
from handouts.errors import WorldError
from handouts.files import is_in_place, remove, sweep, whole, write_whole
from handouts.project import Project


def write_files(project: Project, ledger: Ledger, session: str) -> set[str]:
    """Make what is missing or damaged of a session's files, from the ledger alone.

    Return the numbers of the certificates whose files were made. Files of certificates that are
    not valid any longer are taken away. Raises WorldError.
    """
    folder = folder_of(project, session)
    sweep(folder, inside=project.root)
    count = 0
    for entry in ledger.entries(session):
        count += entry.state == "valid"
        if entry.state != "valid":
            remove(file_of(entry, folder / "certificates"), inside=project.root)
    together = folder / "certificates.pdf"
    if not count:
        remove(together, inside=project.root)
        return set()
    made: set[str] = set()
    pages = _pages(project, ledger, session, made)
    with whole(together, inside=project.root, private=True) as file:
        write_merged(file, f"Certificates: {session}", count, pages)
    return made


def _pages(
    project: Project, ledger: Ledger, session: str, made: set[str]
) -> Iterator[tuple[Stock, Page]]:
    """Yield the pages of a session's certificates, and write the single files on the way."""
    folder = folder_of(project, session) / "certificates"
    stocks: dict[str, tuple[Stock, Blank]] = {}
    for entry, page in ledger.pages(session):
        if entry.stock not in stocks:
            stock = Stock.unpacked(ledger.stock(entry.stock))
            stocks[entry.stock] = stock, Blank(stock)
        stock, blank = stocks[entry.stock]
        path = file_of(entry, folder)
        if not _is_whole(project, path, entry.sha256):
            file = blank.file(page)
            if manifest.digest(file) != entry.sha256:
                raise WorldError(
                    f"{path} cannot be made again just as it was issued: another version of "
                    "handouts made it. Use that version, or reissue the certificate."
                )
            write_whole(path, file, inside=project.root, private=True)
            made.add(entry.number)
        yield stock, page


def _is_whole(project: Project, path: Path, sha256: str) -> bool:
    try:
        is_there = is_in_place(path, inside=project.root)
        return is_there and manifest.digest(path.read_bytes()) == sha256
    except OSError:
        return False


def file_of(entry: Entry, folder: Path) -> Path:
    """Return where a certificate's file is in a folder. Raises WorldError for what is no name."""
    if not filenames.is_plain(entry.file):
        raise WorldError(
            f'The ledger calls the file of certificate {entry.number} "{entry.file}", which is no '
            "name of a file. Restore records/ledger.sqlite3 from a backup."
        )
    return folder / entry.file


def folder_of(project: Project, session: str) -> Path:
    """Return where the files of a session are: `build/<training>/sessions/<session>`."""
    training, _, name = session.partition("/")
    return project.build / training / "sessions" / name
