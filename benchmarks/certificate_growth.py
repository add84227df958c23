"""How time and memory grow with the people who get a certificate."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import timing
from benchmarks.certificate_projects import certify, made_by_us, with_roster
from benchmarks.report import Table, verdict
from benchmarks.timing import Run

SIZES = (1_000, 5_000, 20_000)


@dataclass(frozen=True)
class _Point:
    """One number of people, and what it took."""

    people: int
    issuing: Run
    again: Run
    merged: int
    """Bytes of the file for the printer."""

    @property
    def each(self) -> float:
        """Seconds of a certificate."""
        return self.issuing.seconds / self.people

    @property
    def megabytes(self) -> float:
        """Peak memory of the larger of the two runs."""
        return max(self.issuing.megabytes, self.again.megabytes)


def table(folder: Path, say: Callable[[str], None]) -> Table:
    """Issue certificates for more and more people, once each."""
    points = []
    for count in SIZES:
        say(f"{count:,} certificates")
        project = with_roster(folder / f"growth-{count}", count)
        issuing = timing.run(certify(project, fresh=True))
        again = timing.run(certify(project, fresh=False))
        merged = (made_by_us(project) / "certificates.pdf").stat().st_size
        points.append(_Point(count, issuing, again, merged))
        shutil.rmtree(project)
    rows = []
    further = [""] + [f"{_further(*pair) * 1000:.2f}" for pair in pairwise(points)]
    for point, more in zip(points, further, strict=True):
        rows.append([
            f"{point.people:,}",
            f"{point.issuing.seconds:.1f}",
            f"{point.each * 1000:.2f}",
            more,
            f"{point.megabytes:.0f}",
            f"{point.merged / 1e6:.1f}",
            f"{point.again.seconds:.1f}",
        ])  # fmt: skip
    first, last = points[0], points[-1]
    time, memory = last.each / first.each, last.megabytes / first.megabytes
    whom = f"{last.people:,} people"
    slow = f"a certificate of {whom} takes at most 1.25 × one of {first.people:,}"
    notes = [
        verdict(time <= 1.25, slow, f"{time:.2f} ×"),
        verdict(memory <= 1.5, f"{whom} take at most 1.5 × the memory", f"{memory:.2f} ×"),
        "Measured once. Again: everything is there, looked through, and nothing is issued.",
    ]
    columns = (
        *("people", "seconds", "ms each", "ms a further one", "MB"),
        *("MB of certificates.pdf", "seconds again"),
    )
    return Table("More and more certificates", columns, rows, notes)


def _further(before: _Point, after: _Point) -> float:
    """Return the seconds of a further certificate."""
    return (after.issuing.seconds - before.issuing.seconds) / (after.people - before.people)
