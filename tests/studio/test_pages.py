"""The frame that every page has."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running

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


def test_a_mistake_in_the_program_is_admitted_and_reported(
    running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def mistaken(_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("handouts.studio.routes.trainings.overview", mistaken)
    with running.client() as client:
        answer = client.get("/")

    assert answer.status_code == 500
    assert "handouts made a mistake: ZeroDivisionError: of ours" in answer.text
    assert "Please send the file" in answer.text
    (written,) = tmp_path.glob("handouts-mistake-*")
    assert "in mistaken" in written.read_text("utf-8")
