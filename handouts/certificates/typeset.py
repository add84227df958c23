"""Awards → pages: a session's page once, and the personal lines of many people in one run."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handouts.certificates import page_fit, seal, verification_code
from handouts.certificates.certificate import CertificateTerms, Credential
from handouts.certificates.page import (
    FITS,
    Fit,
    PageVariant,
    certificate_page,
    frame_colour,
    own_style,
)
from handouts.certificates.seal import SealWords
from handouts.documents.sandbox import template_errors
from handouts.documents.templates import environment, found_style, rendered
from handouts.errors import ContentError, Problem, WorldError
from handouts.languages.phrases import STANDARD_PHRASES, Phrases
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.failures import within
from handouts.typesetting.limits import Limits
from handouts.typesetting.render import Layout, Typesetter
from handouts.typesetting.variable_data import template_page, variable_layer
from handouts.typesetting.variable_data.glyph_runs import GlyphRuns, Glyphs, TextLine
from handouts.typesetting.variable_data.ornaments import Ornament
from handouts.typesetting.variable_data.pdf_objects import FinishedPage
from handouts.typesetting.variable_data.template_page import PageTemplate, TemplateFields
from handouts.typesetting.variable_data.variable_layer import NAME, FittedText

_LINES = "certificates/lines.html"
_PREFIX = "person-"
_NEEDED = ("name", "number")
_FIELDS = (
    *_NEEDED, "provider", "credentials", "licence", "credit", "hours", "holder",
    "replaces", "foot",
)  # fmt: skip
"""What a template may have for each person; a page has those that its template has."""
_SEAL = "person-seal"
_FULLEST = frozenset({"credentials", "replaces"})
"""What the page has the most lines with: those for writing a licence are below the credentials."""
_NO_CODE = "This is a proof, not a certificate. " * 8
"""As long as a code is, so that it looks like one."""
_SPELLED = ("number", "replaces", "foot")
"""The fields whose numbers are typeset letter by letter, for no two certificates have the same."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "name": f"{_LETTERS} ,.-’ fi ff áäçéíñóöü",
    "credentials": f"{_LETTERS} 0123456789 .,-/·",
    "credit": f"{_LETTERS} 0123456789 .,",
    "foot": f"{_LETTERS} 0123456789 .,-·",
    "figure": "0123456789.",
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
        self,
        project: Project,
        terms: CertificateTerms,
        fallback_fonts: Sequence[str],
        phrases: Phrases = STANDARD_PHRASES,
    ) -> None:
        self._project = project
        self.terms = terms
        self._typesetter = Typesetter(project.layers)
        self._fallback = tuple(fallback_fonts)
        self._phrases = phrases
        self._templates: dict[frozenset[str], PageTemplate] = {}
        with self._template():
            self._words: Any = environment(project.layers, phrases).get_template(_LINES).module

    def page_template(self, filled: frozenset[str]) -> PageTemplate:
        """Return the page with these fields, typeset when it is first asked for.

        All pages of a session are set as freely as the one with the most lines can be. Raises
        ContentError where not even that one has room for its words.
        """
        if filled not in self._templates:
            with within(message("certificate_page.name")):
                layout = self._laid_out(filled, self._fit)
                asked = replace(_ASKED, link_text=self._phrases.text("certificate.verify-this"))
                self._templates[filled] = template_page.page_template(
                    layout, asked, self._alphabets, self.terms.issued
                )
        return self._templates[filled]

    @cached_property
    def _fit(self) -> Fit:
        for fit in FITS:
            if page_fit.is_fitting(self._laid_out(_FULLEST, fit)):
                return fit
        no_room = message("certificate_page.no-room")
        raise ContentError([Problem("content/provider.yaml", 0, no_room)])

    def _laid_out(self, filled: frozenset[str], fit: Fit) -> Layout:
        made = certificate_page(self._project, self.terms, PageVariant(filled, fit, self._phrases))
        return self._typesetter.lay_out(made.html, self._project.content, self._all_sheets)

    @cached_property
    def sheets(self) -> tuple[Path, ...]:
        """The stylesheets of the page, the last one winning."""
        return certificate_page(
            self._project, self.terms, PageVariant(phrases=self._phrases)
        ).sheets

    @cached_property
    def _all_sheets(self) -> tuple[Path | str, ...]:
        fallback = ", ".join(f'"{family}"' for family in self._fallback)
        own = [own_style(self._project, self.terms)]
        if fallback:
            own.append(f":root {{ --fallback: {fallback} }}")
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
        always = {"provider": self.terms.provider, "ring": self.terms.provider}
        for field, letters in (*_ALPHABETS.items(), *always.items()):
            glyph_runs.lines(_id(field), [letters])
        return {
            name: Glyphs(dict(adapter.font_widths(font)), dict(adapter.font_texts(font)))
            for name, font in glyph_runs.fonts.items()
        }

    def filled(self, award: Credential) -> frozenset[str]:
        """Return what a person's page has in addition, or lacks: it decides which page template.

        `credentials`, `licence` and `replaces` are fields; on a `partial` one hours are not given
        by category.
        """
        has = {
            "credentials": award.credentials,
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
        named = field.replace("-", "_")
        if field == "name" and not self._has_credentials:
            named = "whole_name"
        with self._template():
            return unescape(str(getattr(self._words, named)(award, self.terms)))

    @cached_property
    def _has_credentials(self) -> bool:
        """Whether the page has a line for credentials, which otherwise follow the name."""
        page = certificate_page(self._project, self.terms, PageVariant(_FULLEST))
        return f'id="{_id("credentials")}"' in page.html

    def _template(self) -> AbstractContextManager[None]:
        return template_errors(self._project.layers, _LINES, Limits(memory=None))

    def typeset_pages(
        self, awards: Sequence[Credential], key: Ed25519PrivateKey | None
    ) -> list[TypesetPage]:
        """Return the certificates of these people, signed; without a key they are a proof only.

        Raises WorldError where a line does not fit or a letter cannot be typeset.
        """
        filled = {award: self.filled(award) for award in awards}
        lines: dict[str, dict[Credential, str]] = {}
        for award in awards:
            for name in self.page_template(filled[award]).fields:
                field = name.removeprefix(_PREFIX)
                lines.setdefault(field, {})[award] = self.line(field, award)
        self._glyph_runs.prepare(
            (variable_layer.typeset_as(_id(field)), piece)
            for field, texts in lines.items()
            for text in texts.values()
            for piece in (variable_layer.pieces(text) if field in _SPELLED else (text,))
        )
        settings: dict[str, Mapping[str, FittedText]] = {}
        for field, texts in lines.items():
            place = self.page_template(filled[next(iter(texts))]).fields[_id(field)]
            set_lines = (
                variable_layer.fitted_by_letter if field in _SPELLED else variable_layer.fitted
            )
            settings[field] = set_lines(self._glyph_runs, _id(field), place, texts.values())
        return [
            self._typeset_page(
                award,
                filled[award],
                {
                    field: settings[field][texts[award]]
                    for field, texts in lines.items()
                    if award in texts
                },
                key,
            )
            for award in awards
        ]

    def _seal(self, award: Credential, template: PageTemplate) -> tuple[Ornament, ...]:
        """Return the seal of a person, where the page has a place for one."""
        box = template.empty.get(_SEAL)
        if box is None or not self.terms.has_seal:
            return ()
        return (seal.seal(award.sealed, box, self._seal_words(award), self._frame_colour),)

    @cached_property
    def _frame_colour(self) -> str:
        return frame_colour(self._project, self.terms)

    def _seal_words(self, award: Credential) -> SealWords:
        def line(field: str, text: str) -> TextLine:
            return self._glyph_runs.lines(_id(field), [text])[text]

        ring = (
            line("ring", self.terms.provider),
            line("ring-plain", self.terms.provider),
        )
        if self.terms.logo_small:
            return SealWords(ring, None, None)
        return SealWords(ring, line("figure", award.hours), line("unit", self.line("unit", award)))

    def _typeset_page(
        self,
        award: Credential,
        filled: frozenset[str],
        settings: Mapping[str, FittedText],
        key: Ed25519PrivateKey | None,
    ) -> TypesetPage:
        template = self.page_template(filled)
        lines = {_id(field): setting for field, setting in settings.items()}
        for field, setting in lines.items():
            if not setting.fits:
                raise WorldError(
                    message("certificate_page.line-too-long", name=award.name, field=field)
                )
        claims = verification_code.claims(award, self.terms)
        code = verification_code.sign(claims, key) if key else _NO_CODE
        link = verification_code.link(code, self.terms.verify_url)
        drawn = self._seal(award, template)
        made = variable_layer.layer_of(template, lines, drawn, link, self._glyph_runs.fonts)
        title = self.line("title", award)
        return TypesetPage(award, FinishedPage(title, made, link), filled)


def _id(field: str) -> str:
    return f"{_PREFIX}{field}"


_ASKED = TemplateFields(
    [_id(field) for field in _FIELDS], [_id(field) for field in _NEEDED], [_SEAL]
)
