"""What is unsure about a list, asked once, with the lines of `roster.yaml` that answer it."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from handouts.content.roster.findings import Findings, RowDiagnostic, listed, shortened
from handouts.messages import message


def lines(answer: Mapping[str, Any]) -> str:
    """Return an answer as it stands in `roster.yaml`."""
    return yaml.safe_dump(dict(answer), allow_unicode=True, sort_keys=False, width=10_000).strip()


def which_list(lists: Sequence[tuple[str, int, str]], findings: Findings) -> None:
    """Ask which list is the roster.

    Each is the name of its sheet, the row of its heading, and its title.
    """
    sheets = {sheet for sheet, _, _ in lists}
    sheet, row, _ = lists[0]
    if len(sheets) > 1:
        names = [name for name, _, _ in lists]
        what = message(
            "roster.lists-on-sheets", sheets=listed(names), lines=lines({"sheet": sheet})
        )
        findings.report(0, RowDiagnostic(what))
        return
    named = tuple(
        message("roster.titled-row", row=row, title=shortened(title))
        if title
        else message("roster.row", row=row)
        for _, row, title in lists
    )
    what = message("roster.several-lists", lists=named, lines=lines({"heading": row}))
    findings.report(row, RowDiagnostic(what))


def no_such_sheet(name: str, sheets: Sequence[str], findings: Findings) -> None:
    """Report an answer that names a sheet which is not there, or has nothing in it."""
    what = message("roster.no-such-sheet", sheet=shortened(name), sheets=listed(sheets))
    findings.report(0, RowDiagnostic(what))


def no_such_row(row: int, findings: Findings) -> None:
    """Report an answer that names a row below the last one."""
    findings.report(0, RowDiagnostic(message("roster.no-such-row", row=row)))


def which_columns(
    titles: Sequence[str], answer: Mapping[str, Any], row: int, findings: Findings
) -> None:
    """Ask which columns hold the names; `answer` is what seems right, and `row` that to quote."""
    what = message("roster.which-columns", titles=listed(titles), lines=lines(answer))
    findings.report(row, RowDiagnostic(what))


def which_of(column: str, titles: Sequence[str], row: int, findings: Findings) -> None:
    """Ask which of several columns holds what may stand in one only."""
    answer = lines({"columns": {column: titles[0]}})
    what = message("roster.columns-for-one-thing", titles=listed(titles), lines=answer)
    findings.report(row, RowDiagnostic(what))
