"""CSV as it comes → rows of cells, counted as a spreadsheet program counts them."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from handouts.content.roster import decoding, lists
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.content.roster.sheets import VisibleSheet
from handouts.messages import message

_SEPARATORS = (",", ";", "\t", "|")
_ANNOUNCED = re.compile(r'\A"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""The line that announces the separator to Excel. No spreadsheet program counts it as a row."""
_FIRST_ROWS = 100
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
"""How systems write a text that Excel would take for a number: `="00123"`."""

Rows = list[list[str]]


def sheets(content: bytes, findings: Findings) -> list[VisibleSheet]:
    """Return the cells of a CSV file as its one sheet; what cannot be read is reported."""
    text = decoding.decoded(content, findings)
    return [] if text is None else [VisibleSheet(_rows(text, findings))]


def _rows(text: str, findings: Findings) -> Rows:
    separator, start = layout(text)
    text = text[start:]
    read: Rows = []  # what stands before an error stays in it
    try:
        read.extend(_records(text, separator))
    except csv.Error as error:
        what = message("roster.stray-quotation-mark")
        if "field limit" in str(error):
            what = message("roster.cell-too-long", limit=csv.field_size_limit())
        quoted = " ".join(_line_after(text, separator, len(read)))
        findings.report(len(read) + 1, RowDiagnostic(what, quoted=quoted))
    read = [[_cell(cell) for cell in row] for row in read]
    if _is_quoted_whole(read):
        return _rows("\n".join(row[0] for row in read if row), findings)
    return read


def layout(text: str) -> tuple[str, int]:
    """Return what separates the cells of a CSV text, and where its first row begins."""
    announced = _ANNOUNCED.match(text)
    if announced:
        return announced[1], announced.end()
    return max(_SEPARATORS, key=lambda one: _fitness(text, one)), 0


def _is_quoted_whole(rows: Rows) -> bool:
    """Whether each line of the file is in quotation marks, as if it were one cell."""
    filled = [row for row in rows if any(row)]
    return len(filled) > 1 and all(
        len(row) == 1 and any(separator in row[0] for separator in _SEPARATORS[:3])
        for row in filled
    )


def _cell(cell: str) -> str:
    """Return a cell without the formula that only keeps it a text."""
    if cell.startswith('="') and (found := _AS_TEXT.fullmatch(cell)):
        return found[1].replace('""', '"')
    return cell


def _records(text: str, separator: str) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)


def _fitness(text: str, separator: str) -> tuple[int, int]:
    """Return how many known columns a separator brings out, and how many cells it makes."""
    first: Rows = []
    with contextlib.suppress(csv.Error):  # reported when the text is read with the best separator
        first.extend(islice(_records(text, separator), _FIRST_ROWS))
    known = max((len(section.heading.places) for section in lists.sections(first)), default=0)
    return known, sum(map(len, first))


def _line_after(text: str, separator: str, number: int) -> list[str]:
    """Return the line of a text that begins its row `number`, counted from 0."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    for _ in islice(reader, number):
        pass
    return text.splitlines()[reader.line_num : reader.line_num + 1]
