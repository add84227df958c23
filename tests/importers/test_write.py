import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import markdown, richtext, yaml_tree
from handouts.importers import marks, write
from handouts.importers.parts import ReadChart

LETTERS = "ab1 .,*_[]{}()!#-+>`\\&;<~=|\"'%@?é—:/😀\u3000草\u00a0"
CELL = st.text(st.sampled_from(LETTERS), min_size=1, max_size=200).map(str.strip).filter(len)


@pytest.mark.long
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=3), CELL, CELL)
def test_a_chart_reads_back_as_it_was(rows, title: str, column: str) -> None:
    chart = ReadChart("", {"yes": column, "b": "no"}, tuple(rows), tuple(row[0] for row in rows))
    text = write.chart_yaml(title, chart)
    value = {
        "title": marks.escape(title),
        "columns": {"yes": column, "b": "no"},
        "rows": [{"label": a, "yes": a, "b": b} for a, b in rows],
    }

    assert yaml.safe_load(text) == value
    tree = yaml_tree.read(text)
    assert (tree.problems, tree.value) == ([], value)


@pytest.mark.long
@given(CELL, CELL)
def test_front_matter_reads_back_as_it_was(title: str, byline: str) -> None:
    text = write.article_md(write.Metadata(title, "", byline), (), ())

    value = yaml_tree.read(text.split("\n---\n")[0]).value
    value["byline"] = richtext.plain_text(markdown.parse_inline(value["byline"]))
    assert value == {"title": title, "byline": byline}


def test_long_cells_are_folded() -> None:
    text = write.chart_yaml("T", ReadChart("", {"a": "A", "b": "B"}, (("word " * 60, "x"),)))

    assert max(map(len, text.splitlines())) <= 110


def test_codes_are_made_from_the_name() -> None:
    names = ["two-models", "lawns", "a-b-c-d-e-f-g-h-i-j", "x", "луг"]

    assert [write.training_code(name, "On Gardens") for name in names] == [
        "TM",
        "LAWN",
        "ABCDEFGH",
        "OG",
        "OG",
    ]
    assert write.training_code("луг", "Луг") == "TR"
