"""Settings, Look: what is made of colours while they are chosen, and logos."""

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fonts.test_own import font
from tests.studio.conftest import Running
from tests.studio.test_settings import picture, provider, save

if TYPE_CHECKING:
    from playwright.sync_api import Page

PALETTE, PAGE = "/settings/look/palette", "/settings/look/page"
LETTERS = "/settings/look/letters"


def test_colours_are_saved_and_what_is_none_is_reported_at_its_field(
    home: Path, running: Running
) -> None:
    save(running, "look", colour="0B4F7D", second_colour="teal")
    assert (provider(home)["colour"], provider(home)["second_colour"]) == ("0B4F7D", "teal")
    told = save(running, "look", colour="Pantone 320")
    assert "problems-colour" in told
    assert "is no colour that is known" in told


@pytest.mark.parametrize("colour", ["", "#ffe600", "#0b4f7d", "white"])
def test_what_is_made_of_a_colour_is_shown_before_it_is_saved(
    home: Path, running: Running, colour: str
) -> None:
    before = provider(home)
    with running.client() as client:
        shown = client.get(PALETTE, params={"colour": colour, "second_colour": ""})
    assert shown.status_code == 200
    assert shown.text.count('class="swatch"') == 10
    assert "without green receptors" in shown.text
    assert ("too pale for text" in shown.text) == (colour in ("#ffe600", "white"))
    assert provider(home) == before


def test_what_is_no_colour_is_said_in_place_of_the_swatches(running: Running) -> None:
    with running.client() as client:
        shown = client.get(PALETTE, params={"colour": "<b>x</b>", "second_colour": ""})
    assert "is no colour that is known" in shown.text
    assert "<b>" not in shown.text


@pytest.mark.parametrize("which", ["logo", "logo_small", "logo_on_dark"])
def test_each_logo_is_taken_and_given_up(home: Path, running: Running, which: str) -> None:
    with running.client() as client:
        done = client.post(f"/settings/picture/{which}", files={"picture": ("x.png", picture())})
        assert str(done.url).endswith("/settings/look") or done.headers["location"]
        assert provider(home)[which].startswith(which.replace("_", "-"))
        assert f"/settings/picture/{which}" in client.get("/settings/look").text
        client.post(f"/settings/picture/{which}/remove")
    assert which not in provider(home)


@pytest.mark.long
def test_a_page_of_her_own_is_shown_in_colours_that_are_not_saved(running: Running) -> None:
    with running.client() as client:
        blue, red = (
            client.get(PAGE, params={"colour": colour, "second_colour": ""})
            for colour in ("#0b4f7d", "#8a1c1c")
        )
        none = client.get(PAGE, params={"colour": "nothing", "second_colour": ""})
    assert "data:image/jpeg;base64," in blue.text
    assert "data:image/jpeg;base64," in red.text
    assert blue.text != red.text
    assert "is no colour that is known" in none.text


def with_fonts(home: Path, chosen: str = "") -> None:
    """Give the project a font, and a file that is none."""
    (home / "fonts").mkdir()
    (home / "fonts" / "hill.ttf").write_bytes(font("Hill", licence="OFL 1.1"))
    (home / "fonts" / "hello.otf").write_bytes(b"hello")
    file = home / "content" / "provider.yaml"
    file.write_text(file.read_text("utf-8") + chosen, "utf-8")


def choices(page: str, use: str) -> list[tuple[str, bool]]:
    """Return what can be chosen for a use, and whether it is."""
    field = page.partition(f'name="fonts.{use}"')[2].partition("</select>")[0]
    found = re.findall(r"<option([^>]*)>([^<]*)", field)
    return [(unescape(name), "selected" in marks) for marks, name in found]


def test_the_fonts_of_the_project_are_listed_and_those_that_cannot_be_used(
    home: Path, running: Running
) -> None:
    with running.client() as client:
        before = client.get("/settings/look").text
        with_fonts(home)
        shown = client.get("/settings/look").text
    assert "into a folder <code>fonts</code>" in before
    assert 'name="fonts.text"' not in before
    assert "<dd>hill.ttf</dd>" in shown
    assert "<dd>OFL 1.1</dd>" in shown
    assert "hello.otf is something else than its name says." in shown


def test_a_font_is_chosen_for_each_use_and_given_up(home: Path, running: Running) -> None:
    with_fonts(home, "fonts:\n  # ours\n  headings: hill\n")
    with running.client() as client:
        page = client.get("/settings/look").text
    assert choices(page, "headings") == [
        ("As the look of the training has it", False),
        ("hill", True),
    ]
    assert ("Hill", False) in choices(page, "text")

    save(running, "look", fonts__headings="hill", fonts__text="Hill")
    assert provider(home)["fonts"] == {"headings": "hill", "text": "Hill"}
    text = (home / "content/provider.yaml").read_text("utf-8")
    assert "fonts:\n  # ours\n  text: Hill\n  headings: hill\n" in text
    save(running, "look", fonts__headings="", fonts__text="")
    assert not provider(home).get("fonts")


def test_a_font_that_is_not_there_stays_chosen_and_is_a_problem_at_its_field(
    home: Path, running: Running
) -> None:
    with_fonts(home, "fonts: {labels: <b>Valley}\n")
    with running.client() as client:
        page = client.get("/settings/look").text
    assert ("<b>Valley", True) in choices(page, "labels")
    assert "<b>Valley" not in page
    at_field = page.partition('id="problems-fonts-labels"')[2].partition("</div>")[0]
    assert "in the folder fonts" in at_field


def test_letters_that_a_font_lacks_are_named_where_it_is_chosen(
    home: Path, running: Running
) -> None:
    with_fonts(home)
    with running.client() as client:
        of_hill = client.get(LETTERS, params={"field": "fonts.text", "fonts.text": "Hill"})
        of_none = client.get(LETTERS, params={"field": "fonts.text", "fonts.text": ""})
        of_other = client.get(LETTERS, params={"field": "name", "name": "Hill"})
    assert "lacks" in of_hill.text
    assert "content/" not in of_hill.text
    assert "no italics" in of_hill.text
    assert of_none.text.strip() == of_other.text.strip() == ""


@pytest.mark.long
def test_a_page_of_her_own_is_shown_in_fonts_that_are_not_saved(
    home: Path, running: Running
) -> None:
    with_fonts(home)
    (home / "fonts" / "hello.otf").unlink()
    with running.client() as client:
        hill = client.get(PAGE, params={"fonts.headings": "Hill"}).text
        house = client.get(PAGE).text
    assert "data:image/jpeg;base64," in hill
    assert "data:image/jpeg;base64," in house
    assert hill != house
    assert "fonts" not in provider(home)


@pytest.mark.long
def test_why_no_page_can_be_shown_is_said_in_its_place(home: Path, window: "Page") -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    window.set_default_timeout(60_000)
    window.goto("/settings/look")
    page = window.get_by_alt_text("The first page of your training")
    expect(page).to_be_visible(timeout=60_000)
    with_fonts(home, "fonts: {headings: Hill}\n")
    window.goto("/settings/look")
    expect(window.locator("#palette")).to_contain_text(
        "is something else than its name says", timeout=60_000
    )


@pytest.mark.long
def test_a_colour_that_is_not_chosen_is_shown_as_such_chosen_and_emptied(
    home: Path, window: "Page"
) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    window.set_default_timeout(60_000)
    window.goto("/settings/look")
    field = window.get_by_label("Second color", exact=True)
    picker = window.get_by_label("Choose: second color")
    clear = window.get_by_role("button", name="Clear second color")
    expect(picker).to_have_accessible_description("none chosen")
    expect(clear).to_be_hidden()

    with window.expect_response("**/settings/save/look"):
        picker.fill("#8a1c1c")
    expect(picker).to_have_accessible_description("")
    assert (field.input_value(), provider(home)["second_colour"]) == ("#8a1c1c", "#8a1c1c")
    for written, shown in (("teal", "#008080"), ("0b4", "#00bb44"), ("rgb(255, 0, 0)", "#ff0000")):
        field.fill(written)
        assert (picker.input_value(), field.input_value()) == (shown, written)
    field.fill("Pantone 320")
    expect(picker).to_have_accessible_description("as written")

    with window.expect_response(
        lambda answer: "second_colour=&" in f"{answer.request.post_data or ''}&"
    ):
        clear.press("Enter")
    expect(field).to_be_focused()
    expect(picker).to_have_accessible_description("none chosen")
    assert "second_colour" not in provider(home)


@pytest.mark.long
def test_what_to_know_of_a_font_is_said_as_soon_as_it_is_chosen(home: Path, window: "Page") -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    with_fonts(home)
    window.set_default_timeout(60_000)
    window.goto("/settings/look")
    with window.expect_response("**/settings/save/look"):
        window.get_by_label("Headings").select_option("Hill")
    expect(window.get_by_text("has no italics")).to_be_visible(timeout=60_000)
    assert provider(home)["fonts"] == {"headings": "Hill"}
