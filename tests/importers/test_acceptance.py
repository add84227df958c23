"""What an import writes passes `handouts check`; what would not is refused at its own place."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content import yaml_tree
from handouts.errors import ContentError
from handouts.importers import acceptance, completeness, write
from handouts.importers.article import read_article
from handouts.importers.chart import read_chart
from handouts.importers.parts import LeftOut
from handouts.importers.place import place_charts
from handouts.importers.read_files import PlacedArticle, PlacedChart, ReadFiles
from handouts.importers.source import ImportedFile

from .conftest import Import, body


def told(imported: Import, *given: object, **names: object) -> list[tuple[str, int, str]]:
    with pytest.raises(ContentError) as raised:
        imported(*given, **names)
    return [(each.path.rpartition("/")[2], each.line, each.cause) for each in raised.value.problems]


def test_what_check_would_refuse_is_told_at_its_place_in_the_article(imported: Import) -> None:
    article = "---\nauthor: A\n---\n# T\n\nText.\n\nMore.\n\n- a\n- b\n\n- x&#8232;\n"

    assert told(imported, article, names=("a.md", "c.tsv")) == [
        ("a.md", 13, "the character U+2028 (LINE SEPARATOR) cannot be printed"),
    ]


def test_the_charts_place_in_a_list_is_told(imported: Import) -> None:
    article = "# T\n\nText.\n\n- a\n- [chart]\n"

    assert told(imported, article, names=("a.md", "c.tsv")) == [
        ("a.md", 6, "[chart] stands in a list or a quotation")
    ]


def test_what_check_would_refuse_is_told_at_its_place_in_the_chart(imported: Import) -> None:
    marks = "e" + "\u0301" * 6

    assert told(imported, chart=f"A\tB\n\nx\ty\nz\t{marks}\n") == [
        ("chart.tsv", 4, "a letter carries more than 4 accents or points")
    ]


def test_lists_that_are_too_deep_are_told_and_not_lost(imported: Import) -> None:
    page = "<h1>T</h1><p>Text.</p>\n" + "<ul><li>x" * 20

    assert told(imported, page, names=("a.html", "c.tsv")) == [
        ("a.html", 2, "lists, quotations or marks stand too deep within one another")
    ]


def test_brackets_pictures_and_the_charts_place_are_words_in_plain_text(imported: Import) -> None:
    result = imported("T\n\nBy Ann [Miller]\n\nWow![1] is all.\n\n[ Chart ]\n\nOne ![x] (y).\n")

    assert body(result) == "Wow!\\[1] is all.\n\n[chart]\n\nOne !\\[x] (y)."
    assert "byline: By Ann \\[Miller]" in result.files["article.md"]


def test_a_chart_title_is_words_and_no_markup(imported: Import) -> None:
    chart = yaml_tree.read(imported(chart="2*3 [x](y)\nA\tB\n1\t2\n").files["chart.yaml"]).value

    assert chart["title"] == r"2\*3 \[x](y)"


def test_titles_that_print_as_nothing_are_told(imported: Import) -> None:
    assert told(
        imported, "# \u200d\n\nText.\n", "\u00ad\tB\n\u00ad\tx\n", names=("a.md", "chart.tsv")
    ) == [
        ("a.md", 0, "the article has no title"),
        ("chart.tsv", 1, "the chart has 1 column"),
    ]


def test_columns_with_the_same_title_are_told(imported: Import) -> None:
    assert told(imported, chart="Same\tsame\n1\t2\n") == [
        ("chart.tsv", 1, 'columns 1 and 2 have the same title: "same"')
    ]


WORDS = (
    "alpha beta *x* [a](b) [chart] `c` <!--o --> # - > 1. --- === &amp; &#8232; <b>bo</b> <your "
    "![p](x.png) W![1] [](http://e.org) <ftp://a.b> é \u00a0 \u200b \u00ad \u2028 \x85 \ufeff "
    "שלום \\ \\* yes null 1.10 a: c #d 'q' \"q\" ?x !y %z @w {a} &b *al __i__ _s_ [^1]: [r]: ``` "
    "| [t][r] By label note"
)
NASTY = st.sampled_from(WORDS.split(" "))
LINES = st.lists(st.lists(NASTY, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6)


@pytest.mark.long
@settings(max_examples=40, derandomize=True)
@given(LINES, st.sampled_from(["\n", "\n\n"]), st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_any_article_is_whole_and_passes_or_is_refused(lines, between: str, name: str) -> None:
    heading = (
        "<h1>Title</h1><p>Text.</p>" if name == "a.html" else "# Title\n\nText stands here.\n\n"
    )
    source = ImportedFile(name, name, heading + between.join(lines), "UTF-8")
    table = ImportedFile("c.tsv", "c.tsv", "A\tB\n" + "\t".join((lines * 2)[:2]) + "\n", "UTF-8")
    try:
        article, chart = read_article(source), read_chart(table)
    except ContentError:
        return
    placed = place_charts(article, {"": chart})
    left_out: list[LeftOut] = [*article.left_out, *placed.left_out]
    text = write.article_md(
        write.Metadata(article.title, "", article.byline), placed.pieces, left_out
    )
    files = {
        "training.yaml": "code: TT\ntitle: T\ndate: 2024-01-01\nobjectives: []\n",
        "article.md": text,
        "chart.yaml": write.chart_yaml("T", chart),
    }

    if completeness.missing_from_article(source, text, article, left_out):
        return
    assert completeness.missing_from_chart(table, [(files["chart.yaml"], ())], chart.left_out) == []
    fit = {
        "[chart] stands",
        "the place of the chart",
        "the footnote",
        "a footnote",
        "there is no footnote",
        "the character",
        "no font on",
        "a heading has",
    }
    read = ReadFiles(
        PlacedArticle(source, replace(article, pieces=placed.pieces), placed.left_out, ()),
        (PlacedChart(table, chart, "", "T", is_within=False),),
    )
    found = acceptance.problems(files, read)
    assert [each for each in found if not any(each.cause.startswith(start) for start in fit)] == []
