"""How time and memory grow with the chart's rows and the article's words."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import content, rivals, timing
from benchmarks.report import Table, verdict
from benchmarks.timing import Run, Task
from handouts.builds.manifest import Manifest

ROWS = (20, 60, 200)
WORDS = (2_000, 6_000, 20_000)
FEW_ROWS, FEW_WORDS = 12, 1_000


@dataclass(frozen=True)
class Point:
    """One size, and what it took."""

    size: int
    pages: int
    seconds: float
    megabytes: float


def tables(folder: Path, rounds: int, say: Callable[[str], None]) -> list[Table]:
    """Measure both, each size in the same rounds."""
    sizes = {f"rows {count}": (count, FEW_WORDS) for count in ROWS}
    sizes |= {f"words {count}": (FEW_ROWS, count) for count in WORDS}
    projects = {
        name: content.invented(folder / name.replace(" ", "-"), *size)
        for name, size in sizes.items()
    }
    tasks = {name: _task(project) for name, project in projects.items()}
    say(f"Growing content: {len(tasks)} commands")
    runs = timing.interleave(tasks, rounds, say)

    def point(kind: str, count: int) -> Point:
        name = f"{kind} {count}"
        return _point(count, projects[name], runs[name])

    return [
        _table("A growing chart", "rows of the chart", [point("rows", count) for count in ROWS]),
        _table("A growing article", "words", [point("words", count) for count in WORDS]),
    ]


def _task(project: Path) -> Task:
    """Build for printing in one process, so that its memory is all the memory there is."""
    command = [rivals.script("handouts"), "build", "--project", project]
    return Task(
        [*command, "-d", "handout", "-d", "chart", "--edition", "print", "--jobs", "1"],
        partial(shutil.rmtree, project / "build", ignore_errors=True),
    )


def _point(size: int, project: Path, runs: list[Run]) -> Point:
    pages = sum(record.pages for record in Manifest.read(project / "build").files.values())
    return Point(size, pages, timing.seconds(runs), timing.megabytes(runs))


def _table(heading: str, unit: str, points: list[Point]) -> Table:
    first, last = points[0], points[-1]
    rows = []
    for before, point in zip([first, *points], points, strict=False):
        more = point.pages - before.pages
        each = f"{(point.seconds - before.seconds) / more * 1000:.0f}" if more else ""
        figures = (f"{point.seconds:.2f}", f"{point.megabytes:.0f}", each)
        rows.append([f"{point.size:,}", str(point.pages), *figures])
    pages, seconds = last.pages / first.pages, last.seconds / first.seconds
    memory = last.megabytes / first.megabytes
    found = f"pages × {pages:.1f}, time × {seconds:.1f}, memory × {memory:.1f}"
    promise = "time and memory grow no faster than the pages"
    columns = (unit, "pages", "seconds", "MB", "ms a further page")
    return Table(heading, columns, rows, [verdict(max(seconds, memory) <= pages, promise, found)])
