"""An article of whatever kind → its title, by-line and blocks, or what is wrong with it."""

from dataclasses import replace

from handouts import markdown, prose
from handouts.errors import ContentError, Problem
from handouts.importing.article_html import read_html
from handouts.importing.article_markdown import looks_like_markdown, read_markdown
from handouts.importing.article_text import read_text
from handouts.importing.html import looks_like_html
from handouts.importing.parts import ReadArticle
from handouts.importing.source import Source


def read_article(source: Source) -> ReadArticle:
    """Return the article of a file.

    Raises ContentError where it has no title or no text.
    """
    if looks_like_html(source):
        kind, read = "HTML", read_html
    elif looks_like_markdown(source):
        kind, read = "Markdown", read_markdown
    else:
        kind, read = "plain text", read_text
    article = read(source)
    problems = []
    if not prose.plain_text(markdown.parse_inline(article.title or "")).strip():
        cure = "Write the title as the first line, by itself."
        problems.append(Problem(source.path, 0, "the article has no title", cure))
    if not any(piece.kind == "paragraph" for piece in article.pieces):
        cure = "Write at least one paragraph below the title."
        problems.append(Problem(source.path, 0, "the article has no text", cure))
    if problems:
        raise ContentError(problems)
    told = (f"{source.name}: {kind}, {source.encoding}", *article.recognised)
    return replace(article, recognised=told)
