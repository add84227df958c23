"""A page as it stands in a file → its elements, within what a parser can take.

What the page says by its styles alone, and the lists of Word, are elements too when it is read.
"""

from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from handouts.errors import ContentError, Problem
from handouts.importers import html, html_styles, page_marks, raw_html, word_html
from handouts.importers.source import ImportedFile, forbidden, refuse_long
from handouts.messages import message

_DEEPEST = 150
_MOST_MARKUP = 100_000
"""Tags and entities. A long page of an encyclopedia has a third of this."""
_TOO_DEEP = message("article_import.nested-too-deeply")


def parse(source: ImportedFile) -> Element:
    """Return the root of a page; `html.line_of` knows where each of its elements begins.

    Raises ContentError where elements are nested too deeply or are too many to be a page, or where
    the text has characters that cannot be printed, spelled as `&#…;`.
    """
    _refuse_what_takes_long(source)
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.tree
    tree.insert_element_normal = _numbering(parser, tree.insert_element_normal)
    tree.create_element = _numbering(parser, tree.create_element)
    tree.insert_text = _apart(tree, tree.insert_text)
    root: Element = parser.parse(raw_html.without_cdata(source.text.lstrip("\ufeff")))
    deepest = _too_deep(root)
    if deepest is not None:
        raise ContentError([Problem(source.path, html.line_of(deepest), _TOO_DEEP)])
    for element in root.iter():
        if html.is_element(element):
            element.tag = element.tag.rpartition("}")[2]
    html_styles.read(root)
    page_marks.read(root)
    word_html.read(root)
    problems = [
        problem
        for element in root.iter()
        for text in (element.text, element.tail)
        for problem in forbidden(source.path, text or "", html.line_of(element))
    ]
    if problems:
        raise ContentError(problems[:20])
    return root


def _refuse_what_takes_long(source: ImportedFile) -> None:
    """Refuse what would keep the parser busy for minutes, by a count of what opens markup."""
    number = source.text.count("<") + source.text.count("&")
    if number > _MOST_MARKUP:
        fault = message("article_import.too-much-markup", number=number, most=_MOST_MARKUP)
        raise ContentError([Problem(source.path, 0, fault)])
    if line := raw_html.hard_line(source.text, 4 * _DEEPEST):
        raise ContentError([Problem(source.path, line, _TOO_DEEP)])
    letters = sum(len(unit.text) for unit in raw_html.units(source.text) if unit.kind == "text")
    refuse_long(source.path, letters)


def _numbering(parser: Any, make: Any) -> Any:  # noqa: ANN401, RUF100 - untyped in the library
    def numbered(token: dict[str, Any]) -> Any:
        element = make(token)
        line, column = parser.tokenizer.stream.position()
        element.attributes[html.LINE] = str(line)
        if token["name"] == "table":
            element.attributes[html.COLUMN] = str(column)
        return element

    return numbered


def _apart(tree: Any, insert: Any) -> Any:  # noqa: ANN401, RUF100 - untyped in the library
    """Keep text that stands between cells, and is moved before its table, from what is there."""
    last: list[Any] = [None]

    def inserted(text: str, parent: Any = None) -> None:
        moved = tree.insert_from_table
        goes_on = moved and last[0] is tree.open_elements[-1]
        last[0] = tree.open_elements[-1] if moved else None
        insert(f" {text}" if moved and not goes_on else text, parent)

    return inserted


def _too_deep(root: Element) -> Element | None:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return None
    return level[0]
