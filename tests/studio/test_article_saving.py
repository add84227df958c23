"""An article that is saved with what is marked in it, as a window sends it."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.studio.conftest import Running

FILE = "two-models/article.md"
QUOTE = "Presence takes longer."


@pytest.fixture
def opened(running: Running) -> dict[str, Any]:
    with running.client() as client:
        found: dict[str, Any] = client.get("/text", params={"file": FILE}).json()
    return found


def save(client: httpx.Client, opened: dict[str, Any], **sent: object) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/training/two-models/article", json=opened | sent).json()
    return answer


def test_pull_quotes_are_put_into_the_details_and_nothing_else_changes(
    running: Running, home: Path, opened: dict[str, Any]
) -> None:
    with running.client() as client:
        answer = save(client, opened, pull_quotes=[QUOTE])

    written = (home / "content" / FILE).read_text("utf-8")
    assert answer["written"] == written
    assert f"pull_quotes:\n  - {QUOTE}\nsources:" in written
    assert written.split("---\n", 2)[2] == opened["text"].split("---\n", 2)[2]


def test_a_conflict_shows_the_pull_quotes_that_were_chosen_here(
    running: Running, home: Path, opened: dict[str, Any]
) -> None:
    file = home / "content" / FILE
    theirs = opened["text"].replace("pull_quotes:\n", "pull_quotes:\n  - Theirs.\n")
    file.write_text(theirs, "utf-8")
    with running.client() as client:
        answer = save(client, opened, pull_quotes=[QUOTE])
        found = client.post("/training/two-models/pull-quotes", data={"text": theirs}).json()

    assert answer["conflict"]["theirs"] == theirs
    assert f"  - {QUOTE}\nsources:" in answer["conflict"]["mine"]
    assert found["quotes"][0] == "Theirs."
    assert file.read_text("utf-8") == theirs


def test_the_text_is_kept_where_the_details_cannot_be_read(
    running: Running, home: Path, opened: dict[str, Any]
) -> None:
    broken = opened["text"].replace("pull_quotes:", "pull_quotes: [")
    with running.client() as client:
        answer = save(client, opened, text=broken, pull_quotes=[QUOTE])

    assert (home / "content" / FILE).read_text("utf-8") == broken
    assert answer["note"].startswith("The pull quotes could not be kept. ")


def test_what_follows_a_text_of_the_same_window_is_no_conflict(
    running: Running, home: Path, opened: dict[str, Any]
) -> None:
    first, second = (f"{opened['text']}\n{word}\n" for word in ("First.", "Second."))
    with running.client() as client:
        save(client, opened, text=first, pull_quotes=[QUOTE])
        refused = save(client, opened, text=second)
        taken = save(client, opened, text=second, under_way=first, pull_quotes=[QUOTE])
        again = save(client, opened, text=second, pull_quotes=[QUOTE])

    assert "conflict" in refused
    assert taken["version"] == again["version"]
    assert (home / "content" / FILE).read_text("utf-8") == taken["written"]


def test_key_terms_that_cannot_be_read_are_said_where_they_would_be_marked(
    running: Running, home: Path
) -> None:
    (home / "content/two-models/worksheets.yaml").write_text("key_terms: [\n", "utf-8")
    with running.client() as client:
        page = client.get("/training/two-models")
        answer = client.get("/training/two-models/key-terms")
        elsewhere = client.get("/training/none/key-terms")

    assert page.status_code == 200
    assert '"problem": "' in page.text
    assert answer.status_code == 404
    assert answer.json()["failed"]
    assert elsewhere.status_code == 404
