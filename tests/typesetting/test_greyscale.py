import copy
import ctypes
import itertools
import random
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pydyf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import tinycss2
from PIL import Image, ImageChops
from pypdf import PdfReader

from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.builds.typeset_job import fitted
from handouts.content.load_training import load
from handouts.documents.editions import EDITIONS
from handouts.project.layout import Project
from handouts.typesetting.colour_check import colours_left
from handouts.typesetting.greyscale import turn_grey
from handouts.typesetting.render import Layout, Typesetter, write
from tests import reading
from tests.conftest import REPOSITORY
from tests.tools import verapdf

FONTS = REPOSITORY / "styles" / "fonts.css"
INKS = REPOSITORY / "styles" / "inks" / "greyscale.css"
THEMES = sorted((REPOSITORY / "styles" / "themes").glob("*.css"))
STYLE = (
    "@page { size: 105mm 148mm; margin: 15mm } body { font: 11pt 'Source Serif Pro' }"
    ".box { height: 9mm } img, svg { width: 30mm; height: 30mm }"
)
SIZE = 48
"""Pixels of a picture's side, so that a JPEG has whole blocks."""


def ramp(turns: int = 0) -> Image.Image:
    return Image.linear_gradient("L").resize((SIZE, SIZE)).rotate(90 * turns)


def photograph() -> Image.Image:
    return Image.merge("RGB", (ramp(), ramp(1), ramp(2).point(lambda sample: sample // 3)))


def png_of_16_bits() -> bytes:
    """A PNG of colours with 16 bits a sample, which Pillow reads and cannot write."""
    samples = photograph().tobytes()
    rows = [samples[row : row + 3 * SIZE] for row in range(0, len(samples), 3 * SIZE)]
    content = zlib.compress(b"".join(b"\0" + bytes(b for s in row for b in (s, s)) for row in rows))
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 16, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", content), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def without_adobe_marker(jpeg: bytes) -> bytes:
    """A JPEG of CMYK whose inks are not told to be inverted, and so are not."""
    place = jpeg.index(b"\xff\xee")
    (length,) = struct.unpack(">H", jpeg[place + 2 : place + 4])
    return jpeg[:place] + jpeg[place + 2 + length :]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of every kind that the engine writes in a way of its own."""
    folder = tmp_path_factory.mktemp("pictures") / "content"
    folder.mkdir()
    colours, holes = photograph(), Image.radial_gradient("L").resize((SIZE, SIZE))
    colours.save(folder / "rgb.png")
    Image.merge("RGBA", (*colours.split(), holes)).save(folder / "rgba.png")
    colours.quantize(16).save(folder / "palette.png")
    colours.quantize(2).save(folder / "two-colours.gif")
    colours.save(folder / "lossless.webp", lossless=True)
    (folder / "rgb-16.png").write_bytes(png_of_16_bits())
    colours.save(folder / "rgb.jpg", quality=95, subsampling=0)
    noise = Image.frombytes("RGB", (SIZE, SIZE), random.Random(1).randbytes(3 * SIZE**2))  # noqa: S311
    noise.save(folder / "noise.jpg", quality=85, subsampling=0)
    colours.save(folder / "rgb-kept.jpg", quality=95, keep_rgb=True)
    colours.save(folder / "progressive.jpg", quality=80, progressive=True)
    colours.convert("CMYK").save(folder / "cmyk.jpg", quality=95)
    plain = BytesIO()
    ImageChops.invert(colours.convert("CMYK")).save(plain, "JPEG", quality=95)
    (folder / "cmyk-plain.jpg").write_bytes(without_adobe_marker(plain.getvalue()))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    colours.save(folder / "upright.jpg", quality=95, exif=exif)
    ramp().save(folder / "grey.png")
    ramp().save(folder / "grey.jpg", progressive=True)
    return folder


LayOut = Callable[..., Layout]


@pytest.fixture(scope="module")
def lay_out(folder: Path) -> LayOut:
    setter = Typesetter([folder.parent])

    def laid_out(body: str, style: str = "") -> Layout:
        html = (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A test</title>'
            f"</head><body><h1>A test</h1>{body}</body></html>"
        )
        layout = setter.lay_out(html, folder, [FONTS, STYLE, *([style] if style else [])])
        assert layout.warnings == ()
        return layout

    return laid_out


def written(layout: Layout, *finishers: Callable[[Any], None]) -> bytes:
    content, warnings = write(layout, EDITIONS["email"].printing, *finishers)
    assert warnings == ()
    return content


def seen(content: bytes) -> Image.Image:
    """The first page as it is shown, at 144 dpi."""
    document = pypdfium2.PdfDocument(content)
    try:
        return document[0].render(scale=2).to_pil().convert("RGB")
    finally:
        document.close()


def is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def farthest(one: Image.Image, other: Image.Image) -> int:
    """By how much two pictures of greys differ at most."""
    return int(ImageChops.difference(one, other).getextrema()[1])


def picture(name: str) -> str:
    return f"<p><img src='{name}' alt='A picture'></p>"


def drawing(content: str) -> str:
    return f"<svg viewBox='0 0 100 100'><title>A drawing</title>{content}</svg>"


def box(background: str) -> str:
    return f"<p class='box' style='background: {background}'>One treats.</p>"


STOPS = "<stop stop-color='red'/><stop offset='1' stop-color='blue' stop-opacity='0.3'/>"
PAINTED = {
    "text": "<p style='color: #7a2e1d'>One treats.</p>",
    "black text": "<p>One treats.</p>",
    "hsl": box("hsl(200 80% 40%)"),
    "hwb": box("hwb(90 10% 20%)"),
    "alpha": box("rgb(20 30 200 / 0.4)"),
    "underline": "<p style='text-decoration: underline 2pt green'>One treats.</p>",
    "borders": "<p style='border: 2mm ridge #a33; outline: 1mm dotted green'>One treats.</p>",
    "rounded": "<p style='border: 1mm solid teal; border-radius: 3mm'>One treats.</p>",
    "linear gradient": box("linear-gradient(to right, red, lime 40%, blue)"),
    "gradient with alpha": box("linear-gradient(45deg, red, rgb(0 0 255 / 0.2) 40%, lime)"),
    "gradient to nothing": box("radial-gradient(circle, hsl(140 80% 40%), transparent)"),
    "repeated gradient": box("repeating-linear-gradient(45deg, red, blue 3mm)"),
    "shadow": "<p style='box-shadow: 1mm 1mm 2mm red'>One treats.</p>",
    "inner shadow": "<p class='box' style='box-shadow: inset 1mm 1mm 2mm navy'>One treats.</p>",
    "group": "<p class='box' style='opacity: 0.5; background: orange'>One treats.</p>",
    "repeated picture": box("url(rgb.png) 0 0 / 4mm"),
    "picture behind": box("url(rgb.jpg) no-repeat 0 0 / 9mm"),
    "drawing": drawing("<path d='M10 10 H80 V80 Z' fill='teal' stroke='orange'/>"),
    "drawn gradient": drawing(
        f"<defs><linearGradient id='a'>{STOPS}</linearGradient></defs>"
        "<rect width='90' height='90' fill='url(#a)'/>"
    ),
    "drawn radial gradient": drawing(
        f"<defs><radialGradient id='b'>{STOPS}</radialGradient></defs>"
        "<rect width='90' height='90' fill='none' stroke-width='9' stroke='url(#b)'/>"
    ),
    "drawn pattern": drawing(
        "<defs><pattern id='c' width='10' height='10' patternUnits='userSpaceOnUse'>"
        "<rect width='5' height='5' fill='purple'/></pattern></defs>"
        "<rect width='90' height='90' fill='url(#c)'/>"
    ),
    "drawn mask": drawing(
        "<defs><mask id='d'><rect width='60' height='90' fill='#ff0'/></mask></defs>"
        "<g opacity='0.5'><rect width='90' height='90' fill='red' mask='url(#d)'/></g>"
    ),
    "fields": (
        "<p><input name='a' title='A' value='Zoë' style='color: red'>"
        "<input name='b' title='B' type='checkbox' checked style='color: green'>"
        "<input name='c' title='C' type='radio' value='x' checked style='background: pink'>"
        "<select name='d' title='D'><option>One</option></select></p>"
    ),
    **{
        name: picture(name)
        for name in (
            *("rgb.png", "rgba.png", "palette.png", "rgb-16.png", "two-colours.gif"),
            *("lossless.webp", "rgb.jpg", "rgb-kept.jpg", "progressive.jpg", "upright.jpg"),
        )
    },
}
"""What has the same brightness in grey, to a reader that shows both."""
OF_OTHER_SPACES = {
    "lab": box("lab(60 40 -50)"),
    "lch": box("lch(50 80 120)"),
    "oklab": box("oklab(0.6 -0.1 0.1)"),
    "oklch": "<p style='color: oklch(0.6 0.2 30); border: 1mm solid'>One treats.</p>",
    "cmyk": box("device-cmyk(0.9 0.2 0 0.1)"),
    "cmyk.jpg": picture("cmyk.jpg"),
    "cmyk-plain.jpg": picture("cmyk-plain.jpg"),
}
"""What readers turn into colours of a screen each in its own way."""


@pytest.mark.parametrize("name", PAINTED | OF_OTHER_SPACES)
def test_whatever_the_engine_paints_in_colour_becomes_grey(lay_out: LayOut, name: str) -> None:
    layout = lay_out((PAINTED | OF_OTHER_SPACES)[name])
    content = written(layout, turn_grey)
    assert colours_left(written(layout)) != ()
    assert colours_left(content) == ()
    assert is_grey(seen(content))


@pytest.mark.parametrize("name", PAINTED)
def test_a_grey_is_as_bright_as_its_colour(lay_out: LayOut, name: str) -> None:
    layout = lay_out(PAINTED[name])
    colour, grey = seen(written(layout)), seen(written(layout, turn_grey))
    assert farthest(colour.convert("L"), grey.convert("L")) <= 4
    assert is_grey(colour) == (name == "black text")


@pytest.mark.parametrize(
    ("colour", "grey"),
    [
        ("rgb(255 0 0)", "0.299"),
        ("rgb(0 255 0)", "0.587"),
        ("rgb(0 0 255)", "0.114"),
        ("#999999", "0.6"),
        ("device-cmyk(0 0 0 0.4)", "0.6"),
        ("device-cmyk(1 0 0 0)", "0.701"),
        ("device-cmyk(0 1 1 0.5)", "0.1495"),
        ("lab(0 0 0)", "0"),
        ("lab(100 0 0)", "1"),
        ("lab(53.585 80 -60)", "0.502"),
        ("lab(5 0 0)", "0.066"),
    ],
)
def test_a_colour_becomes_the_grey_that_is_as_bright(
    lay_out: LayOut, colour: str, grey: str
) -> None:
    content = written(lay_out(box(colour)), turn_grey)
    painted = PdfReader(BytesIO(content)).pages[0].get_contents().get_data().decode("latin-1")
    assert set(re.findall(r"^(\S+) g$", painted, re.MULTILINE)) == {grey, "0"}


def test_a_gradient_stays_the_same_gradient(lay_out: LayOut) -> None:
    layout = lay_out(box("linear-gradient(red, #fff 40%, blue)"))
    (colour,), (grey,) = (
        objects(content, "/ShadingType")
        for content in (written(layout), written(layout, turn_grey))
    )
    ends = [(part["/C0"], part["/C1"]) for part in grey["/Function"]["/Functions"]]
    assert ends == [([0.299], [1]), ([1], [0.114])]
    for key in ("/ShadingType", "/Coords", "/Domain", "/Extend"):
        assert grey[key] == colour[key]
    assert grey["/Function"]["/Bounds"] == colour["/Function"]["/Bounds"]
    assert steepness(grey) == steepness(colour)
    assert grey["/ColorSpace"] == "/DeviceGray"


def steepness(shading: Any) -> list[float]:
    return [part["/N"] for part in shading["/Function"]["/Functions"]]


def objects(content: bytes, key: str) -> list[Any]:
    """Every object of a file that has this entry."""
    reader = PdfReader(BytesIO(content))
    found = [reader.get_object(number) for number in sorted({*reader.xref[0], *reader.xref_objStm})]
    return [thing for thing in found if isinstance(thing, dict) and key in thing]


def shown(content: bytes) -> Image.Image:
    """The one picture of a page, with as many pixels as it has."""
    (found,) = PdfReader(BytesIO(content)).pages[0].images
    assert found.image is not None
    return found.image


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [
        ("rgb.png", 0),
        ("rgb-16.png", 0),
        ("lossless.webp", 0),
        ("rgb.jpg", 8),
        ("rgb-kept.jpg", 8),
        ("cmyk.jpg", 8),
        ("cmyk-plain.jpg", 8),
    ],
)
def test_a_picture_keeps_its_pixels(lay_out: LayOut, name: str, tolerance: int) -> None:
    grey = shown(written(lay_out(picture(name)), turn_grey))
    assert (grey.mode, grey.size) == ("L", (SIZE, SIZE))
    assert farthest(grey, photograph().convert("L")) <= tolerance


def test_a_jpeg_keeps_the_layer_that_is_grey_with_its_details(
    lay_out: LayOut, folder: Path
) -> None:
    content = written(lay_out(picture("noise.jpg")), turn_grey)
    (image,) = [thing for thing in objects(content, "/Width") if thing["/Filter"] == "/DCTDecode"]
    with Image.open(BytesIO(image._data)) as grey, Image.open(folder / "noise.jpg") as colour:
        assert grey.quantization[0] == colour.quantization[0]
        colour.draft("L", None)
        assert farthest(grey, colour) == 0


def test_what_shows_through_a_picture_stays_as_it_was(lay_out: LayOut) -> None:
    layout = lay_out(picture("rgba.png"))
    colour, grey = (
        [thing["/SMask"].get_data() for thing in objects(content, "/SMask")]
        for content in (written(layout), written(layout, turn_grey))
    )
    assert len(colour) == 1
    assert colour == grey


def test_the_engines_16_bit_greys_are_shown_at_last(lay_out: LayOut, folder: Path) -> None:
    deep = Image.new("I;16", (SIZE, SIZE))
    deep.putdata([level * 257 for level in ramp().tobytes()])
    deep.save(folder / "grey-16.png")
    content, warnings = write(
        lay_out(picture("grey-16.png")), EDITIONS["print"].printing, turn_grey
    )
    assert warnings == ("Unknown image mode: I;16",)
    assert colours_left(content) == ()
    assert farthest(shown(content), ramp()) <= 1


def test_grey_pictures_are_left_alone(lay_out: LayOut) -> None:
    layout = lay_out(picture("grey.png") + picture("grey.jpg"))
    colour, grey = (
        [thing._data for thing in objects(content, "/Width")]
        for content in (written(layout), written(layout, turn_grey))
    )
    assert len(colour) == 2
    assert colour == grey


EVERYTHING = "".join((PAINTED | OF_OTHER_SPACES).values())


def test_the_same_layout_can_be_written_in_colour_again(lay_out: LayOut) -> None:
    layout = lay_out(EVERYTHING)
    colour = written(layout)
    greys = {written(layout, turn_grey) for _ in range(2)}
    assert len(greys) == 1
    assert written(layout) == colour


def marks(content: bytes) -> list[list[tuple[str, str]]]:
    """For each page its marked content, in order: where each begins, and where it ends."""
    return [
        [
            (operator.decode(), " ".join(map(str, operands)))
            for operands, operator in page.get_contents().operations
            if operator in (b"BMC", b"BDC", b"EMC", b"Tj", b"TJ")
        ]
        for page in PdfReader(BytesIO(content)).pages
    ]


def test_text_and_tags_stay_as_they_were(lay_out: LayOut) -> None:
    layout = lay_out(EVERYTHING, "svg, img { break-inside: avoid }")
    colour, grey = written(layout), written(layout, turn_grey)
    assert reading.pages(PdfReader(BytesIO(colour))) == reading.pages(PdfReader(BytesIO(grey)))
    assert marks(colour) == marks(grey)
    assert len(marks(grey)) > 3
    assert reading.tags(PdfReader(BytesIO(colour))) == reading.tags(PdfReader(BytesIO(grey)))


def test_a_grey_file_is_as_accessible(lay_out: LayOut, tmp_path: Path) -> None:
    pieces = [PAINTED[name] for name in ("text", "borders", "rgba.png", "rgb.jpg", "drawing")]
    path = tmp_path / "grey.pdf"
    path.write_bytes(written(lay_out("".join(pieces) + OF_OTHER_SPACES["lab"]), turn_grey))
    assert verapdf.failures([path]) == {}


def turned(*items: bytes | str | float, **spaces: object) -> str:
    """What becomes of the operators of a page; `spaces` are the colour spaces that have names."""
    pdf = pydyf.PDF()
    stream = pydyf.Stream(list(items))
    named = pydyf.Dictionary(spaces)
    pdf.add_object(stream)
    pdf.add_object(named)
    used = pydyf.Dictionary({"ColorSpace": named.reference})
    about = {"Type": "/Page", "Contents": stream.reference, "Resources": used}
    pdf.add_page(pydyf.Dictionary(about))
    turn_grey(pdf)
    assert not named.keys() - {"Spot"}
    return b"\n".join(stream.stream).decode()


LAB = pydyf.Array(["/Lab", pydyf.Dictionary({"WhitePoint": pydyf.Array((0.96, 1, 0.82))})])
ICC = pydyf.Array(["/ICCBased", "9 0 R"])
SPOT = pydyf.Array(["/Separation", "/Gold", "/DeviceCMYK", "9 0 R"])


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        ("1 0 0 rg 0 1 0 RG 0 0 m 9 9 l B", "0.299 g 0.587 G 0 0 m 9 9 l B"),
        ("0 0 0 1 k\n0 0 0 .5 K", "0 g\n0.5 G"),
        ("/DeviceRGB cs 1 0 0 sc /DeviceRGB CS 0 1 0 SC", "/DeviceGray cs 0.299 g {CS} 0.587 G"),
        ("q/Lab cs 100 9 9 scn 0 0 9 9 re f Q", "q/DeviceGray cs 1 g 0 0 9 9 re f Q"),
        ("/Lab cs q /DeviceRGB cs 1 1 1 sc Q 50 1 1 sc", "{cs} q {cs} 1 g Q 0.4663 g"),
        ("/Lab cs /Lab CS 1 0 0 RG 50 1 1 sc 0 0 1 SC", "{cs} {CS} 0.299 G 0.4663 g 0.114 G"),
        ("/Pattern cs /p0 scn 1 0 0 1 5 5 cm", "/Pattern cs /p0 scn 1 0 0 1 5 5 cm"),
        ("/Icc cs 1 0 0 scn /Icc CS 0 1 1 0 SCN", "{cs} 0.299 g {CS} 0.299 G"),
        ("/Spot cs 1 scn 0 0 9 9 re", "/Spot cs 1 scn 0 0 9 9 re"),
        ("-0.5 2 .5 rg", "0.644 g"),
        (
            "(1 0 0 rg \\) 1 0 0 rg ) Tj [(1 0 0 rg)] TJ",
            "(1 0 0 rg \\) 1 0 0 rg ) Tj [(1 0 0 rg)] TJ",
        ),
        (
            "BI /IM true /W 8 /H 1 ID 1 0 0 rg EI 1 0 0 rg",
            "BI /IM true /W 8 /H 1 ID 1 0 0 rg EI 0.299 g",
        ),
        (
            "/Artifact BMC <</MCID 3>> BDC 1 0 0 rg[<01>]TJ",
            "/Artifact BMC <</MCID 3>> BDC 0.299 g[<01>]TJ",
        ),
    ],
)
def test_operators_are_turned_one_by_one(operators: str, expected: str) -> None:
    made = turned(operators, Lab=LAB, Icc=ICC, Spot=SPOT)
    assert made == expected.format(cs="/DeviceGray cs", CS="/DeviceGray CS")


def test_operators_may_stand_in_pieces_of_any_kind() -> None:
    assert turned(b"q", "1 0 0", b"rg", 5, 5.5, "m", b"Q") == "q\n0.299 g\n5\n5.5\nm\nQ"


def planted(lay_out: LayOut, *things: Any) -> tuple[str, ...]:
    """What is left of colour in a file of greys with objects that nobody knows of."""

    def plant(pdf: Any) -> None:
        turn_grey(pdf)
        for thing in things:
            pdf.add_object(thing)

    return colours_left(written(lay_out("<p>One treats.</p>"), plant))


@pytest.mark.parametrize(
    "operators",
    [
        "1 0 0 rg",
        "0.4 0.1 0.2 RG",
        "0 0 0 rg",
        "0 0 0 1 k",
        "0.1 0 0 0 K",
        "/DeviceRGB cs",
        "/lab-d50 CS",
        "1 0 0 scn",
        "0 0 0 1 SC",
    ],
)
def test_an_operator_of_colour_is_found_with_its_page(lay_out: LayOut, operators: str) -> None:
    def plant(pdf: Any) -> None:
        turn_grey(pdf)
        page = pdf.objects[int(pdf.page_references[1].split()[0])]
        stream = pdf.objects[int(page["Contents"].split()[0])]
        stream.stream += [f"0 g {operators} 0 0 9 9 re f"] * 2

    layout = lay_out("<p>One treats.</p><p style='break-before: page'>Another heals.</p>")
    left = colours_left(written(layout, plant))
    assert left == (f"Page 2 has a colour: {operators}",)


def entries(**given: Any) -> pydyf.Dictionary:
    return pydyf.Dictionary(
        {k: pydyf.Array(v) if isinstance(v, tuple) else v for k, v in given.items()}
    )


def painting(operators: str, **given: Any) -> pydyf.Stream:
    return pydyf.Stream([operators], entries(Subtype="/Form", **given))


def pixels(**given: Any) -> pydyf.Stream:
    size = {"Width": 1, "Height": 1, "BitsPerComponent": 8}
    return pydyf.Stream([b"abc"], entries(Subtype="/Image", **size, **given))


INLINE = "BI /W 1 /H 1 /BPC 8 /CS {} ID {} EI"
COLOURED: dict[str, tuple[Any, str]] = {
    "form": (painting("1 0 0 rg"), "1 0 0 rg"),
    "packed form": (pydyf.Stream(["1 0 0 RG"], {"Subtype": "/Form"}, compress=True), "1 0 0 RG"),
    "pattern": (pydyf.Stream(["1 0 0 0 k"], entries(PatternType=1)), "1 0 0 0 k"),
    "inline picture": (painting(INLINE.format("/RGB", "abc")), "an inline picture in /DeviceRGB"),
    "shading": (entries(ShadingType=2, ColorSpace="/DeviceRGB"), "/ColorSpace /DeviceRGB"),
    "shading of Lab": (entries(ShadingType=2, ColorSpace=("/Lab",)), "/ColorSpace /Lab"),
    "ground": (entries(ShadingType=2, Background=(1, 0, 0)), "/Background [1 0 0]"),
    "function": (
        entries(FunctionType=3, Functions=(entries(FunctionType=2, C1=(1, 0, 0.5)),)),
        "/C1 [1 0 0.5]",
    ),
    "samples": (
        pydyf.Stream([b"abc"], entries(FunctionType=0, Range=(0, 1, 0, 1, 0, 1))),
        "/Range [0 1 0 1 0 1]",
    ),
    "picture": (pixels(ColorSpace="/DeviceRGB"), "/ColorSpace /DeviceRGB"),
    "picture of inks": (pixels(ColorSpace="/DeviceCMYK"), "/ColorSpace /DeviceCMYK"),
    "palette": (
        pixels(ColorSpace=("/Indexed", "/DeviceRGB", 0, "<ff0000>")),
        "/ColorSpace /Indexed",
    ),
    "picture of its own": (
        pixels(Filter="/JPXDecode"),
        "a picture that brings its own colour space",
    ),
    "edge of a picture": (pixels(ColorSpace="/DeviceGray", Matte=(1, 1, 1)), "/Matte [1 1 1]"),
    "group": (
        painting("0 g", Group=entries(S="/Transparency", CS="/DeviceRGB")),
        "/CS /DeviceRGB",
    ),
    "mask": (entries(SMask=entries(S="/Luminosity", BC=(0, 0, 0))), "/BC [0 0 0]"),
    "note": (entries(Subtype="/Text", C=(1, 1, 0)), "/C [1 1 0]"),
    "square": (entries(Subtype="/Square", IC=(0, 0, 0, 1)), "/IC [0 0 0 1]"),
    "field's ground": (entries(MK=entries(BG=(1, 1, 0))), "/BG [1 1 0]"),
    "field's border": (entries(MK=entries(BC=(1, 1, 0))), "/BC [1 1 0]"),
    "typed text": (entries(DA=pydyf.String("/F 9 Tf 0 0 1 rg")), "0 0 1 rg"),
}
GREY: dict[str, Any] = {
    "form": painting("0 g 1 G /DeviceGray cs 0.5 sc /Pattern CS /p SCN"),
    "words": painting("(1 0 0 rg) Tj"),
    "what is no drawing": pydyf.Stream(["1 0 0 rg"], entries(Type="/EmbeddedFile")),
    "inline picture": painting(INLINE.format("/G", "a")),
    "inline mask": painting("BI /W 8 /H 1 /BPC 1 /IM true ID a EI"),
    "mask": pixels(ImageMask="true"),
    "picture": pixels(ColorSpace="/DeviceGray"),
    "palette": pixels(ColorSpace=("/Indexed", "/DeviceGray", 0, "<ff>")),
    "function": entries(FunctionType=2, C0=(0,), C1=(1,)),
    "note": entries(Subtype="/Text", C=(0.5,), IC=()),
    "class": entries(S="/P", C=("/A", "/B", "/C")),
    "typed text": entries(DA=pydyf.String("/F 9 Tf 0 g")),
    "names": entries(ColorSpace=entries(Unused=("/Lab",))),
}


@pytest.mark.parametrize("name", COLOURED)
def test_colour_is_found_wherever_it_is(lay_out: LayOut, name: str) -> None:
    thing, what = COLOURED[name]
    (left,) = planted(lay_out, thing)
    assert left in (
        f"Object {thing.number} has a colour: {what}",
        f"Object {thing.number} has a colour: {what}",
    )


@pytest.mark.parametrize(
    "name", ["form", "pattern", "ground", "function", "mask", "note", "square", "typed text"]
)
def test_what_may_be_added_to_the_engines_own_is_turned_too(lay_out: LayOut, name: str) -> None:
    thing = copy.deepcopy(COLOURED[name][0])
    layout = lay_out("<p>One treats.</p>")
    assert colours_left(written(layout, lambda pdf: pdf.add_object(thing), turn_grey)) == ()


def test_colour_is_found_in_the_glyphs_of_a_font(lay_out: LayOut) -> None:
    glyph = pydyf.Stream(["9 0 d0 1 0 0 rg"])
    font = pydyf.Dictionary({"Subtype": "/Type3"})

    def plant(pdf: Any) -> None:
        pdf.add_object(glyph)
        font["CharProcs"] = pydyf.Dictionary({"a": glyph.reference})
        pdf.add_object(font)

    layout = lay_out("<p>One treats.</p>")
    left = colours_left(written(layout, turn_grey, plant))
    assert left == (f"Object {font.number} has a colour: 1 0 0 rg",)
    assert colours_left(written(layout, plant, turn_grey)) == ()


@pytest.mark.filterwarnings("ignore:Unexpected end of stream")
@pytest.mark.parametrize("operators", ["0 g (One", "<</A [0 g", "BI /W 1 /IM true ID 0"])
def test_what_cannot_be_read_back_is_reported(lay_out: LayOut, operators: str) -> None:
    thing = painting(operators)
    (left,) = planted(lay_out, thing)
    assert left.startswith(f"Object {thing.number} has a colour: perhaps, for it cannot")


@pytest.mark.parametrize("name", GREY)
def test_what_is_grey_is_no_colour(lay_out: LayOut, name: str) -> None:
    assert planted(lay_out, GREY[name]) == ()


def tones(content: bytes, wanted: str) -> set[int]:
    """The greys, from 0 to 255, that a text is painted in wherever it stands by itself."""
    document = pypdfium2.PdfDocument(content)
    found = set()
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            for painted in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=text):
                if painted.extract().strip() == wanted:
                    channels = [ctypes.c_uint() for _ in range(4)]
                    pdfium.FPDFPageObj_GetFillColor(painted.raw, *channels)
                    red, green, blue, _ = (channel.value for channel in channels)
                    assert red == green == blue
                    found.add(red)
    finally:
        document.close()
    return found


@pytest.mark.long
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.stem)
@pytest.mark.parametrize(("document", "edition"), [("chart", "print"), ("handout", "large-print")])
def test_both_sides_of_the_example_are_told_apart_by_tone(
    project: Project, theme: Path, document: str, edition: str
) -> None:
    if (theme.stem, document) in (("clinic", "chart"), ("signal", "chart")):
        pytest.skip("titles of columns are white there, on fields of two tones")
    trainings = load(project, project.trainings())
    wanted = Request(documents=(document,), editions=(edition,), theme=theme.stem)
    (job,) = plan(project, trainings, wanted)
    setter = Typesetter(project.layers)
    layout = fitted(job, setter, INKS.read_text("utf-8")).layout
    content, warnings = write(layout, job.edition.printing, turn_grey)
    assert warnings == ()
    assert colours_left(content) == ()
    first, second = (tones(content, title) for title in trainings[0].chart.columns)
    assert (len(first), len(second)) == (1, 1)
    assert abs(first.pop() - second.pop()) >= 96


def variables(sheet: Path) -> dict[str, str]:
    """What a stylesheet of one rule sets; it sets nothing but variables."""
    (rule,) = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), True, True)
    assert tinycss2.serialize(rule.prelude).strip() == ":root"
    found = tinycss2.parse_blocks_contents(rule.content, True, True)
    assert all(part.type == "declaration" and part.name.startswith("--") for part in found)
    return {part.name: tinycss2.serialize(part.value).strip() for part in found}


def luminance(colour: str) -> float:
    """Of the grey that a colour becomes: WCAG 2.2, relative luminance."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    grey = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4


def lightness(colour: str) -> float:
    """From 0 to 100, in equal steps to the eye: CIE L*, for greys that are not nearly black."""
    return max(0.0, 116 * luminance(colour) ** (1 / 3) - 16)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.stem)
def test_text_of_every_grey_has_contrast_with_sheet_and_tint(theme: Path) -> None:
    """At least 4.5 to 1: WCAG 2.2, success criterion 1.4.3."""
    values = variables(theme) | variables(INKS)
    inks = [name for name in values if re.fullmatch(r"--(ink|ink-soft|accent|side-\d)", name)]
    assert len(inks) == 8
    for ink, ground in itertools.product(inks, ("#ffffff", values["--tint"])):
        assert (luminance(ground) + 0.05) / (luminance(values[ink]) + 0.05) >= 4.5, (ink, ground)


def test_the_greys_are_greys_and_stand_for_what_themes_set() -> None:
    values = variables(INKS)
    colours = {colour for value in values.values() for colour in re.findall(r"#\w+", value)}
    assert {colour for colour in colours if not re.fullmatch(r"#(..)\1\1", colour)} == set()
    for theme in THEMES:
        assert values.keys() <= variables(theme).keys()


def test_five_sides_are_told_apart_by_tone_and_neighbours_the_most() -> None:
    values = variables(INKS)
    sides = [lightness(values[f"--side-{number}"]) for number in range(1, 6)]
    assert abs(sides[0] - sides[1]) >= 40
    assert all(abs(one - other) >= 15 for one, other in itertools.pairwise(sides))
    assert all(abs(one - other) >= 7 for one, other in itertools.combinations(sides, 2))
    assert 4 <= 100 - lightness(values["--tint"]) <= 9
