"""Which elements of a page or a document are its title, its subtitle and its by-line."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from handouts.importers import furniture, headings, html
from handouts.importers.byline import is_byline, parted

_NAMES = ("class", "itemprop", "data-testid", "data-hook", "data-field", "data-automation-id")
"""The attributes with which systems say what an element is."""
_AUTHOR = re.compile(
    r"(?<![a-z])(by-?line|author|post-?author|entry-author|author-?by-?line|author-?name"
    r"|user-name|p-author|reader-credits|createdby)(?![a-z])",
    re.IGNORECASE,
)
_DOCUMENT_TITLE = re.compile(r"(^|\s)(title|msotitle)($|\s)", re.IGNORECASE)
_PAGE_TITLE = re.compile(
    r"(^|[\s_])((?:entry|post|article|blogitem|pw-post|page|reader|gh-article|story)-?title"
    r"|headline|p-name|storytitle|titletextid)($|[\s_])",
    re.IGNORECASE,
)
_SITE_TITLE = re.compile(
    r"(?<![a-z])(site-?(title|name)|blog-?title|brand|logo|masthead)(?![a-z])", re.IGNORECASE
)
_SUBTITLE = re.compile(
    r"(^|[\s_-])(mso)?(sub-?title|standfirst|dek|entry-subtitle|post-subtitle|p-summary"
    r"|article-excerpt)($|[\s_-])",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(untitled|new page|no title|page|document|title|index)([ _-]*(document|page|\d+))?(\.html?)?",
    re.IGNORECASE,
)
_HOME = re.compile(r"/|index\.\w+|https?://[^/]+/?", re.IGNORECASE)
_WORD_PROCESSOR = re.compile(r"Microsoft Word|LibreOffice|OpenOffice", re.IGNORECASE)
_TITLE_TAGS = {"h1", "h2", "h3", "p"}
_SUBTITLE_TAGS = {*_TITLE_TAGS, "h4", "h5", "div", "section"}
_LONGEST_TITLE = 200
"""Characters."""
_LONGEST_BYLINE = 100


@dataclass(frozen=True)
class PageTitle:
    """Looks for the title of a page whose article is in `container`."""

    root: Element
    container: Element
    is_imported: bool = False
    """Whether a word processor wrote it, whatever the page says of itself."""

    @property
    def named(self) -> str:
        """What the page is called in the frame of its window; `""` for a placeholder."""
        found = self.root.find("head/title")
        words = "" if found is None else html.words(found)
        return "" if _PLACEHOLDER.fullmatch(words) else words

    @cached_property
    def is_document(self) -> bool:
        """Whether this was written in a word processor, also where that saved it as a page."""
        named = [
            meta.get("content", "")
            for meta in self.root.iter("meta")
            if meta.get("name", "").lower() == "generator"
        ]
        body = self.root.find("body")
        is_google = body is not None and any(
            "doc-content" in each.get("class", "").split() for each in (body, *body.iter("div"))
        )
        return self.is_imported or is_google or any(map(_WORD_PROCESSOR.match, named))

    def title(self) -> Element | None:
        """Return the element with the title: the one of that style, else the likeliest <h1>.

        Several <h1> below a first line are the headings of a document that has no title's style.
        """
        if self.is_document:
            for element in html.of_tags(self.container, _TITLE_TAGS):
                if _DOCUMENT_TITLE.search(element.get("class", "")) and html.words(element):
                    return element
        found = self._likeliest()
        if found is None or _PAGE_TITLE.search(_names(found)):
            return found
        first = [element for element in self.container.iter("h1") if html.words(element)]
        whole = self.container.tag == "body" and (self.is_document or len(first) > 1)
        if first and whole and headings.begins_above(self.container, first[0]):
            return None
        return first[0] if first and self.is_document else found

    def _likeliest(self) -> Element | None:
        best, most = None, 0
        inside = set(self.container.iter())
        others = {inner for each in furniture.of_others(self.root) for inner in each.iter()}
        title = self.named.casefold()
        for element in html.of_tags(self.root, _TITLE_TAGS):
            words = html.words(element)
            is_named = _PAGE_TITLE.search(_names(element)) is not None
            if not words or len(words) > _LONGEST_TITLE or not (element.tag == "h1" or is_named):
                continue
            likely = 2 * (element.tag == "h1") + 2 * is_named + 2 * (words.casefold() in title)
            likely += (element in inside) - 4 * (element in others) - 4 * _is_of_site(element)
            if likely > most or best is None:
                best, most = element, likely
        return best

    def subtitle(self, title: Element | None) -> Element | None:
        """Return the element with the subtitle."""
        for element in html.of_tags(self.container, _SUBTITLE_TAGS):
            if element is title or not _SUBTITLE.search(_names(element)):
                continue
            if 0 < len(html.words(element)) <= _LONGEST_TITLE and not html.has_blocks(element):
                return element
        return None

    def byline(self) -> Element | None:
        """Return the element that says who wrote it: not who wrote a comment, or another page."""
        others = {inner for each in furniture.of_others(self.container) for inner in each.iter()}
        for element in self.container.iter():
            if not html.is_element(element) or element.tag in {"meta", "link"}:
                continue
            if element in others or not _is_author(element):
                continue
            text = html.words(element)
            if 0 < len(text) <= _LONGEST_BYLINE and is_byline(parted(text)[0]):
                return element
        return None

    def above(self, title: Element) -> set[Element]:
        """Return what stands above a title on its page, as the name of the site does.

        Long paragraphs and pictures are the author's wherever they stand.
        """
        if self.is_document or not _PAGE_TITLE.search(_names(title)):
            return set()
        parents = {child: parent for parent in self.container.iter() for child in parent}
        found: set[Element] = set()
        while title in parents:
            parent = parents[title]
            for child in parent:
                if child is title:
                    break
                if html.is_element(child) and not _is_of_author(child):
                    found.add(child)
            title = parent
        return found


def _names(element: Element) -> str:
    return " ".join(filter(None, (element.get(name) for name in _NAMES)))


def _is_author(element: Element) -> bool:
    names = _names(element)
    if element.tag != "a":
        return _AUTHOR.search(names) is not None
    # A link to all that somebody wrote has such a class in menus and below comments as well.
    is_said = element.get("rel") == "author" or "p-author" in names.split()
    return is_said or bool(element.get("data-testid") and _AUTHOR.search(names))


def _is_of_site(element: Element) -> bool:
    """Whether a heading is the name of the site: by its class, or because it leads to its home."""
    link = element.find(".//a")
    leads = link is not None and html.words(link) == html.words(element)
    is_home = leads and link is not None and _HOME.fullmatch(link.get("href", "")) is not None
    return is_home or _SITE_TITLE.search(f"{_names(element)} {element.get('id', '')}") is not None


def _is_of_author(element: Element) -> bool:
    holds = any(inner.tag in html.PICTURES | {"table"} for inner in element.iter())
    texts: Collection[Element] = [each for each in element.iter() if each.tag in {"p", "div"}]
    longest = max((len(html.words(e)) for e in texts if not html.has_blocks(e)), default=0)
    return holds or longest > _LONGEST_TITLE
