"""Drawings (SVG) that an article shows: whether they can be printed, and how much that takes.

A few lines of SVG can ask for more than any machine has: an element that uses others, which use
others; a pattern of tiles that nobody sees; a gradient that repeats without an end. Elements are
counted as often as they would be drawn. https://www.w3.org/TR/SVG11/
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from handouts.messages import Message, message

MOST_ELEMENTS = 10_000
"""Drawn elements, each as often as it is used: some seconds."""
MOST_LETTERS = 1_000_000
"""Characters of all paths and points: some seconds."""
_DEEPEST = 100
"""Elements inside one another, used ones included."""
_MOST_STOPS = 1_000
_MOST_CSS = 100_000
"""Characters."""
_LARGEST = 1e6
"""Of a number: more than any drawing is wide."""
_SMALLEST_PART = 1 / 1000
"""Of a drawing's diagonal, for what is repeated over all of it: tiles, dashes."""

_REFERENCE = re.compile(r"@import|url\((?!\s*['\"]?\s*#)", re.IGNORECASE)
_LOCAL = re.compile(r"url\(\s*['\"]?\s*#([^)'\"\s]+)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = re.compile(rf"\s*({_NUMBER.pattern})\s*(?:px|pt|pc|mm|cm|in|em|ex|rem|ch|q|%)?\s*", re.I)
_PATH = re.compile(r"\s*(?:[Mm][MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*)?")
_TRANSFORM = re.compile(
    r"[\s,]*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([\d\s,.eE+-]+\)[\s,]*)*"
)
_SCALED = re.compile(rf"(?:scale|matrix)\s*\(\s*({_NUMBER.pattern})")
_OF_LENGTHS = frozenset({
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "width",
    "height", "dx", "dy", "offset", "markerWidth", "markerHeight", "stroke-width",
})  # fmt: skip
_KEYWORDS = frozenset({"auto", "inherit", "initial", "none", "normal"})
_NEVER_DRAWN = frozenset({"title", "desc", "metadata", "style", "script"})
_DEFINED = frozenset({"defs", "symbol", "clipPath", "mask", "pattern", "marker", "filter"})
"""What is drawn only where it is used."""
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})


class _RefusedError(Exception):
    """Ends the look at a drawing; holds the fault."""

    def __init__(self, fault: Message) -> None:
        self.fault = fault
        super().__init__(fault)


def drawing_fault(path: Path) -> Message | None:
    """Return what is wrong with a drawing, or None. Raises OSError where it cannot be read.

    The cause is the rest of a sentence that begins with the picture.
    """
    try:
        _check(path)
    except (ElementTree.ParseError, ValueError, LookupError):
        return message("markdown.picture-damaged")
    except _RefusedError as refused:
        return refused.fault
    return None


def _check(path: Path) -> None:
    root = _parsed(path)
    if _name(root) != "svg":
        raise _RefusedError(message("markdown.drawing-no-svg"))
    elements = list(root.iter())
    for element in elements:
        names = _attributes(element)
        words = " ".join((element.text or "", *names.values()))
        if _REFERENCE.search(words) or not names.get("href", "#").startswith("#"):
            raise _RefusedError(message("markdown.drawing-of-files"))
        if _name(element) == "text":
            raise _RefusedError(message("markdown.drawing-text"))
    diagonal = _diagonal(root)
    _check_amounts(elements)
    for element in elements:
        _check_values(element, diagonal)
    _Drawn(elements).check(root)


def _parsed(path: Path) -> Element:
    """Return the root. Expat refuses entity bombs, and the module knows no external entities."""
    depth = 0
    last = Element("")
    for event, last in ElementTree.iterparse(path, ("start", "end")):  # noqa: B007, S314
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise _RefusedError(message("markdown.drawing-nested"))
    return last  # the root is closed last


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element, and what its own style sets, without namespaces."""
    found = {name.rpartition("}")[2]: text for name, text in element.attrib.items()}
    return found | dict(_declarations(found.get("style", "")))


def _declarations(css: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each declaration in a style, whichever rule it is of."""
    for part in re.split(r"[;{}]", css):
        name, colon, text = part.partition(":")
        if colon:
            yield name.strip(), text.strip()


def _diagonal(root: Element) -> float:
    """Return the diagonal of a drawing's own coordinates. Refuses sizes that are none."""
    names = _attributes(root)
    sizes = [names[name] for name in ("width", "height") if name in names]
    for size in sizes:
        if size.strip().lower() not in _KEYWORDS and not 0 < _length(size) <= _LARGEST:
            raise _RefusedError(message("markdown.drawing-size", size=_short(size)))
    if "viewBox" not in names:
        return math.hypot(*(_length(names.get(name, "100")) for name in ("width", "height")))
    return math.hypot(*_view_box(names["viewBox"])[2:])


def _view_box(text: str) -> tuple[float, ...]:
    parts = text.replace(",", " ").split()
    numbers = tuple(float(part) for part in parts if _NUMBER.fullmatch(part))
    is_whole = len(numbers) == len(parts) == 4
    if not is_whole or max(map(abs, numbers)) > _LARGEST or min(numbers[2:]) < 1 / _LARGEST:
        raise _RefusedError(message("markdown.drawing-view-box", size=_short(text)))
    return numbers


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) if found else 0


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else f"{text[:29]}…"


def _check_amounts(elements: Iterable[Element]) -> None:
    """Refuse more letters of paths, stops of gradients, or rules than can be borne."""
    letters = stops = css = 0
    for element in elements:
        letters += sum(len(element.get(name, "")) for name in ("d", "points", "values", "path"))
        stops += _name(element) == "stop"
        css += len(element.text or "") if _name(element) == "style" else 0
    if letters > MOST_LETTERS or stops > _MOST_STOPS or css > _MOST_CSS:
        raise _RefusedError(message("markdown.drawing-too-much"))


def _check_values(element: Element, diagonal: float) -> None:
    """Refuse what the renderer, a reader or a printer could not work with in one element."""
    name, names = _name(element), _attributes(element)
    styles = _declarations(element.text or "") if name == "style" else ()
    for key, text in (*names.items(), *styles):
        _check_value(key, text.strip(), diagonal)
    if "viewBox" in names:
        _view_box(names["viewBox"])
    if name in _GRADIENTS and names.get("spreadMethod", "pad") != "pad":
        raise _RefusedError(message("markdown.drawing-gradient"))
    if name == "pattern":
        in_parts = names.get("patternUnits") != "userSpaceOnUse"
        for side in ("width", "height"):
            size = _length(names.get(side, "0"))
            whole = (
                100 if names.get(side, "").strip().endswith("%") else 1 if in_parts else diagonal
            )
            scaled = _SCALED.search(names.get("patternTransform", ""))
            size *= min(abs(float(scaled[1])), 1) if scaled else 1
            if "href" not in names and size < whole * _SMALLEST_PART:
                raise _RefusedError(message("markdown.drawing-pattern"))


def _check_value(key: str, text: str, diagonal: float) -> None:
    is_sound = True
    if key in _OF_LENGTHS:
        is_sound = bool(_LENGTH.fullmatch(text)) or text.lower() in _KEYWORDS
    elif key == "d":
        is_sound = bool(_PATH.fullmatch(text))
    elif key.lower().endswith("transform"):
        is_sound = bool(_TRANSFORM.fullmatch(text)) or text == "none"
    elif key not in ("points", "stroke-dasharray", "font-size"):
        return
    numbers = [abs(float(number)) for number in _NUMBER.findall(text)]
    if not is_sound or any(number > _LARGEST for number in numbers):
        raise _RefusedError(message("markdown.drawing-number", key=key, number=_short(text)))
    if key == "stroke-dasharray" and 0 < sum(numbers) < diagonal * _SMALLEST_PART:
        raise _RefusedError(message("markdown.drawing-dashes"))


@dataclass
class _Drawn:
    """Counts how many elements are drawn, each as often as it is used."""

    elements: Iterable[Element]
    _by_id: dict[str, Element] = field(default_factory=dict)
    _counts: dict[Element, int] = field(default_factory=dict)
    _open: list[Element] = field(default_factory=list)
    _everywhere: int = 0
    """What rules of a style may add to each element: nobody looks which they are for."""

    def check(self, root: Element) -> None:
        """Refuse a drawing in which too many are drawn, or one draws itself."""
        for element in self.elements:
            if "id" in element.attrib:
                self._by_id.setdefault(element.attrib["id"], element)
        rules = " ".join(e.text or "" for e in self.elements if _name(e) == "style")
        self._everywhere = sum(map(self._count, self._named(_LOCAL.findall(rules))))
        if self._count(root) > MOST_ELEMENTS:
            raise _RefusedError(message("markdown.drawing-too-much"))

    def _count(self, element: Element) -> int:
        """Return how many are drawn for an element; itself is one."""
        if element in self._counts:
            return self._counts[element]
        if element in self._open:
            raise _RefusedError(message("markdown.drawing-draws-itself"))
        if len(self._open) > _DEEPEST:
            raise _RefusedError(message("markdown.drawing-nested"))
        self._open.append(element)
        inside = [c for c in element if _name(c) not in _NEVER_DRAWN and _name(c) not in _DEFINED]
        count = 1 + self._everywhere + sum(map(self._count, inside))
        count += sum(times * self._count(used) for used, times in self._used(element))
        self._open.pop()
        self._counts[element] = min(count, MOST_ELEMENTS + 1)
        return self._counts[element]

    def _used(self, element: Element) -> Iterator[tuple[Element, int]]:
        """Yield what an element draws besides its children, and how often: markers at points."""
        names = _attributes(element)
        if _name(element) == "use":
            for used in self._named([names.get("href", "").removeprefix("#")]):
                yield used, 1
        for key, text in names.items():
            for used in self._named(_LOCAL.findall(text)):
                yield used, _points(names) if key.startswith("marker") else 1

    def _named(self, ids: Iterable[str]) -> Iterator[Element]:
        for one in ids:
            found = self._by_id.get(one)
            if found is not None and _name(found) not in _GRADIENTS:
                yield found


def _points(names: Mapping[str, str]) -> int:
    """Return about how many points a path, line or polygon has, rather too many than too few."""
    return (
        2 + len(_NUMBER.findall(names.get("d", ""))) + len(_NUMBER.findall(names.get("points", "")))
    )
