import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handouts.branding.colours import chroma_and_hue, contrast, read_colour, shade
from handouts.messages import Message

COLOURS = some.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#0b4f7d", "#0b4f7d"),
        ("0B4F7D", "#0b4f7d"),
        (" #ABC ", "#aabbcc"),
        ("teal", "#008080"),
        ("rgb(11, 79, 125)", "#0b4f7d"),
        ("rgb(11 79 125)", "#0b4f7d"),
        ("hsl(204 84% 27%)", "#0b507f"),
    ],
)
def test_a_colour_is_read_however_it_is_written(written: str, colour: str) -> None:
    assert read_colour(written) == colour


def test_a_colour_that_no_screen_shows_becomes_the_nearest_that_it_shows() -> None:
    assert read_colour("color(display-p3 1 0 0)") == "#ff3428"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Pantone 320 C", "branding.no-colour"),
        ("100, 37, 0, 51", "branding.no-colour"),
        ("#12345", "branding.no-colour"),
        ("currentcolor", "branding.no-colour"),
        ("red; --ink: white", "branding.no-colour"),
        ("blue" * 1000, "branding.no-colour"),
        ("#0b4f7d80", "branding.see-through"),
        ("transparent", "branding.see-through"),
        ("rgb(1 2 3 / none)", "branding.see-through"),
    ],
)
def test_what_is_no_colour_is_told_from_what_one_sees_through(written: str, code: str) -> None:
    found = read_colour(written)
    assert isinstance(found, Message)
    assert found.code == code
    assert len(str(found)) < 300


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000") == 21
    assert contrast("#ffffff") == 1
    assert round(contrast("#777777"), 2) == 4.48
    assert contrast("#12555a", "#efebe6") == contrast("#efebe6", "#12555a")


@settings(deadline=None)
@given(COLOURS, some.floats(1, 20))
def test_a_shade_is_the_lightest_of_its_hue_that_has_the_contrast(
    colour: str, least: float
) -> None:
    found = shade(colour, least)
    assert least <= contrast(found) <= least * 1.06
    chroma, hue = chroma_and_hue(found)
    if chroma > 0.05:
        turned = abs((hue - chroma_and_hue(colour)[1] + 180) % 360 - 180)
        assert turned < 8
