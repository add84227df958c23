"""What stands around an article on its page or in its document, by tag, class and id."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from handouts.importers import html
from handouts.messages import Message, message

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
_NEVER_OF_TEXT = frozenset({"nav", "footer"})
"""Those whose words are the page's, also where the by-line is among them."""
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
    r"speechify-ignore|claps?|subscribe|subscription-widget\S*|button-wrapper|post-ufi|view-count|"
    r"comment-count|time-ago|time-to-read|estimated-time|post-main-actions\S*|page-metadata|"
    r"pagesection|article-info|publish-banner|banners|post-terms|taxonomy-\w+|field-tags|"
    r"post-categories|meta|kg-signup-card|kg-cta-card|onetrust\S*|cky-\S+|cookie-law\S*|cc-window|"
    r"location-(?:header|footer)|site-(?:header|footer)|moz-header\S*|signup|paywall|popup|modal|skip-link|screen-reader-text|"
    r"entry-meta|post-meta|blog-meta|article-meta|blogitem-meta|byline-meta|read(?:ing)?-?time|"
    r"cat-links|tags-links|post-tags|entry-tags|tagcloud|author-(?:box|bio|info|card|profile|description)|author-biography|"
    r"wp-block-buttons?|sqs-block-button|sqs-block-newsletter|sqs-simple-like|sqs-block-summary\S*|"
    r"squarespace-comments|likes?|rating|jp-relatedposts|post-navigation|nav-links)($|[\s_-])",
    re.IGNORECASE,
)
_ROLES = {
    "banner": message("left_out.page-header"),
    "contentinfo": message("left_out.page-footer"),
    "navigation": message("left_out.page-navigation"),
    "search": message("left_out.page-form"),
    "complementary": message("left_out.page-aside"),
    "dialog": message("left_out.page-dialog"),
    "alertdialog": message("left_out.page-dialog"),
    "toolbar": message("left_out.page-buttons"),
}
_BUILDERS = re.compile(r"\b(elementor-widget|so-widget|so-panel widget)\b", re.IGNORECASE)
"""What systems that let authors place blocks call every block of the text."""
_OTHERS = re.compile(
    r"(^|[\s_-])(comments?|comment-?list|respond|related\w*|sidebar|recommended|recent-posts|"
    r"author-(?:box|bio|info|card|profile|description))($|[\s_-])",
    re.IGNORECASE,
)
_NAMES = ("class", "id", "data-hook", "data-automation-id")
"""The attributes with which systems say what an element is."""
_PLUGINS = re.compile(
    r"(^|\s)(addtoany\S*|a2a_\S+|addthis\S*|at-share-\S+|ssba\S*|heateor\S*|essb\S*|swp_\S+|"
    r"dpsp-\S+|shariff\S*|bctt-\S+|yarpp\S*|crp_\S+|rp4wp\S*|wp_rp\S*|disqus_thread|fb-comments|"
    r"giscus|utterances|saboxplugin\S*|m-a-box\S*|abh_\S+|mc4wp\S*|mailpoet\S*|formkit-\S+|"
    r"convertkit\S*|gform_\S+|hs-form\S*|wpcf7\S*|kk-star-ratings|kksr-\S+|post-ratings|yasr\S*|"
    r"cmplz-\S+|cookiebot\S*|cybotcookiebot\S*|didomi\S*|truste\S*|qc-cmp\S*|osano-\S+|iubenda-\S+|"
    r"moove_gdpr\S*|borlabs\S*|usercentrics\S*|termly\S*|adsbygoogle|ad-container|google-auto-placed)"
    r"($|\s)",
    re.IGNORECASE,
)
"""What is added to pages for sharing, comments, related posts, mailing lists, consent and ads."""
_BOX_OF_TEXT = re.compile(
    r"(^|[\s_-])(callout|admonition|note|tip|infobox|info-box|key-points?|exercise|example|summary)"
    r"($|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FEWEST_LINKS = 2
_LARGE_SHARE = 0.5
"""Of an article's letters: what holds more is no furniture, whatever it is called."""


def reason(element: Element) -> Message | None:
    """Return why an element is not part of the article, or None."""
    named = _named(element)
    titled = element.get("title", "") if element.tag == "div" else ""
    if element.tag == "aside" and _BOX_OF_TEXT.search(named):
        return page_reason(element)
    if element.tag in _TAGS:
        found = _TAGS[element.tag]
    elif element.tag == "table" and "properties" in element.get("class", "").split():
        found = message("left_out.page-properties")
    elif element.get("role", "") in _ROLES:
        found = _ROLES[element.get("role", "")]
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
    return found


def page_reason(element: Element) -> Message | None:
    """Return why an element is furniture of a web page by its class, id or tag, or None."""
    named = _BUILDERS.sub("", _named(element))
    if element.tag in _NEVER_OF_TEXT:
        return _TAGS[element.tag]
    is_block = element.tag not in {"p", "body", "html", "main", "article"}
    found = is_block and (_PAGE.search(named) or _PLUGINS.search(named))
    return message("left_out.page-furniture") if found else None


def reason_of_links(element: Element) -> Message | None:
    """Return why an element is none of the text because of where its links lead, or None."""
    if _is_teaser(element):
        return message("left_out.another-article")
    return message("left_out.page-navigation") if _is_menu(element) else None


def _is_teaser(element: Element) -> bool:
    """Whether an <article> inside another text is the beginning of another page, linked to it."""
    if element.tag != "article":
        return False
    headings = [each for each in element.iter() if each.tag in _HEADINGS and html.words(each)]
    link = headings[0].find(".//a[@href]") if headings else None
    return link is not None and html.words(link) == html.words(headings[0])


def _is_menu(element: Element) -> bool:
    """Whether all words of an element are links to other pages of its site, and several."""
    links = [link for link in element.iter("a") if html.words(link)]
    if len(links) < _FEWEST_LINKS or not all(_stays(link.get("href", "")) for link in links):
        return False
    linked = "".join("".join(map(html.words, links)).split())
    return linked == re.sub(r"[\s|/>»›·•,-]", "", html.words(element)) or (
        linked == "".join(html.words(element).split())
    )


def _stays(address: str) -> bool:
    return bool(address) and not re.match(r"#|[a-z]+:|//", address, re.IGNORECASE)


def of_others(root: Element) -> Iterator[Element]:
    """Yield what others wrote, or what is of other pages: comments, related posts, sidebars."""
    whole = html.words(root)
    for element in root.iter():
        if html.is_element(element) and element.tag not in {"body", "html", "main"}:
            named = _OTHERS.search(_named(element))
            if named and not is_most(html.words(element), whole):
                yield element


def _named(element: Element) -> str:
    return " ".join(element.get(name, "") for name in _NAMES)


def is_most(inner: str, outer: str) -> bool:
    """Whether the words of an element are most of those of the article."""
    return len(inner) > _LARGE_SHARE * len(outer)
