"""An article in plain text → its title, by-line, headings and paragraphs, in Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handouts.importers import (
    leftovers,
    marks,
    spaces,
    tags,
    text_lists,
    text_mail,
    text_notes,
    text_pages,
    wrapped,
)
from handouts.importers.byline import is_byline
from handouts.importers.parts import LeftOut, Piece, ReadArticle, chart_place, is_chart_place
from handouts.importers.source import ImportedFile
from handouts.messages import Message, message

LONGEST_HEADING = 90
"""Characters. What is longer is a paragraph, with or without a full stop."""
_LONGEST_TITLE = 200
_FINAL = re.compile(r"[.!?:;,…。！？][\"'”’»)\]]*$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


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


def read_text(source: ImportedFile) -> ReadArticle:
    """Return the article of a plain text; its title is `""` where none is found."""
    left_out: list[LeftOut] = []
    numbered, divided = _of_text(
        text_mail.without_mail(spaces.split_lines(source.text), source.name, left_out),
        source.name,
        left_out,
    )
    lines = [
        _Line(text, block.line, block)
        for block in wrapped.paragraphs(numbered)
        if (text := spaces.fix(block.text.translate(_LIGATURES)))
    ]
    body = _without_page(lines, source.name, left_out)
    title = ""
    if body and len(body[0].text) <= _LONGEST_TITLE:
        title = body.pop(0).text
    subtitle, byline = _take_byline(body)
    body = _without_repeats(body, title, source.name, left_out)
    body, remarks = _without_labels(body, source.name, left_out)
    kept_lines = {line for block in body for line in block.source.lines}
    fixed = spaces.fixed_sentence((text for _, text in sorted(kept_lines)), source.name)
    pieces, notes = text_notes.with_notes(list(_pieces(body)))
    left_out += _lettered(body, source.name)
    items = (text_lists.sign(line.source.text) for line in body)
    return ReadArticle(
        source.name,
        _inline(title),
        _inline(subtitle),
        byline,
        tuple(pieces),
        tuple(left_out),
        (*fixed, *_unwrapped(body, source.name), *remarks),
        replaced=(*divided, *items, *notes),
    )


def _of_text(
    lines: list[wrapped.Line], file: str, left_out: list[LeftOut]
) -> tuple[list[wrapped.Line], list[str]]:
    """Return lines without the running heads and numbers of the pages that they stood on.

    The second value is the parts of words that these divided.
    """
    seen = [text for _, text in lines if text.strip()]
    furniture = text_pages.furniture(lines, " ".join(seen[:2]))
    for place, reason in furniture.items():
        left_out.append(LeftOut(file, lines[place][0], lines[place][1].strip(), reason))
    kept = [line for place, line in enumerate(lines) if place not in furniture]
    divided: list[str] = []
    for place in furniture:
        above = next((n for n in range(place, -1, -1) if n not in furniture), place)
        below = next((n for n in range(place, len(lines)) if n not in furniture), place)
        divided += wrapped.divided_word(lines[above][1], lines[below][1])
    return kept, divided


def left_lines(file: str, block: wrapped.Lines, reason: Message) -> Iterator[LeftOut]:
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
            reason = message("left_out.repeats-title")
            left_out.extend(left_lines(file, line.source, reason))
        elif kept and heading_like and line.text == kept[-1].text:
            above = kept[-1].line
            reason = message("left_out.repeats-line", line=above)
            repeated = left_lines(file, line.source, reason)
            left_out.extend(replace(each, repeats=above) for each in repeated)
        else:
            kept.append(line)
    return kept


def _without_labels(
    body: list[_Line], file: str, left_out: list[LeftOut]
) -> tuple[list[_Line], tuple[Message, ...]]:
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
    reason = message("left_out.label-of-link")
    for label in labels:
        left_out.extend(left_lines(file, label.source, reason))
    remark = message(
        "recognised.link-below",
        line=body[end - 1].line,
        words=phrase,
        file=file,
        names=tuple(f'"{label.text}"' for label in labels),
    )
    return body[:end], (remark,)


def _pieces(body: list[_Line]) -> Iterator[Piece]:
    apart = _numbered_headings(body)
    sources = ["" if place in apart else line.source.text for place, line in enumerate(body)]
    runs = {run.start: run for run in text_lists.runs(sources)}
    in_runs = {place for run in runs.values() for place in run}
    numbered = [
        place
        for place, line in enumerate(body[:-1])
        if place not in in_runs and line.is_short and text_lists.heading_level(line.text)
    ]
    for place, line in enumerate(body):
        if place in runs:
            yield _list(body[place : runs[place].stop])
        elif place not in in_runs:
            following = body[place + 1] if place + 1 < len(body) else None
            stands_above = following is not None and (
                not following.is_short or place + 1 in in_runs
            )
            level = 0
            if place in numbered and len(numbered) > 1:
                level = text_lists.heading_level(line.text)
            elif line.is_short and stands_above and text_lists.mark(sources[place]) is None:
                level = 2
            yield _piece(line, level)


def _numbered_headings(body: list[_Line]) -> set[int]:
    """Return the places of short lines that count on from 1 with other text between them."""
    counted = {
        place: own.value
        for place, line in enumerate(body[:-1])
        if line.is_short
        and (own := text_lists.mark(line.source.text)) is not None
        and own.family == "number"
        and own.rank == 0
    }
    alone = {
        place: value
        for place, value in counted.items()
        if counted.get(place - 1) != value - 1 and counted.get(place + 1) != value + 1
    }
    is_chain = len(alone) > 1 and [*alone.values()] == [*range(1, len(alone) + 1)]
    if not is_chain:
        return set()
    inside = body[min(alone) : max(alone)]
    has_text = any(text_lists.mark(line.source.text) is None for line in inside)
    return set(alone) if has_text else set()


def _lettered(body: list[_Line], file: str) -> Iterator[LeftOut]:
    """Yield the first item of each list that counts with letters or Roman numbers."""
    for run in text_lists.runs([line.source.text for line in body]):
        lettered = [line for line in body[run.start : run.stop] if _is_lettered(line)]
        if lettered:
            reason = message("article_import.lettered-list")
            first = lettered[0]
            yield LeftOut(file, first.line, first.text, reason, words_stay=True)


def _is_lettered(line: _Line) -> bool:
    return text_lists.is_lettered(line.source.text)


def _list(items: list[_Line]) -> Piece:
    """Return lines that follow one another as the items of a list."""
    written = []
    for item in items:
        own = text_lists.mark(item.source.text)
        words = item.source.text[own.length :] if own else item.source.text
        words = spaces.fix(words.translate(_LIGATURES))
        written.append((item.source.text, marks.paragraph(_inline(words))))
    plain = " ".join(item.text for item in items)
    source = "\n".join(text for item in items for _, text in item.source.lines)
    return Piece("other", text_lists.markdown(written), plain, items[0].line, source)


def _piece(line: _Line, level: int) -> Piece:
    """Return a heading of a level, a paragraph where that is 0, or the place of the chart."""
    source = "\n".join(text for _, text in line.source.lines)
    inline = _inline(line.text)
    if is_chart_place(line.text):
        return Piece("chart", chart_place(line.text), line.text, line.line, source)
    if level:
        return Piece("heading", marks.heading(inline, level), line.text, line.line, source)
    return Piece("paragraph", marks.paragraph(inline), line.text, line.line, source)


def _inline(text: str) -> str:
    return marks.from_runs(tags.pairs(text))


def _unwrapped(body: list[_Line], file: str) -> tuple[Message, ...]:
    if not any(len(line.source.lines) > 1 for line in body):
        return ()
    return (message("recognised.unwrapped", file=file),)
