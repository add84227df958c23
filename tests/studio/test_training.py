"""The page while she types, and what is saved of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.long
MILLISECONDS = 60_000


@pytest.fixture
def training(window: "Page") -> "Page":
    """Open the article of the example, and wait for its pages."""
    window.set_default_timeout(MILLISECONDS)
    window.goto("/training/two-models")
    window.get_by_role("img", name="Page 1").wait_for()
    return window


def saved(page: "Page", file: Path, words: str) -> None:
    """Wait until a file has these words, and the page says so."""
    for _ in range(MILLISECONDS // 100):
        if words in file.read_text("utf-8"):
            break
        page.wait_for_timeout(100)
    page.get_by_text("Saved", exact=True).wait_for()


def first_page(page: "Page") -> str:
    return page.get_by_role("img", name="Page 1").get_attribute("src") or ""


def test_a_change_is_shown_as_it_will_be_printed_and_saved(training: "Page", home: Path) -> None:
    before = first_page(training)
    file = home / "content/two-models/article.md"
    rest = file.read_text("utf-8")

    editor = training.get_by_role("textbox", name="Article")
    editor.click()
    editor.press("Control+End")
    editor.press_sequentially(" Etwas")
    saved(training, file, " Etwas")

    assert file.read_text("utf-8").replace(" Etwas", "").strip() == rest.strip()
    assert first_page(training) == before  # only a later page has changed


def test_another_document_and_another_edition_are_shown(training: "Page") -> None:
    before = first_page(training)

    training.get_by_label("Document").select_option(label="Comparison chart")
    training.get_by_text("1 page", exact=True).wait_for()
    assert first_page(training) != before

    training.get_by_label("For", exact=True).select_option(label="large print")
    training.get_by_role("img", name="Page 2").wait_for()


def test_what_another_program_writes_is_shown(training: "Page", home: Path) -> None:
    file = home / "content/two-models/article.md"

    file.write_text(file.read_text("utf-8").replace("Two therapists sit", "Two women sit"), "utf-8")

    training.get_by_text("This was changed outside of this window").wait_for()


def test_a_conflict_is_shown_side_by_side_and_nothing_is_lost(home: Path, running: Running) -> None:
    file = home / "content/two-models/article.md"
    with running.client() as client:
        opened = client.get("/text", params={"file": "two-models/article.md"}).json()
        file.write_text(opened["text"].replace("Two therapists sit", "Two women sit"), "utf-8")
        mine = opened["text"] + "\nMine.\n"
        answer = client.post(
            "/save",
            json={"file": "two-models/article.md", "text": mine, "version": opened["version"]},
        ).json()

    assert "Two women sit" in answer["conflict"]["theirs"]
    assert "Two women sit" in answer["conflict"]["merged"]
    assert "Mine." in answer["conflict"]["merged"]
    assert "Mine." not in file.read_text("utf-8")
