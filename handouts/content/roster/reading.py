"""From a session's folder to its roster: the file, its rows, its heading, its people."""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from handouts.content.content_files import (
    ContentFiles,
    ExpectedFile,
    UnreadableFileError,
    refuse_large,
)
from handouts.content.roster import (
    Roster,
    answers_file,
    attendance_reports,
    column_checks,
    duplicates,
    letters,
    table,
    workbook,
)
from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.roster.attendance_reports import Report
from handouts.content.roster.find import find
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.content.roster.found import FoundList
from handouts.content.roster.people import people
from handouts.messages import message
from handouts.text.filenames import intended

LARGEST_FILE = 5_000_000
"""Bytes. A workbook with 20,000 rows has a tenth of this."""
MOST_ROWS = 50_000
"""Rows of a sheet that have anything in them. No training has as many people."""
_LIST = ExpectedFile(LARGEST_FILE, "list")
_READERS = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), table.sheets),
    **dict.fromkeys((".xlsx", ".xlsm", ".ods"), workbook.sheets),
}
_UNREAD = frozenset({".xls", ".xlsb", ".numbers"})
"""Kinds of files that a list may have been saved as and cannot be read from."""


def read(files: ContentFiles, folder: str) -> Roster:
    """Return the roster of a folder, which is relative to `content/`; raises nothing."""
    findings = Findings(f"content/{folder}/roster.csv")
    name = _name(files, folder, findings)
    if name is None:
        return _roster(findings)
    path = f"content/{folder}/{name}"
    answers, wrong = answers_file.read(files, folder)
    if wrong:
        return Roster(path, problems=wrong)
    reports = list(_reports(files, folder, answers))
    tables = [one.table for one in reports if one.table is not None]
    try:
        roster = read_table(path, files.read(f"{folder}/{name}", _LIST), answers, tables)
        roster = attendance_reports.applied(roster, reports)
    except UnreadableFileError as error:
        findings = Findings(path)
        findings.report(0, RowDiagnostic(*error.args))
        return _roster(findings)
    findings = Findings(path)
    _remark_on_others(files, folder, name, findings)
    return dataclasses.replace(roster, remarks=(*roster.remarks, *findings.remarks))


def _remark_on_others(files: ContentFiles, folder: str, roster: str, findings: Findings) -> None:
    """Remark on lists beside a roster that nobody reads because of their names."""
    lists = sorted(name for name in files.names(folder) if _is_list(PurePosixPath(name)))
    unread = tuple(
        name for name in lists if name != roster and not attendance_reports.is_report(name)
    )
    if unread:
        findings.remark(0, RowDiagnostic(message("people.other-lists", names=unread)))


def _reports(files: ContentFiles, folder: str, answers: Answers) -> Iterator[Report]:
    """Yield the attendance reports of a folder, in the order of their names."""
    known = attendance_reports.for_reports(answers)
    names = sorted(name for name in files.names(folder) if _is_list(PurePosixPath(name)))
    for name in filter(attendance_reports.is_report, names):
        findings = Findings(f"content/{folder}/{name}")
        try:
            content = files.read(f"{folder}/{name}", _LIST)
        except UnreadableFileError as error:
            findings.report(0, RowDiagnostic(*error.args))
            yield Report(None, findings)
        else:
            yield Report(found_table(name, content, known, findings), findings)


def read_table(
    name: str,
    content: bytes,
    answers: Answers = NO_ANSWERS,
    reports: Sequence[FoundList] = (),
) -> Roster:
    """Return the roster that a file of this name would be; raises nothing.

    `name` tells CSV from a workbook by its ending, and is the path of what is reported. The answers
    may name columns of the attendance reports too.
    """
    findings = Findings(name)
    table = found_table(name, content, answers, findings)
    if table is None:
        return _roster(findings)
    column_checks.check_answers(answers, table, reports, findings)
    found = people(table, findings)
    persons = duplicates.once(found.participants, answers.once)
    if not persons and not found.out and not findings.problems:
        findings.remark(table.heading.row, RowDiagnostic(message("roster.nobody-yet")))
    duplicates.report(persons, findings)
    fallback = letters.families(persons, findings)
    return dataclasses.replace(
        _roster(findings),
        participants=persons,
        out=found.out,
        columns=found.columns,
        fallback_fonts=fallback,
    )


def found_table(
    name: str, content: bytes, answers: Answers, findings: Findings
) -> FoundList | None:
    """Return the list of people in a file, or None and the reason in the findings."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in _READERS:
        what = (
            message("roster.unknown-kind", ending=ending) if ending else message("roster.no-ending")
        )
        findings.report(0, RowDiagnostic(what))
        return None
    try:
        refuse_large(len(content), _LIST)
    except UnreadableFileError as error:
        findings.report(0, RowDiagnostic(*error.args))
        return None
    sheets = _READERS[ending](content, findings)
    if not any(sheet.is_filled for sheet in sheets):
        if not findings.problems:
            findings.report(0, RowDiagnostic(message("roster.empty")))
        return None
    if max(sheet.filled_rows for sheet in sheets) > MOST_ROWS:
        findings.report(0, RowDiagnostic(message("roster.too-many-rows", most=MOST_ROWS)))
        return None
    table = find(sheets, answers, findings)
    if table is not None:
        column_checks.check(table, findings)
    return table


def _roster(findings: Findings) -> Roster:
    return Roster(findings.path, problems=findings.problems, remarks=findings.remarks)


def _name(files: ContentFiles, folder: str, findings: Findings) -> str | None:
    """Return the name of the one roster that there is, or None and the reason in the findings."""
    try:
        lists = [file for file in map(PurePosixPath, files.names(folder)) if _is_list(file)]
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        findings.report(0, RowDiagnostic(message("roster.unreadable-folder")))
        return None
    there = [file for file in lists if file.stem.lower() == "roster"]
    if len(there) > 1:
        names = tuple(file.name for file in there)
        findings.report(0, RowDiagnostic(message("roster.several-rosters", names=names)))
        return None
    if not there:
        if lists:
            names = tuple(file.name for file in lists)
            right = f"roster{PurePosixPath(intended(lists[0].name)).suffix}"
            what = message("roster.other-name", names=names, right=right)
            findings.report(0, RowDiagnostic(what))
            return None
        findings.remark(0, RowDiagnostic(message("roster.none-yet")))
        return None
    return there[0].name


def _is_list(file: PurePosixPath) -> bool:
    """Whether a file may be a list of people; `~$` begins what Excel keeps beside an open one."""
    ending = file.suffix.lower()
    if file.name[0] in "._~" or (ending == ".txt" and "roster" not in file.stem.lower()):
        return False
    return ending in _UNREAD | _READERS.keys()
