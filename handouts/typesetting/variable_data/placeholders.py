"""The placeholders of a certificate's fields: found in what WeasyPrint made, and taken out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.typesetting.variable_data.glyph_runs import width

CODE = "person-code"
"""The square for the QR code."""
_MARK = re.compile(rb"<</MCID (\d+)>>")


@dataclass(frozen=True)
class PixelBox:
    """A rectangle in CSS pixels from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, across: float, down: float) -> bool:
        """Whether a point lies in it or on its edge."""
        inside = self.left - 1 <= across <= self.right + 1
        return inside and self.top - 1 <= down <= self.bottom + 1


@dataclass(frozen=True)
class Field:
    """Where a line of a person goes."""

    mark: int
    """The number of its marked content."""
    box: PixelBox
    baseline: float
    """CSS pixels from the top."""
    size: float
    """Of its type, in CSS pixels."""
    colour: bytes
    """The operator that chooses it."""
    share: float
    """How much of the room that is left over stands before the line: 0, 0.5 or 1."""
    side: int = 0
    """0 for the face, 1 for the back."""


@dataclass
class _Section:
    """One marked content that is being read."""

    mark: int
    lines: list[bytes]

    @property
    def start(self) -> tuple[float, float] | None:
        """Where its text or its figure begins; None where it shows nothing."""
        for line in self.lines:
            if line.endswith((b" Tm", b" cm")):
                across, down = line.split()[4:6]
                return float(across), float(down)
        return None


def without_placeholders(
    operators: Sequence[bytes],
    boxes: Mapping[str, PixelBox],
    fonts: Mapping[str, Mapping[int, int]],
) -> tuple[list[bytes], dict[str, Field | int]]:
    """Return the operators without those of placeholders, and what each field is.

    `fonts` has for each font, by its name, the widths of its glyphs in thousandths of an em.
    """
    kept: list[bytes] = []
    found: dict[str, Field | int] = {}
    colour = b"0 g"
    for part in _sections(operators):
        if isinstance(part, bytes):
            colour = part if part.endswith((b" rg", b" g")) else colour
            kept.append(part)
            continue
        colour = next((line for line in part.lines if line.endswith(b" rg")), colour)
        name = _owner(part, boxes)
        if name is None:
            kept += part.lines
        elif name == CODE:
            found[name] = part.mark
        else:
            found[name] = _field(part, boxes[name], colour, fonts)
            # What follows relies on the colour and the transparency that were set here.
            kept += [line for line in part.lines if line.endswith((b" rg", b" gs"))]
    return kept, found


def as_decoration(operators: Sequence[bytes], marks: Sequence[int]) -> list[bytes]:
    """Return the operators with what no element of the page owns marked as an artifact.

    That is what stands in the margins: it is not read aloud. ISO 14289-1, 7.1.
    """
    kept = list(operators)
    for place, line in enumerate(operators):
        mark = _MARK.fullmatch(line)
        if mark and not marks[int(mark[1])]:
            kept[place - 1 : place + 2] = [b"/Artifact", b"BMC", b""]
    return kept


def _sections(operators: Sequence[bytes]) -> Iterator[bytes | _Section]:
    """Yield operators, and each marked content that has a number as one."""
    section: _Section | None = None
    for place, line in enumerate(operators):
        mark = _MARK.fullmatch(operators[place + 1]) if place + 1 < len(operators) else None
        if mark and section is None:
            section = _Section(int(mark[1]), [line])
        elif section is None:
            yield line
        else:
            section.lines.append(line)
            if line == b"EMC":
                yield section
                section = None


def _owner(section: _Section, boxes: Mapping[str, PixelBox]) -> str | None:
    start = section.start
    if start is None:
        return None
    figure = section.lines[0] == b"/Figure"
    chosen = (name for name, box in boxes.items() if box.holds(*start))
    return next((name for name in chosen if figure == (name == CODE)), None)


def _field(
    section: _Section, box: PixelBox, colour: bytes, fonts: Mapping[str, Mapping[int, int]]
) -> Field:
    start = section.start
    if start is None:
        raise AssertionError("a field without a placeholder has no owner")
    font, size = next(line.split()[:2] for line in section.lines if line.endswith(b" Tf"))
    widths = fonts[font[1:].decode()]
    wide = sum(width(line, widths) for line in section.lines if line.endswith(b"TJ")) * float(size)
    before, after = start[0] - box.left, box.right - start[0] - wide
    share = round(2 * before / (before + after)) / 2
    return Field(section.mark, box, start[1], float(size), colour, share)
