"""The process that reads one workbook: from standard input, to JSON on standard output.

The answer has `rows`, the cells of the first sheet that has any; `others`, that sheet's title and
those of others with something in them, or nothing; and `problem`, a cause and a cure, or None.
"""

import contextlib
import datetime
import io
import json
import sys
import zipfile
from typing import TYPE_CHECKING, Any

from handouts.content.roster import workbook_size
from handouts.content.roster.table import Rows
from handouts.content.roster.workbook import COPY, SAVE
from handouts.content.roster.workbook_size import UnfitError

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
    nothing: dict[str, Any] = {"rows": [], "others": [], "problem": None}
    try:
        rows, others = _read(content)
    except UnfitError as error:
        return {**nothing, "problem": (str(error), COPY)}
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except (RuntimeError, NotImplementedError):  # of zipfile: a password, a packing of its own
        return {**nothing, "problem": ("the workbook is packed with a password", SAVE)}
    except BaseException:  # a panic in compiled code is no Exception
        return {**nothing, "problem": ("the workbook is damaged", SAVE)}
    return {**nothing, "rows": rows, "others": others}


def _read(content: bytes) -> tuple[Rows, list[str]]:
    from python_calamine import load_workbook  # noqa: PLC0415

    with load_workbook(io.BytesIO(_unpacked(content))) as workbook:
        return _first_sheet(workbook)


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
            raise UnfitError(f"the workbook has more than {most} when it is unpacked")
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise ValueError("a part is there twice")
        extents = []
        for part in parts:
            xml = given.read(part)
            if b"\0" in xml:  # the reader of cells takes UTF-16 for nothing
                raise ValueError("a part is not in UTF-8")
            extents.append(workbook_size.extent(xml))
            plain.writestr(part.filename, xml)
        if extents:
            workbook_size.check(extents)
    return copy.getvalue()


def _first_sheet(workbook: "CalamineWorkbook") -> tuple[Rows, list[str]]:
    """Return the first sheet that has anything in it, and all such sheets where others have too."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    filled: dict[str, Rows] = {}
    for sheet in workbook.sheets_metadata[:_MOST_SHEETS]:
        if (sheet.typ, sheet.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
            cells = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            shown = [[_text(cell) for cell in row] for row in cells]
            if any(cell.strip() for row in shown for cell in row):
                filled[sheet.name] = [] if filled else shown
    return next(iter(filled.values()), []), list(filled) if len(filled) > 1 else []


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
