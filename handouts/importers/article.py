"""An article of whatever kind → its title, by-line and blocks, or what is wrong with it."""

from collections.abc import Collection
from dataclasses import replace

from handouts.content import markdown, richtext
from handouts.errors import ContentError, Problem
from handouts.importers import hyphens, typed_contents
from handouts.importers.article_html import read_html
from handouts.importers.article_markdown import looks_like_markdown, read_markdown
from handouts.importers.article_text import read_text
from handouts.importers.html import looks_like_html
from handouts.importers.parts import Piece, ReadArticle, TablePlace
from handouts.importers.source import ImportedFile, refuse_long
from handouts.messages import message
from handouts.text import characters

_READERS = {"Markdown": read_markdown, "plain text": read_text}


def kind_of(source: ImportedFile) -> str:
    """Return what an article is written in: `HTML`, `Markdown` or `plain text`.

    Raises ContentError where the front matter of a Markdown text cannot be read.
    """
    if source.kind:
        return source.kind
    if looks_like_html(source):
        return "HTML"
    return "Markdown" if looks_like_markdown(source) else "plain text"


def read_article(source: ImportedFile, charts: Collection[TablePlace] = ()) -> ReadArticle:
    """Return the article of a file; `charts` are where the tables of its charts begin.

    Raises ContentError where it has no title or no text.
    """
    kind = kind_of(source)
    if kind == "HTML":
        article = read_html(source, charts)
    else:
        refuse_long(source.path, len(source.text))
        article = _READERS[kind](source)
    problems = []
    if not characters.is_seen(richtext.plain_text(markdown.parse_inline(article.title))):
        problems.append(Problem(source.path, 0, message("article_import.no-title")))
    if not any(
        piece.kind in {"paragraph", "table", "other"} and _is_seen(piece)
        for piece in article.pieces
    ):
        problems.append(Problem(source.path, 0, message("article_import.no-text")))
    if problems:
        raise ContentError(problems)
    about = {"file": source.name, "encoding": source.encoding}
    what = message(
        {
            "HTML": "recognised.read-as-html",
            "Markdown": "recognised.read-as-markdown",
            "plain text": "recognised.read-as-text",
        }[kind],
        **about,
    )
    if source.kind:
        what = message("recognised.read-as-document", file=source.name, kind=source.encoding)
    recognised = (what, *source.recognised, *article.recognised)
    pieces, contents = typed_contents.without_contents(article.pieces, source.name)
    left_out = (*article.left_out, *contents)
    article = replace(article, pieces=pieces, left_out=left_out, recognised=recognised)
    return hyphens.of_article(article)


def _is_seen(piece: Piece) -> bool:
    blocks = markdown.parse(piece.markdown).blocks
    return any(characters.is_seen(richtext.plain_text(text)) for text in richtext.texts(blocks))
