"""The process that reads one workbook: from standard input, to JSON on standard output.

The answer has `sheets`, those that can be seen and have anything in them, each with its `name`, its
`rows` and its marks (`workbook_marks.Marks`); and `problem`, the code and the parameters of a
message, or None.
"""

import contextlib
import datetime
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from handouts.content.roster import open_document, workbook_marks, workbook_size
from handouts.content.roster.table import Rows
from handouts.content.roster.workbook_marks import Marks
from handouts.content.roster.workbook_size import WorkbookTooLargeError
from handouts.messages import Message, message

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LARGEST_UNPACKED = 50_000_000
"""Bytes of XML in a workbook. A roster of 20,000 rows has a fifth of it."""
_MOST_SHEETS = 50
_TOO_LARGE = 3
"""Exit code where the memory was not enough."""

_Moment = datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def main() -> None:
    """Read a workbook within the bytes and the seconds that the arguments say."""
    import python_calamine  # noqa: F401, PLC0415 - loaded before memory is limited

    _limit(int(sys.argv[1]), int(sys.argv[2]))
    try:
        answer = json.dumps(read(sys.stdin.buffer.read()))
    except MemoryError:
        sys.exit(_TOO_LARGE)
    sys.stdout.write(answer)


def _limit(memory: int, seconds: int) -> None:
    """Limit this process where the system can; Windows cannot, and macOS only its time."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for limit, wanted in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(limit)
        least = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (least, most))


def read(content: bytes) -> dict[str, Any]:
    """Return the answer for a workbook."""
    try:
        return {"sheets": _read(content), "problem": None}
    except WorkbookTooLargeError as error:
        return _refused(error.message)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except (RuntimeError, NotImplementedError):  # of zipfile: a password, a packing of its own
        return _refused(message("roster.packed-with-password"))
    except BaseException:  # a panic in compiled code is no Exception
        return _refused(message("roster.damaged-workbook"))


def _refused(why: Message) -> dict[str, Any]:
    return {"sheets": [], "problem": (why.code, why.parameters)}


def _read(content: bytes) -> list[dict[str, Any]]:
    from python_calamine import load_workbook  # noqa: PLC0415

    parts = _unpacked(content)
    if "content.xml" in parts:
        return open_document.sheets(parts["content.xml"])
    marks = workbook_marks.marks(parts)
    with load_workbook(_archive(parts)) as workbook:
        return [_sheet(name, rows, marks) for name, rows in _sheets(workbook)]


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Return the XML files of a workbook by their names, after looking at their size.

    What the archive says of its sizes may be untrue; zipfile reads no more than was said, and
    checks the sums. Pictures and macros stay behind.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        parts = [part for part in given.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            megabytes = LARGEST_UNPACKED // 1_000_000
            raise WorkbookTooLargeError(message("roster.too-large-unpacked", megabytes=megabytes))
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise ValueError("a part is there twice")
        found = {part.filename: given.read(part) for part in parts}
    if any(b"\0" in xml for xml in found.values()):  # the reader of cells takes UTF-16 for nothing
        raise ValueError("a part is not in UTF-8")
    if extents := [workbook_size.extent(xml) for xml in found.values()]:
        workbook_size.check(extents)
    return found


def _archive(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return an archive in which nothing is packed."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as plain:
        for name, xml in parts.items():
            plain.writestr(name, xml)
    copy.seek(0)
    return copy


def _sheets(workbook: "CalamineWorkbook") -> Iterator[tuple[str, Rows]]:
    """Yield the sheets that can be seen and have anything in them."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    for sheet in workbook.sheets_metadata[:_MOST_SHEETS]:
        if (sheet.typ, sheet.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
            cells = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            rows = [[_text(cell) for cell in row] for row in cells]
            if any(cell.strip() for row in rows for cell in row):
                yield sheet.name, rows


def _sheet(name: str, rows: Rows, marks: Mapping[str, Marks]) -> dict[str, Any]:
    found = marks.get(name, Marks())
    for (row, column), digits in found.digits.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            cell = rows[row - 1][column - 1]
            rows[row - 1][column - 1] = cell.zfill(digits) if cell.isdecimal() else cell
    for (row, column), left in found.left.items():
        rows[row - 1][column - 1] = left
    return {
        "name": name,
        "rows": rows,
        "hidden": found.hidden,
        "hidden_columns": found.hidden_columns,
        "struck": found.struck,
        "without_result": found.without_result,
    }


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
