"""The parser of Markdown, kept from what would take it too long or lead it too deep."""

import re
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from handouts.errors import Diagnostic
from handouts.messages import message

_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"
_DEEPEST = 15
"""Marks and containers within one another. The parser loses what stands 20 deep."""
_MOST_BRACKETS = 10_000
"""Opening brackets of one text. The parser looks behind each of them for the end of a link."""
_NO_LETTER = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
"""The number of a letter that does not exist: the parser does not take it for one."""


def tokens(text: str) -> Sequence[Token] | Diagnostic:
    """Return the tokens of a text, or why it is not to be read; its lines are counted from 0."""
    if text.count("[") > _MOST_BRACKETS:
        return Diagnostic(text.count("\n", 0, text.find("[")), _TOO_MANY_BRACKETS)
    found = _PARSER.parse(text)
    deep = _too_deep(found)
    return found if deep is None else Diagnostic(deep, _TOO_DEEP)


def line_tokens(text: str, notes: Iterable[str] = ()) -> Sequence[Token] | Diagnostic:
    """Return the tokens of one line of Markdown, or why it is not to be read.

    `notes` are the labels of the footnotes that it may refer to.
    """
    if text.count("[") > _MOST_BRACKETS:
        return Diagnostic(0, _TOO_MANY_BRACKETS)
    env = {"footnotes": {"refs": {f":{label}": -1 for label in notes}, "list": {}}}
    found = _PARSER.parseInline(text.strip(), env)
    return found if _too_deep(found) is None else Diagnostic(0, _TOO_DEEP)


def without_comments(text: str) -> str:
    """Return a text without its comments; every line keeps its number."""
    kept, place = [], 0
    while (opens := text.find(_COMMENT_OPENS, place)) >= 0:
        closes = text.find(_COMMENT_CLOSES, opens + len(_COMMENT_OPENS))
        if closes < 0:
            break
        kept += [text[place:opens], "\n" * text.count("\n", opens, closes)]
        place = closes + len(_COMMENT_CLOSES)
    return "".join((*kept, text[place:]))


def letters(text: str) -> str:
    """Return a text with what Markdown spells out, `&eacute;`, as the letters that are meant."""
    return _NO_LETTER.sub("\ufffd", unescapeAll(text))


_TOO_DEEP = message("markdown.too-deep")
_TOO_MANY_BRACKETS = message("markdown.too-many-brackets", most=_MOST_BRACKETS)


def _too_deep(found: Iterable[Token]) -> int | None:
    """Return the line, counted from 0, at which tokens are nested too deeply, or None."""
    line = 0
    for token in found:
        line = token.map[0] if token.map else line
        if any(inner.level > _DEEPEST for inner in (token, *(token.children or ()))):
            return line
    return None


def with_dialect(parser: MarkdownIt) -> MarkdownIt:
    """Return a parser that also knows tables, footnotes where they are written, and task boxes."""
    parser.enable("table")
    footnote_plugin(parser, inline=False, move_to_end=False)
    tasklists_plugin(parser)
    return parser


def _parser() -> MarkdownIt:
    parser = with_dialect(MarkdownIt("commonmark", {"html": False}))
    # An escaped bracket stays apart from the text around it, so that it is never taken for one.
    parser.disable("text_join")
    # A refused link would be set as its source text; it is taken, and reported instead.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


_PARSER = _parser()
