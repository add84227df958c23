"""The lines of many people, typeset by WeasyPrint in one run: their glyphs and their widths.

WeasyPrint chooses fonts and shapes and orders the letters, as it does on every other page. What
operators it makes of a line is kept apart from where it stands, so that a line can be put on any
page, in any size.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.errors import WorldError
from handouts.messages import message
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.failures import within
from handouts.typesetting.pydyf_adapter import operators, pages, referenced
from handouts.typesetting.render import Typesetter, rendered

MOST_AT_ONCE = 500
"""Lines of one run of WeasyPrint: more make it slower for each."""
_REMEMBERED = 4000
"""Lines that are kept for when they are asked for again."""
_ADJOINING = re.compile(rb"(?<=[\d.])-")
"""Between two adjustments that WeasyPrint writes without a space where letters are spaced."""
_SHOWN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")


LinesPage = Callable[[Sequence[tuple[str, str, str]]], str]
"""Lines, each its field, its direction and its text → their HTML, one after another."""


@dataclass(frozen=True)
class GlyphRun:
    """What is written with one font."""

    font: str
    """The name that WeasyPrint calls it by, the same in every document."""
    operators: tuple[bytes, ...]
    """`TJ`, and `Ts` before and after it where a mark is raised. ISO 32000-1, 9.4.3."""
    glyphs: frozenset[int]


@dataclass(frozen=True)
class TextLine:
    """One line of text as it is written, wherever it stands and in whatever size."""

    text: str
    runs: tuple[GlyphRun, ...]
    width: float
    """In em: multiplied by the size of type it is the width in the size's unit."""
    read_back: str
    """What a reader would take the glyphs for; not the text where letters changed places."""


@dataclass(frozen=True)
class Glyphs:
    """Some glyphs of a font."""

    widths: Mapping[int, int]
    """In thousandths of an em."""
    text: Mapping[int, str]
    """The letters that each stands for."""


class GlyphRuns:
    """Typesets lines with one set of stylesheets."""

    def __init__(
        self, typesetter: Typesetter, sheets: Sequence[Path | str], page: LinesPage, base: Path
    ) -> None:
        """`page` makes the HTML of lines, and relative addresses in it begin at `base`."""
        self._typesetter = typesetter
        self._sheets = tuple(sheets)
        self._page = page
        self._base = base
        self._known: dict[tuple[str, str], TextLine] = {}
        self.fonts: dict[str, Any] = {}
        """WeasyPrint's fonts that were used so far, by name."""

    def lines(self, field: str, texts: Iterable[str]) -> dict[str, TextLine]:
        """Return texts as they are typeset in a field of a certificate, by the text.

        Raises WorldError where WeasyPrint warns of anything.
        """
        wanted = [(field, text) for text in texts]
        self.prepare(wanted)
        return {text: self._known[field, text] for field, text in wanted}

    def prepare(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Typeset the texts of several fields in one run, for `lines` to be asked for them.

        Raises WorldError where WeasyPrint warns of anything.
        """
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        waiting = [pair for pair in dict.fromkeys(wanted) if pair not in self._known]
        for start in range(0, len(waiting), MOST_AT_ONCE):
            chosen = waiting[start : start + MOST_AT_ONCE]
            for pair, runs in zip(chosen, self._operators(chosen), strict=True):
                self._known[pair] = self._line(pair[1], runs)

    def _operators(self, chosen: Sequence[tuple[str, str]]) -> list[list[tuple[str, bytes]]]:
        """Return for each text its operators, each with the font in force."""
        lines = [(field, _direction(text), text) for field, text in chosen]
        fonts = adapter.UnembeddedFonts()
        with within(message("certificate_page.name")):
            layout = self._typesetter.lay_out(self._page(lines), self._base, self._sheets)
            pdf, warnings = rendered(layout, fonts)
        if warnings:
            raise WorldError(message("renderer.lines-warn", warnings="; ".join(warnings)))
        for font in fonts.used():
            adapter.complete_texts(font)
            kept = self.fonts.setdefault(adapter.font_name(font), font)
            if kept is not font:
                adapter.add_glyphs(kept, adapter.font_widths(font), adapter.font_texts(font))
        page = next(pages(pdf))
        return _cut(operators(referenced(pdf, page["Contents"])))

    def _line(self, text: str, operators_of: Sequence[tuple[str, bytes]]) -> TextLine:
        runs: list[GlyphRun] = []
        wide, read = 0.0, []
        for font, operator in operators_of:
            known = self.fonts[font]
            glyphs = _shown(operator)[0] if operator.endswith(b"TJ") else []
            wide += width(operator, adapter.font_widths(known)) if glyphs else 0.0
            read += [adapter.font_texts(known)[glyph] for glyph in glyphs]
            if runs and runs[-1].font == font:
                last = runs.pop()
                kept, before = last.operators, last.glyphs
            else:
                kept, before = (), frozenset()
            runs.append(GlyphRun(font, (*kept, operator), before | frozenset(glyphs)))
        return TextLine(text, tuple(runs), wide, "".join(read))


def _cut(page_operators: Iterable[bytes]) -> list[list[tuple[str, bytes]]]:
    """Divide the operators of a page into lines: each begins with a text matrix."""
    lines: list[list[tuple[str, bytes]]] = []
    font = ""
    for operator in page_operators:
        if operator.endswith(b" Tm"):
            lines.append([])
        elif operator.endswith(b" Tf"):
            font = operator.split()[0][1:].decode()
        elif operator.endswith((b"TJ", b" Ts")):
            lines[-1].append((font, _ADJOINING.sub(b" -", operator)))
    return lines


def _shown(operator: bytes) -> tuple[list[int], float]:
    """Return the glyphs of a `TJ` and the sum of its adjustments, in thousandths of an em."""
    glyphs: list[int] = []
    adjusted = 0.0
    for letters, number in _SHOWN.findall(operator):
        if number:
            adjusted += float(number)
        glyphs += [int(letters[place : place + 4], 16) for place in range(0, len(letters), 4)]
    return glyphs, adjusted


def width(operator: bytes, widths: Mapping[int, int]) -> float:
    """Return how wide a `TJ` is, in em."""
    glyphs, adjusted = _shown(operator)
    return (sum(widths[glyph] for glyph in glyphs) - adjusted) / 1000


def _direction(text: str) -> str:
    """Return the direction of a line: that of its first letter that has one."""
    for character in text:
        found = unicodedata.bidirectional(character)
        if found in ("L", "R", "AL"):
            return "ltr" if found == "L" else "rtl"
    return "ltr"
