"""What a certificate of ours says and how it is set, for tools that know nothing of us."""

import datetime
from html.parser import HTMLParser
from pathlib import Path

from benchmarks import people
from benchmarks.certificate_projects import SESSION, TRAINING
from benchmarks.one_by_one import Facts, Line, Person
from handouts.certificates.page import PageVariant, certificate_page, own_style
from handouts.certificates.terms import certificate_terms
from handouts.fonts.house import house_files
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session

_PERSONAL = "person-"
_POINTS = {"h1": 40, "name": 43, "credentials": 14, "provider": 13}
"""Sizes of type by field or element; all else has 10."""


def printed(one: people.Person) -> Person:
    """Return what other tools print of a person, in the words of ours."""
    name = f"{one.first} {one.last}"
    number = one.license.rjust(12, "0")
    serial = f"{number[:4]}-{number[4:8]}-{number[8:]}"
    return {
        "provider": "Lantern Street Training",
        "name": name,
        "credentials": f"{one.credentials} · {one.state} license {one.license}",
        "foot": f"Certificate {serial} · The record, and how to check it, are on the back.",
        "holder": name,
        "hours": "6 clock hours",
        "number": serial,
        "title": f"Certificate of Completion – {name}",
        "file": f"{one.license}.pdf",
    }


def page_facts(folder: Path) -> Facts:
    """Return our page for other tools: as it is, and its words alone."""
    project = Project(folder.resolve())
    session = load_checked_session(project, TRAINING, SESSION)
    terms = certificate_terms(
        session, issued=datetime.date(2026, 11, 15), paper="letter", theme="press"
    )
    variant = PageVariant(frozenset({"credentials", "licence"}))
    page = certificate_page(project, terms, variant)
    styles = "\n".join(sheet.read_text("utf-8") for sheet in page.sheets)
    styles += own_style(project, terms)
    for name, file in house_files().items():
        styles = styles.replace(f"house-font:{name}", f"'{file.as_uri()}'")
    words = _Words()
    words.feed(page.html)
    serif = house_files()["SourceSerifPro-Regular.ttf"]
    return Facts(page.html, styles, words.lines, str(serif))


class _Words(HTMLParser):
    """Reads the paragraphs and headings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._open: tuple[str, str] | None = None
        self._said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph."""
        if tag in ("p", "h1", "h2"):
            name = dict(attrs).get("id") or ""
            self._open, self._said = (tag, name.removeprefix(_PERSONAL)), ""

    def handle_data(self, data: str) -> None:
        """Read on."""
        self._said += data

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if self._open and tag == self._open[0]:
            text, field = " ".join(self._said.split()), self._open[1]
            if text:
                self.lines.append(Line(text, field, _POINTS.get(field or tag, 10)))
            self._open = None
