"""Which element of a web page holds the article."""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from handouts.importers import furniture, html

_TEXTS = frozenset({"p", "li", "blockquote", "dd", "div", "td"})
_PROSE = 80
"""Letters: what is shorter stands in menus and teasers as well."""


def find(root: Element) -> Element:
    """Return the longest <article>, else <main>, else <body>; the first that holds most prose.

    A page without an <article> of its own may have some for teasers of others.
    """
    body = root.find("body")
    whole = root if body is None else body
    around = {
        inner
        for element in whole.iter()
        if html.is_element(element) and _is_around(element, whole)
        for inner in element.iter()
    }
    prose = _prose(whole, around)
    for found in (
        list(root.iter("article")),
        list(root.iter("main")) + root.findall(".//*[@role='main']"),
    ):
        if not found:
            continue
        longest = max(found, key=lambda e: len(html.words(e)))
        if html.words(longest) and 2 * _prose(longest, around) >= prose:
            return longest
    return whole


def _is_around(element: Element, whole: Element) -> bool:
    """Whether an element stands around an article, and does not hold it."""
    if element.tag in {"article", "main", "body", "header"} or not furniture.reason(element):
        return False
    if whole.find(".//h1") is not None:
        return element.find(".//h1") is None
    return not furniture.is_most(html.words(element), html.words(whole))


def _prose(element: Element, around: Collection[Element]) -> int:
    return sum(len(words) for words in _long_texts(element, around))


def _long_texts(element: Element, around: Collection[Element]) -> Iterator[str]:
    for inner in html.of_tags(element, _TEXTS):
        if inner not in around and not html.has_blocks(inner):
            words = html.words(inner)
            if len(words) > _PROSE:
                yield words
