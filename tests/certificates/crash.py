"""Issuing that is killed again and again: `python -m tests.certificates.crash FOLDER ROUNDS`.

The engine is loaded and warmed once, here. Each run is a process of its own that is killed with
SIGKILL, at the next of its steps (a file opened, moved or deleted, a transaction begun or ended) or
at a moment that no step marks, and looked at from outside. What is wrong ends it with a traceback.
"""

import dataclasses
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2

from handouts.certificates.ledger import LedgerEntry
from handouts.certificates.options import CertificateOptions
from handouts.certificates.typeset import CertificateTypesetter
from handouts.errors import HandoutsError
from handouts.project.layout import Project
from tests.certificates.conftest import OPTIONS, Desk, example

PEOPLE = [{"Name": f"Person {letter}", "E-mail": f"{letter}@example.org"} for letter in "ABCDE"]
_STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect", "os.listdir"}
_DONE = 77
"""The exit status of a run that ended before it was killed."""


class _Doom:
    """Kills its own process at a step."""

    def __init__(self) -> None:
        self.left = -1
        self.begun: list[int] = []
        """The steps at which a file was open and nothing written yet, while none is killed."""

    def step(self) -> None:
        """Count a step."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


DOOM = _Doom()
_open, _connect = Path.open, sqlite3.connect


def _opened(path: Path, mode: str = "r", *others: Any, **more: Any) -> Any:
    """Open a file, and count a step where it is empty now."""
    file = _open(path, mode, *others, **more)
    if "w" in mode or "x" in mode:
        DOOM.step()
        DOOM.begun.append(DOOM.left)
    return file


def _heard(event: str, about: tuple[Any, ...]) -> None:
    if DOOM.left > 0 and event in _STEPS and "/project/" in str(about[0]):
        DOOM.step()


def _connected(*about: Any, **more: Any) -> sqlite3.Connection:
    """Open a database whose every statement is a step."""
    database = _connect(*about, **more)
    database.set_trace_callback(lambda _: DOOM.step())
    return database


def work(desk: Desk) -> None:
    """Do all that changes the ledger: issue, reissue one, void another."""
    desk.certify()
    first, second, *_ = (e for e in desk.entries() if e.state == "valid")
    desk.reissue(first.number)
    desk.void(second.number)


def run(desk: Desk, do: Callable[[Desk], object], steps: int = -1, seconds: float = 0) -> bool:
    """Do something in a process of its own that is killed, and return whether it came to an end."""
    child = os.fork()
    if child == 0:
        _end(desk, do, steps)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == _DONE
    return True


def _end(desk: Desk, do: Callable[[Desk], object], steps: int) -> NoReturn:
    DOOM.left = steps
    status = _DONE
    try:
        do(desk)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    os._exit(status)


def look(desk: Desk, before: dict[str, LedgerEntry]) -> dict[str, LedgerEntry]:
    """Look at what a killed run has left, and return the ledger by number."""
    now = {entry.number: entry for entry in desk.entries()} if desk.project.records.exists() else {}
    assert set(before) <= set(now), "a certificate was lost"
    for number, entry in now.items():
        if number in before:
            assert entry.award == before[number].award
            assert entry.sha256 == before[number].sha256
        if entry.state == "replaced":
            assert now[entry.replaced_by].award.replaces == number
    valid = [entry.person for entry in now.values() if entry.state == "valid"]
    assert len(valid) == len(set(valid)), "somebody has two"
    by_file = {entry.file: entry for entry in now.values()}
    together = desk.folder / "certificates.pdf"
    if together.exists():
        pypdfium2.PdfDocument(together).close()
    with suppress(FileNotFoundError):
        for name, sha256 in desk.singles().items():
            if not name.startswith("."):
                assert by_file[name].sha256 == sha256, "half a file"
    return now


def finish(desk: Desk, before: dict[str, LedgerEntry]) -> None:
    """Run again to the end, and see that everybody has one certificate and every file is whole."""
    assert run(desk, Desk.certify)
    now = look(desk, before)
    counted = [entry.person for entry in now.values() if entry.state != "replaced"]
    assert sorted(counted) == sorted(f"{p['E-mail'].lower()} {p['Name'].lower()}" for p in PEOPLE)
    valid = [entry for entry in now.values() if entry.state == "valid"]
    files = {n: sha256 for n, sha256 in desk.singles().items() if not n.startswith(".")}
    assert files == {entry.file: entry.sha256 for entry in valid}
    document = pypdfium2.PdfDocument(desk.folder / "certificates.pdf")
    shown = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(shown) == 2 * len(valid)
    for text, entry in zip(shown[::2], sorted(valid, key=lambda e: e.award.name), strict=True):
        assert entry.award.name in text
        assert entry.number in text


def warmed(folder: Path) -> tuple[float, list[int], CertificateOptions]:
    """Load and warm everything; return how long the work takes, the steps to be killed at, how.

    Every other one of these steps leaves a file that was opened and not written.
    """
    kept: dict[Any, CertificateTypesetter] = {}

    def typesetter(project: Project, *about: Any) -> CertificateTypesetter:
        if about not in kept:
            kept[about] = CertificateTypesetter(project, *about)
        return kept[about]

    options = dataclasses.replace(OPTIONS, at_once=2, typesetter=typesetter)
    work(example(folder / "warm" / "project", PEOPLE, options))
    again = example(folder / "again" / "project", PEOPLE, options)
    sys.addaudithook(_heard)
    Path.open = _opened  # type: ignore[method-assign]
    sqlite3.connect = _connected  # type: ignore[assignment]
    DOOM.left = begun = 1_000_000
    start = time.monotonic()
    work(again)
    took, steps = time.monotonic() - start, begun - DOOM.left
    opened = [begun - left for left in DOOM.begun]
    DOOM.left = -1
    chance = random.Random(1)  # noqa: S311 - moments to be killed at
    chance.shuffle(opened)
    others = chance.sample(range(1, steps + 1), steps)
    return took, [step for pair in zip(opened, others, strict=False) for step in pair], options


def main(folder: Path, rounds: int) -> None:
    """Kill two runs in each of so many rounds, and say how many were killed."""
    took, order, options = warmed(folder)
    chance = random.Random(2)  # noqa: S311 - as above
    killed = 0
    for number in range(rounds):
        desk = example(folder / str(number) / "project", PEOPLE, options)
        before: dict[str, LedgerEntry] = {}
        for steps, pause in ((order[number % len(order)], 0.0), (-1, chance.uniform(0, took))):
            killed += not run(desk, work, steps, pause)
            before = look(desk, before)
        finish(desk, before)
        shutil.rmtree(folder / str(number))
    sys.stdout.write(f"{killed} of {2 * rounds} runs killed, each of {took:.2f} s\n")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]))
    except HandoutsError as error:
        sys.exit(f"{type(error).__name__}: {error}")
