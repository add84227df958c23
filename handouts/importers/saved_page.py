"""Web pages saved as one file: packed, as Google Docs does it, and as archives of browsers."""

import email
import email.policy
import plistlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from xml.parsers.expat import ExpatError

from handouts.importers.packed import DAMAGED, PackedFile, UnreadableError

_PAGES = (".html", ".htm")
_MOST_PICTURES = 500


@dataclass(frozen=True)
class SavedPage:
    """A page, and the pictures that were saved with it."""

    content: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the addresses that the page names them with."""


def of_packed(package: PackedFile) -> SavedPage | None:
    """Return the page of a packed file, or None where it has none, or several.

    Raises UnreadableError where it is damaged, has a password or is too large.
    """
    pages = [
        name
        for name in package.names
        if name.lower().endswith(_PAGES) and not name.startswith("__MACOSX/")
    ]
    if len(pages) != 1:
        return None
    folder = posixpath.dirname(pages[0])
    others = sorted(package.names - set(pages))[:_MOST_PICTURES]
    pictures = {posixpath.relpath(name, folder or "."): package.part(name) for name in others}
    return SavedPage(package.part(pages[0]), pictures)


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
