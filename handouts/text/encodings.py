"""What the first bytes of a text say of its encoding: byte order marks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ByteOrderMark:
    """A byte order mark, as The Unicode Standard has them in section 23.8."""

    mark: bytes
    codec: str
    """Python's, for the text after the mark."""
    name: str
    """Of the encoding, as it is reported to a person."""


UTF_8 = ByteOrderMark(b"\xef\xbb\xbf", "utf-8", "UTF-8 with BOM")
_MARKS = (
    UTF_8,
    # Before UTF-16, whose mark begins with the same two bytes.
    ByteOrderMark(b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    ByteOrderMark(b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    ByteOrderMark(b"\xff\xfe", "utf-16-le", "UTF-16"),
    ByteOrderMark(b"\xfe\xff", "utf-16-be", "UTF-16"),
)


def byte_order_mark(content: bytes) -> ByteOrderMark | None:
    """Return the byte order mark that a text begins with, or None."""
    return next((each for each in _MARKS if content.startswith(each.mark)), None)
