"""How long a large roster takes: an Excel workbook of 20,000 people, beside openpyxl alone."""

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import content, rivals, timing
from benchmarks.people import people
from benchmarks.report import Table, verdict
from benchmarks.timing import Task

COUNT = 20_000
ALONE = "openpyxl, reading each cell"
WORKBOOK = f"handouts check, {COUNT:,} people in an Excel workbook"
LIST = "handouts check, the same people as CSV"
NOBODY = "handouts check, nobody on the roster"
_HEADINGS = ("First name", "Last name", "Credentials", "License state", "License number", "E-mail")
_READ = """
import sys
import openpyxl
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).active
print(sum(1 for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None))
"""


def table(folder: Path, rounds: int, say: Callable[[str], None]) -> Table:
    """Measure all of them in the same rounds."""
    workbook = _project(folder / "workbook")
    _write_workbook(workbook)
    tasks = {
        ALONE: Task([sys.executable, "-c", _READ, workbook / "roster.xlsx"]),
        WORKBOOK: _check(folder / "workbook"),
        LIST: _check(_listed(folder / "list")),
        NOBODY: _check(_listed(folder / "nobody", count=0)),
    }
    say(f"A large roster: {len(tasks)} commands")
    runs = timing.interleave(tasks, rounds, say)
    rows = [[name, *timing.figures(measured, runs[ALONE])] for name, measured in runs.items()]
    found = timing.ratio(runs[WORKBOOK], runs[ALONE])
    promise = "a workbook is checked in at most 3 × the time that openpyxl takes to read it"
    columns = ("A roster", f"× {ALONE}", "seconds", "MB")
    note = verdict(found <= 3, promise, f"{found:.2f} ×")
    return Table("A roster of 20,000 people", columns, rows, [note])


def _check(project: Path) -> Task:
    return Task([rivals.script("handouts"), "check", "--project", project])


def _project(folder: Path) -> Path:
    """Return the folder of the one session of a new project, without its roster."""
    session = content.example(folder) / "content" / "two-models" / "sessions" / "example"
    for roster in session.glob("roster.*"):
        roster.unlink()
    return session


def _listed(folder: Path, count: int = COUNT) -> Path:
    with (_project(folder) / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows(count))
    return folder


def _write_workbook(session: Path) -> None:
    import openpyxl  # noqa: PLC0415 - what is heavy here adds to the memory that can be measured

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for row in _rows(COUNT):
        sheet.append(row)
    book.save(session / "roster.xlsx")


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    yield (*_HEADINGS, "Attended")
    for one in people(count):
        yield one.first, one.last, one.credentials, one.state, one.license, one.email, "yes"
