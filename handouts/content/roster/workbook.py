"""An Excel workbook as it comes → its sheets, read by a process that cannot take the machine.

What reads workbooks is compiled code: where a file leads it to ask for more memory than there is,
the whole process ends. So it runs in a process of its own, with limits of memory and of time, and
its end is one more way in which a workbook cannot be read.
"""

import functools
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.content.roster.sheets import VisibleSheet
from handouts.messages import Message, message

_OLE = b"\xd0\xcf\x11\xe0"
"""What an old .xls begins with, and a workbook with a password."""
_UNFORESEEN = (1, 2)
"""Exit codes of Python for an exception that nobody catches, and for a wrong call."""


@dataclass(frozen=True)
class WorkbookLimits:
    """What reading one workbook may take."""

    memory: int = 1_000_000_000
    """Bytes of address space; kept where the system can limit it, as Linux does."""
    seconds: int = 20
    """Of one processor. By the clock it may take three times as long, on a busy machine."""


def sheets(
    content: bytes, findings: Findings, limits: WorkbookLimits = WorkbookLimits()
) -> list[VisibleSheet]:
    """Return the sheets that can be seen and have anything, from A1; report what is unfit."""
    if content.startswith(_OLE):
        findings.report(0, RowDiagnostic(message("roster.password-or-old")))
        return []
    if not content.startswith(b"PK"):
        findings.report(0, RowDiagnostic(message("roster.no-workbook")))
        return []
    answer = _read_apart(content, limits)
    if answer is None:
        memory, seconds = limits.memory // 1_000_000, limits.seconds
        what = message("roster.takes-too-much", memory=memory, seconds=seconds)
        findings.report(0, RowDiagnostic(what))
        return []
    if answer["problem"]:
        code, parameters = answer["problem"]
        findings.report(0, RowDiagnostic(Message(code, tuple(map(tuple, parameters)))))
    return [_sheet(sheet) for sheet in answer["sheets"]]


def _sheet(given: Mapping[str, Any]) -> VisibleSheet:
    struck: dict[int, set[int]] = {}
    for row, column in given["struck"]:
        struck.setdefault(row, set()).add(column - 1)
    return VisibleSheet(
        given["rows"],
        given["name"],
        frozenset(given["hidden"]),
        {row: frozenset(columns) for row, columns in struck.items()},
        frozenset(column - 1 for column in given["hidden_columns"]),
        frozenset((row, column - 1) for row, column in given["without_result"]),
    )


def _read_apart(content: bytes, limits: WorkbookLimits) -> dict[str, Any] | None:
    """Return what `workbook_process` answers, or None where a limit ended it.

    Raises RuntimeError with its traceback where the fault is in the process itself.
    """
    try:
        answer: dict[str, Any] = json.loads(_answer(content, limits))
    except _EndedError:
        return None
    return answer


class _EndedError(Exception):
    """A limit ended the process that read a workbook."""


@functools.lru_cache(maxsize=4)
def _answer(content: bytes, limits: WorkbookLimits) -> bytes:
    """Return the answer of `workbook_process`, as JSON. Raises _EndedError and RuntimeError.

    It is remembered: a page of the studio reads one list several times, a process takes a second,
    and the answer hangs on the bytes alone.
    """
    command = "from handouts.content.roster import workbook_process; workbook_process.main()"
    try:
        done = subprocess.run(  # noqa: S603 - this very Python, two numbers as arguments
            [sys.executable, "-P", "-c", command, str(limits.memory), str(limits.seconds)],
            input=content,
            capture_output=True,
            check=False,
            timeout=3 * limits.seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        raise _EndedError from error
    if done.returncode in _UNFORESEEN:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    if done.returncode:
        raise _EndedError
    return done.stdout
