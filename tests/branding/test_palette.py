"""What every page relies on, whatever colour a provider has."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handouts.branding.colours import chroma_and_hue, contrast
from handouts.branding.palette import Palette, brand_variables, derive
from handouts.branding.sides import APART, LEAST, PARTNERS, are_apart, distances
from tests.branding.test_colours import COLOURS

INK = "#1c1b1a"
PALE, DARK, NEON = ("#ffe600", "#fff7c2", "#f4f4f4"), ("#12001f", "#000000"), ("#39ff14", "#ff00ff")
GREYS = [f"#{level:02x}{level:02x}{level:02x}" for level in range(0, 256, 15)]
KNOWN = (*PALE, *DARK, *NEON, *GREYS, "#0b4f7d", "#7a2e1d", "#12555a", "#808000", "#c0c0c0")


def assert_usable(found: Palette) -> None:
    assert contrast(found.on_brand, found.brand) >= 4.5
    assert contrast(found.on_second, found.second) >= 4.5
    assert contrast(found.brand_rule) >= 3
    assert contrast(found.accent) >= 7
    assert contrast(found.accent, found.tint) >= 6
    assert 1.18 <= contrast(found.tint) < 1.25
    assert contrast(INK, found.tint) >= 4.5
    assert 2.6 <= contrast(found.hairline) < 2.9
    assert contrast(found.pen, found.tint) >= 4.5
    for side in found.sides:
        assert contrast(side, found.tint) >= 4.5
        for tint in found.side_tints:
            assert contrast(side, tint) >= 4.5
    first, second = found.sides[:2]
    assert are_apart(first, second)
    assert min(distances(first, second)[:2]) >= APART
    assert max(contrast(first), contrast(second)) >= 1.6 * min(contrast(first), contrast(second))
    for columns, apart in ((3, 0.11), (4, 0.08), (5, 0.07)):
        pairs = itertools.combinations(found.sides[:columns], 2)
        assert min(min(distances(*pair)) for pair in pairs) >= apart


@pytest.mark.parametrize("colour", KNOWN)
def test_a_pale_dark_grey_or_neon_brand_is_usable(colour: str) -> None:
    assert_usable(derive(colour, "", INK))


@settings(max_examples=30, deadline=None)
@given(COLOURS, some.none() | COLOURS)
def test_any_brand_is_usable(colour: str, second: str | None) -> None:
    assert_usable(derive(colour, second or "", INK))


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(COLOURS, some.none() | COLOURS)
def test_hundreds_of_brands_are_usable(colour: str, second: str | None) -> None:
    assert_usable(derive(colour, second or "", INK))


def test_a_brand_that_is_dark_enough_is_the_accent_itself() -> None:
    found = derive("#0b4f7d", "", INK)
    assert (found.accent, found.brand_rule, found.on_brand) == ("#0b4f7d", "#0b4f7d", "#ffffff")
    assert not found.is_accent_darker
    assert found.sides[1] == "#0b4f7d"


def test_a_pale_brand_keeps_its_field_and_has_darker_text() -> None:
    found = derive("#ffe600", "", INK)
    assert (found.brand, found.on_brand) == ("#ffe600", INK)
    assert found.is_accent_darker
    hue, accent_hue = chroma_and_hue("#ffe600")[1], chroma_and_hue(found.accent)[1]
    assert abs(hue - accent_hue) < 6
    assert not found.is_edged
    assert derive("#fffdf5", "", INK).is_edged


def test_a_second_colour_is_a_side_where_it_can_be_told_apart() -> None:
    kept = derive("#0b2b4f", "#c4500c", INK)
    assert kept.is_second_kept
    assert abs(chroma_and_hue(kept.sides[0])[1] - chroma_and_hue("#c4500c")[1]) < 6


def test_a_second_colour_that_is_nearly_the_first_becomes_a_shade_that_is_told_apart() -> None:
    found = derive("#0b4f7d", "#0c5080", INK)
    assert found.second == "#0c5080"
    assert found.sides[0] != "#0c5080"
    assert are_apart(*found.sides[:2])


def test_the_greys_of_a_grey_brand_stay_grey() -> None:
    found = derive("#808080", "", INK)
    assert {chroma_and_hue(c)[0] for c in (found.accent, found.tint, found.hairline)} == {0}


def test_a_theme_that_takes_no_brand_and_a_provider_without_a_colour_change_nothing() -> None:
    theme = {"--ink": INK, "--takes-brand": "none"}
    assert brand_variables("#0b4f7d", "", theme) == {}
    assert brand_variables("", "", {"--ink": INK}) == {}


def test_the_text_on_a_pale_brand_is_the_themes_ink_where_that_is_a_colour() -> None:
    assert brand_variables("#ffe600", "", {"--ink": "#123"})["--on-brand"] == "#112233"
    assert brand_variables("#ffe600", "", {"--ink": "var(--x)"})["--on-brand"] == "#000000"


def test_each_partner_can_be_text_on_a_tint() -> None:
    shades = [shade for shades in PARTNERS.values() for shade in shades]
    assert len(shades) == 48
    assert all(contrast(shade) >= LEAST - 0.03 for shade in shades)
