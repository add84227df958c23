"""Details of a training in the studio: shown as fields, saved one by one."""

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

DETAILS = "/training/two-models/details"
FIELDS = "/training/two-models/fields"
MILLISECONDS = 60_000
HOSTILE = "<script>alert(1)</script>'\""


def saved(client: httpx.Client, file: str, version: str, **changes: Any) -> dict[str, Any]:
    given = {"file": f"two-models/{file}", "version": version, "changes": [*changes.items()]}
    answer: dict[str, Any] = client.post(FIELDS, json=given).raise_for_status().json()
    return answer


def version(client: httpx.Client, file: str) -> str:
    return str(client.get("/text", params={"file": f"two-models/{file}"}).json()["version"])


def test_values_are_shown_as_text_whatever_they_are(running: Running) -> None:
    with running.client() as client:
        answer = saved(
            client,
            "training.yaml",
            version(client, "training.yaml"),
            title=HOSTILE,
            presenters=[{"name": HOSTILE}],
            objectives=[HOSTILE, "Two"],
        )
        page = client.get(DETAILS).text

    assert answer["problems"][0]["cause"].startswith('"<script>" is a tag')
    assert "<script>alert" not in page
    assert unescape(page).count("<script>alert(1)</script>") >= 4


def test_what_the_handout_has_is_chosen_in_words(running: Running, home: Path) -> None:
    with running.client() as client:
        first = version(client, "training.yaml")
        saved(client, "training.yaml", first, margin="plain", quotes="chosen")
        page = client.get(DETAILS).text
    assert '<option value="plain" selected>Nothing</option>' in page
    assert '<option value="chosen" selected>Only sentences that I choose</option>' in page
    text = (home / "content/two-models/training.yaml").read_text("utf-8")
    assert "\nmargin: plain\n" in text
    assert "\nquotes: chosen\n" in text


def test_what_is_wrong_comes_back_with_its_field_and_is_kept(running: Running, home: Path) -> None:
    with running.client() as client:
        answer = saved(client, "training.yaml", version(client, "training.yaml"), code="two")
        page = client.get(DETAILS).text

    assert [one["field"] for one in answer["problems"]] == ["code"]
    assert "code: two" in (home / "content/two-models/training.yaml").read_text("utf-8")
    assert answer["problems"][0]["cause"] in unescape(page)


def test_a_field_changed_elsewhere_is_not_overwritten(running: Running, home: Path) -> None:
    file = home / "content/two-models/article.md"
    with running.client() as client:
        old = version(client, "article.md")
        file.write_text(file.read_text("utf-8").replace("The Technician", "One", 1), "utf-8")
        answer = saved(client, "article.md", old, title="Mine", subtitle="Also mine")

    assert answer["clash"] == [["title", "One and the Artist"]]
    assert "mine" not in file.read_text("utf-8").lower().split("---")[1]


@pytest.mark.parametrize("file", ["sessions/x/session.yaml", "../provider.yaml", "chart.yaml", ""])
def test_only_the_files_of_these_forms_are_written(running: Running, file: str) -> None:
    given = {"file": f"two-models/{file}", "version": "", "changes": [["title", "x"]]}
    with running.client() as client:
        assert client.post(FIELDS, json=given).status_code == 404


def test_the_folder_gets_another_name_or_says_why_not(running: Running, home: Path) -> None:
    with running.client() as client:
        refused = client.post(f"{DETAILS}/folder", data={"folder": "Two Models!"})
        done = client.post(f"{DETAILS}/folder", data={"folder": "both-models"})

    assert refused.status_code == 422
    assert "cannot be the name of a training" in refused.text
    assert done.headers["location"] == "/training/both-models/details"
    assert (home / "content/both-models/article.md").is_file()


@pytest.mark.long
def test_fields_are_filled_in_and_saved(window: "Page", home: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    file = home / "content/two-models/training.yaml"
    window.set_default_timeout(MILLISECONDS)
    window.goto(DETAILS)
    form = window.get_by_role("form", name="Details of the training")

    form.get_by_label("Document numbers begin with").fill("two models")
    wrong = form.locator(".problem").get_by_text("cannot be", exact=False)
    expect(wrong).to_be_visible(timeout=MILLISECONDS)
    form.get_by_label("Document numbers begin with").fill("TWOM")
    form.get_by_role("button", name="Add a person").click()
    form.get_by_label("Name", exact=True).last.fill("Mia Holt")
    packet = form.get_by_role("group", name="For participants")
    packet.get_by_role("checkbox", name="Reading guide").uncheck()
    packet.get_by_role("button", name="Move up: Comparison chart").click()
    expect(form.locator(".problem:visible")).to_have_count(0, timeout=MILLISECONDS)
    expect(window.get_by_text("Saved", exact=True)).to_be_visible(timeout=MILLISECONDS)

    text = file.read_text("utf-8")
    assert "code: TWOM" in text
    assert "- name: Mia Holt" in text
    participants = text.split("participants:")[1]
    assert participants.split()[1:5:2] == ["chart", "handout"]
    assert "reading-guide" not in participants
