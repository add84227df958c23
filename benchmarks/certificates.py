"""How long certificates take, beside other tools that make one file a person; and of how many."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks import certificate_growth, content, people, rivals, timing
from benchmarks.certificate_projects import certify, made_by_us, with_roster
from benchmarks.certificate_words import page_facts, printed
from benchmarks.report import Table, verdict
from benchmarks.timing import Run, Task, TaskFailedError

FEW, MANY = 250, 1_000
FEW_ALONE, MANY_ALONE = 5, 20
"""People of bare WeasyPrint, whose time does not depend on how many there are."""
PROCESSES = os.cpu_count() or 1
OURS = f"handouts certify, {PROCESSES} processes"
AGAIN = "handouts certify again, nothing to issue"
TYPST = f"typst, {PROCESSES} processes"
REPORTLAB = f"ReportLab, {PROCESSES} processes"
ALONE = "bare weasyprint, one by one"
ALONE_AT_ONCE = f"bare weasyprint, {PROCESSES} processes"
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Tool:
    """One way to make certificates."""

    few: int
    many: int
    """How many people it is measured with."""
    task: Callable[[int], Task]
    """Makes so many certificates."""
    folder: Callable[[int], Path]
    """Where their files are."""


@dataclass(frozen=True)
class Measured:
    """What a tool took."""

    tool: Tool
    few: list[Run]
    many: list[Run]
    """Each round, with few people and with many."""

    @property
    def each(self) -> list[float]:
        """Milliseconds of a certificate in each round, starting the command included."""
        return [run.seconds / self.tool.many * 1000 for run in self.many]

    @property
    def further(self) -> float:
        """Milliseconds of a further certificate."""
        more = self.tool.many - self.tool.few
        both = zip(self.few, self.many, strict=True)
        return median((many.seconds - few.seconds) / more for few, many in both) * 1000

    @property
    def kilobytes(self) -> list[float]:
        """The size of each file."""
        folder = self.tool.folder(self.tool.many)
        return [pdf.stat().st_size / 1000 for pdf in folder.glob("*.pdf")]

    def times(self, other: "Measured") -> float:
        """Return how many times that of another tool a certificate takes, round by round."""
        return median(one / two for one, two in zip(self.each, other.each, strict=True))


def tables(folder: Path, rounds: int, say: Callable[[str], None]) -> list[Table]:
    """Measure ours beside the others, and then ours alone with more and more people."""
    folder = folder / "certificates"
    folder.mkdir()
    tools = {OURS: ours(folder, fresh=True), AGAIN: ours(folder, fresh=False), **others(folder)}
    tasks = {
        f"{name} {count}": tool.task(count)
        for name, tool in tools.items()
        for count in (tool.few, tool.many)
    }
    say(f"Certificates: {len(tasks)} commands")
    runs = timing.interleave(tasks, rounds, say)
    measured = {
        name: Measured(tool, runs[f"{name} {tool.few}"], runs[f"{name} {tool.many}"])
        for name, tool in tools.items()
    }
    return [beside_others(measured), certificate_growth.table(folder, say)]


def ours(folder: Path, *, fresh: bool) -> Tool:
    """Return our command, where none of the certificates was issued before, or all of them."""
    named = "fresh" if fresh else "again"
    projects = {count: with_roster(folder / f"{named}-{count}", count) for count in (FEW, MANY)}

    def made(count: int) -> Path:
        return made_by_us(projects[count]) / "certificates"

    def task(count: int) -> Task:
        return checked(certify(projects[count], fresh=fresh), made(count), count)

    if not fresh:
        for project in projects.values():
            timing.run(certify(project, fresh=True))
    return Tool(FEW, MANY, task, made)


def others(folder: Path) -> dict[str, Tool]:
    """Return the other tools that are installed."""
    facts, crowd = folder / "facts.json", [*map(printed, people.people(MANY))]
    page_facts(content.example(folder / "example")).write(facts, crowd)

    def tool(name: str, few: int, many: int, processes: int) -> Tool:
        def made(count: int) -> Path:
            return folder / f"{name}-{count}-{processes}"

        def task(count: int) -> Task:
            target = made(count)

            def prepare() -> None:
                shutil.rmtree(target, ignore_errors=True)
                target.mkdir()

            what: list[str | Path] = [name, facts, target, str(count), str(processes)]
            command = [sys.executable, "-m", "benchmarks.one_by_one", *what]
            return checked(Task(command, prepare, folder=_ROOT), target, count)

        return Tool(few, many, task, made)

    found = {}
    if rivals.installed("typst"):
        found[TYPST] = tool("typst", FEW, MANY, PROCESSES)
    if rivals.installed("reportlab"):
        found[REPORTLAB] = tool("reportlab", FEW, MANY, PROCESSES)
    found[ALONE] = tool("weasyprint", FEW_ALONE, MANY_ALONE, 1)
    found[ALONE_AT_ONCE] = tool("weasyprint", FEW_ALONE, MANY_ALONE, PROCESSES)
    return found


def checked(task: Task, folder: Path, count: int) -> Task:
    """Return a task that fails unless it leaves so many PDFs in a folder."""

    def inspect() -> None:
        found = len(list(folder.glob("*.pdf")))
        if found != count:
            raise TaskFailedError(f"{task.command[0]}: {found} files for {count} people")

    return Task(task.command, task.prepare, inspect, task.folder)


def beside_others(measured: Mapping[str, Measured]) -> Table:
    """Return the table of all tools, and whether ours keeps what is promised."""
    rows = [
        [
            name,
            f"{one.times(measured[ALONE]):.4f}",
            f"{median(one.each):.2f}",
            f"{one.further:.2f}",
            f"{mean(one.kilobytes):.1f}",
            timing.memory(one.many),
            f"{len(one.kilobytes):,}",
        ]
        for name, one in measured.items()
    ]
    columns = (
        *("Certificates", f"× {ALONE}", "ms each", "ms a further one"),
        *("KB each", "MB", "files"),
    )
    return Table("Certificates", columns, rows, [*_promises(measured), *_notes(measured)])


def _promises(measured: Mapping[str, Measured]) -> Iterator[str]:
    mine = measured[OURS]
    times, at_once = (measured[name].times(mine) for name in (ALONE, ALONE_AT_ONCE))
    found = f"{times:.0f} ×; than in {PROCESSES} processes {at_once:.0f} ×"
    yield verdict(times >= 3, f"at least 3 × as fast as {ALONE}", found)
    each, kilobytes = median(mine.each), mean(mine.kilobytes)
    yield verdict(each < 5, "less than 5 ms a certificate", f"{each:.2f} ms")
    yield verdict(kilobytes <= 25, "at most 25 KB a file in the mean", f"{kilobytes:.1f} KB")
    if TYPST in measured:
        typst = measured[TYPST]
        yield (
            f"Beside typst: {mine.times(typst):.2f} × its time, and "
            f"{mine.further / typst.further:.2f} × that of a further certificate. The aim is 1 ms, "
            f"ahead of typst (found: {mine.further:.2f} ms)."
        )


def _notes(measured: Mapping[str, Measured]) -> list[str]:
    """Say what is compared with what."""
    return [
        f"A further one is the difference between {FEW} and {MANY:,} people, so that starting does "
        f"not count; with bare weasyprint between {FEW_ALONE} and {MANY_ALONE}.",
        "Ours are signed, with a QR code and tags for screen readers, entered into the ledger, and "
        "written as single files, as one file for the printer, and with the page that verifies.",
        "The others print the same words without ledger, signature, QR code and file for the "
        "printer; bare weasyprint sets our page, the rest a plainer one in a border of one rule. "
        "See benchmarks/*_certificate.py.",
        *(
            f"{name} is not installed: its row is left out."
            for name, row in (("typst", TYPST), ("ReportLab", REPORTLAB))
            if row not in measured
        ),
    ]
