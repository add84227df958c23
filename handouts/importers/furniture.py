"""What stands around an article on its page or in its document, by tag, class and id."""

import re
from xml.etree.ElementTree import Element

_TAGS = {
    "nav": "the web page's navigation",
    "header": "the web page's header",
    "footer": "the web page's footer",
    "aside": "it stands beside the article",
    "form": "a form of the web page",
    "button": "a button of the web page",
    "select": "a form of the web page",
    "textarea": "a form of the web page",
    "dialog": "a dialog of the web page",
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
        found = "the table of contents"
    elif _COMMENT.search(named) or element.get("id", "").lower().startswith("_com_"):
        found = "a comment"
    elif _EDGES.search(named) or titled in {"header", "footer"}:
        found = "the header or footer of the document"
    elif element.get("hidden") is not None:
        found = "it is hidden on the web page"
    else:
        found = page_reason(element)
    return found


def page_reason(element: Element) -> str:
    """Return why an element is furniture of a web page by its class or id, or `""`."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    is_block = element.tag not in {"p", "body", "html", "main", "article"}
    return "it is furniture of the web page" if is_block and _PAGE.search(named) else ""


def is_most(inner: str, outer: str) -> bool:
    """Whether the words of an element are most of those of the article."""
    return len(inner) > _LARGE_SHARE * len(outer)
