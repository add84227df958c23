"""What a trainer means as Markdown and Markdown takes for plain words, so that it is printed."""

import re
from collections.abc import Iterator

from handouts.content import foreign_marks
from handouts.content.chart_place import chart_named
from handouts.content.foreign_marks import Slip
from handouts.messages import Message, message

_HEADING = re.compile(r"(#{2,})(?![#\s])(.+)|(#)([A-Z]\S* \S.*)|(#{7,})\s+(.+)")
_CHART = re.compile(r"[*_\s]*[\[({<]+\s*charts?\s*[\])}>]*[*_\s.:]*", re.IGNORECASE)
_NAMED_CHART = re.compile(
    r"[*_\s]*\[+\s*charts?(?:\s*[:_.–-]\s*|\s+)([a-z0-9 _-]*[a-z0-9])(?:\.ya?ml)?\s*\]+[*_\s.:]*",
    re.IGNORECASE,
)
"""`[chart: fees]`, `[chart-fees.yaml]`: what is nearly `[chart fees]`."""
_CHART_AMONG_WORDS = re.compile(r"(?<![\\`!])\[\s*chart\s*\](?![(\[`:])", re.IGNORECASE)
_NOTE = re.compile(r"(?<![\\`])<!--")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()<>\"]*\s[^()<>\"]*)\)")
_LINK = re.compile(
    r"\[([^\[\]]+)\]\(\s*((?:https?://|mailto:|www\.)[^()<>\"]*)\)", re.IGNORECASE | re.ASCII
)
_LONGEST = 80
"""Letters of a line or an address that are repeated in a fix."""


def of_paragraph(source: str) -> Iterator[Slip]:
    """Yield what is printed as it is typed in the source of a paragraph, and was not meant so."""
    lines = source.split("\n")
    for number, line in enumerate(lines):
        text = line.strip()
        if (found := _HEADING.fullmatch(text)) and (not found[3] or len(lines) == 1):
            words = (found[2] or found[4] or found[6])[:_LONGEST].strip()
            signs = "#" * max(2, min(6, len(found[1] or found[3] or found[5])))
            yield number, message("markdown.heading-not-written", signs=signs, words=words)
        if chart_named(text) is not None:
            continue
        if found := _NAMED_CHART.fullmatch(text[: _LONGEST + 1]):
            name = "-".join(found[1].lower().replace("_", " ").split())
            yield number, message("markdown.named-chart-not-written", name=name)
        if _CHART.fullmatch(text):
            yield number, message("markdown.chart-not-written")
        elif _CHART_AMONG_WORDS.search(line):
            yield number, message("markdown.chart-among-words")
        if _NOTE.search(line):
            yield number, message("markdown.comment-never-closed")
        if foreign := foreign_marks.of_line(line):
            yield number, foreign


def of_words(text: str) -> Message | None:
    """Return what is wrong where words hold a mark that did not become one."""
    if found := _PICTURE.search(text):
        name = found[2].strip()[:_LONGEST]
        words = found[1][:_LONGEST]
        return message("markdown.picture-name-with-space", words=words, name=name)
    if foreign := foreign_marks.of_words(text):
        return foreign
    if "![" in text:
        return message("markdown.picture-not-written")
    if _LINK.search(text):
        return message("markdown.link-not-written")
    return None
