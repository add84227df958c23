"""What STYLE asks of stylesheets and templates, where a machine can tell."""

import itertools
import re
from pathlib import Path

import pytest
import tinycss2

from handouts.branding.colours import contrast
from handouts.branding.palette import derive
from handouts.branding.sides import are_apart, distances
from handouts.documents import registry
from handouts.documents.editions import BOOKLET, EDITIONS, HALVES, PAPERS
from handouts.documents.layout_presets import COLUMNS_FROM, LETTERS_AT_MOST
from handouts.documents.templates import Look, stylesheets
from handouts.packets.parts import Looks
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)
REGISTRY, OF_PACKETS = registry.registry(HERE), registry.of_packets(HERE)
STYLES = REPOSITORY / "styles"
SHEETS = sorted(STYLES.rglob("*.css"))
THEMES = sorted((STYLES / "themes").glob("*.css"))
OF_BRAND = {"--takes-brand", *derive("#0b4f7d", "", "#000000").variables()}
"""What every theme has for the fields and rules that stand for a provider."""
TEMPLATES = sorted((REPOSITORY / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def rules(sheet: Path) -> list[tinycss2.ast.Node]:
    return tinycss2.parse_stylesheet(
        sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True
    )


def declarations(content: list[tinycss2.ast.Node]) -> list[tinycss2.ast.Declaration]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [part for part in found if part.type == "declaration"]


def selectors(sheet: Path) -> list[str]:
    return [
        tinycss2.serialize(rule.prelude).strip()
        for rule in rules(sheet)
        if rule.type == "qualified-rule"
    ]


def test_there_is_something_to_look_at() -> None:
    themes = {"clinic", "grid", "journal", "press", "quiet", "signal"}
    assert {sheet.stem for sheet in THEMES} == themes
    assert len(SHEETS) > 20
    assert {name(t) for t in TEMPLATES} >= {"templates/base.html", "templates/documents/chart.html"}


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_stylesheet_is_css_throughout(sheet: Path) -> None:
    assert not [rule for rule in rules(sheet) if rule.type == "error"]
    for rule in rules(sheet):
        if rule.type == "qualified-rule":
            parts = tinycss2.parse_blocks_contents(rule.content)
            assert not [part for part in parts if part.type == "error"]


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_nothing_is_important_and_nothing_is_styled_by_id(sheet: Path) -> None:
    assert "important" not in sheet.read_text("utf-8").lower()
    tokens = [
        token for rule in rules(sheet) if rule.type == "qualified-rule" for token in rule.prelude
    ]
    assert not [token for token in tokens if token.type == "hash"]


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_stylesheet_fetches_nothing_but_house_fonts(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    assert "@import" not in text
    addresses = re.findall(r"url\(([^)]*)\)", text)
    assert all(address.startswith("house-font:") for address in addresses)
    assert bool(addresses) == (sheet.name == "fonts.css")


ON_PAPER = [sheet for sheet in SHEETS if sheet.parent.name not in ("email", "verify")]


@pytest.mark.parametrize("sheet", ON_PAPER, ids=name)
def test_a_background_that_is_one_variable_is_set_as_a_colour(sheet: Path) -> None:
    """WeasyPrint resolves a variable in a shorthand anew for each of its eight properties."""
    found = re.findall(r"\bbackground:\s*var\([^()]*\)\s*[;}]", sheet.read_text("utf-8"))
    assert not found


@pytest.mark.parametrize("sheet", THEMES, ids=name)
def test_a_theme_sets_variables_and_nothing_else(sheet: Path) -> None:
    (rule,) = rules(sheet)
    assert rule.type == "qualified-rule"
    assert selectors(sheet) == [":root"]
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    assert found
    assert all(part.type == "declaration" and part.name.startswith("--") for part in found)
    names = [part.name for part in found]
    assert len(names) == len(set(names))


def test_every_theme_sets_the_same_variables_and_each_of_them_is_used() -> None:
    variables = {
        sheet.stem: {d.name for d in declarations(rules(sheet)[0].content)} for sheet in THEMES
    }
    assert len(set(map(frozenset, variables.values()))) == 1
    used = set(re.findall(r"var\((--[a-z0-9-]+)", "".join(s.read_text("utf-8") for s in SHEETS)))
    assert variables["press"] <= used | OF_BRAND | _reckoned_with({*variables["press"]})
    assert 20 <= len(variables["press"]) <= 50


def test_every_variable_that_is_used_is_set_and_every_one_that_is_set_is_used() -> None:
    text = "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    there = set(re.findall(r"(--[a-z0-9-]+)\s*:", text))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", text)) | {LETTERS_AT_MOST, COLUMNS_FROM}
    assert used | _reckoned_with(there) | OF_BRAND == there


def _reckoned_with(variables: set[str]) -> set[str]:
    """Those variables that templates and footers reckon with: see documents/sheet_values.py."""
    templates = "".join(p.read_text("utf-8") for p in (REPOSITORY / "templates").rglob("*.html"))
    families = "|".join(re.findall(r'of_sheet\.largest_size\("([a-z-]+)"', templates))
    sizes = {one for one in variables if re.fullmatch(rf"--({families})-\d+-em(-of-two)?", one)}
    named = {f"--{name}" for name in re.findall(r'of_sheet\["([a-z-]+)"\]', templates)}
    return sizes | named | {"--running-title-letters"}


def _values(sheet: Path) -> dict[str, str]:
    found = declarations(rules(sheet)[0].content)
    return {one.name: tinycss2.serialize(one.value).strip() for one in found}


@pytest.mark.parametrize("sheet", THEMES, ids=name)
def test_text_of_every_colour_has_contrast_with_sheet_and_tint(sheet: Path) -> None:
    """At least 4.5 to 1: WCAG 2.2, success criterion 1.4.3."""
    values = _values(sheet)
    inks = [n for n in values if re.fullmatch(r"--(ink|ink-soft|accent|pen|side-\d)", n)]
    assert len(inks) == 9
    tints = [values[n] for n in values if n.endswith("tint")]
    for ink, ground in itertools.product(inks, ("#ffffff", *tints)):
        assert contrast(values[ink], ground) >= 4.5, (ink, ground)
    for text, ground in (("--on-brand", "--brand"), ("--on-brand-field", "--brand-field")):
        assert contrast(values[text], values[ground]) >= 4.5
    assert contrast(values["--on-second"], values["--second"]) >= 4.5


@pytest.mark.parametrize("sheet", THEMES, ids=name)
def test_a_theme_keeps_the_rules_that_a_brand_keeps(sheet: Path) -> None:
    values = _values(sheet)
    assert contrast(values["--accent"]) >= 7
    assert contrast(values["--accent"], values["--tint"]) >= 6
    assert contrast(values["--hairline"]) >= 2.6
    if sheet.stem != "quiet":  # which saves toner
        assert contrast(values["--tint"]) >= 1.18


@pytest.mark.parametrize("sheet", [*THEMES, STYLES / "inks" / "greyscale.css"], ids=name)
def test_the_sides_of_a_chart_are_told_apart_in_grey_and_by_whoever_sees_colours_otherwise(
    sheet: Path,
) -> None:
    values = _values(sheet)
    sides = [values[f"--side-{number}"] for number in range(1, 6)]
    assert are_apart(sides[0], sides[1])
    for one, other in itertools.combinations(sides, 2):
        assert min(distances(one, other)) >= 0.07


@pytest.mark.long
def test_every_stylesheet_sets_some_document() -> None:
    used = {
        sheet
        for document in (REGISTRY | OF_PACKETS).values()
        for edition, fits in document.head.editions.items()
        for theme, paper in itertools.product(HERE.themes(), PAPERS)
        for look in [Look(theme, EDITIONS[edition], document.paper(paper, EDITIONS[edition]))]
        for sheets in stylesheets(HERE, document, look, fits).values()
        for sheet in sheets
    }
    used |= {
        sheet
        for paper in PAPERS
        for edition, size in ((EDITIONS["print"], paper), (BOOKLET, HALVES[paper]))
        for look in [Looks("press", edition, size, greyscale=True)]
        for document in (OF_PACKETS["cover"], REGISTRY["handout"])
        for sheet in stylesheets(HERE, document, look.of(document), ["plain"])["plain"]
    }
    of_certificates = {
        STYLES / "certificates" / f"{stem}.css"
        for stem in ("certificate", "full", "fonts", "lettering", "script", "blind", *PAPERS)
    }
    others = {
        STYLES / name
        for name in (
            "documents/proof.css",
            "own-fonts.css",
            "email/message.css",
            "email/outbox.css",
            "verify/page.css",
        )
    }
    assert used | of_certificates | others == set(SHEETS)


def test_every_fit_that_a_template_names_is_there() -> None:
    named = {
        fit
        for document in (REGISTRY | OF_PACKETS).values()
        for fits in document.head.editions.values()
        for fit in fits
    }
    assert named == {sheet.stem for sheet in (STYLES / "fits").glob("*.css")}


def test_a_stylesheet_of_a_document_has_its_template() -> None:
    documented = {sheet.stem for sheet in (STYLES / "documents").glob("*.css")}
    assert documented - set(REGISTRY | OF_PACKETS) == {"proof"}
    editions = {sheet.stem for sheet in (STYLES / "editions").glob("*.css")}
    assert editions == {*EDITIONS, BOOKLET.name}


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_has_no_look_and_trusts_nothing(template: Path) -> None:
    text = template.read_text("utf-8")
    if template.parent.name in ("email", "verify"):  # one file, with its stylesheet and script
        text = text.replace("<style>{{ style }}</style>", "").replace(
            "<script>{{ script }}</script>", ""
        )
    for wrong in (r"\bstyle\s*=", r"<style", r"\|\s*safe\b", r"autoescape\s+false", "<script"):
        assert not re.search(wrong, text), wrong


@pytest.mark.long
@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_every_class_that_is_styled_is_one_that_a_template_sets(sheet: Path) -> None:
    written = "".join(template.read_text("utf-8") for template in TEMPLATES)
    classes = {c for s in selectors(sheet) for c in re.findall(r"\.([a-z][a-z-]*)", s)}
    for wanted in classes:
        assert re.search(rf"[\s\"'{{]{wanted}", written), wanted


def test_no_html_stands_in_python() -> None:
    importing = REPOSITORY / "handouts" / "importers"
    for module in (REPOSITORY / "handouts").rglob("*.py"):
        if importing not in module.parents:
            text = module.read_text("utf-8")
            assert not re.search(r"[\"'][^\"'\n]*</?(p|div|span|td|tr|h1|em|li)\b[^\"'\n]*>", text)


def test_no_component_writes_beside_the_text_of_a_page() -> None:
    # All documents have all components, and some have lines of their own there.
    sheets = list((STYLES / "components").glob("*.css"))

    assert sheets
    assert [sheet.name for sheet in sheets if "@page" in sheet.read_text("utf-8")] == []
