"""Rosters written for one test each, and what is said of them."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl

from handouts.content import roster
from handouts.content.roster import Participant, Roster
from handouts.project.layout import Project

FOLDER = "tea/sessions/may"
Fill = Callable[[openpyxl.Workbook], None]


def written(folder: Path, **files: str | bytes) -> Project:
    """A project with a session; `csv=…` and `xlsx=…` are what its roster holds."""
    place = folder / "content" / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    for ending, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (place / f"roster.{ending}").write_bytes(raw)
    return Project(folder.resolve())


def read(folder: Path, csv: str | bytes) -> Roster:
    """The roster in a CSV file."""
    return roster.read(written(folder, csv=csv), FOLDER)


def read_workbook(folder: Path, fill: Fill) -> Roster:
    """The roster in a workbook that `fill` has written."""
    return roster.read(written(folder, xlsx=workbook(fill)), FOLDER)


def workbook(fill: Fill) -> bytes:
    """A workbook that `fill` has written."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(content)
    return content.getvalue()


def problems(found: Roster) -> list[str]:
    """What must be mended, without the file's folder."""
    return [str(problem).removeprefix(f"content/{FOLDER}/") for problem in found.problems]


def remarks(found: Roster) -> list[str]:
    """What should be looked at, without the file's folder."""
    return [str(remark).removeprefix(f"content/{FOLDER}/") for remark in found.remarks]


def the_one(found: Roster) -> Participant:
    """The only person on a roster that is in order."""
    assert found.problems == ()
    (person,) = found.participants
    return person
