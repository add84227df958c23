"""A certificate by ReportLab: the same words in the same font, read once for all people.

It is plainer than ours: centred lines in a border of one rule, no engraved frame, no QR code, no
kerning, no tags for screen readers, no smaller type for long names.
"""

from collections.abc import Iterable
from pathlib import Path

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.one_by_one import Facts, Person

_SERIF = "Source Serif Pro"
_WIDTH, _HEIGHT = landscape(letter)
_EDGE, _TEXT = 12 * mm, 190 * mm


def make(facts: Facts, people: Iterable[Person], folder: Path) -> None:
    """Write a PDF for each person."""
    registerFont(TTFont(_SERIF, facts.serif))
    broken = [
        (line, [line.text] if line.field else simpleSplit(line.text, _SERIF, line.points, _TEXT))
        for line in facts.lines
    ]
    for person in people:
        canvas = Canvas(str(folder / person["file"]), pagesize=(_WIDTH, _HEIGHT), pageCompression=1)
        canvas.setTitle(person["title"])
        canvas.rect(_EDGE, _EDGE, _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE)
        base = _HEIGHT - 22 * mm
        for line, parts in broken:
            canvas.setFont(_SERIF, line.points)
            for part in parts:
                base -= 1.3 * line.points
                canvas.drawCentredString(_WIDTH / 2, base, person.get(line.field, part))
        canvas.save()
