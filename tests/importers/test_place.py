import pytest

from tests.importers.said import sentences

from .conftest import ARTICLE, CHART, Import, body


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The chart below sets them side by side.", "The chart below"),
        ("See the following table.", "the following table"),
        ("Both are in the comparison chart (below).", "the comparison chart (below"),
        ("Below is a chart of both.", "Below is a chart"),
        ("A table follows.", "A table follows"),
    ],
)
def test_the_chart_follows_the_paragraph_that_mentions_it(
    imported: Import, sentence: str, words: str
) -> None:
    result = imported(f"T\n\nOne.\n\n{sentence}\n\nTwo.\n")

    assert body(result).split("\n\n")[2] == "[chart]"
    assert f'The chart belongs after paragraph 2, which says "{words}"' in sentences(
        result.recognised
    )


def test_the_chart_above_stands_before_its_paragraph(imported: Import) -> None:
    result = imported("T\n\nOne.\n\nAs the chart above shows, two.\n")

    assert body(result) == "One.\n\n[chart]\n\nAs the chart above shows, two."


def test_without_a_mention_the_chart_stands_at_the_end(imported: Import) -> None:
    result = imported("T\n\nThe charts of history are wrong.\n\nTwo.\n")

    assert body(result).endswith("Two.\n\n[chart]")
    assert (
        "The chart belongs at the end of the article, for no sentence says where; move [chart] "
        "as you like" in sentences(result.recognised)
    )


def test_the_charts_own_title_is_taken_out_of_the_article(imported: Import) -> None:
    article = ARTICLE.replace(
        "What follows", "Short vs. Tall Lawn\n\nShort vs. Tall Lawn\n\nWhat follows"
    )
    result = imported(article)

    assert result.files["chart.yaml"].split("\n")[1] == "title: Short vs. Tall Lawn"
    assert "[chart]\n\n## What follows from it" in body(result)
    assert [(left.line, str(left.reason)) for left in result.left_out] == [
        (9, "the chart's title, which stands above the chart"),
        (11, "it repeats line 9"),
    ]


def test_the_charts_title_alone_gives_its_place(imported: Import) -> None:
    result = imported("T\n\nOne.\n\nTall and short lawns\n\nA Heading\n\nTwo.\n")

    assert body(result) == "One.\n\n[chart]\n\n## A Heading\n\nTwo."
    assert 'The chart belongs where "Tall and short lawns" stood (line 5)' in sentences(
        result.recognised
    )


def test_a_heading_with_both_words_and_a_text_stays_a_heading(imported: Import) -> None:
    result = imported("T\n\nOne.\n\nTall and short lawns\n\nTwo.\n")

    assert body(result) == "One.\n\n## Tall and short lawns\n\nTwo.\n\n[chart]"


def test_a_sentence_about_both_columns_is_no_title(imported: Import) -> None:
    result = imported(
        "T\n\nOne.\n\nThe table below.\n\nShort lawns. Tall lawns\n\nA heading\n\nTwo.\n"
    )

    assert "Short lawns. Tall lawns" in body(result)


def test_a_place_that_the_author_marked_is_kept_once(imported: Import) -> None:
    result = imported("T\n\nOne.\n\n[chart]\n\nThe chart below.\n\n[chart]\n\nTwo.\n")

    assert body(result) == "One.\n\n[chart]\n\nThe chart below.\n\nTwo."
    assert [left.line for left in result.left_out] == [9]


def test_a_copy_of_the_chart_in_the_article_is_left_out(imported: Import) -> None:
    copy = CHART.replace("<i>alive</i> .", "alive.")
    result = imported(f"T\n\nOne.\n\n{copy}\nTwo.\n")

    assert body(result) == "One.\n\n[chart]\n\nTwo."
    assert [left.line for left in result.left_out] == [5, 6, 7]
