"""Where a Markdown text shows pictures, and which ones.

Pictures are written `![…](…)` and `![…][label]`, by Obsidian `![[…]]`, and in tags of HTML. A size
or an address with spaces, which programs write beyond CommonMark, is understood.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.importers.dialect_lines import is_in_code

_LABEL = r"\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]"
_TARGET = r"\((?P<target>(?:[^()\n]|\([^()\n]*\))*+)\)"
_IMAGE = r"<img\b(?P<tag>(?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,3000}+)>"
PICTURE = re.compile(
    rf"!\[\[(?P<file>[^\[\]\n]+)\]\]|!{_LABEL}(?:{_TARGET}|\[(?P<label>[^\[\]\n]*)\])?"
    rf"|{_IMAGE}",
    re.IGNORECASE,
)
_TAG = re.compile(_IMAGE, re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
ADDRESS = re.compile(
    r"(?m)^[ ]{0,3}\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ \t]+(?P<target>\S[^\n]*?)[ \t]*$"
)
_TITLE = re.compile(r"""\s+(?:"([^"\n]*)"|'([^'\n]*)'|\(([^()\n]*)\))$""")
_SIZE = re.compile(r"\s+=\d*x?\d*%?$")
_SIZE_IN_WORDS = re.compile(r"\|\s*\d+(?:x\d+)?\s*$")
_IS_SIZE = re.compile(r"\d+(?:x\d+)?|left|right|center")
_COMMON_TARGET = re.compile(r"(?:<[^<>]*>|[^\s<>]+)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".svg", ".bmp", ".tif",
                   ".tiff"})  # fmt: skip
_NO_BRACKETS = str.maketrans({"[": "(", "]": ")", "\\": "/", "\n": " "})


@dataclass(frozen=True)
class ShownPicture:
    """One place at which a text shows a picture."""

    start: int
    stop: int
    address: str
    alt: str
    """What the picture shows, in Markdown; may be empty."""
    caption: str = ""
    words: str = ""
    """What stands there and is printed nowhere: the name of the file, a size."""


def shown(text: str) -> Iterator[ShownPicture]:
    """Yield the places at which a text shows pictures, in order; code is not looked at."""
    labelled = targets(text)
    for found in PICTURE.finditer(text):
        if not is_in_code(found) and (each := picture_of(found, labelled)) and each.address:
            yield each


def addresses(text: str) -> list[str]:
    """Return the addresses of the pictures that a Markdown text shows, each once."""
    return list(dict.fromkeys(each.address for each in shown(text)))


def addresses_of_page(text: str) -> list[str]:
    """Return the addresses of the pictures that a web page shows, each once."""
    found = (_attributes(tag["tag"]).get("src", "") for tag in _TAG.finditer(text))
    return [address for address in dict.fromkeys(found) if address]


def targets(text: str) -> dict[str, str]:
    """Return what addresses labels stand for: where several have one, the first counts."""
    found: dict[str, str] = {}
    for each in ADDRESS.finditer(text):
        found.setdefault(_folded(each["label"]), each["target"])
    return found


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def picture_of(found: re.Match[str], labelled: Mapping[str, str]) -> ShownPicture | None:
    """Return the picture of a place, labels standing for what `targets` found."""
    start, stop = found.span()
    if found["file"]:
        file, *notes = found["file"].split("|")
        address = file.partition("#")[0].strip()
        if PurePosixPath(address).suffix.lower() not in _ENDS:
            return None
        described = " ".join(note.strip() for note in notes if not _IS_SIZE.fullmatch(note.strip()))
        return ShownPicture(start, stop, address, described, words=found["file"])
    if found["tag"]:
        values = _attributes(found["tag"])
        described = " ".join(values.get("alt", "").translate(_NO_BRACKETS).split())
        return ShownPicture(start, stop, values.get("src", ""), described)
    target = found["target"]
    if target is None:
        target = labelled.get(_folded(found["label"] or found["alt"]), "")
    title = _TITLE.search(target)
    caption = next((each for each in title.groups() if each), "") if title else ""
    address = target[: title.start()] if title else target
    is_common = _COMMON_TARGET.fullmatch(address.strip())
    address = _SIZE.sub("", address).strip()
    if address.startswith("<") and address.endswith(">"):
        address = address[1:-1]
    address = html.unescape(_ESCAPE.sub(r"\1", address))
    alt = " ".join(found["alt"].split())
    described = _SIZE_IN_WORDS.sub("", alt).strip()
    words = [alt[len(described) :], "" if is_common else target]
    return ShownPicture(start, stop, address, described, caption, " ".join(words).strip())


def _attributes(inside: str) -> dict[str, str]:
    """Return the attributes of a tag that count here, by their names."""
    return {
        name.lower(): html.unescape(double or single or bare).strip()
        for name, double, single, bare in _ATTRIBUTE.findall(inside)
    }
