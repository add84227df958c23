"""An Excel workbook as it comes → rows of cells, without being blown up by it."""

import datetime
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from handouts.roster.findings import Complaint, Findings
from handouts.roster.table import Rows

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LARGEST_UNPACKED = 50_000_000
"""Bytes of XML in a workbook. A roster of 20,000 rows has a fifth of it."""
_MOST_CELLS = 5_000_000
"""From A1 to the last cell. All of them are held in memory, also those that are empty."""
_MOST_LETTERS = 1_000_000_000
"""Cells times the letters of the longest: what the sheet could need at most."""
_MOST_SHEETS = 50
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,9})["']""")
_OLE = b"\xd0\xcf\x11\xe0"
"""What an old .xls begins with, and a workbook with a password."""
_SAVE = 'Open it in Excel and save it anew as "Excel Workbook (.xlsx)" or as "CSV UTF-8".'

_Moment = datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class _UnfitError(Exception):
    """A workbook that is not to be opened."""

    def __init__(self, cause: str, cure: str = _SAVE) -> None:
        self.complaint = Complaint(cause, cure)
        super().__init__(cause)


def rows(content: bytes, findings: Findings) -> Rows:
    """Return the cells of the first sheet that has any, from A1; complain of what is unfit."""
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415

    try:
        if content.startswith(_OLE):
            cause = "the workbook has a password, or it is an old .xls under a new name"
            raise _UnfitError(cause, f"Take the password off. {_SAVE}")
        if not content.startswith(b"PK"):
            raise _UnfitError("this is not an Excel workbook")
        with load_workbook(io.BytesIO(_unpacked(content))) as workbook:
            return _first_sheet(workbook, findings)
    except _UnfitError as error:
        findings.complain(0, error.complaint)
    except (CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError):
        findings.complain(0, Complaint("the workbook is damaged", _SAVE))
    except (RuntimeError, NotImplementedError):  # of zipfile: a password, a packing of its own
        findings.complain(0, Complaint("the workbook is packed with a password", _SAVE))
    return []


def _unpacked(content: bytes) -> bytes:
    """Return a copy of a workbook whose XML is no longer packed, after looking at its size.

    What the archive says of its sizes may be untrue; zipfile reads no more than was said, and
    checks the sums. Pictures and macros stay behind.
    """
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(copy, "w") as plain:
        parts = [part for part in given.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            most = f"{LARGEST_UNPACKED // 1_000_000} MB"
            cause = f"the workbook has more than {most} when it is unpacked"
            raise _UnfitError(cause, "Copy the rows of the list into a new workbook.")
        if len({part.filename for part in parts}) < len(parts):
            raise _UnfitError("the workbook is damaged")
        longest = 0
        sheets = []
        for part in parts:
            xml = given.read(part)
            if b"\0" in xml:  # XML in another encoding, which could not be looked into
                raise _UnfitError("the workbook is damaged")
            plain.writestr(part.filename, xml)
            if b"sheetData" in xml:
                sheets.append(xml)
            elif b"sst" in xml:  # the texts that cells share
                longest = max(longest, *map(len, xml.split(b"si>")))
        for xml in sheets:
            _check_size(xml, longest)
    return copy.getvalue()


def _check_size(sheet: bytes, longest: int) -> None:
    """Raise _UnfitError where a sheet would fill the memory: far cells, or one text everywhere."""
    last_row, last_column = 0, 0
    for letters, digits in _CELL.findall(sheet):
        last_row = max(last_row, int(digits))
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        last_column = max(last_column, column)
    cells = sheet.count(b"</") // 2
    if last_row * last_column > _MOST_CELLS or cells * longest > _MOST_LETTERS:
        cause = f"the sheet is too large: it reaches to row {last_row}, column {last_column}"
        raise _UnfitError(cause, "Copy the rows of the list into a new workbook.")


def _first_sheet(workbook: "CalamineWorkbook", findings: Findings) -> Rows:
    """Return the first sheet that has anything in it, and say so where others have too."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    filled: dict[str, Rows] = {}
    for sheet in workbook.sheets_metadata[:_MOST_SHEETS]:
        if (sheet.typ, sheet.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
            cells = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            shown = [[_text(cell) for cell in row] for row in cells]
            if any(cell.strip() for row in shown for cell in row):
                filled[sheet.name] = [] if filled else shown
    if not filled:
        return []
    first, *others = filled
    if others:
        named = ", ".join(f'"{other}"' for other in others)
        cause = f'the sheet "{first}" was read; there is something in others too: {named}'
        findings.remark(0, Complaint(cause, "Move the list to the first sheet if it is not there."))
    return filled[first]


def _text(cell: float | str | bool | _Moment) -> str:
    """Return a cell as a person would type it: 12345 for 12345.0, 5:30 for a time."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e18 else f"{cell:.15g}"
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(cell, datetime.time):
        return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    return str(cell)
