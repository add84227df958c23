"""Certificates' files, made from the ledger alone, and the one file of all for the printer."""

from collections.abc import Iterator
from pathlib import Path

from handouts import manifest
from handouts.certificates.assembly import Blank
from handouts.certificates.ledger import Ledger
from handouts.certificates.merging import write_merged
from handouts.certificates.objects import Page
from handouts.certificates.stock import Stock
from handouts.errors import WorldError
from handouts.files import sweep, whole, write_whole
from handouts.project import Project


def write_files(project: Project, ledger: Ledger, session: str) -> set[str]:
    """Make what is missing or damaged of a session's files, from the ledger alone.

    Return the numbers of the certificates whose files were made. Files of certificates that are
    not valid any longer are taken away. Raises WorldError.
    """
    folder = folder_of(project, session)
    if not folder.resolve().is_relative_to(project.root):
        raise WorldError(f"{folder} leads out of the project. Delete the link.")
    sweep(folder)
    count = 0
    for entry in ledger.entries(session):
        count += entry.state == "valid"
        if entry.state != "valid":
            _take_away(folder / "certificates" / entry.file)
    together = folder / "certificates.pdf"
    if not count:
        _take_away(together)
        return set()
    made: set[str] = set()
    pages = _pages(ledger, session, folder / "certificates", made)
    with whole(together) as file:
        write_merged(file, f"Certificates: {session}", count, pages)
    return made


def _pages(
    ledger: Ledger, session: str, folder: Path, made: set[str]
) -> Iterator[tuple[Stock, Page]]:
    """Yield the pages of a session's certificates, and write the single files on the way."""
    stocks: dict[str, tuple[Stock, Blank]] = {}
    for entry, page in ledger.pages(session):
        if entry.stock not in stocks:
            stock = Stock.unpacked(ledger.stock(entry.stock))
            stocks[entry.stock] = stock, Blank(stock)
        stock, blank = stocks[entry.stock]
        path = folder / entry.file
        if not _is_whole(path, entry.sha256):
            file = blank.file(page)
            if manifest.digest(file) != entry.sha256:
                raise WorldError(
                    f"{path} cannot be made again just as it was issued: another version of "
                    "handouts made it. Use that version, or reissue the certificate."
                )
            write_whole(path, file)
            made.add(entry.number)
        yield stock, page


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return manifest.digest(path.read_bytes()) == sha256
    except OSError:
        return False


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WorldError(f"{path} cannot be deleted: {error.strerror}. Close it.") from error


def folder_of(project: Project, session: str) -> Path:
    """Return where the files of a session are: `build/<training>/sessions/<session>`."""
    training, _, name = session.partition("/")
    return project.build / training / "sessions" / name
