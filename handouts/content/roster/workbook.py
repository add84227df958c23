"""An Excel workbook as it comes → rows of cells, read by a process that cannot take the machine.

What reads workbooks is compiled code: where a file leads it to ask for more memory than there is,
the whole process ends. So it runs in a process of its own, with limits of memory and of time, and
its end is one more way in which a workbook cannot be read.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from handouts.content.roster.columns import listed
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.content.roster.table import Rows

SAVE = 'Open it in Excel and save it anew as "Excel Workbook (.xlsx)" or as "CSV UTF-8".'
COPY = "Copy the rows of the list into a new workbook."
_OLE = b"\xd0\xcf\x11\xe0"
"""What an old .xls begins with, and a workbook with a password."""
_UNFORESEEN = (1, 2)
"""Exit codes of Python for an exception that nobody catches, and for a wrong call."""


@dataclass(frozen=True)
class Limits:
    """What reading one workbook may take."""

    memory: int = 1_000_000_000
    """Bytes of address space; kept where the system can limit it, as Linux does."""
    seconds: int = 20
    """Of one processor. By the clock it may take three times as long, on a busy machine."""

    def __str__(self) -> str:
        return f"{self.memory // 1_000_000:,} MB of memory or {self.seconds} seconds"


def rows(content: bytes, findings: Findings, limits: Limits = Limits()) -> Rows:
    """Return the cells of the first sheet that has any, from A1; report of what is unfit."""
    if content.startswith(_OLE):
        cause = "the workbook has a password, or it is an old .xls under a new name"
        findings.report(0, RowDiagnostic(cause, f"Take the password off. {SAVE}"))
        return []
    if not content.startswith(b"PK"):
        findings.report(0, RowDiagnostic("this is not an Excel workbook", SAVE))
        return []
    answer = _read_apart(content, limits)
    if answer is None:
        cause = f"the workbook takes more than {limits} to read"
        findings.report(0, RowDiagnostic(cause, COPY))
        return []
    if answer["problem"]:
        findings.report(0, RowDiagnostic(*answer["problem"]))
    if answer["others"]:
        first, *others = answer["others"]
        cause = f'the sheet "{first}" was read; there is something in others too: {listed(others)}'
        findings.remark(
            0, RowDiagnostic(cause, "Move the list to the first sheet if it is not there.")
        )
    found: Rows = answer["rows"]
    return found


def _read_apart(content: bytes, limits: Limits) -> dict[str, Any] | None:
    """Return what `workbook_process` answers, or None where a limit ended it.

    Raises RuntimeError with its traceback where the fault is in the process itself.
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
    except subprocess.TimeoutExpired:
        return None
    if done.returncode in _UNFORESEEN:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return json.loads(done.stdout) if done.returncode == 0 else None
