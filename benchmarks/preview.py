"""How long the page takes while she types, beside one warm layout and write by WeasyPrint alone.

Both are measured in turn in one run: of `preview_rounds` without a browser, and, where Playwright
and Chromium are, of `preview_in_browser`, from the last key until the new picture is seen.
"""

import importlib.util
import json
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

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
        given = (project, training, str(rounds))
        figures = _measured("preview_rounds", *given)
        bare, pages = figures["bare"], figures["pages"]
        for kind, what in KINDS.items():
            found = _ratio(figures[kind], bare)
            seconds = statistics.median(figures[kind])
            rows.append([f"{name}, {pages} pages: {what}", f"{found:.2f}", f"{seconds:.2f}"])
        if not _has_browser():
            notes.append(f"{name}: there is no browser here in which to type")
            continue
        figures = _measured("preview_in_browser", *given)
        found = _ratio(figures["seen"], figures["bare"])
        seconds = statistics.median(figures["seen"])
        what = f"{name}, {pages} pages: from the last key of a word to the picture seen"
        rows.append([what, f"{found:.2f}", f"{seconds:.2f}"])
        promise = f"{name}: the picture is seen in at most {MOST} × one warm layout and write"
        notes.append(verdict(found <= MOST, promise, f"{found:.2f} ×"))
    columns = ("From a changed text to pictures", "× bare weasyprint, warm", "seconds")
    return Table("The page while she types", columns, rows, notes)


def _measured(module: str, *given: str | Path) -> dict[str, Any]:
    """Return the figures that a module prints."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *given]
    figures: dict[str, Any] = json.loads(timing.run(Task(command)).output)
    return figures


def _has_browser() -> bool:
    has_playwright = importlib.util.find_spec("playwright") is not None
    return has_playwright and bool(shutil.which("chromium") or shutil.which("chromium-browser"))


def _ratio(ours: Sequence[float], bare: Sequence[float]) -> float:
    return statistics.median(one / other for one, other in zip(ours, bare, strict=True))
