"""Web pages saved as one file: packed, as Google Docs does it, and as archives of browsers."""

import email
import email.policy
import plistlib
import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from xml.parsers.expat import ExpatError

from handouts.importers.given import HTML_SUFFIXES, MARKDOWN_SUFFIXES
from handouts.importers.packed import DAMAGED, PackedFile, UnreadableError, unpacked
from handouts.messages import message

_PAGES = tuple(HTML_SUFFIXES)
_TEXTS = tuple(MARKDOWN_SUFFIXES)
_MOST_PICTURES = 500
_MOST_NAMED = 5
_OF_APPLE = "__MACOSX/"
"""The folder in which macOS keeps what it knows of the files that it packs."""


@dataclass(frozen=True)
class SavedPage:
    """A page, and the pictures that were saved with it."""

    content: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the addresses that the page names them with."""
    name: str = ""
    """Of a text in Markdown: what it is called in the packed file, without its folder."""


def of_packed(package: PackedFile) -> SavedPage | None:
    """Return the page or the Markdown text of a packed file, or None where it has neither.

    Notion packs what it packed once more. Raises UnreadableError where it is damaged, has a
    password or is too large, or where there are several of them.
    """
    names = {name for name in package.names if not name.startswith(_OF_APPLE)}
    packed = [name for name in names if name.lower().endswith(".zip")]
    if len(packed) == len(names) == 1:
        package = unpacked(package.part(packed[0]))
        names = {name for name in package.names if not name.startswith(_OF_APPLE)}
    pages = sorted(name for name in names if name.lower().endswith(_PAGES))
    texts = sorted(name for name in names if name.lower().endswith(_TEXTS))
    articles = pages or texts
    if not articles:
        return None
    if len(articles) > 1:
        found = tuple(map(posixpath.basename, articles[:_MOST_NAMED]))
        raise UnreadableError(message("article_import.several-packed", names=found))
    (article,) = articles
    name = posixpath.basename(article) if article in texts else ""
    return SavedPage(package.part(article), _pictures(package, names - {article}, article), name)


def _pictures(package: PackedFile, names: Collection[str], article: str) -> dict[str, bytes]:
    """Return the other files of a packed one, by their addresses and by their names alone."""
    folder = posixpath.dirname(article) or "."
    found: dict[str, bytes] = {}
    by_name: dict[str, list[str]] = {}
    for name in sorted(names)[:_MOST_PICTURES]:
        address = posixpath.relpath(name, folder)
        found[address] = package.part(name)
        by_name.setdefault(posixpath.basename(name), []).append(address)
    alone = {name: found[held[0]] for name, held in by_name.items() if len(held) == 1}
    return {**alone, **found}


def of_mail(content: bytes) -> SavedPage:
    """Return the page of a web archive (.mht), which is written as a mail (RFC 2557).

    Raises UnreadableError where there is no page in it.
    """
    whole = email.message_from_bytes(content, policy=email.policy.default)
    page: bytes | None = None
    pictures: dict[str, bytes] = {}
    for part in whole.walk():
        if not isinstance(part, EmailMessage) or part.is_multipart():
            continue
        bytes_ = part.get_payload(decode=True)
        if not isinstance(bytes_, bytes):
            continue
        if part.get_content_type() == "text/html" and page is None:
            page = _as_utf8(bytes_, part.get_content_charset() or "utf-8")
        elif part.get_content_maintype() == "image" and len(pictures) < _MOST_PICTURES:
            place = str(part.get("Content-Location", ""))
            named = str(part.get("Content-ID", "")).strip("<>")
            for name in filter(None, (place, place.rpartition("/")[2], f"cid:{named}")):
                pictures[name] = bytes_
    if page is None:
        raise UnreadableError(DAMAGED)
    return SavedPage(page, pictures)


def of_safari(content: bytes) -> SavedPage:
    """Return the page of a web archive of Safari (.webarchive), a property list.

    Raises UnreadableError where there is no page in it.
    """
    try:
        archive = plistlib.loads(content)
        main = archive["WebMainResource"]
        page = _as_utf8(main["WebResourceData"], main.get("WebResourceTextEncodingName", "utf-8"))
        pictures = {
            str(each["WebResourceURL"]): bytes(each["WebResourceData"])
            for each in archive.get("WebSubresources", [])[:_MOST_PICTURES]
            if str(each.get("WebResourceMIMEType", "")).startswith("image/")
        }
    except (plistlib.InvalidFileException, ExpatError, KeyError, TypeError, ValueError,
            AttributeError, RecursionError, OverflowError, IndexError) as error:  # fmt: skip
        raise UnreadableError(DAMAGED) from error
    return SavedPage(page, pictures)


def _as_utf8(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding, "replace").encode("utf-8", "replace")
    except LookupError:  # an encoding that nobody knows
        return content
