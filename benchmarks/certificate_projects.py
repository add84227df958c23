"""Projects with rosters of any length, and the command that issues their certificates."""

import csv
import shutil
from pathlib import Path

from benchmarks import content, people, rivals
from benchmarks.timing import Task

TRAINING, SESSION = "two-models", "example"


def certify(project: Path, fresh: bool) -> Task:
    """Issue the certificates of a project: all of them, or none because they are there."""

    def prepare() -> None:
        for made in (project / "records", project / "build"):
            shutil.rmtree(made, ignore_errors=True)

    session = f"{TRAINING}/{SESSION}"
    command = [rivals.script("handouts"), "certify", session, "--project", project, "--quiet"]
    return Task(command, prepare) if fresh else Task(command)


def made_by_us(project: Path) -> Path:
    """Return the folder of a session's files."""
    return project / "build" / TRAINING / "sessions" / SESSION


def with_roster(folder: Path, count: int) -> Path:
    """Write a copy of the example with so many people, all of whom attended; return its folder."""
    project = content.example(folder)
    roster = project / "content" / TRAINING / "sessions" / SESSION / "roster.csv"
    columns = "First name,Last name,E-mail,Credentials,License state,License number,Attended,Hours"
    with roster.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(columns.split(","))
        for one in people.people(count):
            about = (one.credentials, one.state, one.license)
            rows.writerow((one.first, one.last, one.email, *about, "yes", 6))
    return project
