import random
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFile, ImageFilter
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from handouts.certificates import qr_reading
from handouts.certificates.apart import codes_in_apart
from handouts.certificates.qr_reading import UnreadableScanError, codes_in
from handouts.certificates.serial_numbers import LETTERS
from handouts.errors import CallError, WorldError
from handouts.typesetting import qr
from handouts.typesetting.qr import modules

MM = 72 / 25.4
WIDTH = 30
"""Millimetres, of a code on a certificate."""


def code(letters: int) -> str:
    """Return a code as it stands on certificates."""
    rng = random.Random(letters)  # noqa: S311 - a test
    return "H1-" + "".join(rng.choice(LETTERS) for _ in range(letters))


CODE = code(320)
LINK = f"https://www.quiet-harbour.example/verify/#{CODE}"


def picture(text: str, scale: int = 4) -> Image.Image:
    """Return the code of a text in black on white, with white around it."""
    bits, side = modules(text)
    image = Image.new("L", (side + 8,) * 2, 255)
    image.paste(Image.frombytes("1", (side, side), bits), (4, 4))
    return image.resize((image.width * scale,) * 2, Image.Resampling.NEAREST)


def size(text: str) -> int:
    return modules(text)[1]


def pdf(path: Path, *pages: str, locked: str = "", width: float = WIDTH) -> Path:
    """Write a PDF with one code in the corner of each page; none where the text is empty."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(792, 612)
        if text:
            bits, side = modules(text)
            content = DecodedStreamObject()
            image = b"BI /W %d /H %d /IM true /F /AHx ID %s> EI" % (side, side, bits.hex().encode())
            content.set_data(b"%f 0 0 %f 600 200 cm\n%s" % (width * MM, width * MM, image))
            page[NameObject("/Contents")] = writer._add_object(content)
    if locked:
        writer.encrypt(locked)
    writer.write(path)
    return path


def test_the_modules_of_a_code_are_a_bit_each() -> None:
    bits, side = modules("A")
    assert side == 21
    assert len(bits) == 21 * 3
    assert bits[0] >> 1 == 0  # seven dark modules of the first corner, then a light one
    assert bits[0] & 1 == 1
    assert qr_reading.texts(picture("A")) == ["A"]


def test_a_code_with_its_link_is_printed_in_modules_that_phones_can_tell_apart() -> None:
    assert qr_reading.texts(picture(LINK)) == [LINK]
    assert size(LINK) == 65
    assert WIDTH / qr.MOST_MODULES >= 0.42


def test_capitals_are_packed_more_densely_than_small_letters() -> None:
    assert size(CODE) < size(CODE.lower())


def test_a_stain_is_borne() -> None:
    image = picture(LINK)
    image.paste(0, (110, 110, 160, 150))
    assert qr_reading.texts(image) == [LINK]


def test_a_long_code_is_borne_with_less_correction_rather_than_smaller_modules() -> None:
    assert size(code(500)) == 65
    assert size(code(450)) == 69


def test_a_text_that_no_code_can_hold_is_told() -> None:
    with pytest.raises(CallError) as caught:
        modules("A" * 5000)
    assert str(caught.value) == (
        "5000 letters are too many for a QR code. Shorten the training's title, the provider's "
        "name or verify_url."
    )


def test_the_codes_of_every_page_are_found_once_and_in_order(tmp_path: Path) -> None:
    other = code(300)
    file = pdf(tmp_path / "a.pdf", LINK, other, LINK)
    assert codes_in(file.read_bytes()) == [LINK, other]


def test_a_small_code_is_looked_for_at_a_higher_resolution(tmp_path: Path) -> None:
    file = pdf(tmp_path / "a.pdf", LINK, width=15).read_bytes()
    assert codes_in(file) == [LINK]
    assert codes_in(file, (60,)) == []
    assert codes_in(file, (60, 300)) == [LINK]


@pytest.mark.long
def test_a_page_of_any_size_is_looked_at_or_left_out(tmp_path: Path) -> None:
    """A page that is a line would be a line of millions of pixels."""
    writer = PdfWriter()
    for size in ((14400, 14400), (1e7, 0.001), (0.001, 1e7), (0, 0), (5, 1e30), (1e-30, 1e-30)):
        writer.add_blank_page(*size)
    writer.write(tmp_path / "a.pdf")
    with (tmp_path / "a.pdf").open("ab") as file:
        file.write(b"% more")
    assert codes_in((tmp_path / "a.pdf").read_bytes()) == []


def test_a_pdf_behind_other_bytes_is_read(tmp_path: Path) -> None:
    assert codes_in(b"junk\n" * 100 + pdf(tmp_path / "a.pdf", LINK).read_bytes()) == [LINK]


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "tiff", "gif"])
def test_a_picture_is_read_whatever_its_name(tmp_path: Path, kind: str) -> None:
    picture(LINK).save(tmp_path / f"code.{kind}")
    file = (tmp_path / f"code.{kind}").rename(tmp_path / "code.pdf")
    assert codes_in(file.read_bytes()) == [LINK]


def test_a_photograph_is_read(tmp_path: Path) -> None:
    """Turned, seen from the side, out of focus, dim, and grainy."""
    table = Image.new("L", (1600, 1200), 150)
    table.paste(picture(LINK, 8).point(lambda ink: 60 + ink // 2), (500, 250))
    seen = table.rotate(17, Image.Resampling.BICUBIC, fillcolor=120).transform(
        table.size,
        Image.Transform.PERSPECTIVE,
        (1.05, 0.06, -40, 0.02, 1.08, -30, 0.00005, 0.00008),
        Image.Resampling.BICUBIC,
    )
    grain = Image.effect_noise(table.size, 40)
    blurred = seen.filter(ImageFilter.GaussianBlur(1.5))
    Image.blend(blurred, grain, 0.2).convert("RGB").save(tmp_path / "photo.jpg", quality=70)
    assert codes_in((tmp_path / "photo.jpg").read_bytes()) == [LINK]


def test_what_has_no_code_has_none(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 200)).save(tmp_path / "a.png")
    assert codes_in((tmp_path / "a.png").read_bytes()) == []
    assert codes_in(pdf(tmp_path / "a.pdf", "").read_bytes()) == []


def _bomb(path: Path) -> None:
    Image.new("1", (1, 1)).save(path, "GIF")
    picture = path.read_bytes()
    path.write_bytes(picture[:6] + struct.pack("<HH", 60_000, 60_000) + picture[10:])


def _large(path: Path) -> None:
    Image.new("1", (10_000, 6_000)).save(path)


def _half_a_picture(path: Path) -> None:
    picture(LINK).save(path, "PNG")
    path.write_bytes(path.read_bytes()[:-400])


def _half_a_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")


WRONG = {
    "damaged picture": (_half_a_picture, "It is damaged. Save it anew, or take the picture again."),
    "damaged PDF": (_half_a_pdf, "It is damaged. Save it anew, or ask for it again."),
    "bomb": (_bomb, "It has too many pixels. Save it smaller; 4000 pixels are wide."),
    "large picture": (_large, "It has too many pixels. Save it smaller; 4000 pixels are wide."),
    "locked": (
        lambda path: pdf(path, LINK, locked="x"),
        "It is locked with a password. Open it, print it as a PDF without one, and give that.",
    ),
    "many pages": (
        lambda path: pdf(path, *[""] * 51),
        "It has 51 pages, and no more than 50 are looked through. Print the pages in question as a "
        "PDF of their own, and give that.",
    ),
    "something else": (
        lambda path: path.write_text("name,hours\n"),
        "It is neither a PDF nor a picture that can be read. Give a PDF, or a picture saved as PNG "
        "or JPEG.",
    ),
    "empty": (
        lambda path: path.touch(),
        "It is neither a PDF nor a picture that can be read. Give a PDF, or a picture saved as PNG "
        "or JPEG.",
    ),
}


@pytest.mark.parametrize(("write", "message"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_read_is_told_with_its_cure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path], object],
    message: str,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    file = tmp_path / "a.png"
    write(file)
    with pytest.raises(UnreadableScanError) as caught:
        codes_in(file.read_bytes())
    assert str(caught.value) == message


def test_a_file_is_looked_through_apart(tmp_path: Path) -> None:
    assert codes_in_apart(pdf(tmp_path / "a.pdf", LINK, code(300)).read_bytes()) == [
        LINK,
        code(300),
    ]
    with pytest.raises(UnreadableScanError) as caught:
        codes_in_apart(b"name,hours\n")
    assert str(caught.value) == WRONG["something else"][1]


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "from handouts.certificates.apart import limit; limit(seconds=1)\nwhile True: pass",
        "from handouts.certificates.apart import limit; limit(memory=2**28); bytes(2**30)",
    ],
    ids=["crash", "time", "memory"],
)
def test_what_takes_too_much_ends_the_other_process_alone(program: str) -> None:
    with pytest.raises(UnreadableScanError) as caught:
        codes_in_apart(b"", (sys.executable, "-c", program))
    assert str(caught.value) == (
        "To look through it takes too much time or memory. Print the page in question as a PDF."
    )


def test_a_program_that_cannot_be_started_is_reported() -> None:
    with pytest.raises(WorldError, match=r"^no-such-program cannot be started: No such file"):
        codes_in_apart(b"", ("no-such-program",))
