"""What a drawing may hold: most of these would hang the renderer, a reader, or a printer."""

from pathlib import Path

import pytest

from handouts.content.svg_checks import MOST_ELEMENTS, MOST_LETTERS, drawing_fault
from handouts.documents.editions import EDITIONS
from handouts.messages import texts
from handouts.typesetting.render import Typesetter, write

BOX = "<rect width='1' height='1'/>"
TOO_MUCH = ("has more in it than can be printed", "Save it as PNG.")
TOO_DEEP = ("has elements nested more than a hundred deep", "Save it as PNG.")
ITSELF = ("has an element that draws itself", "Save it as PNG.")


def fault(folder: Path, inside: str, root: str = "viewBox='0 0 100 100'") -> tuple[str, str] | None:
    path = folder / "a.svg"
    path.write_text(f"<svg xmlns='http://www.w3.org/2000/svg' {root}>{inside}</svg>", "utf-8")
    found = drawing_fault(path)
    return found and (texts().cause(found), texts().fix(found))


def used_again_and_again(levels: int, times: int) -> str:
    used = [f"<use href='#u{level}'/>" for level in range(levels + 1)]
    groups = (f"<g id='u{n + 1}'>{used[n] * times}</g>" for n in range(levels))
    return f"<defs><g id='u0'>{BOX}</g>{''.join(groups)}</defs>{used[levels]}"


@pytest.mark.long
@pytest.mark.parametrize(("inside", "expected"), [
    (BOX * (MOST_ELEMENTS + 1), TOO_MUCH),
    (used_again_and_again(5, 10), TOO_MUCH),
    (used_again_and_again(40, 10), TOO_MUCH),
    (f"<path d='M{'1 ' * (MOST_LETTERS // 2 + 1)}'/>", TOO_MUCH),
    (f"<polyline points='{'1 ' * (MOST_LETTERS // 2 + 1)}'/>", TOO_MUCH),
    (f"<path d='M{'1 ' * 200_000}'/>" * 3, TOO_MUCH),
    (f"<linearGradient>{'<stop/>' * 1001}</linearGradient>", TOO_MUCH),
    (f"<style>{'a{fill:red}' * 10_000}</style>", TOO_MUCH),
    (f"<marker id='m'>{BOX * 50}</marker>"
     f"<path marker-mid='url(#m)' d='M0 0{'L1 1' * 200}'/>", TOO_MUCH),
    (f"<marker id='m'>{BOX * 50}</marker>"
     f"<path style='marker: url(\"#m\")' d='M0 0{'L1 1' * 200}'/>", TOO_MUCH),
    (f"<clipPath id='c'>{BOX * 200}</clipPath>" + "<rect clip-path=' url( #c ) '/>" * 60, TOO_MUCH),
    (f"<mask id='c'>{BOX * 200}</mask><style>rect {{mask: url(#c)}}</style>{BOX * 60}", TOO_MUCH),
    ("<g>" * 101 + "</g>" * 101, TOO_DEEP),
    ("<g>" * 20_000 + "</g>" * 20_000, TOO_DEEP),
    (used_again_and_again(60, 1), TOO_DEEP),
    (used_again_and_again(5000, 1), TOO_DEEP),
    ("<g id='a'><use href='#a'/></g>", ITSELF),
    ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", ITSELF),
    ("<mask id='a'><rect mask='url(#a)'/></mask><rect mask='url(#a)'/>", ITSELF),
    ("<clipPath id='a'><rect clip-path='url(#a)'/></clipPath><g clip-path='url(#a)'/>", ITSELF),
    ("<pattern id='a' width='1' height='1'><rect fill='url(#a)'/></pattern>"
     "<rect fill='url(#a)'/>", ITSELF),
    ("<marker id='a'><path marker-end='url(#a)'/></marker><path marker-end='url(#a)'/>", ITSELF),
])  # fmt: skip
def test_a_drawing_that_asks_for_too_much(
    tmp_path: Path, inside: str, expected: tuple[str, str]
) -> None:
    assert fault(tmp_path, inside) == expected


@pytest.mark.parametrize(("inside", "cause"), [
    ("<linearGradient spreadMethod='repeat' x2='1e-7'/>", "has a gradient that repeats itself"),
    ("<radialGradient spreadMethod='reflect'/>", "has a gradient that repeats itself"),
    ("<pattern width='1e-7' height='1'/>", "has a pattern whose tiles are too small to be seen"),
    ("<pattern width='1' height='0.01%'/>", "has a pattern whose tiles are too small to be seen"),
    ("<pattern patternUnits='userSpaceOnUse' width='.01' height='9'/>",
     "has a pattern whose tiles are too small to be seen"),
    ("<pattern width='1' height='1' patternTransform='scale(1e-5)'/>",
     "has a pattern whose tiles are too small to be seen"),
    ("<path stroke-dasharray='1e-7'/>", "has dashes that are too short to be seen"),
    ("<path style='stroke-dasharray: .01, .02'/>", "has dashes that are too short to be seen"),
    ("<style>path{stroke-dasharray:1e-9}</style>", "has dashes that are too short to be seen"),
    ("<rect width='1e308'/>", "has a number that cannot be printed (width “1e308”)"),
    ("<rect width='nan'/>", "has a number that cannot be printed (width “nan”)"),
    ("<circle r='wide'/>", "has a number that cannot be printed (r “wide”)"),
    ("<path d='M0 0 L1e9 3'/>", "has a number that cannot be printed (d “M0 0 L1e9 3”)"),
    ("<path d='M0 0 X 1'/>", "has a number that cannot be printed (d “M0 0 X 1”)"),
    ("<g transform='scale(1e300)'/>",
     "has a number that cannot be printed (transform “scale(1e300)”)"),
    ("<g transform='rotate(abc)'/>",
     "has a number that cannot be printed (transform “rotate(abc)”)"),
    ("<g style='font-size: 1e9px'/>", "has a number that cannot be printed (font-size “1e9px”)"),
    ("<svg viewBox='a b c d'/>", "has no size that can be printed (viewBox “a b c d”)"),
    ("<symbol viewBox='0 0 0 0'/>", "has no size that can be printed (viewBox “0 0 0 0”)"),
])  # fmt: skip
def test_a_drawing_with_what_no_printer_can_print(tmp_path: Path, inside: str, cause: str) -> None:
    assert fault(tmp_path, inside) == (cause, "Save it as PNG.")


@pytest.mark.parametrize("size", [
    "viewBox='a b c d'", "viewBox=''", "viewBox='0 0 1'", "viewBox='0 0 0 9'", "viewBox='0 0 -1 9'",
    "viewBox='0 0 1e308 9'", "viewBox='0 0 nan 9'", "viewBox='0 0 1e-9 9'", "viewBox='0 0 inf 9'",
    "width='1e9px' height='1'", "width='0' height='1'",
    "width='-1'", "height='tall'", "width='NaN'",
])  # fmt: skip
def test_a_drawing_without_a_size(tmp_path: Path, size: str) -> None:
    cause, fix = fault(tmp_path, BOX, size) or ("", "")
    assert cause.startswith("has no size that can be printed (")
    assert fix == "Save it as PNG."


SOUND = f"""
<style>.st0 {{ fill: url(#SVGID_1_); clip-path: url(#clip) }} .st1 {{ stroke-width: 2px }}</style>
<defs><clipPath id='clip'>{BOX}</clipPath>
<linearGradient id='SVGID_1_' gradientUnits='userSpaceOnUse' x1='0' x2='100%'>
<stop offset='0' style='stop-color:#fff'/><stop offset='50%'/></linearGradient>
<linearGradient id='b' href='#SVGID_1_' gradientTransform='matrix(1 0 0 1 -3.5e-2 .5)'/>
<pattern id='dots' width='4' height='4' patternUnits='userSpaceOnUse'><circle r='1'/></pattern>
<symbol id='mark' viewBox='0,0,10,10'><path d='m0,0l1-1.5.5z'/></symbol></defs>
<g style='font-size:medium;stroke-dasharray:none;line-height:1.25'
transform='translate(1,2) rotate(45 3 3)'>
<use href='#mark' width='10' height='10'/><rect class='st0' width='50%' height='2mm' rx='1'/>
<path d='M1e1 2A5 5 0 0 1 10-2' stroke-dasharray='4 2' fill='url(#dots)'/></g>
"""


def test_what_is_found_sound_is_made(tmp_path: Path) -> None:
    sizes = [
        "viewBox='0 0 100 100'",
        "width='3cm' height='20mm'",
        "width='100%' viewBox='-9 -9 99 9'",
    ]
    drawings = {
        "sound": SOUND,
        "many": BOX * 2000,
        "deep": "<g>" * 90 + BOX + "</g>" * 90,
        "used": used_again_and_again(40, 1),
        "dashed": "<path d='M0 0L9 9' stroke-dasharray='0'/>",
        "gradient": "<linearGradient id='a' href='#a'/><rect fill='url(#a)' width='9' height='9'/>",
        "unknown": "<rect fill='url(#none)' width='9' height='9'/><use href='#none'/><use/>",
    }
    (tmp_path / "content").mkdir()
    shown = []
    for name, inside in drawings.items():
        for place, size in enumerate(sizes):
            assert fault(tmp_path / "content", inside, size) is None
            (tmp_path / "content" / "a.svg").rename(tmp_path / "content" / f"{name}{place}.svg")
            shown.append(f"<p><img src='{name}{place}.svg' alt='A drawing'></p>")
    html = (
        f"<html lang='en'><meta charset='utf-8'><title>A</title><h1>A</h1>{''.join(shown)}</html>"
    )
    setter = Typesetter([tmp_path])
    _, warnings = write(setter.lay_out(html, tmp_path / "content", []), EDITIONS["print"].printing)
    assert warnings == ()
