"""What a trainer means as Markdown and Markdown takes for plain words, so that it is printed."""

import re
from collections.abc import Iterator

Slip = tuple[int, str, str]
"""The line, counted from 0, the cause and the cure."""
_HEADING = re.compile(r"(#{2,})(?![#\s])(.+)|(#)([A-Z]\S* \S.*)|(#{7,})\s+(.+)")
_CHART = re.compile(r"[*_\s]*[\[({<]+\s*charts?\s*[\])}>]*[*_\s.:]*", re.IGNORECASE)
_NAMED_CHART = re.compile(
    r"[*_\s]*\[+\s*charts?(?:\s*[:_.–-]\s*|\s+)([a-z0-9 _-]*[a-z0-9])(?:\.ya?ml)?\s*\]+[*_\s.:]*",
    re.IGNORECASE,
)
"""`[chart: fees]`, `[chart-fees.yaml]`: what is nearly `[chart fees]`."""
_PLACE = re.compile(r"\[\s*chart(\s+[a-z0-9-]+)*\s*\]", re.IGNORECASE)
_CHART_AMONG_WORDS = re.compile(r"(?<![\\`!])\[\s*chart\s*\](?![(\[`:])", re.IGNORECASE)
_NOTE = re.compile(r"(?<![\\`])<!--")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()<>\"]*\s[^()<>\"]*)\)")
_LINK = re.compile(
    r"\[([^\[\]]+)\]\(\s*((?:https?://|mailto:|www\.)[^()<>\"]*)\)", re.IGNORECASE | re.ASCII
)
_LONGEST = 80
"""Letters of a line or an address that are repeated in a cure."""


def of_paragraph(source: str) -> Iterator[Slip]:
    """Yield what is printed as it is typed in the source of a paragraph, and was not meant so."""
    lines = source.split("\n")
    for number, line in enumerate(lines):
        text = line.strip()
        if (found := _HEADING.fullmatch(text)) and (not found[3] or len(lines) == 1):
            words = (found[2] or found[4] or found[6])[:_LONGEST].strip()
            level = "#" * max(2, min(6, len(found[1] or found[3] or found[5])))
            cure = f"Write: {level} {words}; or \\# where the sign is meant."
            yield number, "a heading is not written as one", cure
        if _PLACE.fullmatch(text):
            continue
        if found := _NAMED_CHART.fullmatch(text[: _LONGEST + 1]):
            name = "-".join(found[1].lower().replace("_", " ").split())
            cure = f"Write only: [chart {name}]"
            yield number, "the place of a chart is not written as one", cure
        if _CHART.fullmatch(text):
            yield number, "the place of the chart is not written as one", "Write only: [chart]"
        elif _CHART_AMONG_WORDS.search(line):
            cure = "Write [chart] alone on a line; or \\[chart] where the word is meant."
            yield number, "[chart] stands among other words", cure
        if _NOTE.search(line):
            cause = "a note that begins with <!-- is never closed, and would be printed"
            yield number, cause, "Close it with -->, or delete it."


def of_words(text: str) -> tuple[str, str] | None:
    """Return cause and cure where words hold a picture or a link that did not become one."""
    if found := _PICTURE.search(text):
        name = found[2].strip()[:_LONGEST]
        return (
            "the name of a picture has a space in it",
            f"Put it in angle brackets: ![{found[1][:_LONGEST]}](<{name}>)",
        )
    if "![" in text:
        return (
            "a picture is not written as one",
            "Write: ![what it shows](file.png), without spaces between ] and (.",
        )
    if _LINK.search(text):
        return (
            "a link is not written as one",
            "Write: [words](https://www.example.org), without spaces in the address.",
        )
    return None
