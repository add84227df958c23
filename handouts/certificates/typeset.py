"""Awards → pages: a session's page once, and the personal lines of many people in one run."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handouts.certificates import verification_code
from handouts.certificates.certificate import CertificateTerms, Credential
from handouts.certificates.page import certificate_page
from handouts.documents.sandbox import template_errors
from handouts.documents.templates import environment, found_style, rendered
from handouts.errors import ContentError, Problem, WorldError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.failures import within
from handouts.typesetting.limits import Limits
from handouts.typesetting.render import Layout, Typesetter
from handouts.typesetting.variable_data import placeholders, template_page, variable_layer
from handouts.typesetting.variable_data.glyph_runs import GlyphRuns, Glyphs
from handouts.typesetting.variable_data.pdf_objects import FinishedPage
from handouts.typesetting.variable_data.template_page import PageTemplate
from handouts.typesetting.variable_data.variable_layer import NAME, FittedText

_LINES = "certificates/lines.html"
_ALWAYS = ("name", "hours", "number")
_SOMETIMES = ("licence", "replaces")
_FOOT = 20.5
"""mm below the lowest words of a page, for the frame."""
_NO_CODE = "This is a proof, not a certificate. " * 8
"""As long as a code is, so that it looks like one."""
_SPELLED = "number"
"""The field that is typeset letter by letter, for no two certificates have the same text in it."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "name": f"{_LETTERS} ,.-’ fi ff áäçéíñóöü",
    "licence": f"{_LETTERS} 0123456789 .,-/",
    "hours": f"{_LETTERS} 0123456789 .",
    "number": "0123456789 ABCDEFGHJKMNPQRSTVWXYZ -",
}
"""The letters of each field that every file has; what a person's lines also need is added."""


@dataclass(frozen=True)
class TypesetPage:
    """One certificate, typeset."""

    award: Credential
    page: FinishedPage
    filled: frozenset[str]
    """What it has in addition, as `Typesetter.filled` returns it; the page template follows."""


class CertificateTypesetter:
    """Typesets the certificates of one session."""

    def __init__(
        self, project: Project, terms: CertificateTerms, fallback_fonts: Sequence[str]
    ) -> None:
        self._project = project
        self.terms = terms
        self._typesetter = Typesetter(project.layers)
        self._fallback = tuple(fallback_fonts)
        self._templates: dict[frozenset[str], PageTemplate] = {}
        with self._template():
            self._words: Any = environment(project.layers).get_template(_LINES).module

    def page_template(self, filled: frozenset[str]) -> PageTemplate:
        """Return the page with these fields, typeset when it is first asked for."""
        if filled not in self._templates:
            made = certificate_page(self._project, self.terms, filled)
            fields = [_id(name) for name in (*_ALWAYS, *(f for f in _SOMETIMES if f in filled))]
            issued = self.terms.issued
            with within(message("certificate_page.name")):
                layout = self._typesetter.lay_out(
                    made.html, self._project.content, self._all_sheets
                )
                _refuse_overflow(layout)
                self._templates[filled] = template_page.page_template(
                    layout, fields, self._alphabets, issued
                )
        return self._templates[filled]

    @cached_property
    def sheets(self) -> tuple[Path, ...]:
        """The stylesheets of the page, the last one winning."""
        return certificate_page(self._project, self.terms, frozenset()).sheets

    @cached_property
    def _all_sheets(self) -> tuple[Path | str, ...]:
        fallback = ", ".join(f'"{family}"' for family in self._fallback)
        own = (f":root {{ --fallback: {fallback} }}",) if fallback else ()
        return (*self.sheets, *own)

    @cached_property
    def _glyph_runs(self) -> GlyphRuns:
        return self._new_glyph_runs()

    def _new_glyph_runs(self) -> GlyphRuns:
        sheets = (*self._all_sheets, found_style(self._project, "certificates/lettering.css"))

        def page(lines: Sequence[tuple[str, str, str]]) -> str:
            return rendered(self._project, "certificates/lettering.html", lines=lines)

        return GlyphRuns(self._typesetter, sheets, page, self._project.content)

    @cached_property
    def _alphabets(self) -> dict[str, Glyphs]:
        glyph_runs = self._new_glyph_runs()
        for field, letters in _ALPHABETS.items():
            glyph_runs.lines(_id(field), [letters])
        return {
            name: Glyphs(dict(adapter.font_widths(font)), dict(adapter.font_texts(font)))
            for name, font in glyph_runs.fonts.items()
        }

    def filled(self, award: Credential) -> frozenset[str]:
        """Return what a person's page has in addition, or lacks: it decides which page template.

        `licence` and `replaces` are fields; on a `partial` one hours are not given by category.
        """
        has = {
            "licence": award.license_number,
            "replaces": award.replaces,
            "partial": award.hours != self.terms.hours,
        }
        return frozenset(name for name, true in has.items() if true)

    def names(self, awards: Iterable[Credential]) -> dict[str, FittedText]:
        """Return how each name is typeset, by the name as it is printed."""
        chosen = list(awards)
        printed = dict.fromkeys(self.line("name", award) for award in chosen)
        # It stands in the same place on every face; so one is taken that is needed anyway.
        field = self.page_template(self.filled(chosen[0])).fields[NAME]
        return variable_layer.fitted(self._glyph_runs, NAME, field, printed)

    def line(self, field: str, award: Credential) -> str:
        """Return a person's line of a field."""
        with self._template():
            return unescape(str(getattr(self._words, field)(award)))

    def _template(self) -> AbstractContextManager[None]:
        return template_errors(self._project.layers, _LINES, Limits(memory=None))

    def typeset_pages(
        self, awards: Sequence[Credential], key: Ed25519PrivateKey | None
    ) -> list[TypesetPage]:
        """Return the certificates of these people, signed; without a key they are a proof only.

        Raises WorldError where a line does not fit or a letter cannot be typeset.
        """
        filled = {award: self.filled(award) for award in awards}
        lines = {
            field: {
                award: self.line(field, award)
                for award in awards
                if field in _ALWAYS or field in filled[award]
            }
            for field in (*_ALWAYS, *_SOMETIMES)
        }
        self._glyph_runs.prepare(
            (_id(field), text)
            for field, texts in lines.items()
            for text in ("".join(texts.values()) if field == _SPELLED else texts.values())
        )
        settings: dict[str, Mapping[str, FittedText]] = {}
        for field, texts in lines.items():
            if texts:
                place = self.page_template(filled[next(iter(texts))]).fields[_id(field)]
                set_lines = (
                    variable_layer.fitted_by_letter if field == _SPELLED else variable_layer.fitted
                )
                settings[field] = set_lines(self._glyph_runs, _id(field), place, texts.values())
        return [self._typeset_page(award, filled[award], settings, key) for award in awards]

    def _typeset_page(
        self,
        award: Credential,
        filled: frozenset[str],
        settings: Mapping[str, Mapping[str, FittedText]],
        key: Ed25519PrivateKey | None,
    ) -> TypesetPage:
        lines = {
            _id(field): settings[field][self.line(field, award)]
            for field in (*_ALWAYS, *_SOMETIMES)
            if field in _ALWAYS or field in filled
        }
        for field, setting in lines.items():
            if not setting.fits:
                raise WorldError(
                    message("certificate_page.line-too-long", name=award.name, field=field)
                )
        claims = verification_code.claims(award, self.terms)
        code = verification_code.sign(claims, key) if key else _NO_CODE
        link = verification_code.link(code, self.terms.verify_url)
        made = variable_layer.layer_of(
            self.page_template(filled), lines, link, self._glyph_runs.fonts
        )
        with self._template():
            title = unescape(str(self._words.title(award, self.terms)))
        return TypesetPage(award, FinishedPage(title, made, link), filled)


def _refuse_overflow(layout: Layout) -> None:
    """Raise ContentError where the words push what stands lowest out of its place."""
    lowest = layout.box(placeholders.CODE)
    if lowest and lowest.top + lowest.height > layout.page_height(0) - _FOOT:
        no_room = message("certificate_page.no-room")
        raise ContentError([Problem("content/provider.yaml", 0, no_room)])


def _id(field: str) -> str:
    return f"person-{field}"
