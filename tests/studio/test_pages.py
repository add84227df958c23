"""The frame that every page has."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_first_page_shows_the_trainings(window: "Page") -> None:
    assert window.get_by_role("heading", level=1).inner_text() == "Trainings"
    assert window.get_by_role("link", name="New training").is_visible()


def test_closing_asks_first_and_says_that_all_is_saved(window: "Page") -> None:
    window.get_by_role("button", name="Close the studio").click()
    dialog = window.get_by_role("dialog", name="Close the studio? Everything is saved.")
    dialog.get_by_role("button", name="Cancel").click()
    assert window.get_by_role("heading", level=1).inner_text() == "Trainings"

    window.get_by_role("button", name="Close the studio").click()
    dialog.get_by_role("button", name="Close the studio").click()

    window.get_by_role("heading", name="The studio is closed").wait_for()
