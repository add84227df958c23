"""The letters of Rich Text: encodings of fonts, signs with names, and the tokens that they come in.

Rich Text Format Specification, version 1.9.1.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"[{}]|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([^\\{}]+)",
    re.DOTALL,
)
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "tab": "\t", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\",
    "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One step of a file."""

    kind: str
    """`{`, `}`, `word`, `letters` or `bytes`."""
    word: str = ""
    """A control word or sign: `par`, `~`."""
    value: int | None = None
    """The number behind a control word."""
    content: bytes = b""
    """Letters in the encoding of their font; of `bytes`, the content of a picture."""


def tokens(content: bytes) -> Iterator[Token]:
    """Yield the tokens of a file in order, whatever is broken in it."""
    place = 0
    while (found := _TOKEN.match(content, place)) is not None:
        place = found.end()
        first = content[found.start() : found.start() + 1]
        if first in b"{}" and found.end() - found.start() == 1:
            yield Token(first.decode())
        elif found[1]:
            word, value = found[1].decode(), int(found[2]) if found[2] else None
            if word == "bin":
                length = max(0, value or 0)
                yield Token("bytes", content=content[place : place + length])
                place += length
            else:
                yield Token("word", word, value)
        elif found[3]:
            yield Token("letters", content=bytes([int(found[3], 16)]))
        elif found[4]:
            sign = found[4].decode("latin-1")
            yield Token("word", "par" if sign in "\r\n" else sign)
        elif letters := found[5].replace(b"\r", b"").replace(b"\n", b""):
            yield Token("letters", content=letters)


def encoding(charset: int, usual: str) -> str:
    """Return the codec of a font's charset."""
    return _CHARSETS.get(charset, usual)


def code_page(number: int) -> str:
    """Return the codec of a code page of Windows."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


@dataclass
class Letters:
    """Reads the letters of a text, one run of bytes or one letter of Unicode after another."""

    usual: str = "cp1252"
    """The codec of fonts that name none."""
    to_skip: int = 0
    """How many letters come that stand for one of Unicode, for old readers."""
    high: int = 0
    """The first half of a letter that is written as two."""

    def decoded(self, content: bytes, codec: str) -> str:
        """Return letters in a codec, or in the usual one, without those for old readers."""
        skipped = min(self.to_skip, len(content))
        self.to_skip -= skipped
        return content[skipped:].decode(codec or self.usual, "replace")

    def unicode(self, value: int, skipped: int) -> str:
        """Return the letter of a number; `""` for the first half of one.

        `skipped` is how many letters come behind it for old readers.
        """
        self.to_skip = skipped
        code = value % 0x10000
        if 0xD800 <= code < 0xDC00:
            self.high = code
            return ""
        if 0xDC00 <= code < 0xE000:
            high, self.high = self.high, 0
            return chr(0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00) if high else ""
        return chr(code)
