"""The files that a page and its stylesheets show in addition to themselves, and which may be shown.

As when pages are rendered, only files inside some folders are looked at, which are the project and
the package: an address may be anybody's text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from handouts.typesetting import stylesheets

_SHOWN = re.compile(
    r"""<(?:img|image|object|embed|source|input)\b[^>]*?\s(?:src|data|href)\s*=\s*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)""", re.IGNORECASE)
"""An address in an attribute `style`, or in a drawing's `fill`."""
_MAY_NAME = re.compile(r"url\(|@import", re.IGNORECASE)
"""Stylesheets without these are not read any further."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
_SHEETS = frozenset({".css", ".ttf", ".otf", ".woff", ".woff2"})
_FONTS = frozenset({".ttf", ".otf", ".woff2"})
_SHOWN_FROM = {
    "content": _PICTURES,
    "build": _PICTURES,
    "templates": _PICTURES | _SHEETS,
    "styles": _PICTURES | _SHEETS,
    "fonts": _FONTS,
}
"""Kinds of files that a document may show, by folders of a project: no lists of people, no keys."""

Read = Callable[[Path], bytes]


def may_be_shown(path: Path, roots: Iterable[Path]) -> bool:
    """Whether a document may show a file; `roots` are projects, all paths absolute and resolved."""
    return any(
        path.is_relative_to(root / folder) and path.suffix.lower() in kinds
        for root in roots
        for folder, kinds in _SHOWN_FROM.items()
    )


def in_page(html: str, base: Path, folders: Sequence[Path]) -> list[Path]:
    """Return the files that HTML shows whose addresses begin at the folder `base`."""
    matches = [*_SHOWN.findall(html), *_ADDRESS.findall(html)]
    return list(_files((unescape("".join(match)) for match in matches), base, folders))


def in_sheets(sheets: Iterable[Path], read: Read, folders: Sequence[Path]) -> list[Path]:
    """Return the files that stylesheets show or import, and those that imported ones do."""
    found: dict[Path, None] = {}
    waiting = list(dict.fromkeys(sheets))
    for sheet in waiting:
        text = read(sheet).decode(errors="replace")
        named = stylesheets.addresses(text) if _MAY_NAME.search(text) else ()
        for file in _files(named, sheet.parent, folders):
            found[file] = None
            if file.suffix.lower() == ".css" and file not in waiting:
                waiting.append(file)
    return list(found)


def _files(addresses: Iterable[str], base: Path, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield those of some addresses that are files: others are reported where they are needed."""
    for address in dict.fromkeys(addresses):
        try:
            parts = urlsplit(address)
            if parts.scheme not in ("", "file"):
                continue
            path = url2pathname(parts.path) if parts.scheme else unquote(parts.path)
            place = (base / path).resolve()
            if any(place.is_relative_to(folder) for folder in folders) and place.is_file():
                yield base / path
        except (OSError, ValueError, RuntimeError):  # too long, no address, links in a circle
            continue
