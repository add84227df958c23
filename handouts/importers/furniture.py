"""What stands around an article on its page or in its document, by tag, class and id."""

import re
from xml.etree.ElementTree import Element

from handouts.messages import message

_TAGS = {
    "nav": message("left_out.page-navigation"),
    "header": message("left_out.page-header"),
    "footer": message("left_out.page-footer"),
    "aside": message("left_out.page-aside"),
    "form": message("left_out.page-form"),
    "button": message("left_out.page-button"),
    "select": message("left_out.page-form"),
    "textarea": message("left_out.page-form"),
    "dialog": message("left_out.page-dialog"),
}
_CONTENTS = re.compile(
    r"(^|[\s_-])(msotoc\w*|msotof|toc|tableofcontents|table[ _-]of[ _-]contents\d*|ez-toc\S*)"
    r"($|[\s_-])|sdindex|lwptoc",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"mso(comment|annotation)\w*|msocomanchor|comment-(start|end)", re.IGNORECASE)
_EDGES = re.compile(r"mso(header|footer)\w*|sdheader|sdfooter", re.IGNORECASE)
_PAGE = re.compile(
    r"(^|[\s_-])(comments?|respond|share|sharing|social|related|sidebar|breadcrumbs?|cookies?|"
    r"newsletter|widget|menu|navigation|nav|footer|sharedaddy|pagination|advert|adsbygoogle|"
    r"speechify-ignore|claps?|subscribe|signup|paywall|popup|modal|skip-link|screen-reader-text|"
    r"entry-meta|post-meta|blog-meta|article-meta|blogitem-meta|byline-meta|read(?:ing)?-?time|"
    r"cat-links|tags-links|post-tags|entry-tags|tagcloud|author-(?:box|bio|info|card)|"
    r"wp-block-buttons?|sqs-block-button|sqs-block-newsletter|sqs-simple-like|sqs-block-summary\S*|"
    r"squarespace-comments|likes?|rating|jp-relatedposts|post-navigation|nav-links)($|[\s_-])",
    re.IGNORECASE,
)
_LARGE_SHARE = 0.5
"""Of an article's letters: what holds more is no furniture, whatever it is called."""


def reason(element: Element) -> str:
    """Return why an element is not part of the article, or `""`."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    titled = element.get("title", "") if element.tag == "div" else ""
    if element.tag in _TAGS:
        found = _TAGS[element.tag]
    elif _CONTENTS.search(named):
        found = message("article_import.table-of-contents")
    elif _COMMENT.search(named) or element.get("id", "").lower().startswith("_com_"):
        found = message("article_import.comment")
    elif _EDGES.search(named) or titled in {"header", "footer"}:
        found = message("article_import.document-header-or-footer")
    elif element.get("hidden") is not None:
        found = message("left_out.hidden-on-page")
    else:
        return page_reason(element)
    return str(found)


def page_reason(element: Element) -> str:
    """Return why an element is furniture of a web page by its class or id, or `""`."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    is_block = element.tag not in {"p", "body", "html", "main", "article"}
    return str(message("left_out.page-furniture")) if is_block and _PAGE.search(named) else ""


def is_most(inner: str, outer: str) -> bool:
    """Whether the words of an element are most of those of the article."""
    return len(inner) > _LARGE_SHARE * len(outer)
