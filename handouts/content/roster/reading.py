"""From a session's folder to its roster: the file, its rows, its heading, its people."""

import dataclasses
from pathlib import Path

from handouts.content import text_file
from handouts.content.roster import Roster, columns, duplicates, letters, table, workbook
from handouts.content.roster.findings import Complaint, Findings
from handouts.content.roster.people import people
from handouts.project.layout import Project
from handouts.text.filenames import intended

LARGEST_FILE = 5_000_000
"""Bytes. A workbook with 20,000 rows has a tenth of this."""
_READERS = {".csv": table.rows, ".xlsx": workbook.rows}
_UNREAD = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv", ".txt"})
"""Other kinds of files that a list may have been saved as."""


def read(project: Project, folder: str) -> Roster:
    """Return the roster of a folder, which is relative to `content/`; raises nothing."""
    findings = Findings(f"content/{folder}/roster.csv")
    file = _file(project, folder, findings)
    rows = _rows(project, file, findings) if file else []
    if not any(cell.strip() for row in rows for cell in row):
        if file and not findings.problems:
            cure = "Write the list, or delete the file."
            findings.complain(0, Complaint("the file is empty", cure))
        return _roster(findings)
    heading = columns.find(rows)
    if heading is None:
        columns.complain_of_none(rows, findings)
        return _roster(findings)
    columns.check(heading, findings)
    columns.remark_on_unnamed(rows, heading, findings)
    persons = people(rows, heading, findings)
    if not persons and not findings.problems:
        cure = "Write one row for each person below the headings."
        findings.remark(heading.row, Complaint("nobody is on the roster yet", cure))
    duplicates.tell(persons, findings)
    fallback = letters.families(persons, findings)
    return dataclasses.replace(
        _roster(findings),
        participants=tuple(persons),
        columns=frozenset(heading.places),
        fallback_fonts=fallback,
    )


def _roster(findings: Findings) -> Roster:
    return Roster(findings.path, problems=findings.problems, remarks=findings.remarks)


def _file(project: Project, folder: str, findings: Findings) -> Path | None:
    """Return the one roster that there is, or None and the reason in the findings."""
    place = project.content / folder
    lists = []
    try:
        if place.resolve().is_relative_to(project.root) and place.is_dir():
            lists = sorted(file for file in place.iterdir() if _is_list(file))
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        cause = "the folder cannot be read"
        findings.complain(0, Complaint(cause, "Check its permissions."))
        return None
    there = [file for file in lists if file.stem.lower() == "roster"]
    if len(there) > 1:
        named = " and ".join(file.name for file in there)
        cause = f"there is more than one roster: {named}"
        findings.complain(0, Complaint(cause, "Keep the one that is right."))
        return None
    if not there:
        if lists:
            named = " and ".join(file.name for file in lists)
            cause = f"there is no roster, and {named} is not read because of its name"
            right = Path(intended(lists[0].name)).suffix
            cure = f"Rename the list of participants to roster{right}, or put _ before its name."
            findings.complain(0, Complaint(cause, cure))
            return None
        cause = "there is no roster yet"
        cure = "Save the list of participants there as roster.csv or roster.xlsx."
        findings.remark(0, Complaint(cause, cure))
        return None
    findings.path = f"content/{folder}/{there[0].name}"
    if there[0].suffix.lower() in _UNREAD:
        cause = f"a roster cannot be read from {there[0].suffix.lower()}"
        findings.complain(0, Complaint(cause, "Save it as .xlsx or CSV."))
        return None
    return there[0]


def _is_list(file: Path) -> bool:
    """Whether a file may be a list of people; `~$` begins what Excel keeps beside an open one."""
    ending = file.suffix.lower()
    if file.name[0] in "._~" or (ending == ".txt" and "roster" not in file.stem.lower()):
        return False
    return ending in _UNREAD | _READERS.keys()


def _rows(project: Project, file: Path, findings: Findings) -> table.Rows:
    """Return the cells of a file; what keeps it from being read is in the findings."""
    content = _content(project, file, findings)
    return [] if content is None else _READERS[file.suffix.lower()](content, findings)


def _content(project: Project, file: Path, findings: Findings) -> bytes | None:
    """Return what is in a file, or None and the reason in the findings."""
    try:
        if not file.resolve().is_relative_to(project.root):
            cure = "Copy it into the project."
            findings.complain(0, Complaint("the file lies outside the project", cure))
        elif not file.is_file():
            cure = "Move it away, and save the list anew."
            findings.complain(0, Complaint("this is not a file", cure))
        elif (size := file.stat().st_size) > LARGEST_FILE:
            cause = f"the file has {text_file.megabytes(size)}"
            cure = f"It may have up to {text_file.megabytes(LARGEST_FILE)}: save the list alone."
            findings.complain(0, Complaint(cause, cure))
        else:
            return file.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        cause = f"the file cannot be read ({reason})"
        findings.complain(0, Complaint(cause, "Check its permissions."))
    return None
