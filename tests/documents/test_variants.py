from pathlib import Path

import pytest

from handouts.documents import registry, templates
from handouts.documents.editions import EDITIONS
from handouts.documents.expected_texts import ExpectedTexts
from handouts.documents.registry import Document
from handouts.documents.variants import Variant, variants
from handouts.project.layout import Project
from handouts.worksheets import all_sheets
from tests.small_project import read

ARTICLE = (
    "The Kettle and the Pot",
    "Water is poured on leaves.",
    "Kettle and pot",
    "The kettle",
    "The pot",
)
ROWS = (("Speed", "Quick", "Slow"), ("Taste", "Plain", "Round"))


def own_document(folder: Path, *lines: str, audience: str = "participants") -> Document:
    """A document of a trainer's own, with these lines in its head."""
    file = folder / "templates" / "documents" / "digest.html"
    file.parent.mkdir(parents=True)
    head = ("title: Digest", f"audience: {audience}", *lines, "editions:", "  print: {plain: 0}")
    file.write_text("{#\n" + "\n".join(head) + "\n#}\n{{ chart.title }}", "utf-8")
    return registry.document(Project(folder), file)


def only(document: Document, folder: Path) -> Variant:
    training = read(folder)
    made = all_sheets(training, seed=1, versions=2).sheets
    (variant,) = variants(document, training, made)
    return variant


@pytest.mark.parametrize(
    ("shows", "names", "expected"),
    [
        (
            "article",
            {"chart", "parts", "objectives"},
            ExpectedTexts(ARTICLE[:2], ROWS, anywhere=ARTICLE[2:]),  # a chart may float
        ),
        ("chart", {"chart"}, ExpectedTexts(ARTICLE[2:], ROWS)),
    ],
)
def test_an_own_template_gets_what_its_head_says_and_is_read_back(
    tmp_path: Path, shows: str, names: set[str], expected: ExpectedTexts
) -> None:
    variant = only(own_document(tmp_path, f"shows: {shows}"), tmp_path)

    assert names <= set(variant.seen.values)
    assert variant.seen.expected_texts() == expected


def test_an_own_template_that_says_nothing_gets_the_training_alone(tmp_path: Path) -> None:
    variant = only(own_document(tmp_path), tmp_path)

    assert variant.seen.values == {}
    assert variant.seen.expected_texts() == ExpectedTexts()


def test_an_own_template_for_the_facilitator_has_every_sheet_and_what_it_shows(
    tmp_path: Path,
) -> None:
    document = own_document(tmp_path, "shows: chart", audience="facilitator")
    variant = only(document, tmp_path)
    sets = variant.seen.values["sets"]

    assert set(variant.seen.values) == {"chart", "sets"}
    assert variant.seen.expected_texts() == ExpectedTexts(ARTICLE[2:], ROWS)
    assert sets
    assert all([one.letter for one in versions] == ["A", "B"] for _, versions in sets)
    assert all(one.sheet.kind == kind for kind, versions in sets for one in versions)


def test_the_page_of_an_own_template_shows_the_chart_that_is_looked_for(tmp_path: Path) -> None:
    document, training = own_document(tmp_path, "shows: chart"), read(tmp_path)
    (variant,) = variants(document, training, {})
    look = templates.Look("press", EDITIONS["print"], "letter")
    page = templates.page(Project(tmp_path), document, training, variant, look)

    assert page.html.strip() == "Kettle and pot"
    assert page.rows == ROWS
