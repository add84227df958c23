"""Whether every word of the trainer's files is in the content, or listed as left out.

The words of a file are counted by `source_words`, those of the content by reading the written texts
back as `handouts build` does. A word that is missing keeps the import from being written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import groupby

from handouts.content import markdown, richtext, yaml_tree
from handouts.errors import Problem
from handouts.importers import chart_markdown, front_matter, source_words
from handouts.importers.article import kind_of
from handouts.importers.chart import is_html
from handouts.importers.parts import LeftOut, ReadArticle
from handouts.importers.source import ImportedFile
from handouts.importers.source_words import SourceWord
from handouts.messages import message
from handouts.text import characters

ChartText = tuple[str, Sequence[str]]
"""The text of a chart's file, and what stood in the source where it has other signs."""
_MARKED = re.compile(r"([^\W_]+?)[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?![^\W_])")
_MOST_REPORTED = 5
_LONGEST_QUOTE = 12
"""Words."""
_MOST_JOINED = 4
_WORDS_OF = {
    "HTML": source_words.of_html,
    "Markdown": source_words.of_markdown,
    "plain text": source_words.of_text,
}


def missing_from_article(
    source: ImportedFile,
    article_md: str,
    read: ReadArticle,
    left_out: Iterable[LeftOut],
    also: Iterable[ChartText] = (),
) -> list[Problem]:
    """Return a problem for each stretch of the article's words that got lost.

    What the file says of its language is written into `training.yaml`. `also` are the charts that
    are made from the same file.
    """
    found = front_matter.find(article_md)
    written = source_words.words(" ".join([read.language, *read.replaced]))
    if found is not None:
        for value in map(str, found.values.values()):
            written += source_words.words(richtext.plain_text(markdown.parse_inline(value)))
        article_md = article_md[found.end :]
    blocks = markdown.parse(article_md).blocks
    for inlines in richtext.texts(blocks):
        written += source_words.words(richtext.plain_text(inlines))
    # In Markdown the description of a picture is text; documents have it in an attribute.
    has_descriptions = source.words is None and kind_of(source) == "Markdown"
    for block in richtext.walk(blocks):
        if isinstance(block, richtext.ChartPlace):
            written += source_words.words(f"[chart {block.name}]")
        elif isinstance(block, richtext.Figure) and has_descriptions:
            written += source_words.words(block.alternative)
    written += _words_of_charts(also)
    if source.words is None:
        words = list(_WORDS_OF[kind_of(source)](source))
    else:
        words = list(source_words.of_texts(source.words))
    return _problems(source, words, Counter(written), left_out)


def missing_from_chart(
    source: ImportedFile, charts: Iterable[ChartText], left_out: Iterable[LeftOut]
) -> list[Problem]:
    """Return a problem for each stretch of words of a file that is in none of its charts."""
    written = _words_of_charts(charts)
    read = source_words.of_separated
    if is_html(source):
        read = source_words.of_html
    elif chart_markdown.has_table(source):
        read = source_words.of_html
        source = replace(source, text=chart_markdown.as_html(source.text))
    return _problems(source, list(read(source)), Counter(written), left_out)


def _words_of_charts(charts: Iterable[ChartText]) -> list[str]:
    written: list[str] = []
    for text_of_file, replaced in charts:
        written += source_words.words(" ".join(replaced))
        for location, text in yaml_tree.read(text_of_file).texts():
            # The titles of columns are plain text; all other texts are Markdown.
            is_plain = location[:1] == ("columns",)
            plain = text if is_plain else richtext.plain_text(markdown.parse_inline(text))
            written += source_words.words(plain)
            # The mark of a note may have stood by itself.
            written += source_words.words(" ".join(_MARKED.findall(plain)))
    return written


def _problems(
    source: ImportedFile,
    words: list[SourceWord],
    written: Counter[str],
    left_out: Iterable[LeftOut],
) -> list[Problem]:
    for each in left_out:
        if not each.words_stay:
            written += _listed(each.text)
    if not Counter(word.letters for word in words) - written:
        return []
    lost = list(_lost(words, written))
    problems = []
    for line, text in lost[:_MOST_REPORTED]:
        fault = message("article_import.lost-words", words=text)
        problems.append(Problem(source.path, line, fault))
    return problems


def _listed(text: str) -> Counter[str]:
    """Return the words of something left out: as it stands, with entities and with marks read."""
    plain = richtext.plain_text(markdown.parse_inline(text))
    return (
        Counter(source_words.words(text))
        | Counter(source_words.words(unescape(text)))
        | Counter(source_words.words(plain))
    )


def _found_joined(words: list[SourceWord], extra: Counter[str]) -> list[bool]:
    """Return of each word whether the content has it and its neighbours as one word.

    A browser ignores some tags, so that two words of the file can be one of the page. `extra` are
    the words of the content that the file does not have.
    """
    found = [False] * len(words)
    for place in range(len(words) - 1 if extra else 0):
        for end in range(place + 2, min(place + _MOST_JOINED, len(words)) + 1):
            whole = "".join(each.letters for each in words[place:end])
            if extra[whole] > 0 and not any(found[place:end]):
                extra[whole] -= 1
                found[place:end] = [True] * (end - place)
    return found


def _lost(words: list[SourceWord], written: Counter[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each stretch of words that are not in the content.

    Of a word that stands more often in the file than in the content, the last ones count as lost.
    """
    found = _found_joined(words, Counter(written) - Counter(word.letters for word in words))
    left = Counter(written)
    is_lost: list[bool] = []
    for word, joined in zip(words, found, strict=True):
        spellings = () if joined else ((word.letters,), word.parts)
        parts = next((each for each in spellings if all(left[part] > 0 for part in each)), ())
        left.subtract(parts)
        is_lost.append(not joined and not parts and characters.is_seen(word.letters))
    for lost, stretch in groupby(zip(is_lost, words, strict=True), key=lambda each: each[0]):
        if lost:
            missing = [word for _, word in stretch]
            text = " ".join(word.letters for word in missing[:_LONGEST_QUOTE])
            yield missing[0].line, text + (" …" if len(missing) > _LONGEST_QUOTE else "")
