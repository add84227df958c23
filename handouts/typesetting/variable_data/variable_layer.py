"""What one person's page has over the base page: lines that fit their places, and the QR code."""

import dataclasses
import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from string import ascii_uppercase
from typing import Any

from handouts.typesetting import qr
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.pydyf_adapter import FIRST_OBJECTS, number_of
from handouts.typesetting.pydyf_adapter import bodies as bodies_of
from handouts.typesetting.variable_data.base_page import ObjectBody, VariableLayer
from handouts.typesetting.variable_data.glyph_operators import own_font, run_operators
from handouts.typesetting.variable_data.glyph_runs import GlyphRun, GlyphRuns, TextLine
from handouts.typesetting.variable_data.ornaments import Ornament, ornament_operators
from handouts.typesetting.variable_data.placeholders import Field, PixelBox
from handouts.typesetting.variable_data.template_page import PageTemplate

NAME = "person-name"
HOLDER = "person-holder"
"""The field in which the name is said once more, in the same type, however small."""
_POINT = 0.75
"""pt in a CSS pixel."""
FLOOR = 18 / _POINT
"""The smallest type of a name, in CSS pixels; then it is broken into two lines."""
_FLOOR_OF_OTHERS = 8 / _POINT
_FLOORS = {NAME: FLOOR, HOLDER: 4 / _POINT}
_TWO_LINES = 26 / _POINT
"""The largest type of a name in two lines."""
_RATHER_NOT = 1.25
_LEADING = 1.16
_HALF_A_CAPITAL = 0.33
"""In em, of the house fonts: smaller type keeps the middle of the line, not its foot."""
_SERIAL = re.compile(r"([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})")
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


def typeset_as(name: str) -> str:
    """Return the field whose lines a field shares."""
    return NAME if name == HOLDER else name


def fitted(
    glyph_runs: GlyphRuns, name: str, field: Field, texts: Iterable[str]
) -> dict[str, FittedText]:
    """Return how each text fits into a field: in its size, smaller, or in two lines."""
    room = field.box.right - field.box.left
    lines = glyph_runs.lines(typeset_as(name), texts)
    found = {text: _in_one_line(line, field, room, name) for text, line in lines.items()}
    if name == NAME:
        too_long = [text for text, setting in found.items() if not setting.fits]
        found |= _in_two_lines(glyph_runs, room, too_long)
    return found


def fitted_by_letter(
    glyph_runs: GlyphRuns, name: str, field: Field, texts: Iterable[str]
) -> dict[str, FittedText]:
    """Return texts fitted piece by piece: serial numbers letter by letter, each once for all."""
    waiting = list(texts)
    letters = glyph_runs.lines(name, sorted({piece for text in waiting for piece in pieces(text)}))
    room = field.box.right - field.box.left
    found = {}
    for text in waiting:
        parts = [letters[piece] for piece in pieces(text)]
        line = TextLine(text, _joined(parts), sum(part.width for part in parts), text)
        found[text] = _in_one_line(line, field, room, name)
    return found


def pieces(text: str) -> list[str]:
    """Return the letters of each serial number in a text, and what stands between them whole."""
    parts = _SERIAL.split(text)
    return [
        piece
        for place, part in enumerate(parts)
        for piece in (part if place % 2 else (part,))
        if piece
    ]


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
    floor = min(_FLOORS.get(name, _FLOOR_OF_OTHERS), field.size)
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
    template: PageTemplate,
    texts: Mapping[str, FittedText],
    drawn: Sequence[Ornament],
    code: str,
    fonts: Mapping[str, Any],
) -> VariableLayer:
    """Return a person's layer of the page and of its back.

    `texts` has a text for each field of the template, `drawn` is what is drawn on the face, `code`
    is the text of the QR code, and `fonts` are WeasyPrint's that the lines were typeset with.
    """
    shown = [line for setting in texts.values() for line in setting.lines]
    shown += [text.line for ornament in drawn for text in ornament.texts]
    lacking = _lacking(template, shown)
    sides = [[b"q 0.75 0 0 0.75 0 0 cm"] for _ in range(template.base_page.sides)]
    sides[0] += [ornament_operators(ornament, lacking, fonts) for ornament in drawn]
    for name, setting in texts.items():
        field = template.fields[name]
        sides[field.side].append(_field_operators(field, setting, lacking))
    sides[-1].append(_code(template.code, template.code_mark, code))
    face, *back = (zlib.compress(b"\n".join([*side, b"Q"]), 6) for side in sides)
    made = VariableLayer(face, back=back[0] if back else b"")
    if not lacking:
        return made
    names, pdf = adapter.font_objects({n: _cut_down(fonts[n], used) for n, used in lacking.items()})
    bodies = tuple(
        ObjectBody(body).numbered(lambda number: number - FIRST_OBJECTS)
        for number, body in bodies_of(pdf).items()
        if number >= FIRST_OBJECTS
    )
    own = tuple(
        (own_font(name), number_of(reference) - FIRST_OBJECTS)
        for name, reference in sorted(names.items())
    )
    return dataclasses.replace(made, fonts=own, objects=bodies)


def _lacking(template: PageTemplate, lines: Iterable[TextLine]) -> dict[str, frozenset[int]]:
    """Return for each font the glyphs that are needed of it and that the base page's lacks."""
    needed: dict[str, frozenset[int]] = {}
    for line in lines:
        for run in line.runs:
            needed[run.font] = needed.get(run.font, frozenset()) | run.glyphs
    none: frozenset[int] = frozenset()
    lacking = {name: g - template.alphabets.get(name, none) for name, g in needed.items()}
    return {name: glyphs for name, glyphs in lacking.items() if glyphs}


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
            parts += [run_operators(run, setting.size, lacking.get(run.font)) for run in runs]
        parts.append(b"ET")
    return b"\n".join([*parts, b"EMC"])


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
