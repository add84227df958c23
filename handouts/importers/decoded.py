"""The bytes of a text file → its letters, whatever encoding it was saved in."""

import unicodedata

from handouts.messages import Message, message
from handouts.text.encodings import byte_order_mark


class NotTextError(Exception):
    """The bytes are no text; `reason` says why, `line` where, counted from 1, or is 0."""

    def __init__(self, reason: Message, line: int = 0) -> None:
        super().__init__(reason, line)
        self.reason, self.line = reason, line


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text and the encoding's name; raise NotTextError where it is none."""
    if found := byte_order_mark(content):
        return _strict(content[len(found.mark) :], found.codec), found.name
    if codec := _unmarked_utf16(content):
        return _strict(content, codec), "UTF-16 without BOM"
    if b"\0" in content:
        raise NotTextError(message("article_import.not-text"))
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _windows(content, error.start)


def _strict(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(codec, "ignore").count("\n") + 1
        reason = message("article_import.broken-encoding", encoding=codec.upper())
        raise NotTextError(reason, line) from error


def _unmarked_utf16(content: bytes) -> str:
    """Return the codec where nearly every second byte is NUL, as with Latin text; else `""`."""
    sample = content[: 4096 - len(content) % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _windows(content: bytes, first_bad: int) -> tuple[str, str]:
    """Decode what is no UTF-8; a UTF-8 file with a few broken bytes is told from Windows-1252."""
    replaced = content.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    good = sum(character > "\x7f" for character in replaced) - broken
    line = content[:first_bad].count(b"\n") + 1
    if good > broken:
        raise NotTextError(message("article_import.broken-letter"), line)
    try:
        # Lines that end with CR alone are the old Mac's, whose letters are others.
        is_mac = b"\r" in content and b"\n" not in content
        text = content.decode("mac_roman" if is_mac else "cp1252")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotTextError(message("article_import.unknown-encoding"), line) from error
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\v\f" for c in text)
    if controls > len(text) // 50:
        raise NotTextError(message("article_import.not-text"))
    return text, "Mac Roman" if is_mac else "Windows-1252"
