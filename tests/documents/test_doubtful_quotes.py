"""Straight quotation marks without a partner are named before anything is printed."""

from pathlib import Path

import pytest

from handouts.text.quotes import doubtful
from handouts.workflows.check import check
from tests.small_project import small_project


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ('He said "yes" and "no".', "en", ""),
        ('He said "yes and left the room at once.', "en", '"yes and left the room at'),
        ('He said yes" and left.', "en-US", 'yes" and left.'),
        ('A board of 6" by 4".', "en", ""),
        ('A pot of 6" with a "lid.', "en", '"lid.'),
        ("“One paragraph of several", "en", ""),
        ('“One paragraph of "several"', "en", ""),
        ('Er sagte "ja" und "nein.', "de", '"nein.'),
        ('Il a dit "oui', "fr", ""),
    ],
)
def test_a_mark_without_a_partner_is_shown_with_the_words_behind_it(
    text: str, language: str, words: str
) -> None:
    assert doubtful(text, language) == words


def test_marks_in_the_article_and_the_chart_are_named_with_their_lines(tmp_path: Path) -> None:
    article = '---\ntitle: Tea\n---\nFirst.\n\n- He said "pour.\n\n[chart]\n'
    head = "title: Tea\ncolumns: {a: A, b: B}\n"
    chart = f"{head}rows:\n  - a: One\n    b: Two\n  - a: Three\n    b: 'Four\"'\n"
    project = small_project(tmp_path, article=article, chart=chart)
    found = [one for one in check(project).warnings if "quotation mark" in one]
    assert [one.split(":", 1)[0] for one in found] == [
        "in content/tea/article.md, line 6, a quotation mark has no partner",
        "in content/tea/chart.yaml, line 7, a quotation mark has no partner",
    ]
