"""The files that a page and its stylesheets show besides themselves."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_SHOWN = re.compile(
    r"""<(?:img|image|object|embed|source|input)\b[^>]*?\s(?:src|data|href)\s*=\s*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)

Read = Callable[[Path], bytes]


def in_page(html: str, base: Path) -> list[Path]:
    """Return the files that HTML shows whose addresses begin at the folder `base`."""
    named = [unescape(address) for address in _named(html, _SHOWN, _ADDRESS)]
    return list(_files(named, base))


def in_sheets(sheets: Iterable[Path], read: Read) -> list[Path]:
    """Return the files that stylesheets show or import, and those that imported ones do."""
    found: dict[Path, None] = {}
    waiting = list(dict.fromkeys(sheets))
    for sheet in waiting:
        text = read(sheet).decode(errors="replace")
        for file in _files(_named(text, _IMPORT, _ADDRESS), sheet.parent):
            found[file] = None
            if file.suffix.lower() == ".css" and file not in waiting:
                waiting.append(file)
    return list(found)


def _named(text: str, *patterns: re.Pattern[str]) -> Iterator[str]:
    for pattern in patterns:
        for match in pattern.findall(text):
            yield "".join(match)


def _files(addresses: Iterable[str], base: Path) -> Iterator[Path]:
    """Yield those of some addresses that are files: others are told where they are needed."""
    for address in dict.fromkeys(addresses):
        try:
            parts = urlsplit(address)
            if parts.scheme not in ("", "file"):
                continue
            path = url2pathname(parts.path) if parts.scheme else unquote(parts.path)
            if (base / path).is_file():
                yield base / path
        except (OSError, ValueError):  # a name too long, or no address at all
            continue
