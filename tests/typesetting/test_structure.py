"""Whether a screen reader meets each paragraph, heading and list once."""

from typing import Any

import pytest
import weasyprint

from handouts.typesetting import pydyf_adapter as objects_of
from handouts.typesetting import structure
from handouts.typesetting import weasyprint_adapter as adapter

STYLE = """
<style>
@page { size: 120mm 60mm; margin: 10mm }
.hangs { float: left; width: 8mm }
.in-columns { columns: 2 }
li { list-style: none }
</style>
"""


def joined(body: str) -> Any:
    """The tree below the document: a tag and what is in it, without the spans of the letters."""
    html = f"<!DOCTYPE html><html lang='en'><title>A test</title>{STYLE}{body}"
    pdf = adapter.rendered_objects(weasyprint.HTML(string=html).render(pdf_tags=True), tagged=True)
    structure.join_doubled(pdf)
    tops = objects_of.page_structure(pdf).top
    return [inside(pdf, objects_of.objects(pdf)[top]) for top in tops]


def inside(pdf: Any, element: Any) -> Any:
    kids = [objects_of.resolved(pdf, kid) for kid in element["K"] if not isinstance(kid, int)]
    for kid in kids:
        assert objects_of.resolved(pdf, kid["P"]) is element
    parts = [inside(pdf, kid) for kid in kids if kid["S"] != "/Span"]
    tag = element["S"].removeprefix("/")
    return {tag: parts} if parts else tag


@pytest.mark.parametrize("tag", ["p", "h1", "h3"])
def test_what_stands_beside_a_number_is_no_second_paragraph_or_heading(tag: str) -> None:
    (found,) = joined(f"<{tag}><span class='hangs'>1</span> Why</{tag}>")
    assert found == {tag.upper(): ["NonStruct"]}


def test_a_list_in_columns_is_one_list() -> None:
    (found,) = joined("<ul class='in-columns'><li>A<li>B<li>C<li>D</ul>")
    assert found == {"L": [{"LI": ["LBody"]}] * 4}


def test_a_list_in_a_list_stays() -> None:
    (found,) = joined("<ul><li>A<ul><li>B</ul><li>C</ul>")
    assert str(found).count("'L'") == 2
    assert str(found).count("'LI'") == 3
