import importlib.util
import io

import pytest
from fontTools.ttLib import TTFont

from handouts.documents.editions import EDITIONS
from handouts.documents.registry import registry
from handouts.documents.templates import Look, stylesheets
from handouts.errors import WorldError
from handouts.fonts import theme_fonts
from handouts.project.layout import Project
from tests.conftest import REPOSITORY


@pytest.mark.parametrize("name", theme_fonts.FACES)
def test_a_face_is_a_font_of_its_own_with_the_weight_that_it_was_cut_out_at(name: str) -> None:
    with TTFont(io.BytesIO(theme_fonts.content(name))) as font:
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == theme_fonts.FACES[name].axes["wght"]
        assert font["OS/2"].fsType == 0
        assert {ord(letter) for letter in "aé“1Ł"} <= font.getBestCmap().keys()


def test_every_face_that_a_theme_asks_for_is_there_and_each_is_asked_for() -> None:
    sheets = (REPOSITORY / "styles" / "themes").glob("*/fonts.css")
    asked = {name for sheet in sheets for name in theme_fonts.asked_for(sheet.read_text("utf-8"))}
    assert asked == set(theme_fonts.FACES)
    assert set(theme_fonts.installed()) == asked


def test_a_theme_whose_fonts_are_not_installed_says_which_package_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "fontpkg_inter" else found(name)
    )
    here = Project(REPOSITORY)
    look = Look("grid", EDITIONS["print"], "a4")
    with pytest.raises(WorldError) as raised:
        stylesheets(here, registry(here)["chart"], look, ["plain"])
    assert str(raised.value) == (
        'The fonts of the theme "grid" are not installed. Install the package fontpkg-inter, or '
        "choose another theme."
    )
    assert "InterDisplay-Light.ttf" not in theme_fonts.installed()
