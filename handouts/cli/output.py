"""What a person sees: tables on standard output, messages and progress on standard error."""

import dataclasses
import functools
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.builds.progress import OnProgress, Progress, unheard
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.messages import Message, Texts, read_texts, texts
from handouts.project.layout import Project
from handouts.text.counting import counted as counted  # noqa: PLC0414 - the other consoles take it from here
from handouts.text.visible import as_json, one_line, visible

if TYPE_CHECKING:
    from handouts.builds.build import Build, Built
    from handouts.workflows.check import CheckedTrainings
    from handouts.workflows.doctor import Finding
    from handouts.workflows.import_training import ImportedTraining
    from handouts.workflows.inventory import Inventory, ListedTraining
    from handouts.workflows.new_project import NewProject


def print_message(text: str = "") -> None:
    """Print a message for a person, on standard error."""
    sys.stderr.write(f"{visible(text)}\n")


def print_result(text: str) -> None:
    """Print a result, on standard output."""
    sys.stdout.write(f"{visible(text)}\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; columns whose name ends in a space stand to the right, as numbers do."""
    from rich.console import Console as Terminal  # noqa: PLC0415 - only where a table is printed
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        right = column.endswith(" ")
        table.add_column(column.strip(), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 160
    terminal = Terminal(width=width, highlight=False)
    with terminal.capture() as captured:
        terminal.print(table)
    sys.stdout.write(captured.get())


def _made_from(training: "ListedTraining") -> str:
    """Return what a training has: its article, and how many charts under which names."""
    names = ", ".join(name for name in training.charts if name)
    charts = f"{counted(len(training.charts), 'chart')}{f' ({names})' if names else ''}"
    parts = ("article" if training.has_article else "", charts if training.charts else "")
    return ", ".join(filter(None, parts)) or "–"


def worded(error: HandoutsError) -> str:
    """Return why something failed, with what to type where a command is the answer."""
    words = command_line_texts()
    if isinstance(error, ContentError):
        return "\n".join(problem.text(words) for problem in error.problems)
    match error.args:
        case (Message() as message,):
            return words.text(message)
    return str(error)


def problems_as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems for JSON: their places, codes and parameters, and their texts."""
    words = command_line_texts()
    return [
        {
            "path": problem.path,
            "line": problem.line,
            **_as_data(problem.message),
            "cause": words.cause(problem.message),
            "fix": words.fix(problem.message),
            "source": problem.source,
        }
        for problem in problems
    ]


def _as_data(value: Any) -> Any:
    if isinstance(value, Message):
        parameters = {name: _as_data(one) for name, one in value.parameters}
        return {"code": value.code, "parameters": parameters}
    return [_as_data(one) for one in value] if isinstance(value, tuple) else value


@functools.cache
def command_line_texts() -> Texts:
    """Return the texts of messages, with what to type in those that a command answers."""
    return read_texts(Path(__file__).with_name("messages.toml")).over(texts())


@dataclasses.dataclass(frozen=True)
class Console:
    """Where a command's results go: for a person, or as one JSON object."""

    quiet: bool = False
    as_json: bool = False

    def print_json(self, **content: Any) -> None:
        """Print the one JSON object of a command."""
        sys.stdout.write(f"{as_json(content)}\n")

    def failed(self, error: HandoutsError) -> None:
        """Print an error: the problems of the content one by one, anything else as it says."""
        problems = error.problems if isinstance(error, ContentError) else ()
        if self.as_json:
            details = error.details if isinstance(error, ContentError) else {}
            self.print_json(
                ok=False, error=worded(error), problems=problems_as_data(problems), **details
            )
        print_message(worded(error))
        if problems:
            print_message(f"\n{counted(len(problems), 'problem')}. Nothing was made.")

    def stopped(self, reason: str) -> None:
        """Print in JSON why a command did not do its work; a person reads it elsewhere."""
        if self.as_json:
            self.print_json(ok=False, error=reason, problems=[])

    def ask_provider(self) -> str:
        """Ask for the name of the trainer's organisation; without a terminal return nothing."""
        if self.quiet or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return ""
        print_message(
            "Under which name do you give trainings? It is printed on certificates and in mail."
        )
        sys.stderr.write("Your organisation, or you (Enter: later): ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def created(self, made: "NewProject") -> None:
        """Print where a new project is and what to do next."""
        if self.quiet:
            return
        here = made.folder.resolve() == Path.cwd()
        where = "This folder" if here else one_line(str(made.folder))
        print_message(f"{where} is ready, with an example training in content/.")
        if made.has_own_provider:
            print_message(
                "content/provider.yaml has your name; write there what else is to be printed."
            )
        else:
            print_message(
                "content/provider.yaml is still that of the example. Write your own before you "
                "issue certificates, send mail or make packets."
            )
        option = "" if here else f" --project {shlex.quote(str(made.folder))}"
        print_message(f"Build it with: handouts build{option}")

    def imported(self, brought: "ImportedTraining") -> None:
        """Print what was recognised, what was left out, what was kept, and what to do next."""
        if not self.quiet:
            from handouts.cli.imported import report  # noqa: PLC0415

            for line in report(brought):
                print_message(line)

    def checked(self, checked: "CheckedTrainings") -> None:
        """Print that trainings have no problems, and by training what worksheets leave out."""
        if self.as_json:
            self.print_json(
                ok=True,
                trainings=list(checked.left_out),
                left_out=checked.left_out,
                warnings=checked.warnings,
                looks=checked.looks,
                problems=[],
            )
        elif not self.quiet:
            names = one_line(", ".join(checked.left_out))
            print_message(f"No problems in {counted(len(checked.left_out), 'training')}: {names}.")
            self._tell_left_out(checked.left_out)
            for sentence in checked.looks:
                print_message(one_line(sentence))
            self._warn(checked.warnings)

    def _warn(self, warnings: Iterable[str]) -> None:
        for warning in warnings:
            print_message(f"Warning: {warning}")

    def _tell_left_out(self, left_out: Mapping[str, Sequence[str]]) -> None:
        for training, sentences in left_out.items():
            for sentence in sentences:
                print_message(one_line(f"{training}: {sentence}."))

    def listed(self, inventory: "Inventory") -> None:
        """Show what there is to build."""
        if self.as_json:
            self.print_json(**dataclasses.asdict(inventory))
            return
        table(
            ("Training", "Title", "Made from", "Sessions"),
            [
                (t.name, t.title, _made_from(t), ", ".join(t.sessions) or "–")
                for t in inventory.trainings
            ],
        )
        print_result("")
        table(
            ("Document", "Title", "For", "Needs", "Editions"),
            [
                (d.name, d.title, d.audience, d.needs or "–", ", ".join(d.editions))
                for d in inventory.documents
            ],
        )
        print_result("")
        table(("Edition", "For"), inventory.editions.items())
        print_result("")
        table(("Profile", "Rules for continuing education of"), inventory.profiles.items())
        themes = one_line(", ".join(inventory.themes))
        print_result(f"\nPapers: {', '.join(inventory.papers)}\nThemes: {themes}")
        for problem in inventory.passed_over:
            print_message(problem)

    @contextmanager
    def progress(self, label: str) -> Iterator[OnProgress]:
        """Give what shows how far work has come: a bar and the time left, on a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield unheard
            return
        from rich.console import Console as Terminal  # noqa: PLC0415
        from rich.markup import escape  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        with Bar(console=Terminal(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=None)

            def on_progress(progress: Progress) -> None:
                what = escape(one_line(progress.what)) or label
                bar.update(task, completed=progress.done, total=progress.of, description=what)

            yield on_progress

    def built(self, project: Project, built: "Build") -> None:
        """Show the files of a build: pages, size, the time each took, and what was left out."""
        if self.as_json:
            files = self._files(project, built.files)
            self.print_json(ok=True, files=files, left_out=built.left_out, warnings=built.warnings)
        elif not self.quiet:
            self._show_files(project, built.files)
            self._tell_left_out(built.left_out)
            self._warn(built.warnings)

    def _files(self, project: Project, files: Iterable["Built"]) -> list[dict[str, Any]]:
        return [
            {
                "path": project.relative(one.path),
                "pages": one.record.pages,
                "bytes": one.record.size,
                "seconds": one.record.seconds,
                "made": one.made,
            }
            for one in files
        ]

    def _show_files(self, project: Project, files: Sequence["Built"]) -> None:
        rows = [
            (
                project.relative(one.path),
                str(one.record.pages),
                f"{one.record.size / 1000:.0f} KB",
                f"{one.record.seconds:.2f} s" if one.made else "current",
            )
            for one in files
        ]
        table(("File", "Pages ", "Size ", "Time "), rows)
        made = sum(one.made for one in files)
        print_message(f"{counted(made, 'file')} made, {len(files) - made} current.")

    def examined(self, findings: Sequence["Finding"]) -> None:
        """Show what the doctor found, and the fix of each thing that is missing."""
        if self.as_json:
            listed = [dataclasses.asdict(finding) for finding in findings]
            self.print_json(ok=all(f.fine for f in findings if f.needed), findings=listed)
            return
        marks = {True: "ok", False: "MISSING"}
        table(
            ("What", "", "Found"),
            [(f.what, marks[f.fine] if f.needed or f.fine else "–", f.found) for f in findings],
        )
        for finding in findings:
            if finding.fix:
                print_message(f"{finding.what}: {finding.fix}")
