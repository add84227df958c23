import pytest

from handouts.errors import ContentError
from handouts.importers.article import read_article
from handouts.importers.parts import LeftOut, ReadArticle
from handouts.importers.source import ImportedFile
from handouts.messages import message


def read(text: str, name: str = "a.md") -> ReadArticle:
    return read_article(ImportedFile(f"in/{name}", name, text, "UTF-8"))


def written(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


BODY = """A *bee* is a bee.
Two are two.

## Hives

- one
- two [that][ref]

```
[chart]  code
```

[ref]: https://example.org

<!-- my own note -->

Last."""


@pytest.mark.parametrize(
    "head",
    [
        "# On *Gardens*\n\n**Ann Miller, MSc**\n\n",
        "On *Gardens*\n===\n\nAnn Miller, MSc\n\n",
        "---\ntitle: On *Gardens*\nauthor: Ann Miller, MSc\n---\n",
        "---\ntitle: On *Gardens*\nbyline: Ann Miller, MSc\n---\n\n# On *Gardens*\n\n",
    ],
)
def test_markdown_stays_as_it_is_below_title_and_byline(head: str) -> None:
    article = read(head + BODY)

    assert (article.title, article.byline) == ("On *Gardens*", "Ann Miller, MSc")
    assert written(article) == BODY


def test_front_matter_that_has_no_place_is_listed() -> None:
    article = read(
        "---\ntitle: T\nlang: de\nauthors:\n  - Ann\n  - Bo\ntags:\n  - x\n  - y\n---\nText.\n"
    )

    assert (article.byline, article.language) == ("Ann, Bo", "de")
    assert article.left_out == (LeftOut("a.md", 7, "tags: - x - y", message("left_out.keywords")),)


def test_broken_front_matter_is_told() -> None:
    with pytest.raises(ContentError) as raised:
        read("---\ntitle: a: b\n---\nText.\n")

    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.cause) == (
        "in/a.md",
        2,
        "the front matter of the article is no YAML",
    )


def test_pictures_and_leftovers_are_listed_and_spaces_mended() -> None:
    article = read(
        "# T\n\n![a](a.png)\n\nA\u00a0 bee ![b](b.png).\n\nComments are closed.\n\n* * *\n\nEnd.\n"
    )

    assert written(article) == "A bee.\n\n* * *\n\nEnd."
    assert sorted((left.line, left.text) for left in article.left_out) == [
        (3, "![a](a.png)"),
        (5, "![b](b.png)"),
        (7, "Comments are closed."),
    ]


def test_a_comment_that_is_never_closed_cannot_swallow_the_article() -> None:
    assert written(read("# T\n\nOne <!-- two.\n\nThree.\n")) == "One <\\!-- two.\n\nThree."


def test_markdown_in_a_txt_file_is_found_by_two_marks() -> None:
    assert written(read("# T\n\nText.\n\n## Part\n\nMore.\n", "a.txt")).count("## Part") == 1
    assert read("# T\n\nText.\n", "a.txt").title == r"# T"


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("# T\n", ["the article has no text"]),
        ("x" * 300 + "\n", ["the article has no title"]),
        ("# T\n\n## Only\n\n### Headings\n", ["the article has no text"]),
    ],
)
def test_an_article_needs_title_and_text(text: str, causes: list[str]) -> None:
    with pytest.raises(ContentError) as raised:
        read(text)

    assert [problem.cause for problem in raised.value.problems] == causes


def test_a_link_that_leads_nowhere_in_a_footnote_becomes_its_words() -> None:
    article = read("# Title\n\nWords.[^1]\n\n[^1]: See [there](notes/a.md).\n")

    assert written(article) == "Words.[^1]\n\n[^1]: See there."
    assert [left.text for left in article.left_out] == ["there → notes/a.md"]
