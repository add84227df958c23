"""What a page says by its styles alone: emphasis, hidden text, and the nesting of lists.

Google Docs writes no `<b>` and no list inside a list, but classes, which its style sheet explains.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs
from xml.etree.ElementTree import Element

import tinycss2

from handouts.importers import tags

_MOST_CSS = 500_000
"""Letters of all style sheets; what is longer belongs to the page around an article."""
_CLASS = re.compile(r"(?:[a-z]+[0-9]?)?\.([\w-]+)", re.IGNORECASE)
_LOOKS = ("font-weight", "font-style", "vertical-align", "display", "text-decoration")
_LINES = {"p", "div", "li"}
_INLINE = {"span", "font", "a", "u"}
_MARKS = {"b", "strong", "i", "em"}
_WITHIN_LINES = {*_INLINE, *_MARKS, "br"}
_LISTS = {"ul", "ol"}
_GOOGLE = re.compile(r"https?://www\.google\.[a-z.]+/url\?", re.IGNORECASE)
_LEVEL = re.compile(r"lst-[\w]+-(\d+)")
_FOLDED = re.compile(
    r"(?<![a-z])(accordion|toggle|collapse|collapsible|tab-?(?:content|pane|panel)|faq)(?![a-z])",
    re.IGNORECASE,
)
_Look = Mapping[str, str]


def read(root: Element) -> None:
    """Write as elements, in place, what a page says by its styles alone."""
    sheet = _sheet(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        look = _look(element, sheet)
        if element.tag in _MARKS and _is_plain(element, look):
            element.tag = "span"
        elif element.tag in _INLINE or (element.tag in _LINES and _is_one_line(element, sheet)):
            _mark(element, look)
        if look.get("display") == "none" and not _is_folded(element):
            element.set("hidden", "hidden")
            if element.tag in _INLINE and any(map(str.isalpha, "".join(element.itertext()))):
                element.tag = tags.HIDDEN
        if element.tag == "a":
            element.set("href", direct(element.get("href", ""))) if element.get("href") else None
    for element in list(root.iter()):
        _nest(element)


def _is_folded(element: Element) -> bool:
    """Whether somebody who reads the page unfolds this by a click on the words above it."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.get("role") == "tabpanel" or _FOLDED.search(named) is not None


def direct(address: str) -> str:
    """Return where a link leads in the end, without Google's stop on the way."""
    found = _GOOGLE.match(address)
    if found is None:
        return address
    query = parse_qs(address[found.end() :])
    return next(iter(query.get("q", query.get("url", []))), address)


def _sheet(root: Element) -> dict[str, dict[str, str]]:
    """Return the declarations of each class of the page's own style sheets."""
    css = "\n".join(element.text or "" for element in root.iter("style"))
    sheet: dict[str, dict[str, str]] = {}
    if len(css) > _MOST_CSS:
        return sheet
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declared = dict(_declared(rule.content))
        for selector in tinycss2.serialize(rule.prelude).split(","):
            if declared and (found := _CLASS.fullmatch(selector.strip())):
                sheet.setdefault(found[1], {}).update(declared)
    return sheet


def _declared(content: object) -> Iterator[tuple[str, str]]:
    for each in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in _LOOKS:
            yield each.lower_name, tinycss2.serialize(each.value).strip().lower()


def _look(element: Element, sheet: Mapping[str, _Look]) -> _Look:
    look: dict[str, str] = {}
    for name in element.get("class", "").split():
        look.update(sheet.get(name, {}))
    if style := element.get("style"):
        look.update(_declared(style))
    return look


def _is_one_line(element: Element, sheet: Mapping[str, _Look]) -> bool:
    """Whether an element has nothing but words inside, none of which has a look of its own."""
    inner = [each for each in element.iter() if each is not element]
    return all(each.tag in _WITHIN_LINES and not _look(each, sheet) for each in inner)


def _is_plain(element: Element, look: _Look) -> bool:
    if element.tag in {"b", "strong"}:
        return look.get("font-weight") in {"normal", "400", "300"}
    return look.get("font-style") == "normal"


def _mark(element: Element, look: _Look) -> None:
    """Put what is inside an element into `<b>` and so on where its style says so."""
    weight, raised = look.get("font-weight", ""), look.get("vertical-align", "")
    heavy = weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight) >= 600)
    for tag, wanted in (
        ("b", heavy),
        ("i", look.get("font-style", "") in {"italic", "oblique"}),
        (raised[:3], raised in {"super", "sub"}),
        ("s", "line-through" in look.get("text-decoration", "")),
    ):
        if wanted:
            inner = Element(tag if tag != "sup" else "sup", dict(_line_of(element)))
            inner.text, inner[:] = element.text, list(element)
            element.text, element[:] = None, [inner]


def _line_of(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.items():
        if name.startswith("data-handouts-"):
            yield name, value


def _nest(parent: Element) -> None:
    """Put lists that stand behind one another, and are of different levels, into one another."""
    levels: list[tuple[int, Element]] = []
    for child in list(parent):
        found = _LEVEL.search(child.get("class", "")) if child.tag in _LISTS else None
        if found is None:
            levels = []
            continue
        level = int(found[1])
        while levels and levels[-1][0] > level:
            levels.pop()
        if levels and levels[-1][0] == level and levels[-1][1].tag == child.tag:
            levels[-1][1].extend(list(child))
        elif _last(levels, level) is not None:
            _last(levels, level).append(child)  # type: ignore[union-attr]
            _replace(levels, level, child)
            parent.remove(child)
            continue
        else:
            levels = [(level, child)]
            continue
        parent.remove(child)


def _last(levels: list[tuple[int, Element]], level: int) -> Element | None:
    """Return the item that a list of a level belongs into."""
    outer = [element for number, element in levels if number < level and len(element)]
    return outer[-1][-1] if outer else None


def _replace(levels: list[tuple[int, Element]], level: int, child: Element) -> None:
    while levels and levels[-1][0] >= level:
        levels.pop()
    levels.append((level, child))
