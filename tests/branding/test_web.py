import re

import pytest

from handouts.branding.colours import contrast
from handouts.branding.web import message_style, page_style

COLOURS = ["#0b4f7d", "#ffe600", "#39ff14", "#808080", "#000000", "#ffffff"]


@pytest.mark.parametrize("colour", COLOURS)
def test_links_and_labels_of_a_message_can_be_read_on_light_and_on_dark(colour: str) -> None:
    bar, light, dark = re.findall("#[0-9a-f]{6}", message_style(colour))
    assert contrast(bar) >= 3
    assert contrast(light) >= 7
    assert contrast(dark, "#1e1e1e") >= 7


@pytest.mark.parametrize("colour", COLOURS)
def test_white_can_be_read_on_the_buttons_of_a_page(colour: str) -> None:
    accent, _ = re.findall("#[0-9a-f]{6}", page_style(colour))
    assert contrast(accent) >= 7


def test_without_a_colour_nothing_is_added() -> None:
    assert message_style("") + page_style("") == ""
