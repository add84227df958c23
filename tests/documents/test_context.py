import dataclasses

import pytest

from handouts.content.load_training import load
from handouts.content.training import Training
from handouts.documents.context import ArticleContext, ChartContext
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)


@pytest.fixture
def training() -> Training:
    (training,) = load(HERE, ["two-models"])
    return training


def test_a_pull_quote_stands_beside_the_block_that_says_it(training: Training) -> None:
    parts = ArticleContext.of(training, training.article).parts
    quoted = {part.pull_quote: part.block for part in parts if part.pull_quote}
    assert list(quoted) == list(training.article.head.pull_quotes)
    assert len(quoted) == 2
    for quote, block in quoted.items():
        assert quote in "".join(inline.text for inline in block.inlines if hasattr(inline, "text"))


def test_an_article_without_a_place_for_the_chart_ends_with_it(training: Training) -> None:
    def kinds(of: Training) -> list[str]:
        parts = ArticleContext.of(of, of.article).parts
        return [part.block.kind for part in parts]

    blocks = tuple(block for block in training.article.blocks if block.kind != "chart_place")
    assert len(blocks) == len(training.article.blocks) - 1
    article = dataclasses.replace(training.article, blocks=blocks)
    assert kinds(training).count("chart_place") == 1
    assert kinds(training)[-1] != "chart_place"
    without = kinds(dataclasses.replace(training, article=article))
    assert without.count("chart_place") == 1
    assert without[-1] == "chart_place"


def test_every_paragraph_and_every_cell_is_expected_in_the_finished_file(
    training: Training,
) -> None:
    expected = ArticleContext.of(training, training.article).expected_texts()
    article = (REPOSITORY / "content" / "two-models" / "article.md").read_text("utf-8")
    written = [block.strip() for block in article.split("---\n", 2)[2].split("\n\n")]
    plain = [block.lstrip("# ").replace("*", "") for block in written if block != "[chart]"]
    assert len(plain) > 15
    assert [text for text in expected.paragraphs if text in plain] == plain
    assert expected.rows == tuple(
        tuple(text.replace("*", "") for text in (row.label, *row.cells))
        for row in training.chart.rows
    )
    assert ChartContext(training.chart).expected_texts().rows == expected.rows
