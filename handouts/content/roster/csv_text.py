"""A CSV file whose rows are changed one by one: those that are not touched stay to the letter."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handouts.content.roster import decoding, table
from handouts.content.roster.findings import Findings
from handouts.text.encodings import UTF_8, byte_order_mark

_CODECS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")
"""Without a byte order mark; those that `decoding` tells apart."""


@dataclass(frozen=True)
class CsvText:
    """The rows of a file as they stand in it, and how it is written."""

    before: str
    """What stands above the first row: the line that announces the separator."""
    rows: tuple[str, ...]
    """Each with its line end, and of several lines where a cell has them."""
    separator: str
    codec: str
    mark: bytes
    """The byte order mark; may be empty."""

    @property
    def content(self) -> bytes:
        """The bytes of the file. Raises UnicodeEncodeError where its encoding lacks a letter."""
        return self.mark + self._text.encode(self.codec)

    @property
    def is_ascii(self) -> bool:
        """Whether it has no letter that encodings write differently."""
        return not self.mark and self._text.isascii()

    @property
    def _text(self) -> str:
        return self.before + "".join(self.rows)

    def cells(self, number: int) -> list[str]:
        """Return the cells of a row, which is counted from 1."""
        return next(_read([self.rows[number - 1]], self.separator), [])

    def with_row(self, number: int, cells: Sequence[str]) -> "CsvText":
        """Return the file with other cells in a row, which is counted from 1."""
        old = self.rows[number - 1]
        rows = (*self.rows[: number - 1], self._written(cells, old), *self.rows[number:])
        return replace(self, rows=rows)

    def with_new_row(self, after: int, cells: Sequence[str]) -> "CsvText":
        """Return the file with one row more, behind row `after`; 0 is above all."""
        above, below = self.rows[:after], self.rows[after:]
        end = self._line_end
        if above and not above[-1].endswith(("\n", "\r")):
            above = (*above[:-1], above[-1] + end)
        return replace(self, rows=(*above, self._written(cells, end), *below))

    def without_row(self, number: int) -> "CsvText":
        """Return the file without a row, which is counted from 1."""
        return replace(self, rows=(*self.rows[: number - 1], *self.rows[number:]))

    def in_utf_8(self) -> "CsvText":
        """Return the file in the encoding that has all letters, marked so that Excel knows it."""
        return replace(self, codec=UTF_8.codec, mark=UTF_8.mark)

    @property
    def _line_end(self) -> str:
        first = self.rows[0] if self.rows else "\r\n"
        return _end(first) or "\r\n"

    def _written(self, cells: Sequence[str], like: str) -> str:
        """Return a row with the line end, and as many quotation marks as another."""
        end = _end(like)
        body = like.removesuffix(end)
        old: list[str] = next(_read([like], self.separator), [])
        everywhere = bool(old) and body == _line(old, self.separator, quoted=True)
        return _line(cells, self.separator, quoted=everywhere) + end


def parsed(content: bytes, path: str) -> CsvText | None:
    """Return a CSV file; None where it cannot be read, or its rows cannot be told apart."""
    findings = Findings(path)
    text = decoding.decoded(content, findings)
    if text is None:
        return None
    mark = byte_order_mark(content)
    codec = mark.codec if mark else _codec(content, text)
    separator, start = table.layout(text)
    lines = list(io.StringIO(text[start:], newline=""))
    rows: list[str] = []
    used = 0
    reader = _read(lines, separator)
    try:
        for _ in reader:
            rows.append("".join(lines[used : reader.line_num]))
            used = reader.line_num
    except csv.Error:
        return None
    found = CsvText(text[:start], tuple(rows), separator, codec, mark.mark if mark else b"")
    return found if found.content == content else None


def begun(rows: Iterable[Sequence[str]]) -> CsvText:
    """Return a new file, which Excel opens with a double click."""
    lines = [_line(row, ",", quoted=False) + "\r\n" for row in rows]
    return CsvText("", tuple(lines), ",", UTF_8.codec, UTF_8.mark)


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a new file."""
    return begun(rows).content


def _codec(content: bytes, text: str) -> str:
    """Return the encoding by which a content without a mark was read as this text."""
    for codec in _CODECS:
        try:
            if content.decode(codec) == text:
                return codec
        except UnicodeDecodeError:
            continue
    return "utf-8"


def _read(lines: Iterable[str], separator: str):  # type: ignore[no-untyped-def]
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)


def _line(cells: Sequence[str], separator: str, *, quoted: bool) -> str:
    out = io.StringIO(newline="")
    # With another line end, or none, cells of several lines would be written without marks.
    csv.writer(
        out,
        delimiter=separator,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        lineterminator="\r\n",
    ).writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def _end(row: str) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if row.endswith(end)), "")
