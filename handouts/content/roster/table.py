"""CSV as it comes → rows of cells, counted as a spreadsheet program counts them."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from handouts.content.roster import columns
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.text.encodings import UTF_8, byte_order_mark

_SEPARATORS = (",", ";", "\t")
_ANNOUNCED = re.compile(r'\A"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""The line that announces the separator to Excel. No spreadsheet program counts it as a row."""
_FIRST_ROWS = 20
_MOST_CONTROLS = 20
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
SAVE = 'Save it in Excel as "CSV UTF-8", or as an Excel workbook (.xlsx).'

Rows = list[list[str]]


def rows(content: bytes, findings: Findings) -> Rows:
    """Return the cells of a CSV file, row by row; what cannot be read is reported."""
    text = _decoded(content, findings)
    if text is None:
        return []
    announced = _ANNOUNCED.match(text)
    text = text[announced.end() :] if announced else text
    separator = announced[1] if announced else max(_SEPARATORS, key=lambda one: _fitness(text, one))
    read: Rows = []  # what stands before an error stays in it
    try:
        read.extend(_records(text, separator))
    except csv.Error as error:
        if "field limit" in str(error):
            cause = f"a cell has more than {csv.field_size_limit():,} letters"
            cure = "A quotation mark may be missing at its end. Mend it in a spreadsheet program."
        else:
            cause = "a cell has a quotation mark that is never closed, or that ends it too early"
            cure = f"Delete the mark. {SAVE}"
        quoted = " ".join(_line_after(text, separator, len(read)))
        findings.report(len(read) + 1, RowDiagnostic(cause, cure, quoted))
    return read


def _decoded(content: bytes, findings: Findings) -> str | None:
    if content.startswith(b"PK\x03\x04"):
        cure = "Rename it to roster.xlsx."
        findings.report(0, RowDiagnostic("this is an Excel workbook, not CSV", cure))
        return None
    text = None
    mark = byte_order_mark(content)
    try:
        text = content[len(mark.mark) :].decode(mark.codec) if mark else content.decode("utf-8")
    except UnicodeDecodeError:
        if mark is None or mark is UTF_8:
            text = _from_windows(content, findings)
    if text is None or len(_CONTROL.findall(text)) > _MOST_CONTROLS:
        findings.report(0, RowDiagnostic("the file is not plain text", SAVE))
        return None
    return text


def _from_windows(content: bytes, findings: Findings) -> str | None:
    """Return a text as older versions of Excel save it."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    cause = "the file was read as text with the encoding Windows-1252"
    cure = f"See whether the letters with accents are right. {SAVE}"
    findings.remark(0, RowDiagnostic(cause, cure))
    return text


def _records(text: str, separator: str) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)


def _fitness(text: str, separator: str) -> tuple[int, int]:
    """Return how many known columns a separator brings out, and how many cells it makes."""
    first: Rows = []
    with contextlib.suppress(csv.Error):  # reported when the text is read with the best separator
        first.extend(islice(_records(text, separator), _FIRST_ROWS))
    heading = columns.find(first)
    return len(heading.places) if heading else 0, sum(map(len, first))


def _line_after(text: str, separator: str, number: int) -> list[str]:
    """Return the line of a text that begins its row `number`, counted from 0."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    for _ in islice(reader, number):
        pass
    return text.splitlines()[reader.line_num : reader.line_num + 1]
