"""Settings, Look: what is made of colours while they are chosen, and logos."""

from pathlib import Path

import pytest

from tests.fonts.test_own import font
from tests.studio.conftest import Running
from tests.studio.test_settings import picture, provider, save

PALETTE, PAGE = "/settings/look/palette", "/settings/look/page"


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
    assert blue.headers["content-type"] == red.headers["content-type"] == "image/jpeg"
    assert blue.content != red.content
    assert none.status_code == 422


def test_the_fonts_of_the_project_are_listed_with_what_they_are_for(
    home: Path, running: Running
) -> None:
    with running.client() as client:
        assert "into a folder <code>fonts</code>" in client.get("/settings/look").text
        (home / "fonts").mkdir()
        (home / "fonts" / "hill.ttf").write_bytes(font("Hill", licence="OFL 1.1"))
        (home / "fonts" / "hello.otf").write_bytes(b"hello")
        file = home / "content" / "provider.yaml"
        file.write_text(f"{file.read_text('utf-8')}fonts: {{headings: hill}}\n", "utf-8")
        shown = client.get("/settings/look").text
    assert "Hill: for headings" in shown
    assert "hill.ttf (OFL 1.1)" in shown
    assert "hello.otf is something else than its name says." in shown
