"""A certificate by bare WeasyPrint: the HTML of our page with the person's own lines filled in.

Stylesheets are parsed and fonts found once for all people. What lacks is the QR code, in whose
place there is a square, and the tags for screen readers.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.one_by_one import Facts, Person


def make(facts: Facts, people: Iterable[Person], folder: Path) -> None:
    """Write a PDF for each person."""
    fonts = FontConfiguration()
    sheets = [CSS(string=facts.styles, font_config=fonts)]
    for person in people:
        html = facts.html
        for line in facts.lines:
            if line.field:
                html = html.replace(f">{line.text}<", f">{escape(person[line.field])}<", 1)
        document = HTML(string=html, base_url=str(folder))
        document.write_pdf(folder / person["file"], stylesheets=sheets, font_config=fonts)
