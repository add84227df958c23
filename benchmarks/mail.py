"""How long mailing takes, beside smtplib with messages that are ready."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import rivals, timing
from benchmarks.certificate_projects import SESSION, TRAINING, certify, made_by_us, with_roster
from benchmarks.report import Table, verdict
from benchmarks.timing import Run, Task, TaskFailedError

FEW, MANY = 200, 1_000
OURS = "handouts mail --send"
SMTPLIB = "smtplib, ready messages"
_SENDER = "workshops@example.org"
_ATTACHED = "mail:\n  after:\n    documents: [handout, chart, matching]\n"
"""Beside the certificate: about 200 KB together."""
_SERVER = "mail_server:\n  host: 127.0.0.1\n  port: {port}\n  security: none\n"
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Sink:
    """A server that throws messages away."""

    port: int
    line: Callable[[], str]
    """What it prints next."""

    def took(self, count: int) -> None:
        """See that so many messages came over the last connection."""
        found = int(self.line())
        if found != count:
            raise TaskFailedError(f"the server got {found} messages, not {count}")


@contextmanager
def sink() -> Iterator[Sink]:
    """Run a server of our own."""
    command = [sys.executable, "-m", "benchmarks.mail_sink"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline  # type: ignore[union-attr]
        try:
            yield Sink(int(line()), line)
        finally:
            process.kill()


def table(folder: Path, rounds: int, say: Callable[[str], None]) -> Table:
    """Mail a session's people again and again."""
    with sink() as server:
        tasks = {}
        for count in (FEW, MANY):
            project = _project(folder / f"mail-{count}", count, server.port)
            tasks[f"{OURS} {count}"] = ours(project, count, server)
            tasks[f"{SMTPLIB} {count}"] = smtplib(project, count, server)
        say(f"Mail: {len(tasks)} commands")
        runs = timing.interleave(tasks, rounds, say)
    outbox = made_by_us(folder / f"mail-{MANY}") / "outbox"
    size = median(file.stat().st_size for file in outbox.glob("*.eml"))
    return compared(runs, size / 1000)


def _project(folder: Path, count: int, port: int) -> Path:
    """Write a project with certificates and an outbox for so many people."""
    project = with_roster(folder, count)
    session = project / "content" / TRAINING / "sessions" / SESSION / "session.yaml"
    for file, more in (
        (session, _ATTACHED),
        (project / "content" / "provider.yaml", _SERVER.format(port=port)),
    ):
        file.write_text(file.read_text("utf-8") + more, "utf-8")
    timing.run(certify(project, fresh=True))
    timing.run(Task(_mail(project)))
    shutil.copytree(project / "records", project / "records-unsent")
    return project


def _mail(project: Path, *options: str) -> list[str | Path]:
    session = f"{TRAINING}/{SESSION}"
    command = [rivals.script("handouts"), "mail", session, "--project", project, "--quiet"]
    return [*command, *options]


def ours(project: Path, count: int, server: Sink) -> Task:
    """Send to so many people, none of whom has got anything before."""

    def prepare() -> None:
        shutil.rmtree(project / "records")
        shutil.copytree(project / "records-unsent", project / "records")

    command = _mail(project, "--send", "--yes", str(count), "--rate", "0")
    return Task(command, prepare, lambda: server.took(count))


def smtplib(project: Path, count: int, server: Sink) -> Task:
    """Send the outbox as it lies there."""
    outbox = str(made_by_us(project) / "outbox")
    command = [sys.executable, "-m", "benchmarks.mail_smtplib", outbox, str(server.port), _SENDER]
    return Task(command, inspect=lambda: server.took(count), folder=_ROOT)


def compared(runs: dict[str, list[Run]], kilobytes: float) -> Table:
    """Return the table, and whether ours keeps what is promised."""
    further = {name: _further(runs, name) for name in (OURS, SMTPLIB)}
    rows = [
        [
            f"{name}, {count:,} messages",
            f"{timing.ratio(runs[f'{name} {count}'], runs[f'{SMTPLIB} {count}']):.2f}",
            f"{timing.seconds(runs[f'{name} {count}']):.2f}",
            f"{median(further[name]):.2f}" if count == MANY else "",
            timing.memory(runs[f"{name} {count}"]),
        ]
        for name in (OURS, SMTPLIB)
        for count in (FEW, MANY)
    ]
    pairs = zip(further[OURS], further[SMTPLIB], strict=True)
    times = median(one / two for one, two in pairs)
    few, many = (timing.megabytes(runs[f"{OURS} {count}"]) for count in (FEW, MANY))
    notes = [
        verdict(times <= 1.3, "a further message takes at most 1.3 × smtplib's", f"{times:.2f} ×"),
        verdict(
            many <= 1.1 * few,
            f"{MANY:,} messages take at most 1.1 × the memory of {FEW}",
            f"{many / few:.2f} ×",
        ),
        f"Messages of {kilobytes:.0f} KB, over one connection without encryption, to a server on "
        "this machine that throws them away.",
        f"A further one is the difference between {FEW} and {MANY:,} messages, so that starting "
        "does not count. Ours are composed, and written to the journal before and after; smtplib "
        "reads them from files.",
    ]
    columns = ("Mail", f"× {SMTPLIB}", "seconds", "ms a further one", "MB")
    return Table("Mail", columns, rows, notes)


def _further(runs: dict[str, list[Run]], name: str) -> list[float]:
    """Return the milliseconds of a further message in each round."""
    both = zip(runs[f"{name} {FEW}"], runs[f"{name} {MANY}"], strict=True)
    return [(many.seconds - few.seconds) / (MANY - FEW) * 1000 for few, many in both]
