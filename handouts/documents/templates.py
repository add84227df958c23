"""Content → HTML: the Jinja environment, its filters, and what every template sees."""

import datetime
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

import handouts
from handouts import worksheets
from handouts.content import cell, markdown, printed_quotes, richtext, table_cells
from handouts.content.training import Training
from handouts.documents import fixed_words, tall_rows
from handouts.documents.brand import brand_of
from handouts.documents.document_number import draft
from handouts.documents.editions import Edition
from handouts.documents.qr_code import qr_code
from handouts.documents.registry import Document
from handouts.documents.sandbox import is_inside, sandbox, template_errors
from handouts.documents.sheet_values import sheet_values
from handouts.documents.title_lines import title_lines
from handouts.documents.variants import Variant
from handouts.errors import CallError, WorldError
from handouts.fonts import theme_fonts
from handouts.languages.phrases import STANDARD_PHRASES, Phrases
from handouts.messages import message
from handouts.project.layout import RENAMED_THEMES, Project
from handouts.text import quotes, short_titles

_LONGEST_PAGE = 30_000_000
"""Characters of HTML: ten times a sign-in sheet of ten thousand people."""
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class RenderedPage:
    """One document of one training in one edition, rendered as HTML."""

    html: str
    paragraphs: tuple[str, ...]
    """The texts that must stand in the finished file, in this order."""
    rows: tuple[tuple[str, ...], ...]
    """For each row of the chart the texts that must stand together on one page."""
    secrets: tuple[str, ...]
    """Texts that would give an answer away, and must not be anywhere in the file."""
    anywhere: tuple[str, ...] = ()
    """Texts that must stand in the finished file, in whatever place."""


@dataclass(frozen=True)
class Look:
    """How a document is to look. Theme, edition and paper each have a stylesheet of their name."""

    theme: str
    edition: Edition
    paper: str
    over: tuple[str, ...] = ()
    """Stylesheets that come last of all, relative to `styles/`."""


def page(
    project: Project,
    document: Document,
    training: Training,
    variant: Variant,
    look: Look,
) -> RenderedPage:
    """Return the HTML of a document, and what has to be found in the PDF made from it."""
    edition = look.edition
    editions = (f"editions/{name}.css" for name in (edition.over, edition.name) if name)
    own = f"documents/{document.name}.css"
    values = sheet_values(project, "page.css", f"themes/{look.theme}.css", own, *editions)
    longest = int(values["running-title-letters"])
    html = rendered(
        project,
        document.frame,
        training.phrases,
        look.theme,
        written_in=training.head.language,
        **variant.seen.values,
        training=training,
        document=document,
        edition=edition,
        number=draft(variant.number) if edition.is_preview else variant.number,
        letter=variant.letter,
        title=title(document, training, variant),
        about=variant.about,
        titles=_titles(training),
        author=_author(training),
        contact=_contact(training),
        brand=brand_of(training.provider),
        date=content_date(training),
        running_title=_running_title(training, longest),
        running_provider=_running_provider(training, 2 * longest),
        of_sheet=values,
        direction=direction(training),
        generator=f"handouts {handouts.__version__}",
    )
    expected = variant.seen.expected_texts()
    return RenderedPage(
        html, expected.paragraphs, expected.rows, expected.secrets, expected.anywhere
    )


def title(document: Document, training: Training, variant: Variant) -> str:
    """Return what a document is called in a training, without the chart that it is of."""
    settings = training.worksheets.settings(document.name, variant.name_of(document))
    return settings.title or document.title(training.phrases)


def title_in_lists(document: Document, training: Training, chart: str) -> str:
    """Return what a document is called beside others, with the chart that it is of.

    `chart` is the name of that chart; its title is left out where the training has no other.
    """
    name = f"{document.name}-{chart}" if chart else document.name
    own = training.worksheets.settings(document.name, name).title
    title = own or document.title(training.phrases)
    if document.needs != "chart" or len(training.charts) < 2:
        return title
    about = training.charts[chart].title
    return f"{title}: {richtext.plain_text(markdown.parse_inline(about))}"


def _titles(training: Training) -> dict[str, str]:
    """Return what worksheets are called here, by their names: each kind, and what has its own."""
    kinds = {kind: training.phrases.title(kind) for kind in worksheets.kinds()}
    return kinds | {name: own.title for name, own in training.worksheets.kinds.items() if own.title}


def rendered(
    project: Project,
    template: str,
    phrases: Phrases = STANDARD_PHRASES,
    theme: str = "",
    *,
    written_in: str = "",
    **seen: object,
) -> str:
    """Return what a template makes of these values. Raises WorldError where that fails.

    `phrases` are its fixed words, a theme may have templates of its own, and `written_in` is the
    language of what people wrote.
    """
    with template_errors(project.layers, template):
        found = environment(project.layers, phrases, theme, written_in).get_template(template)
        text = found.render(**seen)
    if len(text) > _LONGEST_PAGE:
        letters = {"letters": len(text), "most": _LONGEST_PAGE}
        raise WorldError(message("templates.long-page", template=template, **letters))
    return text


@lru_cache(maxsize=8)
def environment(
    layers: tuple[Path, ...],
    phrases: Phrases = STANDARD_PHRASES,
    theme: str = "",
    written_in: str = "",
) -> Environment:
    """Return the templates of these folders, the first one winning, with these fixed words.

    In each folder those of a theme, in `templates/themes/<theme>/`, come before those of all.
    Quotation marks in what people wrote become those of the language `written_in`, where that is
    given.
    """
    filters: dict[str, Callable[..., Any]] = {
        "inlines": lambda text: printed_quotes.inlines(markdown.parse_inline(text), written_in),
        "plain": printed_quotes.plain,
        "title_lines": lambda text, em: title_lines(
            printed_quotes.inlines(markdown.parse_inline(text), written_in, joins_dashes=False), em
        ),
        "plain_title_lines": lambda text, em: title_lines(
            (richtext.Text(quotes.printed(text, written_in)),), em
        ),
        "printed": lambda text: quotes.printed(text, written_in),
        "running": lambda text, follows=False: printed_quotes.running(
            text, written_in, follows=follows
        ),
        "cell_blocks": lambda text: printed_quotes.blocks(cell.blocks(text), written_in),
        "cell_letters": cell.letters,
        "table_cell_blocks": table_cells.blocks,
        "tall_in_table": tall_rows.in_table,
        "tall_in_stack": tall_rows.in_stack,
        "notes": richtext.all_notes,
        "qr_code": qr_code,
        **fixed_words.filters(phrases),
    }
    themed = [f"templates/themes/{theme}"] if theme else []
    folders = [layer / folder for layer in layers for folder in (*themed, "templates")]
    found = sandbox(folders, filters)
    found.globals["phrase"] = fixed_words.phrase(phrases)
    found.globals["phrases_language"] = phrases.language
    return found


def content_date(training: Training) -> str:
    """Return the date inside a PDF, ISO 8601: of the content, or SOURCE_DATE_EPOCH if there is one.

    Specified at https://reproducible-builds.org/specs/source-date-epoch/. Raises CallError where it
    is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return f"{training.head.date.isoformat()}T00:00:00Z"
    try:
        moment = datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise CallError(message("templates.no-epoch", given=epoch)) from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _author(training: Training) -> str:
    byline = training.article.head.byline if training.article else ""
    return richtext.plain_text(markdown.parse_inline(byline)) or training.provider.name


def _contact(training: Training) -> tuple[str, ...]:
    provider = training.provider
    address = ", ".join(line.strip() for line in provider.address.splitlines())
    return tuple(part for part in (address, *provider.contact) if part)


def _running_title(training: Training, longest: int) -> str:
    """Return what footers call the training: one line, even in large print."""
    return short_titles.cut(training.head.short_title or training.head.title, longest)


def _running_provider(training: Training, longest: int) -> str:
    """Return what footers call the provider, on a line of its own: the name and the website."""
    website = training.provider.website.removeprefix("https://").removeprefix("http://")
    return short_titles.cut(" · ".join(filter(None, (training.provider.name, website))), longest)


def direction(training: Training) -> str:
    """Return whether a training's language is written from left to right, `ltr`, or `rtl`."""
    language = training.head.language.partition("-")[0]
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def stylesheets(
    project: Project, document: Document, look: Look, presets: Iterable[str]
) -> dict[str, list[Path]]:
    """Return for each layout preset the stylesheets of a document, the last one winning.

    Raises WorldError for one that is not there.
    """
    own = f"documents/{document.name}.css"
    of_theme = f"themes/{look.theme}/fonts.css", f"themes/{look.theme}/style.css"
    editions = [name for name in (look.edition.over, look.edition.name) if name]
    of_editions = [f"themes/{look.theme}/{edition}.css" for edition in editions]
    names = [
        "fonts.css",
        of_theme[0],
        "base.css",
        f"themes/{look.theme}.css",
        "page.css",
        *(f"components/{sheet.name}" for sheet in project.components()),
        own,
        of_theme[1],
        *(f"editions/{edition}.css" for edition in editions),
        *of_editions,
        f"papers/{look.paper}.css",
    ]
    absent = {name for name in (own, *of_theme, *of_editions) if project.style(name) is None}
    if of_theme[0] not in absent:
        _look_for_fonts(found_style(project, of_theme[0]), look.theme)
    before = [found_style(project, name) for name in names if name not in absent]
    behind = [found_style(project, name) for name in look.over]
    return {
        preset: [*before, found_style(project, f"fits/{preset}.css"), *behind] for preset in presets
    }


def _look_for_fonts(sheet: Path, theme: str) -> None:
    """Raise WorldError where the fonts of a theme are not installed."""
    packages = theme_fonts.not_installed(sheet.read_text("utf-8", errors="replace"))
    if packages:
        raise WorldError(message("fonts.no-fonts-of-theme", theme=theme, packages=tuple(packages)))


def _renamed(name: str) -> str:
    """Return where a theme's stylesheet is that is asked for by a name that the theme had.

    Certificates were issued under it.
    """
    folder, _, file = name.partition("/")
    return f"{folder}/{RENAMED_THEMES.get(file.removesuffix('.css'), '')}.css"


def found_style(project: Project, name: str) -> Path:
    """Return the stylesheet `styles/<name>`.

    Raises WorldError for one that is not there, or is a link that leads out of `styles/`.
    """
    sheet = project.style(name) or project.style(_renamed(name))
    if sheet is None:
        raise WorldError(message("templates.no-stylesheet", name=name))
    own = project.root / "styles"
    if sheet.is_relative_to(own) and not is_inside(sheet, own):
        raise WorldError(message("templates.stylesheet-leads-out", file=str(sheet)))
    return sheet
