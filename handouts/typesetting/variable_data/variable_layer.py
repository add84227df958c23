"""What one person's page has over the base page: lines that fit their places, and the QR code."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile, groupby
from operator import itemgetter
from string import ascii_uppercase
from typing import Any

from handouts.typesetting import qr
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.pydyf_adapter import FIRST_OBJECTS, number_of
from handouts.typesetting.pydyf_adapter import bodies as bodies_of
from handouts.typesetting.variable_data.base_page import ObjectBody, VariableLayer
from handouts.typesetting.variable_data.glyph_runs import GlyphRun, GlyphRuns, TextLine
from handouts.typesetting.variable_data.placeholders import Field, PixelBox
from handouts.typesetting.variable_data.template_page import PageTemplate

NAME = "person-name"
_POINT = 0.75
"""pt in a CSS pixel."""
FLOOR = 18 / _POINT
"""The smallest type of a name, in CSS pixels; then it is broken into two lines."""
_FLOOR_OF_OTHERS = 8 / _POINT
_TWO_LINES = 26 / _POINT
"""The largest type of a name in two lines."""
_RATHER_NOT = 1.25
_LEADING = 1.16
_HALF_A_CAPITAL = 0.33
"""In em, of the house fonts: smaller type keeps the middle of the line, not its foot."""
_GLYPHS = re.compile(rb"([0-9a-f]{4})(?=[0-9a-f]*>)|(-?[\d.]+(?:e-?\d+)?)(?=[<\]])")
_BREAK = re.compile(r"(?<=[^\s-]-)(?=\w)|\s+")


@dataclass(frozen=True)
class FittedText:
    """How a text fits into its field."""

    lines: tuple[TextLine, ...]
    """One, or two where a name is too long for one; none where the text does not fit at all."""
    size: float
    """CSS pixels."""
    shrunk: bool = False

    @property
    def fits(self) -> bool:
        """Whether the text fits at all."""
        return bool(self.lines)


def fitted(
    glyph_runs: GlyphRuns, name: str, field: Field, texts: Iterable[str]
) -> dict[str, FittedText]:
    """Return how each text fits into a field: in its size, smaller, or in two lines."""
    room = field.box.right - field.box.left
    lines = glyph_runs.lines(name, texts)
    found = {text: _in_one_line(line, field, room, name) for text, line in lines.items()}
    if name == NAME:
        too_long = [text for text, setting in found.items() if not setting.fits]
        found |= _in_two_lines(glyph_runs, room, too_long)
    return found


def fitted_by_letter(
    glyph_runs: GlyphRuns, name: str, field: Field, texts: Iterable[str]
) -> dict[str, FittedText]:
    """Return texts fitted letter by letter, each letter once for all: for numbers, not names."""
    waiting = list(texts)
    letters = glyph_runs.lines(name, sorted(set("".join(waiting))))
    room = field.box.right - field.box.left
    found = {}
    for text in waiting:
        parts = [letters[letter] for letter in text]
        line = TextLine(text, _joined(parts), sum(part.width for part in parts), text)
        found[text] = _in_one_line(line, field, room, name)
    return found


def _joined(parts: Iterable[TextLine]) -> tuple[GlyphRun, ...]:
    """Return the runs of lines that follow one another; what has one font is one run."""
    joined: list[GlyphRun] = []
    for run in (run for part in parts for run in part.runs):
        if joined and joined[-1].font == run.font:
            last = joined.pop()
            run = GlyphRun(run.font, last.operators + run.operators, last.glyphs | run.glyphs)  # noqa: PLW2901
        joined.append(run)
    return tuple(joined)


def _in_one_line(line: TextLine, field: Field, room: float, name: str) -> FittedText:
    size = min(field.size, room / line.width if line.width else field.size)
    floor = min(FLOOR if name == NAME else _FLOOR_OF_OTHERS, field.size)
    return FittedText((line,), size, size < field.size) if size >= floor else FittedText((), 0)


def _in_two_lines(
    glyph_runs: GlyphRuns, room: float, texts: Iterable[str]
) -> dict[str, FittedText]:
    broken = {text: halves(text) for text in texts}
    lines = glyph_runs.lines(NAME, (half for pair in broken.values() for half in pair))
    found = {}
    for text, pair in broken.items():
        chosen = tuple(lines[half] for half in pair)
        widest = max((line.width for line in chosen), default=0.0)
        size = min(_TWO_LINES, room / widest) if widest else 0.0
        found[text] = FittedText(chosen, size, True) if size >= FLOOR else FittedText((), 0)
    return found


def halves(text: str) -> tuple[str, ...]:
    """Return a name in two lines, as nearly of one length as it can be; nothing if it cannot.

    A double name is divided at its hyphen only where that makes the lines much shorter.
    """
    places = list(_BREAK.finditer(text.strip()))
    if not places:
        return ()

    def longest(place: re.Match[str]) -> float:
        letters = max(place.start(), len(text) - place.end())
        return letters if place[0] else letters * _RATHER_NOT

    chosen = min(places, key=longest)
    return text[: chosen.start()], text[chosen.end() :]


def layer_of(
    template: PageTemplate, texts: Mapping[str, FittedText], code: str, fonts: Mapping[str, Any]
) -> VariableLayer:
    """Return a person's layer of the page.

    `texts` has a text for each field of the template, `code` is the text of the QR code, and
    `fonts` are WeasyPrint's that the lines were typeset with.
    """
    lacking = _lacking(template, texts.values())
    operators = [b"q 0.75 0 0 0.75 0 0 cm"]
    for name, setting in texts.items():
        operators.append(_field_operators(template.fields[name], setting, lacking))
    operators += [_code(template.code, template.code_mark, code), b"Q"]
    content = zlib.compress(b"\n".join(operators), 6)
    if not lacking:
        return VariableLayer(content)
    names, pdf = adapter.font_objects({n: _cut_down(fonts[n], used) for n, used in lacking.items()})
    bodies = tuple(
        ObjectBody(body).numbered(lambda number: number - FIRST_OBJECTS)
        for number, body in bodies_of(pdf).items()
        if number >= FIRST_OBJECTS
    )
    own = tuple(
        (_own(name), number_of(reference) - FIRST_OBJECTS)
        for name, reference in sorted(names.items())
    )
    return VariableLayer(content, own, bodies)


def _lacking(template: PageTemplate, texts: Iterable[FittedText]) -> dict[str, frozenset[int]]:
    """Return for each font the glyphs that are needed of it and that the base page's lacks."""
    needed: dict[str, frozenset[int]] = {}
    for setting in texts:
        for line in setting.lines:
            for run in line.runs:
                needed[run.font] = needed.get(run.font, frozenset()) | run.glyphs
    none: frozenset[int] = frozenset()
    lacking = {name: g - template.alphabets.get(name, none) for name, g in needed.items()}
    return {name: glyphs for name, glyphs in lacking.items() if glyphs}


def _own(name: str) -> str:
    return f"P{name}"


def _cut_down(font: Any, glyphs: frozenset[int]) -> Any:
    """Return a font with these glyphs and no others."""
    digest = hashlib.sha256(repr(sorted(glyphs)).encode()).digest()
    tag = "".join(ascii_uppercase[byte % 26] for byte in digest[:6])
    return adapter.reduced_font(font, glyphs, tag)


def _field_operators(
    field: Field, setting: FittedText, lacking: Mapping[str, frozenset[int]]
) -> bytes:
    """Return a field's text as marked content; a field without a text keeps its place empty."""
    text = " ".join(line.text for line in setting.lines)
    read = " ".join(line.read_back for line in setting.lines)
    meant = (
        b"" if text == read else b" /ActualText <FEFF%s>" % text.encode("utf-16-be").hex().encode()
    )
    parts = [b"/Span <</MCID %d%s>> BDC" % (field.mark, meant)]
    if setting.lines:
        parts += [field.colour, b"BT"]
        middle = (len(setting.lines) - 1) / 2
        lifted = field.baseline - _HALF_A_CAPITAL * (field.size - setting.size)
        for place, line in enumerate(setting.lines):
            left = (
                field.box.left
                + (field.box.right - field.box.left - line.width * setting.size) * field.share
            )
            base = lifted + (place - middle) * _LEADING * setting.size
            parts.append(b"1 0 0 -1 %.3f %.3f Tm" % (left, base))
            runs = dropwhile(lambda run: not run.glyphs, line.runs)
            parts += [_run(run, setting.size, lacking.get(run.font)) for run in runs]
        parts.append(b"ET")
    return b"\n".join([*parts, b"EMC"])


def _run(run: GlyphRun, size: float, lacking: frozenset[int] | None) -> bytes:
    """Return the operators of a run; glyphs that the base page lacks are of the person's own."""
    if not run.glyphs:  # a space that no font has; it moves what follows
        return b"\n".join(run.operators)
    chosen = b"/%s %.3f Tf" % (run.font.encode(), size)
    if not lacking:
        return b"\n".join([chosen, *run.operators])
    own = b"/%s %.3f Tf" % (_own(run.font).encode(), size)
    parts = []
    for operator in run.operators:
        if operator.endswith(b"TJ"):
            for is_own, pieces in groupby(_pieces(operator, lacking), key=itemgetter(0)):
                shown = b"".join(piece for _, piece in pieces)
                parts.append(b"%s [%s] TJ" % (own if is_own else chosen, shown))
        else:
            parts.append(operator)
    return b"\n".join(parts)


def _pieces(operator: bytes, lacking: frozenset[int]) -> Iterator[tuple[bool, bytes]]:
    """Yield the glyphs of a `TJ` one by one, each with the space after it, and whose font it is."""
    is_own, piece = False, b""
    for glyph, space in _GLYPHS.findall(operator):
        if glyph:
            if piece:
                yield is_own, piece
            is_own, piece = int(glyph, 16) in lacking, b"<%s>" % glyph
        else:
            piece += space
    yield is_own, piece


def _code(box: PixelBox, mark: int, text: str) -> bytes:
    """Return a QR code as an image of one bit a module, which no printer blurs or seams."""
    bits, modules = qr.modules(text)
    side = box.right - box.left
    return b"\n".join([
        b"/Figure <</MCID %d>> BDC q 0 g" % mark,
        b"%.3f 0 0 %.3f %.3f %.3f cm" % (side, -side, box.left, box.top + side),
        b"BI /W %d /H %d /IM true /D [0 1] /F /AHx ID" % (modules, modules),
        bits.hex().encode() + b">",
        b"EI Q EMC",
    ])  # fmt: skip
