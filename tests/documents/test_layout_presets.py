import pytest

from handouts.content.chart import Chart, Row
from handouts.documents.editions import EDITIONS
from handouts.documents.layout_presets import to_try
from handouts.documents.registry import registry
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)
REGISTRY = registry(HERE)


def with_columns(count: int, words: int = 5) -> list[Chart]:
    """The only chart of a training."""
    cells = tuple("word " * words for _ in range(count))
    return [Chart("Side by side", tuple("ABCDE"[:count]), None, (Row(1, "Goal", cells),))]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("edition", ["print"])
def test_four_columns_and_more_are_tried_on_a_landscape_page_first(
    count: int, edition: str
) -> None:
    chart = REGISTRY["chart"]
    presets = to_try(HERE, chart, with_columns(count), EDITIONS[edition])
    listed = chart.head.editions[edition]
    assert presets == dict(listed)
    landscape = [preset.startswith("landscape") for preset in presets]
    assert any(landscape)
    assert not all(landscape)
    if count > 3:
        assert landscape == sorted(landscape, reverse=True)
    else:
        assert list(presets) == list(listed)
        assert not landscape[0]
    within = [preset for preset in listed if preset.startswith("landscape")]
    assert [preset for preset in presets if preset.startswith("landscape")] == within


def test_large_type_is_not_tried_for_a_chart_of_many_words() -> None:
    chart, edition = REGISTRY["chart"], EDITIONS["print"]
    few = to_try(HERE, chart, with_columns(2, words=20), edition)
    many = to_try(HERE, chart, with_columns(2, words=400), edition)
    assert "portrait-13" in few
    assert {preset: limit for preset, limit in few.items() if preset != "portrait-13"} == many


def test_a_preset_of_the_projects_own_says_for_which_charts_it_is(project: Project) -> None:
    own = project.root / "styles" / "fits" / "landscape-9.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --chart-columns-from: 2; --chart-letters-at-most: 50 }", "utf-8")
    chart, edition = REGISTRY["chart"], EDITIONS["print"]
    few = to_try(project, chart, with_columns(2, words=2), edition)
    many = to_try(project, chart, with_columns(2, words=20), edition)

    assert next(iter(few)) == "landscape-9"
    assert "landscape-9" not in many
