"""What happens while she types: another window, a worker that dies, a full disk."""

import multiprocessing
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import snapshot
from tests.studio.conftest import Running, open_window
from tests.studio.every_page import every_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

MILLISECONDS = 60_000
FILE = "two-models/article.md"
HOSTILE = "<b class=hostile>&amp;</b>"
Windows = tuple["Page", "Page"]


@pytest.fixture
def windows(browser: "Browser", running: Running) -> Iterator[Windows]:
    """Open the article of the example in two windows."""
    for first in open_window(browser, running):
        pages = (first, first.context.new_page())
        for page in pages:
            page.set_default_timeout(MILLISECONDS)
            page.goto("/training/two-models")
        yield pages


def editor(page: "Page") -> "Locator":
    return page.get_by_role("textbox", name="Article")


def write_at_the_end(page: "Page", text: str) -> None:
    editor(page).click()
    editor(page).press("Control+End")
    page.keyboard.type(text)


@pytest.mark.long
def test_what_one_window_saves_the_other_shows(windows: Windows, home: Path) -> None:
    mine, other = windows
    write_at_the_end(mine, " Etwas")

    editor(other).get_by_text("Etwas").wait_for()

    write_at_the_end(other, " Neues")
    editor(mine).get_by_text("Etwas Neues").wait_for()
    assert "Etwas Neues" in (home / "content" / FILE).read_text("utf-8")


@pytest.mark.long
def test_what_both_windows_change_at_once_is_put_to_her_and_nothing_is_lost(
    windows: Windows, home: Path
) -> None:
    mine, other = windows
    held: list[Route] = []
    other.route("**/two-models/article", lambda route: held.append(route), times=1)  # noqa: PLW0108 - no built-in
    write_at_the_end(other, " Neues")
    while not held:
        other.wait_for_timeout(100)
    editor(mine).click()
    mine.keyboard.press("Control+Home")
    mine.keyboard.type("Etwas ")
    mine.get_by_text("Saved", exact=True).wait_for()
    while "Etwas" not in (home / "content" / FILE).read_text("utf-8"):
        mine.wait_for_timeout(100)

    held[0].continue_()
    dialog = other.get_by_role("dialog", name="This was changed in two places")
    dialog.get_by_role("button", name="Keep both changes").click()

    editor(mine).get_by_text("Neues").wait_for()
    text = (home / "content" / FILE).read_text("utf-8")
    assert "Etwas" in text
    assert "Neues" in text


@pytest.mark.long
def test_a_worker_that_is_killed_while_a_page_is_drawn_is_replaced(windows: Windows) -> None:
    page, _ = windows
    page.get_by_role("img", name="Page 1").wait_for()
    before = page.get_by_role("img", name="Page 1").get_attribute("src")
    for worker in multiprocessing.active_children():
        worker.kill()

    editor(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Etwas ")

    page.wait_for_function(
        "before => document.querySelector('[alt=\"Page 1\"]')?.getAttribute('src') !== before",
        arg=before,
    )


def save(running: Running, text: str) -> dict[str, str]:
    """Save another text of the article as a window does, and return what the studio answers."""
    with running.client() as client:
        version = client.get("/text", params={"file": FILE}).json()["version"]
        given = {"file": FILE, "text": text, "version": version}
        answer: dict[str, str] = client.post("/save", json=given).json()
    return answer


def test_a_full_disk_is_said_and_the_file_stays_as_it_is(running: Running, home: Path) -> None:
    before = snapshot(home / "content")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        answer = save(running, "x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert "cannot be written" in answer["failed"]
    assert snapshot(home / "content") == before


def test_a_folder_that_cannot_be_written_is_said_and_the_file_stays(
    running: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    before = snapshot(home / "content")
    with monkeypatch.context() as read_only:
        read_only.setattr("os.replace", refused)  # root, whom no folder refuses, runs tests too
        answer = save(running, "Something else.\n")

    assert "cannot be written: Permission denied" in answer["failed"]
    assert snapshot(home / "content") == before


def test_html_in_every_field_is_shown_as_text(running: Running, home: Path) -> None:
    content = home / "content"
    for file in content.rglob("*"):
        if file.suffix not in (".yaml", ".md", ".csv"):
            continue
        lines = file.read_text("utf-8").splitlines()
        file.write_text("\n".join(map(with_html, lines)) + "\n", "utf-8")

    with running.client() as client:
        answers = {path: client.get(path).text for path in every_page(client)}

    assert {path for path, text in answers.items() if HOSTILE in text} == set()
    assert sum("b class=hostile" in text for text in answers.values()) > len(answers) / 2


def with_html(line: str) -> str:
    """Return a line of a file with HTML at the end of its text, where it has some."""
    has_text = line and line[-1].isalpha() and not line.startswith(("#", "Table:"))
    return f"{line} {HOSTILE}" if has_text else line
