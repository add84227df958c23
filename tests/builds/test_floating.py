"""Charts that a page would divide begin the next, behind the text that has space before them."""

from pathlib import Path

import pytest

from handouts.builds import floating
from handouts.typesetting.render import Layout, Typesetter
from tests.conftest import REPOSITORY

SHEET = (
    "@page { size: 216mm 279mm; margin: 22mm 22mm 27mm } body { margin: 0 }"
    "p { margin: 0; break-inside: avoid }"
)
CHART = (
    '<!--chart one--><div id="one-place"></div>'
    '<table id="one" class="chart "><tbody>{}</tbody></table><!--/chart-->'
)
ROW = "<tr><td style='height: {}mm'>Row</td></tr>"


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter((REPOSITORY,))


def page(above: int, rows: int, height: float = 20, behind: int = 3) -> str:
    texts = "".join(
        f"<p id='after-{n}' style='height: 25mm'>Text {n}</p><!--after after-{n}-->"
        for n in range(behind)
    )
    chart = CHART.format(ROW.format(height) * rows)
    return f"<html lang='en'><title>T</title><p style='height: {above}mm'>First</p>{chart}{texts}"


def laid_out(typesetter: Typesetter, html: str) -> Layout:
    return typesetter.lay_out(html, Path(REPOSITORY), [f"{SHEET} .whole {{ break-before: page }}"])


@pytest.mark.parametrize(
    ("above", "rows", "moves"),
    [
        (50, 5, ()),  # it fits below
        (180, 5, (("one", 2),)),  # 50 mm are left, for two of the three texts
        (207, 5, (("one", 0),)),  # nothing has space before it
        (50, 14, ()),  # it is longer than a page
    ],
)
def test_a_chart_that_fits_on_a_page_is_moved_where_it_would_be_divided(
    typesetter: Typesetter, above: int, rows: int, moves: floating.Moves
) -> None:
    html = page(above, rows)

    assert floating.moves(html, laid_out(typesetter, html)) == moves


def test_text_that_now_begins_the_page_behind_a_divided_chart_may_stand_before_it(
    typesetter: Typesetter,
) -> None:
    html = page(above=204, rows=10, height=21.8)  # 26 mm are left; on the next page 24

    layout = laid_out(typesetter, html)

    assert layout.rectangles(2).keys() >= {"after-0"}
    assert floating.moves(html, layout) == (("one", 1),)


def test_what_was_moved_is_whole_and_stays_where_it_is(typesetter: Typesetter) -> None:
    html = floating.moved(page(180, 5), (("one", 2),))
    layout = laid_out(typesetter, html)

    assert html.index("Text 1") < html.index("Row") < html.index("Text 2")
    assert floating.moves(html, layout) == ()
    assert "one" in layout.rectangles(1)
    assert "one" not in layout.rectangles(0)


def test_charts_that_are_gone_and_texts_that_are_fewer_move_nothing_too_far() -> None:
    html = page(180, 5, behind=1)

    assert floating.moved(html, (("two", 1),)) == html
    assert floating.moved(html, (("one", 3),)) == floating.moved(html, (("one", 1),))
