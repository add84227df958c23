"""An article that the editor opens and writes again is the same, to the letter."""

import datetime
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.content import markdown
from handouts.importers import import_files
from handouts.importers.given import read_given

from ...conftest import REPOSITORY, SHARED
from .articles import articles, bodies, soup
from .conftest import RoundTrip

CASES = sorted((REPOSITORY / "tests" / "fixtures" / "cases" / "articles").iterdir())
EXAMPLES = sorted((REPOSITORY / "content").glob("*/article.md"))
REAL = SHARED / "inputs" / "article.txt"
TODAY = datetime.date(2024, 5, 6)

several = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def imported(file: Path) -> str:
    text = import_files(read_given((file,)), "day", TODAY).files["article.md"]
    assert isinstance(text, str)
    return text


def test_the_examples_come_back_to_the_letter(round_trip: RoundTrip) -> None:
    assert EXAMPLES
    for file in EXAMPLES:
        text = file.read_text(encoding="utf-8")
        assert round_trip(text)["markdown"] == text


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name)
def test_what_is_imported_comes_back_to_the_letter(round_trip: RoundTrip, file: Path) -> None:
    text = imported(file)
    assert round_trip(text)["markdown"] == text


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_file(), reason="the trainer's own files are not there")
def test_the_real_article_comes_back_to_the_letter(round_trip: RoundTrip) -> None:
    text = imported(REAL)
    assert round_trip(text)["markdown"] == text


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("- a\n  <!-- c -->\n- b\n", "- a\n\n  <!-- c -->\n\n- b more\n"),
        ("- a\n\n<!-- c -->\n\n- b\n", "- a\n\n  <!-- c -->\n\n- b more\n"),
        (
            "1. a\n   - [x] x\n     <!-- c -->\n   - y\n2. b\n",
            "1. a\n   - [x] x\n\n     <!-- c -->\n\n   - y\n2. b more\n",
        ),
        (
            "* a\n  <!-- c\n    d\n  e -->\n* b\n",
            "- a\n\n  <!--\n  c\n    d\n  e\n  -->\n\n- b more\n",
        ),
        ("- a <!-- c -->\n- b\n", "- a <!-- c -->\n- b more\n"),  # among words: kept as typed
        ("- ```\n  <!-- c -->\n  ```\n- b\n", "- ```\n  <!-- c -->\n  ```\n- b more\n"),
    ],
)
def test_a_list_with_a_comment_in_it_can_be_edited(
    round_trip: RoundTrip, text: str, changed: str
) -> None:
    answer = round_trip(text, change=0, words=" more")
    assert answer["markdown"] == text
    assert answer["changed"] == changed
    assert round_trip(changed, change=0, words=" still")["changed"] == changed.replace(
        "more", "more still"
    )


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        ("| a | • b<br>• c |", "| a | • b<br>• c more |"),
        ("| a<BR/>b | *c* <br> d |", "| a<br>b | *c*<br>d more |"),
        (r"| `a` | b \| c\<br>d |", r"| `a` | b \| c\<br>d more |"),
    ],
)
def test_the_lines_of_a_cell_stay_lines(round_trip: RoundTrip, row: str, changed: str) -> None:
    heads = "| A | B |\n| --- | --- |\n"
    answer = round_trip(f"{heads}{row}\n", change=0, words=" more")
    assert answer["markdown"] == f"{heads}{row}\n"
    assert answer["changed"] == f"{heads}{changed}\n"


@pytest.mark.long
@several
@given(text=articles)
def test_every_construct_comes_back_to_the_letter(round_trip: RoundTrip, text: str) -> None:
    assert round_trip(text)["markdown"] == text


@pytest.mark.long
@several
@given(text=soup)
def test_any_text_comes_back_to_the_letter(round_trip: RoundTrip, text: str) -> None:
    assert round_trip(text)["markdown"] == text


@pytest.mark.long
@several
@given(text=articles.map(lambda text: text.replace("\n", "\r\n")))
def test_line_ends_of_windows_stay(round_trip: RoundTrip, text: str) -> None:
    answer = round_trip(text, change=0, words=" more")
    assert answer["markdown"] == text
    assert "\n" not in answer.get("changed", "").replace("\r\n", "")


@pytest.mark.long
@several
@given(text=bodies, place=st.integers(0, 6))
def test_a_change_leaves_all_other_blocks_to_the_letter(
    round_trip: RoundTrip, text: str, place: int
) -> None:
    answer = round_trip(text, change=place, words=" and more")
    if "changed" not in answer:
        return  # a block without words
    before, after = answer["blocks"], answer["changedBlocks"]
    assert after[:place] == before[:place]
    assert after[place + 2 :] == before[place + 2 :]
    neighbour = slice(place + 1, place + 2)  # written anew where it would be read with the other
    assert [*map(_read, after[neighbour])] == [*map(_read, before[neighbour])]
    assert "and more" in after[place]
    assert _diagnosed(answer["changed"]) <= _diagnosed(text)


def test_links_keep_the_address_that_was_deleted_below(round_trip: RoundTrip) -> None:
    before, after = round_trip("[see][x] *_a_*\n\n[x]: https://a.example\n", remove=1)["left"]
    assert after == before


def test_the_mark_of_a_footnote_that_is_gone_changes_nothing_else(round_trip: RoundTrip) -> None:
    text = "* a\n\nTea[^1]\n\n* b\n\n[^1]: Note\n\n_c_\n"
    kept = round_trip(text, remove=3)["kept"]
    assert kept == "* a\n\nTea[^1]\n\n* b\n\n_c_\n"
    answer = round_trip(kept, change=1, words=" more")
    assert answer["changed"] == kept.replace("[^1]", "\\[\\^1] more")


@pytest.mark.long
@several
@given(text=bodies, place=st.integers(0, 6))
def test_blocks_that_come_together_are_still_read_apart(
    round_trip: RoundTrip, text: str, place: int
) -> None:
    before, after = round_trip(text, remove=place).get("left", ([], []))
    assert _joined(after) == _joined(before)


@pytest.mark.long
@several
@given(text=bodies)
def test_what_the_editor_writes_reads_as_what_was_there(round_trip: RoundTrip, text: str) -> None:
    own = round_trip(text)["own"]
    assert markdown.parse(own).blocks == markdown.parse(text).blocks


@pytest.mark.long
@several
@given(words=soup.map(lambda text: " ".join(text.split())))
def test_typed_signs_are_words_for_our_reader(round_trip: RoundTrip, words: str) -> None:
    parsed = markdown.parse(round_trip("Tea\n", change=0, words=f" {words}")["changed"])
    (paragraph,) = parsed.blocks
    assert parsed.diagnostics == ()
    assert paragraph == markdown.Paragraph((markdown.Text(f"Tea {words}".rstrip()),), 1)


@pytest.mark.long
@several
@given(text=bodies)
def test_no_comment_is_lost_wherever_it_stands(round_trip: RoundTrip, text: str) -> None:
    assert _comments(round_trip(text)["own"]) == _comments(text)


def _comments(text: str) -> list[list[str]]:
    return [found.split() for found in re.findall(r"<!--(.*?)-->", text, re.DOTALL)]


def _diagnosed(text: str) -> set[str]:
    return {diagnostic.message.code for diagnostic in markdown.parse(text).diagnostics}


def _read(block: str) -> object:
    return markdown.parse(textwrap.dedent(block)).blocks


def _joined(outline: Any) -> Any:
    """Return an outline in which letters that follow each other are one text."""
    if not isinstance(outline, list):
        return outline
    parts: list[Any] = []
    for part in map(_joined, outline):
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return parts
