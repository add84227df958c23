"""Text → header fields of a message, in which no text is read as anything but text.

RFC 5322 (fields, folding), RFC 2047 (encoded words), RFC 2231 (parameters).

Mail programs decode encoded words (`=?utf-8?q?x=0d=0a?=`) in whatever a field holds. So only plain
words are written as they are; any other text is encoded here, and decodes to what was typed.
"""

import re
from collections.abc import Sequence
from email.charset import Charset
from itertools import repeat
from urllib.parse import quote

_UTF8 = Charset("utf-8")
_LINE = 78
"""Characters of a line, RFC 5322, 2.1.1."""
_WORD = 60
"""Characters of an encoded word, so that the longest name of a field stands before one."""
_PIECE = 45
"""Characters of a piece of a parameter, so that it stands in a line of its own."""
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ '-][A-Za-z0-9]+)*")
"""What needs no quotation marks in front of an address."""
_QUOTED = re.compile(r"[A-Za-z0-9 .,'&()/+_-]*")
"""What needs no more than quotation marks."""
_UNSTRUCTURED = re.compile(r"(?!.*=\?)[!-~]+(?: [!-~]+)*")
"""What a subject may be as it is."""
_FILE = re.compile(r"[A-Za-z0-9._-]+(?: [A-Za-z0-9._-]+)*")
"""What a file may be called as it is."""
_FIELD = re.compile(r"[!-~]+(?: +[!-~]+)*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Control characters, and whatever else ends a line somewhere."""
_SEPARATORS = re.compile(r"[/\\]")
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""What turns the order of letters around: it would show another ending of a file's name."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"(?=.{{3,254}}\Z)(?!.*=\?){_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
)


def is_address(text: str) -> bool:
    """Whether a text is one address, in letters that every server takes: RFC 5321, 4.1.2.

    One that holds the beginning of an encoded word is none: it cannot be encoded, and some
    programs would decode it.
    """
    return bool(_ADDRESS.fullmatch(text))


def whole(text: str) -> str:
    """Return a text that UTF-8 can hold: half a character becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def shown(text: str) -> str:
    """Return a text as a header shows it: one line, of characters that can be sent."""
    return _CONTROLS.sub(" ", whole(text)).strip()


def shown_filename(name: str) -> str:
    """Return a file's name as it is shown: one that leads into no folder and hides no ending."""
    return _DIRECTIONS.sub("", _SEPARATORS.sub("-", shown(name))).lstrip(".") or "file"


def field(name: str, words: Sequence[str]) -> bytes:
    """Return a header field, folded between its words where it is long.

    Raises ValueError where a word holds anything but visible ASCII with single spaces between.
    """
    lines = [f"{name}:"]
    for word in words:
        if not _FIELD.fullmatch(word):
            raise ValueError(f"the header {name} cannot hold {word!r}")
        if len(lines[-1]) + 1 + len(word) > _LINE and word is not words[0]:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines).encode("ascii") + b"\r\n"


def subject(text: str) -> list[str]:
    """Return the words of a subject."""
    line = shown(text)
    if len(line) <= _WORD and _UNSTRUCTURED.fullmatch(line):
        return [line]
    return _encoded(line)


def mailbox(name: str, address: str) -> list[str]:
    """Return the words of one address with a name before it, which may be empty.

    Raises ValueError for what is not one address.
    """
    if not is_address(address):
        raise ValueError(f"{address!r} is not one address")
    name = shown(name)
    if not name:
        return [address]
    if len(name) <= _WORD and _PLAIN.fullmatch(name):
        return [name, f"<{address}>"]
    if len(name) <= _WORD and _QUOTED.fullmatch(name):
        return [f'"{name}"', f"<{address}>"]
    return [*_encoded(name), f"<{address}>"]


def disposition(filename: str) -> list[str]:
    """Return the words that call a part an attachment of this name."""
    name = shown_filename(filename)
    if len(name) <= _WORD and _FILE.fullmatch(name):
        return ["attachment;", f'filename="{name}"']
    lines = [""]
    for one in (quote(character, safe="") for character in name):  # a piece has whole characters
        if len(lines[-1]) + len(one) > _PIECE:
            lines.append("")
        lines[-1] += one
    if len(lines) == 1:
        return ["attachment;", f"filename*=utf-8''{lines[0]}"]
    lines[0] = f"utf-8''{lines[0]}"
    pieces = [f"filename*{number}*={line};" for number, line in enumerate(lines)]
    return ["attachment;", *pieces[:-1], pieces[-1].rstrip(";")]


def _encoded(text: str) -> list[str]:
    """Return a text as encoded words, each of whole characters: RFC 2047, 5."""
    return [word for word in _UTF8.header_encode_lines(text, repeat(_WORD)) if word]
