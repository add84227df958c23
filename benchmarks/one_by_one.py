"""Makes a certificate for each person with another tool, on several processors.

    python -m benchmarks.one_by_one TOOL FACTS.json FOLDER PEOPLE PROCESSES

calls `make` of `benchmarks/<tool>_certificate.py`. Nothing of ours is imported here.
"""

import dataclasses
import importlib
import json
import multiprocessing
import sys
from dataclasses import dataclass
from pathlib import Path

Person = dict[str, str]
"""What is a person's own, by field, and `title` and `file`."""


@dataclass(frozen=True)
class Line:
    """One paragraph of the page, from the top down."""

    text: str
    field: str
    """The personal field of which the text is a sample, or nothing."""
    points: int
    """The size of its type."""


@dataclass(frozen=True)
class Facts:
    """What the certificates of all people have in common."""

    html: str
    """Our page, with samples where the personal lines stand."""
    styles: str
    """Its stylesheets."""
    lines: list[Line]
    """Its words, for tools that do not read HTML."""
    serif: str
    """The file of the house font."""

    def write(self, path: Path, people: list[Person]) -> None:
        """Keep it, with the people, where the process that is measured reads it."""
        path.write_text(json.dumps([dataclasses.asdict(self), people]), "utf-8")

    @classmethod
    def read(cls, path: Path) -> tuple["Facts", list[Person]]:
        """Return what was written."""
        told, people = json.loads(path.read_text("utf-8"))
        return cls(**{**told, "lines": [Line(**line) for line in told["lines"]]}), people


def _make(tool: str, facts: Facts, people: list[Person], folder: Path) -> None:
    importlib.import_module(f"benchmarks.{tool}_certificate").make(facts, people, folder)


def main() -> None:
    """Make them all."""
    tool, facts_file, folder, count, processes = sys.argv[1:]
    facts, people = Facts.read(Path(facts_file))
    people = people[: int(count)]
    parts = [people[start :: int(processes)] for start in range(int(processes))]
    if len(parts) == 1:
        _make(tool, facts, people, Path(folder))
        return
    with multiprocessing.get_context("fork").Pool(len(parts)) as pool:
        pool.starmap(_make, [(tool, facts, part, Path(folder)) for part in parts])


if __name__ == "__main__":
    main()
