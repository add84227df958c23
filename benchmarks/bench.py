"""`make bench`: how long a build takes, beside one command of what a user would pick instead."""

import argparse
import dataclasses
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import (
    certificates,
    content,
    documents,
    growth,
    mail,
    packets,
    preview,
    rivals,
    rosters,
    studio,
    timing,
    typst_source,
)
from benchmarks.report import Table, text, verdict
from benchmarks.timing import Run, Task
from handouts.builds.manifest import Manifest
from handouts.builds.plan import Job, plan
from handouts.builds.request import Request
from handouts.content.load_training import load
from handouts.project.layout import Project

RESULTS = Path(__file__).with_name("RESULTS.md")
YARDSTICK = "bare weasyprint"
COLD = "handouts build, cold: handout and chart, {} PDFs"
EVERYTHING = "handouts build, cold: all of a training, {} PDFs"
CURRENT = "handouts build, nothing changed"
ONE_WORD = "handouts build, one word of the article changed"
ONE_FILE = "handouts build, cold: this PDF only"
CHROMIUM = "headless Chromium"
TYPST = "typst, started from Python"
TYPST_INSIDE = "typst, the compiling alone"
DOCUMENTS = ("handout", "chart")
TWO = tuple(option for name in DOCUMENTS for option in ("--document", name))


def say(message: str) -> None:
    """Show progress where it does not get into the result."""
    print(message, file=sys.stderr)


def main() -> None:
    """Measure, print, and keep the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="of each command (default: 7)")
    rounds = parser.parse_args().rounds
    tables = []
    with tempfile.TemporaryDirectory(prefix="handouts-bench-") as name:
        for table in measured(Path(name), rounds):
            print(f"{table}\n", flush=True)
            tables.append(table)
    RESULTS.write_text(text(tables, rounds, rivals.versions()), "utf-8")


def measured(folder: Path, rounds: int) -> Iterator[Table]:
    """Yield each table once it is measured."""
    fewer = max(3, rounds // 2)
    yield from beside_others(folder, rounds)
    yield from growth.tables(folder, fewer, say)
    yield documents.table(folder / "documents", fewer, say)
    yield from certificates.tables(folder, fewer, say)
    yield packets.table(folder, fewer, say)
    yield mail.table(folder, fewer, say)
    yield rosters.table(folder, fewer, say)
    yield preview.table(folder / "preview", fewer, say)
    yield studio.table(folder / "studio", fewer, say)


def build(project: Path, *options: str) -> list[str | Path]:
    """Return the command that builds a project."""
    return [rivals.script("handouts"), "build", "--project", project, *options]


def beside_others(folder: Path, rounds: int) -> list[Table]:
    """Measure the example: all of its PDFs, and each document beside other tools."""
    projects = {name: content.example(folder / name) for name in ("cold", "current", "changed")}
    for project in projects.values():
        timing.run(Task(build(project, *TWO)))
    whole = content.example(folder / "everything", sessions=False)
    timing.run(Task(build(whole)))
    pdfs = len(pdfs_of(projects["cold"]))
    cold, changed = COLD.format(pdfs), Changes(projects["changed"])
    everything = EVERYTHING.format(len(pdfs_of(whole)))
    tasks = {
        cold: Task(build(projects["cold"], *TWO), lambda: empty(projects["cold"] / "build")),
        CURRENT: Task(build(projects["current"], *TWO)),
        ONE_WORD: Task(build(projects["changed"], *TWO), changed.change, changed.look),
        everything: Task(build(whole), lambda: empty(whole / "build")),
    }
    for name in DOCUMENTS:
        tasks |= tasks_of(name, projects["current"], content.example(folder / f"{name}-alone"))
    say(f"The example: {len(tasks)} commands")
    runs = timing.interleave(tasks, rounds, say)
    table = whole_table([cold, CURRENT, ONE_WORD, everything], runs, pdfs, changed)
    share = timing.ratio(runs[everything], runs[f"handout: {YARDSTICK}"]) / len(pdfs_of(whole))
    promise = "all of a training takes at most a sixth of bare weasyprint times the number of PDFs"
    note = verdict(share <= 1 / 6, promise, f"{share:.3f} × each; a sixth is 0.167")
    table = dataclasses.replace(table, notes=[*table.notes, note])
    return [table, *(document_table(name, runs) for name in DOCUMENTS)]


def pdfs_of(project: Path) -> list[Path]:
    """Return the finished files of a project."""
    return sorted((project / "build").rglob("*.pdf"))


def empty(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)


class Changes:
    """Changes one word of a project's article, and sees which files are built again for it."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._before: dict[Path, int] = {}
        self.rebuilt: set[str] = set()
        """The documents of all files that were ever built again."""
        self.fewest, self.most = sys.maxsize, 0

    def change(self) -> None:
        """Change the word and remember the files."""
        content.change_a_word(self._project)
        self._before = {pdf: pdf.stat().st_mtime_ns for pdf in pdfs_of(self._project)}

    def look(self) -> None:
        """See which files are new."""
        made = [pdf for pdf, was in self._before.items() if pdf.stat().st_mtime_ns != was]
        self.rebuilt |= {pdf.stem for pdf in made}
        self.fewest, self.most = min(self.fewest, len(made)), max(self.most, len(made))


def job_of(name: str, project: Path) -> tuple[Job, str]:
    """Return the plan of a document for printing, and the fit that its build chose."""
    found = Project(project.resolve())
    request = Request(documents=(name,), editions=("print",))
    job = plan(found, load(found, ["two-models"]), request)[0]
    return job, Manifest.read(found.build).files[job.path].fit


def tasks_of(name: str, built: Path, alone: Path) -> dict[str, Task]:
    """Return the tasks that make one document: ours, in a project of its own, and the others'."""
    pages = alone / "pages"
    pages.mkdir()
    page = pages / f"{name}.html"
    page.write_text(rivals.standalone(*job_of(name, built)), "utf-8")
    ours = build(alone, "--document", name, "--edition", "print")
    tasks = {
        YARDSTICK: rivals.weasyprint(page),
        ONE_FILE: Task(ours, lambda: empty(alone / "build")),
    }
    browser = rivals.browser()
    if browser:
        tasks[CHROMIUM] = rivals.chromium(browser, page)
    if rivals.installed("typst"):
        found = Project(built.resolve())
        training = load(found, ["two-models"])[0]
        source = page.with_suffix(".typ")
        source.write_text(getattr(typst_source, name)(training, training.head.paper), "utf-8")
        tasks[TYPST] = rivals.typst(source)
    return {f"{name}: {tool}": task for tool, task in tasks.items()}


def row(name: str, runs: Sequence[Run], yardstick: Sequence[Run]) -> list[str]:
    """Return one line of a table."""
    return [name, *timing.figures(runs, yardstick)]


def whole_table(
    names: Sequence[str], runs: dict[str, list[Run]], files: int, changed: Changes
) -> Table:
    """Return the table of the whole example, and whether it keeps what is promised of it."""
    yardstick = runs[f"handout: {YARDSTICK}"]
    cold, current = (timing.ratio(runs[name], yardstick) for name in names[:2])
    rows = [row(f"{YARDSTICK} on the handout", yardstick, yardstick)]
    rows += [row(name, runs[name], yardstick) for name in names]
    others = [tool for tool in (CHROMIUM, TYPST) if f"handout: {tool}" in runs]
    rows += [row(f"{tool} on the handout", runs[f"handout: {tool}"], yardstick) for tool in others]
    rebuilt = f"{changed.most} of {files}: {', '.join(sorted(changed.rebuilt)) or 'none'}"
    only_handouts = changed.rebuilt == {"handout"} and changed.fewest == changed.most
    notes = [
        verdict(cold <= 2.5, "a cold build is at most 2.5 × one bare weasyprint", f"{cold:.2f} ×"),
        verdict(
            current <= 1 / 3, "with nothing changed, at most a third of one", f"{current:.2f} ×"
        ),
        verdict(only_handouts, "one word changed builds only what shows it", rebuilt),
    ]
    columns = ("The example", f"× {YARDSTICK}", "seconds", "MB")
    return Table("The whole example", columns, rows, notes)


def document_table(name: str, runs: dict[str, list[Run]]) -> Table:
    """Return the table of one document beside other tools."""
    mine = {
        task.removeprefix(f"{name}: "): measured
        for task, measured in runs.items()
        if task.startswith(f"{name}: ")
    }
    yardstick = mine[YARDSTICK]
    rows = [row(tool, measured, yardstick) for tool, measured in mine.items()]
    notes = []
    if TYPST in mine:
        inside = [Run(float(run.output), run.megabytes, "") for run in mine[TYPST]]
        rows.append([*row(TYPST_INSIDE, inside, yardstick)[:3], ""])
        notes.append("typst sets a plainer page of the same words: see benchmarks/typst_source.py.")
    else:
        notes.append("typst is not installed: its rows are left out.")
    if CHROMIUM not in mine:
        notes.append("No Chromium on this machine: its row is left out.")
    columns = (f"The {name} for printing", f"× {YARDSTICK}", "seconds", "MB")
    return Table(f"The {name} alone", columns, rows, notes)


if __name__ == "__main__":
    main()
