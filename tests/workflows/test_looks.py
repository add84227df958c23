from pathlib import Path

import pytest

from handouts.documents.editions import EDITIONS
from handouts.documents.registry import registry
from handouts.documents.templates import Look, found_style, page
from handouts.documents.variants import variants
from handouts.errors import CallError
from handouts.project.layout import choose
from handouts.workflows.check import check
from tests.small_project import TRAINING, read, small_project

SAID = (
    "content/tea/training.yaml: the look studio is called clinic, and has another structure; "
    "write `theme: clinic`."
)


def test_a_theme_is_known_by_the_name_that_it_had_and_check_says_so(tmp_path: Path) -> None:
    training = f"{TRAINING}theme: studio\n"
    assert read(tmp_path, training=training).head.theme == "clinic"
    project = small_project(tmp_path, training=training)
    assert SAID in check(project, ["tea"]).warnings
    assert found_style(project, "themes/studio.css").name == "clinic.css"
    with pytest.raises(CallError, match='the theme "studio" is called "clinic"'):
        choose("studio", project.themes(), "theme")


def test_a_projects_own_theme_of_that_name_stays_its_own(tmp_path: Path) -> None:
    project = small_project(tmp_path, training=f"{TRAINING}theme: studio\n")
    own = project.root / "styles" / "themes" / "studio.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --ink: black }", "utf-8")
    assert project.theme("studio") == "studio"
    assert SAID not in check(project, ["tea"]).warnings
    assert found_style(project, "themes/studio.css") == own


def test_a_theme_may_have_templates_of_its_own(tmp_path: Path) -> None:
    training = read(tmp_path)
    project = small_project(tmp_path)
    own = project.root / "templates" / "themes" / "quiet" / "macros" / "inlines.html"
    own.parent.mkdir(parents=True)
    own.write_text("{% macro set(inlines) %}THEMED{% endmacro %}", "utf-8")
    document = registry(project)["chart"]
    (variant,) = variants(document, training, {})

    def html(theme: str) -> str:
        return page(project, document, training, variant, Look(theme, EDITIONS["print"], "a4")).html

    assert "THEMED" in html("quiet")
    assert "THEMED" not in html("press")
