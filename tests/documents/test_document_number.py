import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts import worksheets
from handouts.content.load_training import load
from handouts.content.training import Training
from handouts.documents.registry import registry
from handouts.documents.variants import variants
from handouts.project.layout import Project
from tests.conftest import REPOSITORY
from tests.small_project import read

HERE = Project(REPOSITORY)
REGISTRY = registry(HERE)
OF_A_TRAINING = [name for name in REGISTRY if name != "brand"]
"""The colours are made for a provider that has some, and the example's has none."""


@pytest.fixture
def training() -> Training:
    (training,) = load(HERE, ["two-models"])
    return training


def number(document: str, training: Training) -> str:
    own = training.worksheets.model_copy(update={"add": worksheets.kinds()})
    whole = dataclasses.replace(training, worksheets=own)
    made = worksheets.all_sheets(whole, seed=1, versions=1).sheets
    (variant,) = variants(REGISTRY[document], training, made)
    return variant.number


def with_cell(training: Training, text: str) -> Training:
    row = training.chart.rows[0]
    changed = dataclasses.replace(row, cells=(text, *row.cells[1:]))
    rows = (changed, *training.chart.rows[1:])
    return dataclasses.replace(
        training, charts={"": dataclasses.replace(training.chart, rows=rows)}
    )


def with_article_head(training: Training, **changes: object) -> Training:
    head = training.article.head.model_copy(update=changes)
    return dataclasses.replace(training, article=dataclasses.replace(training.article, head=head))


def with_head(training: Training, **changes: object) -> Training:
    return dataclasses.replace(training, head=training.head.model_copy(update=changes))


def without_last_paragraph(training: Training) -> Training:
    blocks = training.article.blocks[:-1]
    return dataclasses.replace(
        training, article=dataclasses.replace(training.article, blocks=blocks)
    )


@pytest.mark.long
def test_a_number_names_training_and_document_and_is_short(training: Training) -> None:
    assert number("handout", training).startswith("TWO-HANDOUT-")
    assert number("chart", training).startswith("TWO-CHART-")
    for document in OF_A_TRAINING:
        short = number(document, training).rsplit("-", 1)[1]
        assert len(short) == 6
        assert set(short) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_number_is_the_same_for_every_release(tmp_path: Path) -> None:
    small = read(tmp_path)
    assert [number(name, small) for name in ("handout", "chart")] == [
        "TEA-HANDOUT-V3F36A",
        "TEA-CHART-DXEKFK",
    ]


@pytest.mark.long
def test_a_number_stays_while_its_content_stays(training: Training) -> None:
    (again,) = load(Project(REPOSITORY), ["two-models"])
    numbers = [number(document, training) for document in OF_A_TRAINING]
    assert numbers == [number(document, again) for document in OF_A_TRAINING]
    assert len(set(numbers)) == len(OF_A_TRAINING)


@pytest.mark.long
@pytest.mark.parametrize(
    "change",
    [
        lambda t: with_cell(t, "Another word"),
        lambda t: dataclasses.replace(
            t, charts={"": dataclasses.replace(t.chart, title="Another")}
        ),
        lambda t: with_head(t, title="Another"),
        lambda t: dataclasses.replace(t, provider=t.provider.model_copy(update={"name": "B"})),
    ],
)
def test_a_word_that_both_show_changes_both_numbers(
    training: Training, change: Callable[[Training], Training]
) -> None:
    changed = change(training)
    for document in ("handout", "chart"):
        assert number(document, changed) != number(document, training)


@pytest.mark.long
@pytest.mark.parametrize(
    "change",
    [
        without_last_paragraph,
        lambda t: with_article_head(t, title="Another"),
        lambda t: with_article_head(t, subtitle="Another"),
        lambda t: with_article_head(t, sources=("Another",)),
        lambda t: with_article_head(t, pull_quotes=()),
        lambda t: with_head(t, objectives=("Another",)),
    ],
)
def test_a_word_that_only_the_handout_shows_leaves_the_charts_number(
    training: Training, change: Callable[[Training], Training]
) -> None:
    changed = change(training)
    assert number("handout", changed) != number("handout", training)
    assert number("chart", changed) == number("chart", training)


@pytest.mark.parametrize("look", [{"theme": "quiet"}, {"paper": "a4"}])
def test_paper_and_theme_are_no_part_of_the_number(
    training: Training, look: dict[str, str]
) -> None:
    for document in ("handout", "chart"):
        assert number(document, with_head(training, **look)) == number(document, training)


def test_another_code_is_another_number(training: Training) -> None:
    assert number("chart", with_head(training, code="NEW")).startswith("NEW-CHART-")
