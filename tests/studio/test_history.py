"""Earlier states of files and the trash in the studio."""

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

HISTORY = "/training/two-models/history"
FILE = "two-models/training.yaml"
MILLISECONDS = 60_000


def change(running: Running, old: str, new: str) -> None:
    with running.client() as client:
        opened = client.get("/text", params={"file": FILE}).json()
        text = opened["text"].replace(old, new)
        client.post("/save", json={"file": FILE, "text": text, "version": opened["version"]})


def test_what_changed_is_shown_in_words_and_brought_back(running: Running, home: Path) -> None:
    before = (home / "content" / FILE).read_text("utf-8")
    change(running, "Two Models of", "<b>Three</b> Models of")
    with running.client() as client:
        assert "Details" in client.get(HISTORY).text
        page = client.get(f"{HISTORY}/{FILE}", params={"all": "yes"}).text
        part = client.get(unescape(page.split('hx-get="')[1].split('"')[0])).text
        state = re.findall(r'name="state" value="(\w+)"', page)[-1]
        data = {"file": FILE, "state": state}
        done = client.post("/training/two-models/bring-back", data=data)

    assert "<b>Three" not in part
    assert "<ins>&lt;b&gt;Three&lt;/b&gt;</ins>" in part
    assert "<del>Two</del>" in part
    assert done.headers["location"].startswith(HISTORY)
    assert (home / "content" / FILE).read_text("utf-8") == before


@pytest.mark.parametrize("file", ["provider.yaml", "two-models/../provider.yaml", "x/y.md"])
def test_only_files_of_the_training_are_shown_and_brought_back(running: Running, file: str) -> None:
    with running.client() as client:
        data = {"file": file, "state": "0" * 64}
        shown = client.get(f"{HISTORY}/{file.replace('/', '%2F')}")
        done = client.post("/training/two-models/bring-back", data=data)

    assert shown.status_code in (404, 422)
    assert done.status_code in (404, 422)


def test_what_is_in_the_trash_is_put_back_or_deleted(running: Running, home: Path) -> None:
    folder = home / "content/two-models"
    with running.client() as client:
        client.post("/training/two-models/details/remove")
        page = client.get("/trash").text
        item = page.split('name="item" value="')[1].split('"')[0]
        assert not folder.exists()
        client.post("/trash/put-back", data={"item": item})
        assert folder.exists()
        client.post("/training/two-models/details/remove")
        item = client.get("/trash").text.split('name="item" value="')[1].split('"')[0]
        client.post("/trash/empty", data={"item": item})
        empty = client.get("/trash").text
        gone = client.post("/trash/put-back", data={"item": item})

    assert "Training two-models" in page
    assert "nothing in the trash" in empty
    assert gone.status_code == 422
    assert not folder.exists()


@pytest.mark.long
def test_a_state_is_looked_at_and_brought_back(
    window: "Page", running: Running, home: Path
) -> None:
    change(running, "Two Models of", "Three Models of")
    window.set_default_timeout(MILLISECONDS)
    window.goto(f"{HISTORY}/{FILE}")
    window.get_by_text("Three", exact=True).wait_for()

    window.get_by_role("button", name="Bring back").last.click()
    window.get_by_role("dialog").get_by_role("button", name="Bring back").click()
    window.get_by_text("As it is now").wait_for()

    assert "title: Two Models of" in (home / "content" / FILE).read_text("utf-8")
