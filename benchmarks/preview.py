"""How long the page takes while she types, beside one warm layout and write by WeasyPrint alone.

Both are measured in turn in one run of `preview_rounds`, whose figures are read here.
"""

import json
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import content, timing
from benchmarks.report import Table, verdict
from benchmarks.timing import Task

MOST = 1.25
KINDS = {
    "bare": "bare weasyprint, warm, to the PDF",
    "first": "to the page in view",
    "all": "to all pages that have changed",
}
WORDS, ROWS = 18_000, 30
"""Of an article of 50 pages, and of its chart."""


def table(folder: Path, rounds: int, say: Callable[[str], None]) -> Table:
    """Measure the example's handout and a long one."""
    example = content.example(folder / "example", sessions=False), "two-models"
    long = content.invented(folder / "long", ROWS, WORDS), "grown"
    rows, notes = [], []
    for name, (project, training) in {"the example": example, "a long one": long}.items():
        say(f"The page while she types: {name}")
        command = [
            sys.executable,
            "-m",
            "benchmarks.preview_rounds",
            project,
            training,
            str(rounds),
        ]
        figures = json.loads(timing.run(Task(command)).output)
        bare, pages = figures["bare"], figures["pages"]
        for kind, what in KINDS.items():
            found = _ratio(figures[kind], bare)
            seconds = statistics.median(figures[kind])
            rows.append([f"{name}, {pages} pages: {what}", f"{found:.2f}", f"{seconds:.2f}"])
        promise = f"{name}: the page in view is there in at most {MOST} × one warm layout and write"
        found = _ratio(figures["first"], bare)
        notes.append(verdict(found <= MOST, promise, f"{found:.2f} ×"))
    columns = ("From a changed text to pictures", "× bare weasyprint, warm", "seconds")
    return Table("The page while she types", columns, rows, notes)


def _ratio(ours: Sequence[float], bare: Sequence[float]) -> float:
    return statistics.median(one / other for one, other in zip(ours, bare, strict=True))
