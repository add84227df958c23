"""One session's certificate as HTML, with sample lines where each person's own will stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import handouts
from handouts.branding.palette import brand_variables
from handouts.builds.plan import PAPER_SIZES
from handouts.certificates import guilloche, headline
from handouts.certificates.certificate import CertificateTerms, Signer
from handouts.content import markdown, richtext
from handouts.documents.templates import found_style, rendered
from handouts.languages.phrases import STANDARD_PHRASES, Phrases
from handouts.project.layout import Project
from handouts.typesetting import stylesheets

Fit = Literal["open", "even", "close"]
FITS: tuple[Fit, ...] = ("open", "even", "close")
"""How freely the page is set; each is closer than the one before it."""
_TEMPLATES = {"award": "certificates/certificate.html", "full": "certificates/full.html"}
_STYLES = {"award": "certificates/certificate.css", "full": "certificates/full.css"}
_LONG_TITLE, _LONGEST_TITLE = 46, 84
"""Letters; what is longer is set smaller, on two lines."""
_LETTERS_OF_LINE = {1: 92, 2: 74, 3: 50, 4: 36}
"""About so many letters of an approval statement go into a line, by the number of statements."""
_LINES_OF_LOGO = 3
"""What a logo above the provider's name takes up."""
_MOST_LINES = 8
"""More lines than these are set closer."""


@dataclass(frozen=True)
class CertificatePage:
    """A page on its way to paper. Elements with an id that begins with `person-` are samples."""

    html: str
    sheets: tuple[Path, ...]
    """Its stylesheets, the last one winning."""


@dataclass(frozen=True)
class PageVariant:
    """Which of the pages of a session is made."""

    filled: frozenset[str] = frozenset()
    """What the person's own lines hold besides name, hours and number: `credentials`, `licence`,
    `replaces`; and `partial` where hours are not given by category."""
    fit: Fit = "open"
    phrases: Phrases = STANDARD_PHRASES
    """Its fixed words."""


class PrintedDay(NamedTuple):
    """A day of the session, as its terms have it."""

    date: str
    start: str
    end: str


def certificate_page(
    project: Project, terms: CertificateTerms, variant: PageVariant
) -> CertificatePage:
    """Return the page of a session's certificates, or the page and its back.

    Raises WorldError where a stylesheet is missing or the template cannot be set.
    """
    title = richtext.plain_text(markdown.parse_inline(terms.title))
    title_size = _title_size(title)
    html = rendered(
        project,
        _TEMPLATES[terms.face],
        variant.phrases,
        occasion=terms,
        signers=terms.signers or (Signer(terms.signatory, terms.signatory_title, terms.signature),),
        days=[PrintedDay(*day) for day in terms.days],
        language=variant.phrases.language,
        filled=variant.filled,
        fit=variant.fit,
        plain_title=title,
        title_size=title_size,
        density=_density(terms, title_size),
        engraving=guilloche.frame(terms.frame, *_across(terms.paper), ground=terms.ground),
        frame_colour=frame_colour(project, terms),
        generator=f"handouts {handouts.__version__}",
    )
    return CertificatePage(html, _stylesheets(project, terms, variant.phrases))


def frame_colour(project: Project, terms: CertificateTerms) -> str:
    """Return the colour of frame and seal, `#rrggbb`: the provider's, or the theme's."""
    theme = _theme(project, terms)
    return {**theme, **brand_variables(terms.colour, terms.second_colour, theme)}["--brand-rule"]


def own_style(project: Project, terms: CertificateTerms) -> str:
    """Return the text of the stylesheet with the provider's colours and the picture of the seal."""
    own = brand_variables(terms.colour, terms.second_colour, _theme(project, terms))
    if terms.logo_small and terms.has_seal:
        own = {**own, "--seal-picture": f'url("{(project.content / terms.logo_small).as_uri()}")'}
    return f":root {{ {'; '.join(f'{name}: {value}' for name, value in own.items())} }}"


def _theme(project: Project, terms: CertificateTerms) -> Mapping[str, str]:
    theme = found_style(project, f"themes/{terms.theme}.css")
    return stylesheets.variables(theme.read_text("utf-8"))


def _title_size(title: str) -> str:
    if len(title) > _LONGEST_TITLE:
        return "longest"
    return "long" if len(title) > _LONG_TITLE else "short"


def _density(terms: CertificateTerms, title_size: str) -> Fit:
    """Return how freely a page is set that has everything on its face.

    An open page has the logo in the middle, the others in the corner.
    """
    lines = _lines(terms, title_size)
    if lines > _MOST_LINES:
        return "close"
    logo = _LINES_OF_LOGO if terms.logo else 0
    return "open" if not terms.statements and lines + logo <= _MOST_LINES else "even"


def _lines(terms: CertificateTerms, title_size: str) -> int:
    """Return about how many lines there are that not every certificate has."""
    title = 1 if title_size == "short" else 2
    facts = (
        terms.part or terms.presenters,
        True,
        len(terms.days) > 1,
        terms.categories,
    )
    letters = max((len(approval.statement) for approval in terms.statements), default=0)
    columns = min(len(terms.statements), max(_LETTERS_OF_LINE))
    statements = 2 + letters // _LETTERS_OF_LINE[columns] if columns else 0
    return title + sum(map(bool, facts)) + statements


def _stylesheets(project: Project, terms: CertificateTerms, phrases: Phrases) -> tuple[Path, ...]:
    is_script = terms.script and not headline.not_in_script(terms.kind, phrases)
    names = (
        "fonts.css",
        "certificates/fonts.css",
        "base.css",
        f"themes/{terms.theme}.css",
        _STYLES[terms.face],
        f"certificates/{terms.paper}.css",
        *(["certificates/script.css"] if is_script else []),
        *(["certificates/blind.css"] if terms.blind else []),
    )
    return tuple(found_style(project, name) for name in names)


def _across(paper: str) -> tuple[int, int]:
    """Return width and height of a paper on its side, in hundredths of a millimetre."""
    width, height = (round(side / 72 * 2540) for side in PAPER_SIZES[paper])
    return height, width
