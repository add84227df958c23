import pytest

from handouts.content.front_matter import FrontMatter, divide
from handouts.errors import Diagnostic
from handouts.messages import message

ALONE = "Write --- alone on the line."


@pytest.mark.parametrize("closing", ["---", "--- ", "---\t"])
def test_yaml_stands_above_the_line_and_the_article_below(closing: str) -> None:
    text = f"\n\n--- \ntitle: A\n\nbyline: B\n{closing}\n\nWords.\n---\n"
    assert divide(text) == FrontMatter("title: A\n\nbyline: B\n", 4, "\nWords.\n---\n", 8)


def test_there_may_be_nothing_above_or_below() -> None:
    assert divide("---\n---") == FrontMatter("", 2, "", 3)


@pytest.mark.parametrize(
    "closing",
    ["---<!-- x -->", "--- <!-- x -->", "----", "--", " ---", "...", "—", "———", "–––", "+++"],
)
def test_a_line_that_is_meant_to_close_the_head(closing: str) -> None:
    told = divide(f"---\ntitle: A\n{closing}\n\nWords.\n\n---\n\nMore words.\n")
    assert told == Diagnostic(3, message("files.front-matter-not-closed"))


@pytest.mark.parametrize("opening", ["----", " ---", "---yaml", "--- <!-- x -->", "—", "+++"])
def test_a_line_that_is_meant_to_open_the_head(opening: str) -> None:
    told = divide(f"\n{opening}\ntitle: A\n---\n")
    assert told == Diagnostic(2, message("files.front-matter-not-opened"))


def test_a_head_that_is_never_closed() -> None:
    told = divide("---\ntitle: A\n\n# Words -- and more ---\n- a\n")
    assert told == Diagnostic(1, message("files.front-matter-never-closed"))


@pytest.mark.parametrize("text", ["Words.\n---\n", "", "title: A\n---\n", "- a\n"])
def test_no_head_at_all(text: str) -> None:
    assert divide(text) == Diagnostic(1, message("files.front-matter-not-first"))
