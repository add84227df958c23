"""An article in plain text → its title, by-line, headings and paragraphs, in Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.importers import leftovers, marks, spaces, tags, wrapped
from handouts.importers.byline import is_byline
from handouts.importers.parts import LeftOut, Piece, ReadArticle, chart_place, is_chart_place
from handouts.importers.source import Source

LONGEST_HEADING = 90
"""Characters. What is longer is a paragraph, with or without a full stop."""
_LONGEST_TITLE = 200
_FINAL = re.compile(r"[.!?:;,…。！？][\"'”’»)\]]*$")
_BULLET = re.compile(r"([•◦▪‣·*+–—-]|\(?\w{1,2}[.)])\s")


@dataclass(frozen=True)
class _Line:
    """A paragraph or a line that stands alone, fixed."""

    text: str
    line: int
    source: wrapped.Lines

    @property
    def is_short(self) -> bool:
        """Whether it is too short for a paragraph and does not end like a sentence."""
        return len(self.text) <= LONGEST_HEADING and not _FINAL.search(self.text)


def read_text(source: Source) -> ReadArticle:
    """Return the article of a plain text; its title is `""` where none is found."""
    numbered = spaces.split_lines(source.text)
    lines = [
        _Line(text, block.line, block)
        for block in wrapped.paragraphs(numbered)
        if (text := spaces.fix(block.text))
    ]
    left_out: list[LeftOut] = []
    body = _without_page(lines, source.name, left_out)
    title = ""
    if body and len(body[0].text) <= _LONGEST_TITLE:
        title = body.pop(0).text
    subtitle, byline = _take_byline(body)
    body = _without_repeats(body, title, source.name, left_out)
    body, told = _without_labels(body, source.name, left_out)
    kept_lines = {line for block in body for line in block.source.lines}
    fixed = spaces.fixed_sentence((text for _, text in sorted(kept_lines)), source.name)
    return ReadArticle(
        source.name,
        _inline(title),
        _inline(subtitle),
        byline,
        tuple(_pieces(body)),
        tuple(left_out),
        (*fixed, *_unwrapped(body, source.name), *told),
    )


def left_lines(file: str, block: wrapped.Lines, reason: str) -> Iterator[LeftOut]:
    """Yield what is to be listed for each line of a block that is left out."""
    for number, text in block.lines:
        yield LeftOut(file, number, text, reason)


def _without_page(lines: list[_Line], file: str, left_out: list[LeftOut]) -> list[_Line]:
    kept = []
    reasons = leftovers.reasons([line.text for line in lines])
    for line, reason in zip(lines, reasons, strict=True):
        if reason:
            left_out.extend(left_lines(file, line.source, reason))
        else:
            kept.append(line)
    return kept


def _take_byline(body: list[_Line]) -> tuple[str, str]:
    """Take subtitle and by-line from the beginning of the body; `""` where there is none."""
    if body and is_byline(body[0].text):
        return "", body.pop(0).text
    if len(body) > 1 and body[0].is_short and is_byline(body[1].text):
        return body.pop(0).text, body.pop(0).text
    return "", ""


def _without_repeats(
    body: list[_Line], title: str, file: str, left_out: list[LeftOut]
) -> list[_Line]:
    kept: list[_Line] = []
    for line in body:
        heading_like = line.is_short or len(line.text) > LONGEST_HEADING
        if heading_like and line.text.casefold() == title.casefold():
            left_out.extend(left_lines(file, line.source, "it repeats the title"))
        elif kept and heading_like and line.text == kept[-1].text:
            reason = f"it repeats line {kept[-1].line}"
            left_out.extend(left_lines(file, line.source, reason))
        else:
            kept.append(line)
    return kept


def _without_labels(
    body: list[_Line], file: str, left_out: list[LeftOut]
) -> tuple[list[_Line], tuple[str, ...]]:
    """Leave out the words of a link after a last sentence that speaks of a link below.

    The sentence is the author's and stays; the link's address is not in a plain text.
    """
    end = len(body)
    while end and body[end - 1].is_short and "://" not in body[end - 1].text:
        end -= 1
    labels = body[end:]
    phrase = leftovers.link_below(body[end - 1].text) if end else ""
    if not labels or not phrase:
        return body, ()
    reason = "the label of a link of the web page, whose address is not in the file"
    for label in labels:
        left_out.extend(left_lines(file, label.source, reason))
    names = ", ".join(f'"{label.text}"' for label in labels)
    told = (
        f'Line {body[end - 1].line} says "{phrase}", but {file} holds no address: write the link '
        f"({names}) into article.md as [words](https://…), or take the sentence out"
    )
    return body[:end], (told,)


def _pieces(body: list[_Line]) -> Iterator[Piece]:
    for place, line in enumerate(body):
        following = body[place + 1] if place + 1 < len(body) else None
        stands_above = following is not None and not following.is_short
        source = "\n".join(text for _, text in line.source.lines)
        inline = _inline(line.text)
        if is_chart_place(line.text):
            yield Piece(
                "chart",
                chart_place(line.text),
                line.text,
                line.line,
                source,
            )
        elif line.is_short and stands_above and not _BULLET.match(line.text):
            yield Piece("heading", marks.heading(inline), line.text, line.line, source)
        else:
            yield Piece("paragraph", marks.paragraph(inline), line.text, line.line, source)


def _inline(text: str) -> str:
    return marks.from_runs(tags.pairs(text))


def _unwrapped(body: list[_Line], file: str) -> tuple[str, ...]:
    if not any(len(line.source.lines) > 1 for line in body):
        return ()
    return (f"{file}: wrapped lines joined into paragraphs",)
