"""The page beside what is typed: a strip that changed is laid over the picture where it belongs."""

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.long
LEVELS = 60
"""Of 255, by which a pixel of two pictures may differ: each is compressed by itself."""


def first_page(window: "Page") -> Image.Image:
    """Return a picture of the first page as the window shows it, when nothing is under way."""
    window.locator(".preview:not([aria-busy])").wait_for(timeout=60_000)
    picture = window.locator(".preview figure").first.screenshot(animations="disabled")
    return Image.open(io.BytesIO(picture)).convert("L")


def differ(one: Image.Image, other: Image.Image) -> float:
    """Return the part of the pixels that are plainly others."""
    difference = ImageChops.difference(one, other).point(lambda level: 255 * (level > LEVELS))
    return difference.histogram()[255] / (one.width * one.height)


def test_what_was_typed_is_shown_as_a_page_that_is_drawn_anew_shows_it(
    window: "Page", running: Running
) -> None:
    window.set_viewport_size({"width": 1440, "height": 1500})
    window.goto(f"{running.origin}/training/two-models")
    window.locator(".preview .paper[src^=blob]").first.wait_for(timeout=60_000)
    before = first_page(window)
    paragraph = window.locator(".article-text > p").first
    paragraph.click()
    window.keyboard.press("Home")
    window.keyboard.type("Slowly ")
    strip = window.locator(".preview figure").first.locator(".strip")
    strip.wait_for(state="attached", timeout=60_000)
    typed = first_page(window)
    heights = [
        each.evaluate("e => e.clientHeight") for each in (strip, window.locator(".paper").first)
    ]
    window.locator(".preview select[name=edition]").select_option("large-print")
    first_page(window)
    window.locator(".preview select[name=edition]").select_option("print")
    anew = first_page(window)

    assert heights[0] < heights[1] / 2
    assert differ(before, typed) > 0.005
    assert differ(typed, anew) < 0.001
