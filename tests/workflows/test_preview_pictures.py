"""What a preview shows is what a build makes: the same pictures of the same pages."""

import dataclasses
import re

import pytest

from handouts.builds.plan import Job, plan
from handouts.builds.preview_typeset import PreviewTypesetter
from handouts.builds.request import Request
from handouts.builds.typeset_job import fitted
from handouts.documents import registry
from handouts.documents.document_number import draft
from handouts.project.layout import Project
from handouts.typesetting.raster import PdfPages
from handouts.typesetting.render import Typesetter, write
from handouts.workflows.load import load_checked
from tests.conftest import EVERY, REPOSITORY

pytestmark = pytest.mark.long

HERE = Project(REPOSITORY)
WIDTH = 500
SOME = {
    "handout": "large-print",
    "chart": "email",
    "matching": "email",
    "answer-keys": "print",
    "badges": "print",
}
"""One of each kind: running text, a table, a form, keys, and people."""
ALL = [name for name, document in registry.registry(HERE).items() if document.head.shows != "brand"]
"""The example has no brand, and so no document of it."""
CASES = dict.fromkeys(ALL, "") if EVERY else SOME
"""Documents and editions; without one, all of them."""


def jobs(document: str, *, is_preview: bool) -> list[Job]:
    edition = (CASES[document],) if CASES[document] else ()
    request = Request((), (document,), edition, is_preview=is_preview)
    trainings, sessions = load_checked(HERE, ["two-models"], [("two-models", "example")])
    return plan(HERE, trainings, request, sessions)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(HERE.layers)


@pytest.fixture(scope="module")
def previews() -> PreviewTypesetter:
    return PreviewTypesetter(HERE.layers)


def with_number_of(built: Job, shown: Job) -> Job:
    """Return a preview's job with the number that a build prints instead of a draft's."""
    found = re.search(r'data-number="([^"]+)"', built.html)
    assert found
    assert draft(found[1]) in shown.html
    return dataclasses.replace(shown, html=shown.html.replace(draft(found[1]), found[1]))


@pytest.mark.parametrize("document", CASES)
def test_each_page_looks_as_it_does_in_the_file_of_a_build(
    document: str, typesetter: Typesetter, previews: PreviewTypesetter
) -> None:
    pairs = zip(jobs(document, is_preview=False), jobs(document, is_preview=True), strict=True)
    compared = 0
    for built, shown in pairs:
        found = fitted(built, typesetter)
        content, _ = write(found.layout, built.edition.printing)
        preview = previews.document(built.path, with_number_of(built, shown), None, lambda: None)
        pages = preview.painted(range(len(preview.places)))
        assert (preview.fit.name, preview.fit.moves) == (found.fit, found.moves)
        with PdfPages(content) as file:
            assert len(pages) == len(file)
            for number, page in enumerate(pages):
                place = f"{built.path}, page {number + 1}"
                assert page.picture(WIDTH) == file.as_shown(number, WIDTH), place
                compared += 1
    assert compared
