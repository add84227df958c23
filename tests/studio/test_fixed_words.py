"""The page of fixed words: found by document and by search, saved as they are written."""

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = "/settings/words"
WITHIN = {"hx-request": "true"}


def fields(page: str) -> list[str]:
    return re.findall(r'<textarea id="[^"]*" name="([^"]*)"', page)


def version(page: str) -> str:
    return page.partition('name="version" id="version" value="')[2].partition('"')[0]


def save(running: Running, **given: str) -> str:
    with running.client() as client:
        page = client.get(PAGE).text
        named = {name.replace("__", "."): own for name, own in given.items()}
        answer = client.post(
            f"{PAGE}/save", data={**named, "version": version(page)}, headers=WITHIN
        )
    assert answer.status_code == 200
    return answer.text


def test_the_words_of_a_document_are_listed_with_the_place_of_each(running: Running) -> None:
    with running.client() as client:
        page = client.get(PAGE, params={"of": "Find the counterpart"}).text
    assert "documents.matching.title" in fields(page)
    assert "worksheets.matching.find.email" in fields(page)
    assert not [name for name in fields(page) if "sorting" in name]
    assert "<legend>The steps</legend>" in page
    assert '<span class="edition">On screen: </span>**Find** its counterpart' in page


def test_words_are_found_wherever_they_stand(running: Running) -> None:
    with running.client() as client:
        page = client.get(PAGE, params={"find": "NEIGHBOR compare"}).text
        none = client.get(PAGE, params={"find": "xyzzy"}).text
    assert fields(page) == ["worksheets.sorting.compare"]
    assert "Nothing has these words." in none


def test_a_word_is_saved_and_counted(home: Path, running: Running) -> None:
    answer = save(running, documents__handout__title="<b>Reader</b>")
    assert ">Saved<" in answer
    assert "title: <b>Reader</b>" in (home / "content/words.yaml").read_text("utf-8")
    with running.client() as client:
        page = client.get(PAGE, params={"of": "<b>Reader</b>"}).text
    assert "<b>Reader" not in page
    assert 'aria-current="page">&lt;b&gt;Reader&lt;/b&gt; <span class="own-words">1 changed' in page


def test_a_lost_value_is_shown_at_the_field(running: Running) -> None:
    answer = html.unescape(save(running, dates__when="on {date}"))
    own = answer.partition('id="problems-dates-when"')[2].partition("</div>")[0]
    assert 'the phrase "dates.when" has lost {times}' in own
    with running.client() as client:
        page = html.unescape(client.get(PAGE, params={"find": "{date}, {times}"}).text)
    assert "has lost {times}" in page


def test_a_file_that_cannot_be_read_is_reported(home: Path, running: Running) -> None:
    (home / "content/words.yaml").write_text("fields: {", "utf-8")
    with running.client() as client:
        answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "Your words cannot be shown" in answer.text


def test_the_details_of_a_training_lead_to_the_words(running: Running) -> None:
    with running.client() as client:
        assert f'href="{PAGE}"' in client.get("/training/two-models/details").text


@pytest.mark.long
def test_a_word_is_found_and_changed_in_the_window(home: Path, window: "Page") -> None:
    window.goto(PAGE)
    window.get_by_label("Find words").fill("tell which model")
    field = window.get_by_label("Tell which model is speaking.")
    with window.expect_response(f"**{PAGE}/save") as saved:
        field.fill("Say which model speaks.")
    assert saved.value.ok
    window.goto(f"{PAGE}?find=tell+which+model")
    assert window.get_by_label("Tell which model is speaking.").input_value() == (
        "Say which model speaks."
    )
    assert "purpose: Say which model speaks." in (home / "content/words.yaml").read_text("utf-8")
