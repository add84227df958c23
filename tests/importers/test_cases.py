"""Pages as Word, Google Docs, WordPress and Medium write them: the article, and nothing else."""

from pathlib import Path

import pytest

from handouts.importers import Imported

from .conftest import Import, body

CASES = Path(__file__).parents[1] / "fixtures" / "cases" / "articles"
FIRST = (
    "Every trainer knows the moment when a room goes quiet. Some take it for boredom, and hurry on "
    "to the next slide; others wait, and are told something that nobody had planned."
)
SECOND = (
    "Silence in a room is not the same as silence on a screen. In a room one sees who is thinking; "
    "on a screen one sees a row of small pictures, and half of them are switched off."
)
THIRD = (
    "Whoever has taught both knows that the first five minutes decide. A question that everybody "
    "can answer is worth more than a good slide, because it makes everybody's voice heard once."
)
CHART = "The chart below compares the two, row by row. Nothing in it is a rule.\n\n[chart]"
NOTE = "[^1]: Observed in eleven courses, 2019 to 2024."


def case(imported: Import, name: str) -> Imported:
    return imported((CASES / name).read_bytes(), names=(name, "chart.tsv"))


def front(files: Imported) -> list[str]:
    return files.files["article.md"].split("\n---\n")[0].split("\n")[2:]


def test_google_docs(imported: Import) -> None:
    found = case(imported, "google-docs.html")

    assert front(found) == [
        "title: When the Room Goes Quiet",
        "subtitle: What eleven courses taught me about waiting",
        "byline: by Marta Olsen, LCSW",
    ]
    assert body(found) == (
        f"## Two kinds of silence\n\n{FIRST}[^1]\n\n{SECOND} **Never hurry on.** Say *I wait* "
        "aloud, and see [this page](https://harbour.example/wait).\n\n- Look up\n- Count to seven\n"
        f"  - slowly\n- Say that you wait\n\n## The first five minutes\n\n{THIRD}\n\n{CHART}\n\n"
        f"{NOTE}"
    )
    assert [left.text for left in found.left_out] == ["images/image1.png"]


def test_words_filtered_page(imported: Import) -> None:
    found = case(imported, "word-filtered.htm")

    assert front(found) == ["title: When the Room Goes Quiet", "byline: Marta Olsen, LCSW"]
    assert body(found) == (
        f"## Two kinds of silence\n\n{FIRST}[^1]\n\n{SECOND} Count to **seven**, or *longer*.\n\n"
        "- Look up\n  - Count to seven\n    - slowly\n\n1. Say that you wait\n2. Open the chat\n\n"
        f"## The first five minutes\n\n{THIRD}\n\nSpringfield is where it began.\n\n"
        f"Wait – and listen.\n\n{CHART}\n\n| Minutes | What happens |\n| --- | --- |\n"
        "| 0–5 | Names |\n\nReed, A. (2019). *Waiting in class*. Harbour Press.\n\n"
        f"{NOTE}"
    )
    assert {str(left.reason) for left in found.left_out} == {"the table of contents"}


def test_wordpress(imported: Import) -> None:
    found = case(imported, "wordpress.html")

    assert front(found) == ["title: When the Room Goes Quiet", "byline: by Marta Olsen, LCSW"]
    assert body(found) == (
        f"{FIRST}[^1]\n\n## Two kinds of silence\n\n{SECOND}\n\n> Wait, and you are told something "
        "that nobody had planned.\n>\n> a participant\n\n### In a room\n\n- Look up\n"
        "- Count to *seven*\n  - slowly\n\n### On a screen\n\n3. Say that you wait\n"
        f"4. Open the chat\n\n{CHART}\n\n| Minutes | What happens |\n| --- | --- |\n"
        "| 0–5 | Names |\n| 5–20 | First task |\n\nTable: The first twenty minutes\n\n"
        f"## The first five minutes\n\n{THIRD} [Read more about it "
        "…](https://harbour.example/five#:~:text=first%20five)\n\n### An exercise to take home\n\n"
        "Write down three questions that everybody in your next room can answer.\n\n"
        f"{NOTE}"
    )
    assert "Book a place" in [left.text for left in found.left_out]


def test_medium(imported: Import) -> None:
    found = case(imported, "medium.html")

    assert front(found) == [
        "title: When the Room Goes Quiet",
        "subtitle: What eleven courses taught me about waiting",
        "byline: Marta Olsen",
    ]
    assert body(found) == (
        f"{FIRST}\n\n> Wait, and you are told something that nobody had planned.\n\n{SECOND}\n\n"
        f"## The first five minutes\n\n{THIRD} **Try it**_._\n\n{CHART}\n\n"
        "1. Look up\n2. Count to seven"
    )
    assert {"5 min read·Mar 1, 2026", "-- 3 Listen Share"} <= {each.text for each in found.left_out}


@pytest.mark.parametrize("name", ["arabic.html", "arabic-plain.html"])
def test_arabic(imported: Import, name: str) -> None:
    found = case(imported, name)

    assert found.files["article.md"].count("[chart]") == 1


def test_squarespace(imported: Import) -> None:
    found = case(imported, "squarespace.html")

    assert front(found) == [
        "title: When the Room Goes Quiet",
        "byline: Written By Marta Olsen",
    ]
    assert body(found) == (
        "Every trainer knows the moment when a room goes quiet, and some take it for boredom.\n\n"
        "## Two kinds of silence\n\nOne **sees** who is thinking.\n\nAnd waits.\n\n"
        "- Look up\n- Count\n\n[chart]"
    )
    assert {"Book a place", "Comments (0)"} <= {each.text for each in found.left_out}
