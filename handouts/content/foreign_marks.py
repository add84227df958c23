"""Marks that other programs give a meaning and that would be printed here as they are typed.

Markdown has many dialects; these marks are those of Pandoc, MultiMarkdown, MkDocs, CriticMarkup,
Obsidian, Notion, HackMD and static site generators, as their manuals describe them.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from handouts.messages import Message, message

Slip = tuple[int, Message]
"""A line, counted from 0, and what is wrong there."""
_MarkMessage = Callable[..., Message]

_ELEMENTS = (
    "a abbr address article aside audio b big blockquote body br button center cite code col dd del"
    " details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head"
    " header hr html i iframe img input ins kbd label li link main mark meta nav nobr object ol"
    " p param picture pre q s samp script section select small source span strike strong style sub"
    " summary sup svg table tbody td textarea tfoot th thead time title tr tt u ul var video wbr"
)
_TAG = rf"<(/?)({_ELEMENTS.replace(' ', '|')})(?:\s[^<>]*+)?/?>"
_ATTRIBUTE = r"(?:[.#:][\w:-]++|=\w++|-(?=[ }])|[\w:-]++=(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s\"'{}]++))"
ATTRIBUTES = rf"\{{:?\s*+{_ATTRIBUTE}(?:\s++(?:{_ATTRIBUTE}|\w++))*+\s*+\}}"
"""A pattern: `{#name .class key="text"}`."""
TAG = re.compile(_TAG, re.IGNORECASE)
"""A tag of HTML: its first group is `/` at an end, its second the element's name."""
_RUNS = re.compile(r"([=+~%$:{<>\[^!|\\?-])\1*")

_IN_WORDS: tuple[tuple[str, _MarkMessage], ...] = (
    (r"\{(?:\+\+|--|==|~~)", partial(message, "markdown.mark-change")),
    (r"\{>>", partial(message, "markdown.mark-comment")),
    (r"\{\{[%<]?|\{%|\\(?:newpage|pagebreak|clearpage|tableofcontents|toc|maketitle)\b|"
     r"@\[\w+\](?=\()|\$\{toc\}",
     partial(message, "markdown.mark-command")),
    (ATTRIBUTES, partial(message, "markdown.mark-attributes")),
    (r"\[\[[^\[\]\n]++\]\]", partial(message, "markdown.mark-wiki-link")),
    (r"\[(?:[^\[\]@\n]{0,60}[\s;])?-?@[A-Za-z_][^\[\]\s]*+[^\[\]\n]*+\]",
     partial(message, "markdown.mark-citation")),
    (r"%%+", partial(message, "markdown.mark-comment")),
    (r"\$\$+|(?<![\w$])\$(?=[^\s$])(?=[^$\n]*[\\^_={}])[^$\n]{1,80}(?<=\S)\$(?!\d)",
     partial(message, "markdown.mark-formula")),
    (r"={2,}(?=[^\s=])|(?<=[^\s=])={2,}|^==$", partial(message, "markdown.mark-highlight")),
    (r"(?<![+\w])\+\+(?=[^\s+])[^+\n]{1,200}(?<=[^\s+])\+\+(?!\+)",
     partial(message, "markdown.mark-inserted")),
    (r"~~+(?=[^\s~])|(?<=[^\s~])~~+|^~~$", partial(message, "markdown.mark-struck")),
    (r"(?<=\w)([~^])[^\W_]{1,20}\1", partial(message, "markdown.mark-raised")),
    (r"(?<![\w:/]):[a-z][a-z0-9_+-]{0,40}[a-z0-9]:(?![\w:/])",
     partial(message, "markdown.mark-emoji")),
    (r"(?<=\s)\^[a-z0-9-]{3,}[ \t]*$", partial(message, "markdown.mark-attributes")),
    (_TAG, partial(message, "markdown.mark-tag")),
)  # fmt: skip
_INLINE_NOTE = re.compile(r"\^\[(?=[^\]\n]{1,500}\])")
_REFERENCE = re.compile(r"\[\^[^\[\]\s]+\]")
_WORD_PATTERNS = tuple((re.compile(each, re.IGNORECASE), said) for each, said in _IN_WORDS)

_AT_LINE: tuple[tuple[str, _MarkMessage], ...] = (
    (r":{3,}.*", partial(message, "markdown.mark-block")),
    (r"(?:!!!|\?\?\?)\+?\s+[\w-]+.*", partial(message, "markdown.mark-block")),
    (r"\[!\w[\w-]*\][+-]?", partial(message, "markdown.mark-callout")),
    (r"\[{1,2}_{0,2}toc_{0,2}\]{1,2}$|\{:\s*toc\s*\}$", partial(message, "markdown.mark-contents")),
    (r"\*\[[^\[\]\n]+\]:", partial(message, "markdown.mark-abbreviation")),
    (
        r"\\(?:newpage|pagebreak|clearpage|tableofcontents|toc|maketitle)\b",
        partial(message, "markdown.mark-command"),
    ),
    (r"\[[-/<>?!*]\](?=\s)", partial(message, "markdown.mark-box")),
)
_LINE_PATTERNS = tuple((re.compile(each, re.IGNORECASE), said) for each, said in _AT_LINE)
_DEFINITION = re.compile(r":[ \t]+\S")
_TABLE_LINE = re.compile(
    r"\|.*\|$|\|[ \t]|\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?$|\+[-=+:]{3,}\+$"
    r"|-{2,}(?:[ \t]+-{2,})+$"
)
_KEYWORDS = re.compile(r"(?:tags|keywords):(?=\s|$)", re.IGNORECASE)
_ENTRIES = re.compile(r"(?:[A-Za-z][\w -]{0,30}:(?:[ \t].*)?\n?)+")
_LONGEST = 40
"""Letters of a mark that are repeated."""
_FOLLOWED_BY_MARK = re.compile(r":{3}|[!?]{3}|:[ \t]|\||\+[-=]|\[!")


def of_line(line: str) -> Message | None:
    """Return what a line of a paragraph begins with that another program reads, or None."""
    text = line.strip()
    for pattern, said in _LINE_PATTERNS:
        if found := pattern.match(text):
            return said(mark=_short(found[0]))
    if _DEFINITION.match(text):
        return message("markdown.mark-definition")
    if _TABLE_LINE.match(text):
        return message("markdown.table-not-written")
    return None


def of_words(text: str) -> Message | None:
    """Return what stands among words that another program reads, or None."""
    for pattern, said in _WORD_PATTERNS:
        if found := pattern.search(text):
            return said(mark=_short(found[0]))
    if _INLINE_NOTE.search(text):
        return message("markdown.mark-inline-note")
    if found := _REFERENCE.search(text):
        return message("markdown.note-unknown", mark=_short(found[0]))
    return None


def of_heading(source: str, *, underlined: bool) -> Message | None:
    """Return what a heading is instead of one, or None.

    `underlined` says that its words stand above a line of hyphens, as the last lines of a front
    matter do.
    """
    if found := _KEYWORDS.match(source):
        return message("markdown.mark-keywords", mark=found[0])
    if underlined and _ENTRIES.fullmatch(source):
        return message("markdown.mark-front-matter")
    return None


def places(text: str) -> Iterator[int]:
    """Yield where a backslash keeps letters from being read as a mark among words."""
    found = {
        place
        for pattern in (*(each for each, _ in _WORD_PATTERNS), _INLINE_NOTE, _REFERENCE)
        for mark in pattern.finditer(text)
        for place in _first_run(text, mark)
    }
    yield from sorted(found)


def _first_run(text: str, mark: re.Match[str]) -> range:
    """Return the places of the equal signs that begin a mark, or of the first sign in it."""
    start = mark.start()
    while start < mark.end() and text[start].isalnum():
        start += 1
    run = _RUNS.match(text, start, mark.end())
    return range(*run.span()) if run else range(start, start)


def begins_line(line: str) -> bool:
    """Whether a line of plain text would be taken for more by what it begins with."""
    return bool(_FOLLOWED_BY_MARK.match(line)) or of_line(line) is not None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
