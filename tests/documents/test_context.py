import dataclasses

import pytest

from handouts.content.load_training import load
from handouts.content.markdown import parse, parse_inline
from handouts.content.richtext import Block, plain_text, texts
from handouts.content.training import Training
from handouts.documents.context import ArticleContext, ChartContext
from handouts.project.layout import Project
from handouts.worksheets.material import material
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)


@pytest.fixture
def training() -> Training:
    (training,) = load(HERE, ["two-models"])
    return training


def plain(block: Block) -> str:
    return " ".join(map(plain_text, texts([block])))


def test_a_pull_quote_stands_near_its_sentence_and_not_below_a_heading(training: Training) -> None:
    parts = ArticleContext.of(training, training.article).parts
    quoted = {part.pull_quote: place for place, part in enumerate(parts) if part.pull_quote}
    assert list(quoted) == list(training.article.head.pull_quotes)
    assert len(quoted) == 2
    for quote, place in quoted.items():
        source = next(at for at, part in enumerate(parts) if quote in plain(part.block))
        assert abs(source - place) <= 2
        assert parts[place - 1].block.kind != "heading"
    assert any(quote not in plain(parts[place].block) for quote, place in quoted.items())


def test_where_none_is_chosen_the_longest_question_of_the_article_is_shown_large(
    training: Training,
) -> None:
    article = training.article
    head = article.head.model_copy(update={"pull_quotes": ()})
    question = "What would you have done *then*, and whom would you have asked for help?"
    more = parse(f"One.\n\nTwo, two.\n\nIs it?  \nYes. {question} No.\n\nFour.\n\nFive.").blocks
    asked = dataclasses.replace(article, head=head, blocks=more)
    parts = ArticleContext.of(training, asked).parts
    assert [parse_inline(part.pull_quote) for part in parts if part.pull_quote] == [
        parse_inline(question.replace("*", ""))
    ]
    chosen = training.head.model_copy(update={"quotes": "chosen"})
    none = ArticleContext.of(dataclasses.replace(training, head=chosen), asked).parts
    assert not any(part.pull_quote for part in none)


def test_paragraphs_have_the_numbers_by_which_keys_name_them(training: Training) -> None:
    seen = ArticleContext.of(training, training.article)
    of_keys = {one.number: one.text for one in material(training, training.worksheets).paragraphs}
    lines = {
        part.block.line: plain(part.block) for part in seen.parts if hasattr(part.block, "line")
    }
    assert {int(number): lines[line] for line, number in seen.paragraph_numbers.items()} == of_keys


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
