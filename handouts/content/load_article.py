"""`article.md` → the article, or everything that is wrong with it."""

import re

from handouts.content import front_matter, markdown, richtext
from handouts.content.chart_place import chart_mark
from handouts.content.images import picture_problem
from handouts.content.text_file import SourceFile
from handouts.content.training import Article, ArticleMetadata
from handouts.content.yaml_file import check_markdown, read_yaml
from handouts.errors import Diagnostic
from handouts.messages import message
from handouts.project.layout import Project
from handouts.text import characters
from handouts.text.suggestions import nearest


def load_article(project: Project, name: str, file: SourceFile) -> Article | None:
    """Return the article of a training, or None and the reasons in the source's problems."""
    if file.problems:
        return None
    divided = front_matter.divide(file.text)
    if isinstance(divided, Diagnostic):
        file.report(divided.line, divided.message)
        return None
    head = read_yaml(file, ArticleMetadata, divided.yaml, divided.yaml_line)
    file.body = divided.body
    parsed = markdown.parse(file.body, divided.body_line)
    for diagnostic in parsed.diagnostics:
        file.report(diagnostic.line, diagnostic.message)
    if parsed.blocks or not parsed.diagnostics:
        _check_blocks(project, name, parsed.blocks, file)
    check_markdown(file, *ArticleMetadata.model_fields)
    if head is None:
        return None
    _check_pull_quotes(head, parsed.blocks, file)
    return Article(head, parsed.blocks)


def _check_blocks(
    project: Project, name: str, blocks: tuple[richtext.Block, ...], file: SourceFile
) -> None:
    walked = list(richtext.walk(blocks))
    words = [block for block in walked if not isinstance(block, richtext.Heading)]
    if not any(characters.is_seen(richtext.plain_text(text)) for text in richtext.texts(words)):
        file.report(0, message("training.no-text"))
    places = [block for block in walked if isinstance(block, richtext.ChartPlace)]
    first: dict[str, int] = {}
    for place in places:
        if first.setdefault(place.name, place.line) != place.line:
            mark = chart_mark(place.name)
            found = message("training.chart-twice", mark=mark, line=first[place.name])
            file.report(place.line, found)
    outer = [block for block in blocks if isinstance(block, richtext.ChartPlace)]
    for inner in places:
        if not any(inner is place for place in outer):
            found = message("training.chart-inside", mark=chart_mark(inner.name))
            file.report(inner.line, found)
    for block in walked:
        if isinstance(block, richtext.Figure) and (
            problem := picture_problem(project.content, project.content / name, block.source)
        ):
            file.report(block.line, problem)


def _check_pull_quotes(
    head: ArticleMetadata, blocks: tuple[richtext.Block, ...], file: SourceFile
) -> None:
    sentences = [" ".join(richtext.plain_text(text).split()) for text in richtext.texts(blocks)]
    for place, quote in enumerate(head.pull_quotes):
        plain = " ".join(richtext.plain_text(markdown.parse_inline(quote)).split())
        if not any(plain in text for text in sentences):
            parts = [part for text in sentences for part in re.split(r"(?<=[.!?])\s+", text)]
            near = nearest(plain, parts)
            hint = (
                message("text.did-you-mean", word=near)
                if near
                else message("training.copy-the-sentence")
            )
            found = message("training.pull-quote", number=place + 1, suggestion=hint)
            file.report(file.tree.line(("pull_quotes", place)), found)
