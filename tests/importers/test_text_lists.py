"""Plain text as Word, PDF readers and mail programs leave it: lists, headings, notes, pages."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content import markdown
from handouts.importers import completeness, write
from handouts.importers.article import read_article
from handouts.importers.given import read_given
from handouts.importers.parts import ReadArticle
from handouts.importers.source import ImportedFile, read_source

CASES = Path(__file__).parent.parent / "fixtures" / "cases" / "articles"
FIRST = "Every trainer knows the moment when a room goes quiet, and some take it for boredom."


def source_of(text: str) -> ImportedFile:
    return ImportedFile("in/a.txt", "a.txt", text, "UTF-8")


def case(name: str) -> tuple[ImportedFile, ReadArticle]:
    (given_file,) = read_given([CASES / name])
    source = read_source(given_file, "article")
    return source, read_article(source)


def written(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


def made(text: str) -> str:
    """Return what comes of a text between a title with a paragraph and a last paragraph."""
    source = source_of(f"Title\n\n{FIRST}\n\n{text}\n\n{FIRST}\n")
    article = read_article(source)
    assert lost(source, article) == []
    found = written(article)
    assert not markdown.parse(found).diagnostics
    return found.removeprefix(FIRST).removesuffix(FIRST).strip("\n")


def lost(source: ImportedFile, article: ReadArticle) -> list[str]:
    front = write.Metadata(article.title, article.subtitle, article.byline)
    article_md = write.article_md(front, article.pieces, article.left_out)
    problems = completeness.missing_from_article(source, article_md, article, article.left_out)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.txt")))
def test_no_word_of_a_case_is_lost(name: str) -> None:
    assert lost(*case(name)) == []


def test_what_word_saves_as_plain_text() -> None:
    _, article = case("word-plain.txt")
    body = written(article)

    assert (article.title, article.byline) == ("When the Room Goes Quiet", "Marta Olsen, LCSW")
    assert "- Look up at the back row\n- Count to seven\n  - slowly\n\n1. Say that" in body
    assert body.count("\n## ") + body.startswith("## ") == 2
    assert "at once.[^1]" in body
    assert body.endswith("[^1]: Observed in eleven courses, 2019 to 2024.")


def test_headings_that_are_numbered_by_hand() -> None:
    _, article = case("numbered.txt")
    headings = [piece.markdown for piece in article.pieces if piece.kind == "heading"]

    assert headings == [
        "## 1. Introduction",
        "## 2. TWO KINDS OF SILENCE",
        "### 2.1 In a room",
        "### 2.2 On a screen",
        "## III. The first five minutes",
        "## References",
    ]
    body = written(article)
    assert "1. Say that you wait.\n2. Open the chat.\n3. Count to seven." in body
    assert "- Look up.\n- Count to seven." in body
    assert "\\[1] Reed, A." in body


@pytest.mark.parametrize("name", ["pdf-paste.txt", "pdf-paste2.txt"])
def test_what_is_copied_from_a_pdf(name: str) -> None:
    _, article = case(name)
    body = written(article)

    listed = [(each.text, str(each.reason)) for each in article.left_out]
    assert sorted(listed) == [
        ("23", "a page number"),
        ("24", "a page number"),
        ("Journal of Quiet Rooms, Vol. 7 (2024)", "the running head of a page"),
        ("Marta Olsen When the Room Goes Quiet", "the running head of a page"),
    ]
    assert "a question of nerve, and of a well-known trick" in body
    assert "The effect is easy to underestimate. Nobody" in body
    assert "will confirm it.\n\n## The first five minutes\n\nWhoever" in body
    assert "minutes decide. A question" in body
    assert (
        "- Count to seven, or longer where the room is large and the question was hard.\n" in body
    )


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("•\tone\n•\ttwo", "- one\n- two"),
        ("• one\n\n• two", "- one\n- two"),
        ("\uf0b7\tone\n\uf0b7\ttwo", "- one\n- two"),
        ("•\tone\no\ttwo\n§\tthree\n•\tfour", "- one\n  - two\n    - three\n- four"),
        ("§\tone\n§\ttwo", "- one\n- two"),
        ("– one\n– two", "- one\n- two"),
        ("- one\n    - two\n- three", "- one\n  - two\n- three"),
        ("* one\n* two", "- one\n- two"),
        ("1.\tone\n2.\ttwo", "1. one\n2. two"),
        ("1) one\n2) two", "1. one\n2. two"),
        ("(a) one\n(b) two", "1. one\n2. two"),
        ("i. one\nii. two\niii. three", "1. one\n2. two\n3. three"),
        ("1. one\na. two\nb. three\n2. four", "1. one\n   1. two\n   2. three\n2. four"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("✓ one\n✓ two", "- one\n- two"),
        ("• one", "- one"),
        ("– he said, and went on to speak of something else for a while.",
         "– he said, and went on to speak of something else for a while."),
        ("A. Smith wrote it, and everybody read it in those days.",
         "A. Smith wrote it, and everybody read it in those days."),
        ("§ 12 of the law says so, and nobody has ever doubted it.",
         "§ 12 of the law says so, and nobody has ever doubted it."),
        ("1998 was a good year for those who like quiet rooms best.",
         "1998 was a good year for those who like quiet rooms best."),
        ("• <div> one\n• {.x} two", "- \\<div> one\n- \\{.x} two"),
    ],
)  # fmt: skip
def test_lists_of_all_bullets_and_numbers(text: str, body: str) -> None:
    assert made(text) == body


def wrapped(text: str) -> str:
    """Return what comes of lines that a program wrapped, with more of them around."""
    more = (
        "In a room one sees who is thinking, and on a screen one sees a row\n"
        "of small pictures, and half of them are switched off, which is why\n"
        "nobody who has tried both takes the one for the other any more.\n"
    )
    source = source_of(f"Title\n\n{more}\n{text}\n\n{more}")
    article = read_article(source)
    assert lost(source, article) == []
    return article.pieces[1].markdown


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("It is known to be an inter-\nnational question.", "an international question."),
        ("It is, as has been said, a well-\nknown trick of theirs.", "a well-known trick"),
        ("It is co-operation. And more of that co-\noperation.", "of that co-operation."),
        ("They cooperate. What it takes to co-\noperate is time.", "What it takes to cooperate"),
        ("It is a ques\u00ad\ntion of nerve for all who try.", "a question of nerve"),
    ],
)
def test_words_that_the_end_of_a_line_divides(text: str, body: str) -> None:
    assert body in wrapped(text)


def test_an_item_that_runs_over_several_lines() -> None:
    line = "Count to seven, or for longer where the room is large and the"
    text = f"1.  {line}\n    question was hard.\n2.  Wait."
    assert wrapped(text) == f"1. {line} question was hard.\n2. Wait."


def test_a_line_that_stands_on_each_page_with_its_number_is_left_out() -> None:
    pages = "\n\n".join(f"{FIRST}\n\n{number} | Quiet rooms for all" for number in (7, 8, 9))
    article = read_article(source_of(f"Title\n\n{pages}\n"))
    assert [piece.plain for piece in article.pieces] == [FIRST] * 3
    assert [each.text for each in article.left_out] == [
        f"{number} | Quiet rooms for all" for number in (7, 8, 9)
    ]


@pytest.mark.parametrize("refrain", ["Wait and see", "7"])
def test_what_stands_alone_without_counting_is_the_authors(refrain: str) -> None:
    parts = "\n\n".join(f"{FIRST}\n\n{refrain}" for _ in range(3))
    article = read_article(source_of(f"Title\n\n{parts}\n\n{FIRST}\n"))
    assert refrain in [piece.plain for piece in article.pieces]


PARTS = st.sampled_from(
    [FIRST, "Short line", "• one", "o\ttwo", "1. three", "2. four", "a) five", "\tsix", "23", "24",
     "Page 3 of 9", "ques-", "tion goes on", "[1]", "[1] note", "§\tx", "[chart]", "", "", "– y",
     "III. Three", "2.1 Two", "\uf0b7 z", "<b>b</b>", "{.x} ==y==", "| a | b |"]
)  # fmt: skip


@settings(derandomize=True)
@given(st.lists(PARTS, max_size=14).map("\n".join))
def test_every_word_is_in_the_article_or_listed(text: str) -> None:
    source = source_of(f"Title\n\n{FIRST}\n\n{text}\n\n{FIRST}\n")
    article = read_article(source)
    assert lost(source, article) == []
    assert not [
        each.message.code
        for each in markdown.parse(written(article)).diagnostics
        if "chart" not in each.message.code
    ]
