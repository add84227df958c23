"""How soon the studio shows a page, what an hour of typing needs, and what a browser loads.

The start is measured beside Python that imports the libraries which serve the page, and no more.
"""

import contextlib
import gzip
import http.cookiejar
import json
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import content, timing
from benchmarks.people import people
from benchmarks.report import Table, verdict
from benchmarks.timing import Task
from handouts.studio.app import BUNDLE

LIBRARIES = "import starlette.applications, starlette.responses, uvicorn, jinja2"
SAVES = 1_000
"""Of an hour of typing: a pause after every few words."""
PEOPLE = 200
LARGEST = 200
"""Kilobytes of the bundle, compressed."""
_PAGE = "/training/two-models"
_LIST = f"{_PAGE}/session/example/participants"
_FILE = "two-models/article.md"


class Visitor:
    """A browser that was let in, without a window."""

    def __init__(self, address: str) -> None:
        self.origin = address.split("/enter", maxsplit=1)[0]
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        with self._opener.open(address) as page:
            self.first = page.read().decode()

    def ask(self, path: str, given: object = None) -> str:
        """Return what a path answers; with `given`, to a request that changes something."""
        data = None if given is None else json.dumps(given).encode()
        request = urllib.request.Request(  # noqa: S310 - the address is of this machine
            self.origin + path, data, headers={"Origin": self.origin}
        )
        with self._opener.open(request) as answer:
            return str(answer.read().decode())


def table(folder: Path, rounds: int, say: Callable[[str], None]) -> Table:
    """Measure the start beside its libraries, then pages, saves and memory."""
    project = content.example(folder)
    _invite(project / "content/two-models/sessions/example/roster.csv")
    say("The studio: its start, and an hour of typing")
    alone, starts, pages = [], [], []
    for _ in range(rounds):
        alone.append(timing.run(Task([sys.executable, "-c", LIBRARIES])).seconds)
        began = time.perf_counter()
        with started(project) as (_, visitor):
            starts.append(time.perf_counter() - began)
            visitor.ask(_LIST)  # the first visit loads what the page needs
            began = time.perf_counter()
            visitor.ask(_LIST)
            pages.append(time.perf_counter() - began)
    with started(project) as (studio, visitor):
        saves, before, after = _typed(studio, visitor)
    start, page, save = map(statistics.median, (starts, pages, saves))
    size = sum(len(gzip.compress(file.read_bytes())) for file in BUNDLE.glob("studio.*")) / 1024
    rows = [
        [LIBRARIES, f"{statistics.median(alone):.2f}", ""],
        ["handouts studio, until the first page is there", f"{start:.2f}", ""],
        [f"the table of {PEOPLE} people", f"{page:.3f}", ""],
        [f"one of {SAVES:,} saves of the article", f"{save:.3f}", ""],
        ["memory before them, and after", "", f"{before:.0f} and {after:.0f}"],
    ]
    notes = [
        verdict(start <= 1, "the first page is there within a second", f"{start:.2f} s"),
        verdict(size <= LARGEST, f"at most {LARGEST} KB are loaded, compressed", f"{size:.0f} KB"),
    ]
    return Table("The studio", ("What", "seconds", "MB"), rows, notes)


@contextlib.contextmanager
def started(project: Path) -> Iterator[tuple[subprocess.Popen[str], Visitor]]:
    """Start the studio's command, and visit its first page."""
    command = [sys.executable, "-m", "handouts", "studio", "--no-browser", "--folder", str(project)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as studio:
        try:
            printed = studio.stderr.readline() if studio.stderr else ""
            (address,) = re.findall(r"http://\S+", printed)
            visitor = Visitor(address)
            if "<h1>Trainings</h1>" not in visitor.first:
                raise timing.TaskFailedError("the studio does not show its first page")
            yield studio, visitor
        finally:
            studio.terminate()


def _invite(roster: Path) -> None:
    """Write a list of people in place of the example's."""
    for other in roster.parent.glob("roster.*"):
        other.unlink()
    rows = [f"{one.first} {one.last},{one.email}" for one in people(PEOPLE)]
    roster.write_text("\n".join(["Name,E-mail", *rows]) + "\n", "utf-8")


def _typed(studio: subprocess.Popen[str], visitor: Visitor) -> tuple[list[float], float, float]:
    """Save the article again and again; return the seconds of each, and megabytes around them."""
    visitor.ask(_PAGE)
    opened = json.loads(visitor.ask(f"/text?file={_FILE}"))
    text, version = opened["text"], opened["version"]
    before, seconds = _megabytes(studio.pid), []
    for number in range(SAVES):
        began = time.perf_counter()
        given = {"file": _FILE, "text": f"{text}{number}\n", "version": version}
        version = json.loads(visitor.ask("/save", given))["version"]
        seconds.append(time.perf_counter() - began)
    return seconds, before, _megabytes(studio.pid)


def _megabytes(process: int) -> float:
    """Return the resident memory of a process."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], check=True, capture_output=True, text=True
    )
    return int(shown.stdout) / 1024
