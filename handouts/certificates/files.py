"""Certificates' files, made from the ledger alone, and the one file of all for the printer."""

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from handouts.builds import manifest
from handouts.certificates import kept_files, printed
from handouts.certificates.kept_files import Filed
from handouts.certificates.ledger import Damage, Ledger, LedgerEntry
from handouts.project.atomic_files import (
    atomic_write,
    is_in_place,
    remove,
    remove_stale_temp_files,
    write_whole,
)
from handouts.project.layout import Project
from handouts.typesetting.variable_data.base_page import UNREADABLE, BasePage
from handouts.typesetting.variable_data.combined_file import About, write_merged
from handouts.typesetting.variable_data.pdf_objects import FinishedPage
from handouts.typesetting.variable_data.single_file import UnfinishedFile


@dataclass(frozen=True)
class Files:
    """What became of a session's files."""

    made: frozenset[str]
    """The numbers of the certificates whose files were missing or damaged, and were made."""
    damages: tuple[Damage, ...]
    """What kept others from being made."""


def write_files(project: Project, ledger: Ledger, session: str) -> Files:
    """Make what is missing or damaged of a session's files, from the ledger alone.

    Files of certificates that are not valid any longer are taken away. A certificate that is
    damaged in the ledger keeps no other from its file. Only who is alone with the ledger may ask.
    Raises WorldError where a file cannot be written.
    """
    folder = folder_of(project, session)
    remove_stale_temp_files(folder, inside=project.root)
    run = _Run(project, ledger, folder / "certificates")
    for filed in itertools.chain(ledger.missing(session), kept_files.filed(ledger, session)):
        run.take(filed)
    run.keep_what_was_not_kept()
    together = folder / "certificates.pdf"
    if run.numbers:
        with atomic_write(together, inside=project.root, private=True) as file:
            run.write_together(file, session)
    elif not run.damages:
        remove(together, inside=project.root)
    return Files(frozenset(run.made), tuple(sorted(run.damages)))


class _Run:
    """The single files of a session, one after another."""

    def __init__(self, project: Project, ledger: Ledger, folder: Path) -> None:
        self._root = project.root
        self._ledger = ledger
        self._folder = folder
        self._stocks: dict[str, BasePage | None] = {}
        self._not_kept: list[LedgerEntry] = []
        self.made: set[str] = set()
        self.damages: list[Damage] = []
        self.numbers: list[str] = []
        """Of those that can be in the file for the printer."""

    def take(self, filed: Filed | Damage) -> None:
        """Make the file of a certificate where it is missing, or take it away."""
        if isinstance(filed, Damage):
            self.damages.append(filed)
        elif filed.entry.state != "valid":
            remove(self._folder / filed.entry.file, inside=self._root)
        elif self._is_made(filed.entry, filed.content):
            if self._is_whole_page(filed):
                self.numbers.append(filed.entry.number)
            else:
                cause = "its page is damaged, so it is not in certificates.pdf"
                self.damages.append(Damage(filed.entry.number, cause))

    def _is_made(self, entry: LedgerEntry, content: bytes | None) -> bool:
        path = self._folder / entry.file
        if content is None:
            if manifest.digest(self._read(entry)) != entry.sha256:
                cause = (
                    f"no copy of its file was kept that is whole. If anybody has {entry.file}, put "
                    f"it into {self._folder} and run it again; otherwise reissue the certificate"
                )
                self.damages.append(Damage(entry.number, cause))
                return False
            self._not_kept.append(entry)
        elif self._read(entry) != content:
            write_whole(path, content, inside=self._root, private=True)
            self.made.add(entry.number)
        return True

    def _is_whole_page(self, filed: Filed) -> bool:
        """Whether a page can be put into the file for the printer."""
        stock = self.stock(filed.entry.stock)
        if filed.page is None or stock is None:
            return False
        if filed.content is not None:  # it could not be read back with any other page
            return True
        with suppress(*UNREADABLE):
            UnfinishedFile(stock).file(filed.page)
            return filed.page.layer.content in self._read(filed.entry)
        return False

    def keep_what_was_not_kept(self) -> None:
        """Keep the files of which the ledger has no copy, while they are there."""
        for entry in self._not_kept:
            content = self._read(entry)
            if manifest.digest(content) == entry.sha256:
                with suppress(*UNREADABLE):  # a damaged stock was reported already
                    kept_files.keep_file(self._ledger, entry, content)

    def _read(self, entry: LedgerEntry) -> bytes:
        """Return the bytes of a certificate's file; none where it cannot be read."""
        path = self._folder / entry.file
        try:
            return path.read_bytes() if is_in_place(path, inside=self._root) else b""
        except OSError:
            return b""

    def write_together(self, file: BinaryIO, session: str) -> None:
        """Write the file for the printer, which the ledger knows before anybody can see it."""
        target = _Digest(file)
        about = About(f"Certificates: {session}", len(self.numbers), self._sides())
        write_merged(target, about, self.pages(session))
        printed.keep(self._ledger, (target.sha256, target.size), session, self.numbers)

    def stock(self, sha256: str) -> BasePage | None:
        """Return a stock of the ledger; None where it is damaged."""
        if sha256 not in self._stocks:
            self._stocks[sha256] = None
            with suppress(*UNREADABLE):
                self._stocks[sha256] = BasePage.unpacked(self._ledger.stock(sha256))
        return self._stocks[sha256]

    def _sides(self) -> int:
        """Return how many sides each sheet for the printer has: 2 where any certificate has two."""
        return max((stock.sides for stock in self._stocks.values() if stock), default=1)

    def pages(self, session: str) -> Iterator[tuple[BasePage, FinishedPage]]:
        """Yield the pages of the file for the printer."""
        wanted = set(self.numbers)
        for entry, page in kept_files.pages(self._ledger, session):
            stock = self.stock(entry.stock)
            if entry.number in wanted and stock is not None:
                yield stock, page


class _Digest:
    """Passes on what is written to a file, and keeps count of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> int:
        """Write to the file."""
        self._sha256.update(content)
        self.size += len(content)
        return self._file.write(content)

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._sha256.hexdigest()


def folder_of(project: Project, session: str) -> Path:
    """Return where the files of a session are: `build/<training>/sessions/<session>`."""
    training, _, name = session.partition("/")
    return project.build / training / "sessions" / name
