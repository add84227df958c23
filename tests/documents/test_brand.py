from pathlib import Path

from handouts.content.provider import Provider
from handouts.documents.brand import Brand, brand_of, brand_style, branded
from handouts.typesetting.stylesheets import variables
from tests.conftest import REPOSITORY

STYLES = REPOSITORY / "styles"
SHEETS = [STYLES / "base.css", STYLES / "themes" / "press.css", STYLES / "inks" / "greyscale.css"]
BLUE = Provider(name="Quiet Harbour Courses", colour="#0b4f7d")


def test_the_providers_colours_come_behind_the_themes_and_before_a_printers_greys() -> None:
    base, theme, own, greys = branded(SHEETS, BLUE)
    assert (base, theme, greys) == tuple(SHEETS)
    assert isinstance(own, str)
    assert variables(own)["--brand"] == "#0b4f7d"


def test_a_provider_without_a_colour_adds_nothing() -> None:
    assert branded(SHEETS, Provider(name="Quiet Harbour Courses")) == tuple(SHEETS)


def test_a_theme_that_takes_no_colour_gets_none() -> None:
    quiet = [STYLES / "base.css", STYLES / "themes" / "quiet.css"]
    assert branded(quiet, BLUE) == tuple(quiet)


def test_every_colour_of_a_theme_is_replaced() -> None:
    theme = variables((STYLES / "themes" / "press.css").read_text("utf-8"))
    own = variables(brand_style(BLUE, theme))
    colours = {name for name, value in theme.items() if value.startswith("#")}
    assert colours - own.keys() == {"--ink", "--ink-soft"}


def test_templates_find_the_pictures_from_a_trainings_folder() -> None:
    assert brand_of(Provider(name="x")) == Brand("x", None, None, None)
    full = Provider(name="x", logo="pictures/our logo.svg", logo_on_dark="white.png")
    assert brand_of(full) == Brand(
        "x", "../pictures/our%20logo.svg", "../pictures/our%20logo.svg", "../white.png"
    )


def test_a_projects_own_theme_needs_only_the_older_variables(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "own.css"
    own.parent.mkdir()
    own.write_text(":root { --ink: black; --accent: navy }", "utf-8")
    _, text = branded([own], BLUE)
    assert isinstance(text, str)
    assert variables(text)["--side-5-tint"].startswith("#")
