"""Every word of a trainer's file, counted without the readers of articles and charts.

A word is a run of letters and digits, in small letters, in Unicode's form NFKC and without
characters that print as nothing, such as soft hyphens. Tags, addresses and what stands in scripts
are no words; attributes and notes of a web page are listed by `unshown`.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handouts.content import markdown_parser
from handouts.content.foreign_marks import TAG
from handouts.importers import front_matter, raw_html, spaces, tags
from handouts.importers.parts import LeftOut
from handouts.importers.source import ImportedFile
from handouts.messages import message

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]")
_PAIRED_TAG = re.compile(r"</?(?:i|em|b|strong)>", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\A\ufeff?\s*\"?sep=.\"?[ \t]*(?=\n|\Z)", re.IGNORECASE)


def _parser(*, html: bool) -> MarkdownIt:
    parser = markdown_parser.with_dialect(
        MarkdownIt("commonmark", {"html": html, "store_labels": True})
    )
    # What a link leads to is not its words; a refused link would be its own source text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    # The patterns for tags inside a line take quadratic time; comments are taken out below.
    parser.disable("html_inline")
    return parser


_PARSER = _parser(html=True)
_WITHOUT_HTML = _parser(html=False)


@dataclass(frozen=True)
class SourceWord:
    """One word of a file."""

    letters: str
    """In small letters."""
    line: int
    """Counted from 1."""
    parts: tuple[str, ...]
    """What tags part it into: `alive` is `("a", "live")` in `a<b>live</b>`."""


def words(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return _WORD.findall(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold())


def of_html(source: ImportedFile) -> Iterator[SourceWord]:
    """Yield the words that a web page shows, and those between its tags that it hides."""
    pending: list[tuple[str, int]] = []
    for unit in raw_html.units(source.text):
        if unit.kind != "text":
            continue
        if not unit.joined:
            yield from _joined(pending)
            pending = []
        pending.append((unit.text, unit.line))
    yield from _joined(pending)


def of_texts(texts: Iterable[str]) -> Iterator[SourceWord]:
    """Yield the words of the paragraphs of a document, which has no lines."""
    for text in texts:
        for word in words(text):
            yield SourceWord(word, 0, (word,))


def of_text(source: ImportedFile) -> Iterator[SourceWord]:
    """Yield the words of a plain text; `<i>` and the like around them are marks."""
    yield from _of_lines(_PAIRED_TAG.sub("", source.text))


def of_separated(source: ImportedFile) -> Iterator[SourceWord]:
    """Yield the words of separated cells, in which tags and entities are HTML's."""
    text = _ANNOUNCED.sub("", source.text)
    text = tags.TAG.sub(lambda tag: "\n" * tag[0].count("\n") or _edge(tag[2]), text)
    yield from _of_lines(html.unescape(text))


_NOTE = re.compile(r" {0,3}\[\^[^\[\]\s]+\]:")
_ADDRESS = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:[ \t]+\S")
_LETTERED = re.compile(
    r"(?m)^([ \t]*)\(?(?:[a-zA-Z]|[ivxIVX]{2,5})[.)](?=[ \t])|^[ \t]*Table:(?=[ \t])"
)
"""The letter of an item, which is numbered anew, or the mark of a caption."""


def of_markdown(source: ImportedFile) -> Iterator[SourceWord]:
    """Yield the words of a Markdown text and of its front matter; comments have none."""
    numbered = spaces.split_lines(source.text)
    text = "\n".join(line for _, line in numbered)
    found = front_matter.find(text)
    first = 0
    if found is not None:
        first = text.count("\n", 0, found.end)
        for entry in found.entries:
            # The key of an entry says what its text is for; it is not printed.
            value = entry.text[len(entry.key) :] if entry.key else entry.text
            yield from _of_lines(html.unescape(value.removeprefix('"')), entry.line)
    env: dict[str, Any] = {}
    place = 0
    of_pictures: set[str] = set()
    numbered[first:] = _apart(numbered[first:])
    body = _LETTERED.sub(
        lambda found: found[1] or "", "\n".join(line for _, line in numbered[first:])
    )
    body = TAG.sub(lambda tag: "\n" * tag[0].count("\n") + _edge(tag[2]), body)
    for token in _PARSER.parse(body, env):
        place = token.map[0] if token.map else place
        of_pictures |= {
            child.meta["label"]
            for child in token.children or ()
            if child.type == "image" and "label" in child.meta
        }
        line = numbered[min(first + place, len(numbered) - 1)][0]
        texts = markdown_parser.without_comments("".join(_of_token(token))), *_titles(token)
        for word in (word for each in texts for word in words(each)):
            yield SourceWord(word, line, (word,))
    for label, definition in env.get("references", {}).items():
        if label not in of_pictures and not definition["href"].lower().startswith(
            ("http://", "https://", "mailto:")
        ):
            line = numbered[first + definition["map"][0]][0]
            for word in words(unquote(f"{label} {definition['href']} {definition['title']}")):
                yield SourceWord(word, line, (word,))


def _apart(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield lines with an empty one between a footnote and an address, which is no part of it."""
    above = ""
    for number, text in lines:
        if _ADDRESS.match(text) and _NOTE.match(above):
            yield number, ""
        yield number, text
        above = text


def unshown(
    source: ImportedFile, shown: Iterable[str], listed: Iterable[LeftOut]
) -> Iterator[LeftOut]:
    """Yield what a web page has in attributes, in notes and as its title, but for what is known.

    What the page says in its text, what is listed, and what is `shown`, as a title is, is known.
    """
    units = list(raw_html.units(source.text))
    known = {tuple(words(unit.text)) for unit in units if unit.kind == "text"}
    known |= {tuple(words(text)) for text in shown}
    for each in listed:
        all_words = tuple(words(each.text))
        # A tag may stand before the words, and the name of a picture's file.
        known |= {all_words, all_words[1:]} | {tuple(words(part)) for part in each.text.split(" (")}
    for unit in units:
        found = tuple(words(unit.text))
        if unit.kind != "text" and found and found not in known:
            known.add(found)
            yield LeftOut(source.name, unit.line, " ".join(unit.text.split()), _REASONS[unit.kind])


_REASONS = {
    "title": message("left_out.page-title"),
    "description": message("left_out.description-of-picture"),
    "note": message("left_out.note-under-mouse"),
    "label": message("left_out.label-of-button"),
    "comment": message("left_out.comment-in-page"),
}


def _edge(tag: str) -> str:
    return "" if raw_html.is_inline(tag.lower()) else " "


def _of_lines(text: str, first: int = 1) -> Iterator[SourceWord]:
    for line, part in enumerate(text.split("\n"), first):
        for word in words(part):
            yield SourceWord(word, line, (word,))


def _joined(texts: list[tuple[str, int]]) -> Iterator[SourceWord]:
    """Yield the words of texts that only inline tags part."""
    if len(texts) == 1:
        line = texts[0][1]
        for number, part in enumerate(texts[0][0].split("\n"), line):
            for word in words(part):
                yield SourceWord(word, number, (word,))
        return
    whole = words("".join(text for text, _ in texts))
    pieces = [(word, line) for text, line in texts for word in words(text)]
    place = 0
    for word in whole:
        line, parts, length = pieces[place][1] if place < len(pieces) else 1, [], 0
        while length < len(word) and place < len(pieces):
            parts.append(pieces[place][0])
            length += len(pieces[place][0])
            place += 1
        yield SourceWord(word, line, tuple(parts))


def _of_token(token: Token) -> Iterator[str]:
    """Yield what a token of Markdown shows."""
    match token.type:
        case "inline":
            for child in token.children or ():
                yield from _of_token(child)
        case "text" | "text_special":
            yield token.content
        case "code_inline" | "fence" | "code_block":
            # In code, what looks like a comment is none.
            yield token.content.replace("<!--", "<! --")
        case "html_block":
            # On paper tags are text, and Markdown goes on between them.
            for inner in _WITHOUT_HTML.parse(markdown_parser.without_comments(token.content)):
                yield from _of_token(inner)
                yield "\n"
        case "softbreak" | "hardbreak":
            yield "\n"
        case "footnote_ref":
            yield " "
        case "image":
            yield f" {token.content} "


def _titles(token: Token) -> Iterator[str]:
    """Yield what browsers show while the mouse rests on a link or a picture."""
    for child in token.children or ():
        yield str(child.attrGet("title") or "")
