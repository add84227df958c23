"""What a page says by roles and classes, and what its system puts into the author's text.

Headings that are no `<h1>`, headers of sections, who is quoted, terms and their definitions, words
for screen readers alone, the signs beside headings that are links to them, icons, and the copies of
pictures for browsers without scripts.
"""

import re
from xml.etree.ElementTree import Element

from handouts.importers import html, raw_html, tags

_UNSEEN = re.compile(
    r"(^|\s)(visually-?hidden|sr-only|screen-reader(-text|-only)?|assistive-text|element-invisible"
    r"|u-hiddenvisually|a11y-hidden|offscreen)($|\s)",
    re.IGNORECASE,
)
_ICON = re.compile(r"(?<![a-z])(icon|emoji)(?![a-z])", re.IGNORECASE)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"div", "p", "span"}


def read(root: Element) -> None:
    """Write as elements, in place, what a page says by its roles and classes."""
    for element in list(root.iter()):
        if html.is_element(element):
            if element.get("role") == "heading" and element.tag in _BLOCKS:
                level = element.get("aria-level", "2")
                element.tag = f"h{level}" if f"h{level}" in _HEADINGS else "h2"
            _read_classes(element)
            _read_tag(element)
    _without_copies(root)


def _read_classes(element: Element) -> None:
    # Word writes when somebody deleted words; what pages strike out has no time.
    if element.tag == "del" and (element.get("datetime") or "mailto:" in element.get("cite", "")):
        element.tag = tags.HIDDEN
        element.set(html.DELETED, "yes")
    classes = element.get("class", "")
    if _UNSEEN.search(classes):
        _hide(element)
    elif _ICON.search(classes) and _is_sign(element):
        element.tag = tags.HIDDEN
        element.set(html.ICON, "yes")


def _read_tag(element: Element) -> None:
    match element.tag:
        case "dl":
            _run_in(element)
        case "summary":
            _embolden(element, "p")
        case "blockquote" | "figure":
            _keep(element, "footer", "p")
        case "section":
            _keep(element, "header", "div")
        case tag if tag in _HEADINGS:
            _without_permalinks(element)


def _keep(element: Element, tag: str, new: str) -> None:
    """Give the header of a section, and who is quoted, another tag than those of the page have."""
    for each in element.findall(tag):
        if not any(inner.tag in {"nav", "form"} for inner in each.iter()):
            each.tag = new


def _hide(element: Element) -> None:
    if raw_html.is_inline(element.tag) and any(map(str.isalpha, "".join(element.itertext()))):
        element.tag = tags.HIDDEN
    else:
        element.set("hidden", "hidden")


def _run_in(list_: Element) -> None:
    """Put each term of a list of definitions in bold before what defines it, on one line."""
    made: list[Element] = []
    for child in list_:
        term = made[-1] if made and made[-1].tag == "dt" else None
        if child.tag == "dd" and term is not None and not html.has_blocks(child):
            _embolden(term, "p")
            term[-1].tail = " "
            child.tag = "span"
            term.append(child)
        else:
            made.append(child)
    for each in made:
        if each.tag == "dt":
            _embolden(each, "p")
    list_[:] = made


def _embolden(element: Element, tag: str) -> None:
    """Put the words of an element in bold, and give it another tag."""
    bold = Element("b", {html.LINE: str(html.line_of(element))})
    bold.text, bold[:] = element.text, list(element)
    element.text, element[:] = None, [bold]
    element.tag = tag


def _is_sign(element: Element) -> bool:
    text = "".join(element.itertext()).strip()
    return bool(text) and not any(map(str.isalnum, text)) and element.find(".//img") is None


def _without_permalinks(heading: Element) -> None:
    """Take the sign out of a heading that is a link to it: `¶`, `#`, `§`."""
    for inner in heading.iter():
        leads = inner.tag == "a" and inner.get("href", "")[:1] == "#"
        if (leads or inner.tag == "button") and _is_sign(inner):
            inner.tag = tags.REPLACED


def _without_copies(root: Element) -> None:
    """Take out the pictures for browsers without scripts where the page has them anyway."""
    for parent in list(root.iter()):
        for copy in parent.findall("noscript"):
            pictures = copy.findall(".//img")
            shown = [each for each in parent.iter("img") if each not in pictures]
            if len(pictures) != 1 or "".join(copy.itertext()).strip():
                continue
            for each in shown:
                if each.get("alt", "") == pictures[0].get("alt", ""):
                    each.set("data-noscript-src", pictures[0].get("src", ""))
                    copy.remove(pictures[0]) if pictures[0] in list(copy) else None
                    break
