import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from handouts.content.images import picture_path, picture_problem
from handouts.messages import texts

DAMAGED = 'the picture "{}" is damaged'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def photograph(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, kind)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that unpacks to many."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def problem(folder: Path, name: str, content: bytes | str | None = None) -> str:
    """What is wrong with a picture of this name beside the article: its cause, or nothing."""
    place = (folder / "content" / "tea").resolve()
    place.mkdir(parents=True, exist_ok=True)
    if content is not None:
        written = content.encode() if isinstance(content, str) else content
        picture_path(place, name).write_bytes(written)
    found = picture_problem(folder.resolve(), place, name)
    return texts().cause(found) if found else ""


@pytest.mark.parametrize(("name", "kind"), [
    ("a.png", "PNG"), ("A.PNG", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.gif", "GIF"),
    ("a.webp", "WEBP"), ("a%20b%231.png", "PNG"), ("a%3Ab.png", "PNG"), ("%C3%BC.png", "PNG"),
    ("jpeg-really.png", "JPEG"),
])  # fmt: skip
def test_pictures_of_all_kinds_and_names_are_fine(tmp_path: Path, name: str, kind: str) -> None:
    assert problem(tmp_path, name, photograph(kind)) == ""


def test_a_picture_may_lie_anywhere_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.png").write_bytes(photograph())
    assert problem(tmp_path, "../../shared/a.png") == ""


@pytest.mark.parametrize("source", [
    "http://example.org/a.png", "HTTPS://example.org/a.png", "//example.org/a.png",
    "http%3A//example.org/a.png", "data:image/png;base64,AAAA", "file:///etc/passwd",
    "file:/etc/passwd", "ftp:a.png",
])  # fmt: skip
def test_what_is_elsewhere_is_not_fetched(tmp_path: Path, source: str) -> None:
    assert problem(tmp_path, source).endswith('" is not a file of the project')


@pytest.mark.parametrize("source", [
    "../../../etc/passwd", "/etc/passwd", "..%2f..%2f..%2fa.png", "%2e%2e/%2e%2e/../a.png",
    "../../../../../../../../etc/passwd",
])  # fmt: skip
def test_what_lies_outside_is_not_opened(tmp_path: Path, source: str) -> None:
    project = tmp_path / "one" / "project"
    for folder in (tmp_path / "one", tmp_path):
        folder.mkdir(exist_ok=True)
        (folder / "a.png").write_bytes(b"which would be damaged, if anyone looked")
    assert problem(project, source).endswith('" lies outside of content/')


def test_a_link_does_not_lead_outside(tmp_path: Path) -> None:
    problem(tmp_path / "project", "")
    (tmp_path / "secret.png").write_bytes(photograph())
    (tmp_path / "project/content/tea/a.png").symlink_to(tmp_path / "secret.png")
    assert problem(tmp_path / "project", "a.png") == 'the picture "a.png" lies outside of content/'


@pytest.mark.parametrize("source", ["a.png", "..\\a.png", "C:\\a.png", "~/a.png", "a%2Fb.png"])
def test_a_missing_picture(tmp_path: Path, source: str) -> None:
    assert problem(tmp_path, source).startswith("there is no picture")


@pytest.mark.parametrize("source", ["", ".", "a.txt", "a.pdf", "a.png.exe", "#", "%3Fx"])
def test_a_file_of_another_kind(tmp_path: Path, source: str) -> None:
    assert problem(tmp_path, source).endswith("is not a kind of picture that can be set")


@pytest.mark.parametrize("source", [f"{'x' * 5000}.png", "a%00.png"])
def test_a_name_that_no_file_can_have(tmp_path: Path, source: str) -> None:
    assert "cannot be read (" in problem(tmp_path, source)
    assert len(problem(tmp_path, source)) < 200


def test_links_in_a_circle_and_pipes_neither_hang_nor_crash(tmp_path: Path) -> None:
    assert problem(tmp_path, "a.png")
    (tmp_path / "content/tea/a.png").symlink_to("a.png")
    os.mkfifo(tmp_path / "content/tea/b.png")
    assert problem(tmp_path, "a.png")
    assert problem(tmp_path, "b.png") == 'there is no picture "b.png"'


@pytest.mark.parametrize(("name", "content"), [
    ("a.png", b""), ("a.png", b"<html>"), ("a.png", photograph()[:-700]),
    ("a.jpg", photograph("JPEG")[:-300]), ("a.png", photograph("TIFF")),
    ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"), ("a.svg", b""),
    ("a.svg", b"<svg><rect"), ("a.svg", b"<?xml version='1.0' encoding='no'?><svg/>"),
])  # fmt: skip
def test_a_damaged_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    assert problem(tmp_path, name, content) == DAMAGED.format(name)


@pytest.mark.parametrize("size", [(10_000, 9_000), (60_000, 60_000)])
def test_a_picture_that_unpacks_to_a_wall_is_not_unpacked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    assert problem(tmp_path, "a.png", bomb(*size)) == 'the picture "a.png" has too many pixels'


@pytest.mark.parametrize("size", [8_000, 10_000, 20_000])
def test_a_gif_whose_first_frame_is_larger_than_itself_is_not_unpacked(
    tmp_path: Path, size: int
) -> None:
    screen = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    frame = b"," + struct.pack("<HHHHB", 0, 0, size, size, 0) + b"\x02\x02\x4c\x01\x00;"
    said = 'the picture "a.gif" has too many pixels'
    assert problem(tmp_path, "a.gif", screen + frame) == said


def test_a_huge_picture(tmp_path: Path) -> None:
    assert problem(tmp_path, "a.png", b"")
    with (tmp_path / "content/tea/a.png").open("wb") as file:
        file.truncate(20_000_001)
    assert problem(tmp_path, "a.png") == 'the picture "a.png" is larger than 20 MB'


@pytest.mark.parametrize("inside", [
    "<rect width='9' height='9'/>", "<script>alert(1)</script>", "<g id='a'/><use href='#a'/>",
    "<rect fill='url(#a)'/><rect fill='url( \"#a\" )'/><rect style='fill: url(&quot;#a&quot;)'/>",
])  # fmt: skip
def test_a_drawing_that_is_complete_in_itself(tmp_path: Path, inside: str) -> None:
    assert problem(tmp_path, "a.svg", SVG.format(inside)) == ""


@pytest.mark.parametrize("inside", [
    "<image href='http://example.org/a.png'/>", "<image xlink:href='file:///etc/passwd'/>",
    "<image href='../../../secret.png'/>", "<use href='b.svg#a'/>",
    "<image href='data:image/png;base64,AAAA'/>", "<rect fill='url(http://example.org/#a)'/>",
    "<rect style='fill: URL( b.svg#a )'/>", "<style>@import 'http://example.org/a.css';</style>",
])  # fmt: skip
def test_a_drawing_that_needs_other_files(tmp_path: Path, inside: str) -> None:
    cause = 'the picture "a.svg" has other pictures or files in it'
    assert problem(tmp_path, "a.svg", SVG.format(inside)) == cause


def test_a_drawing_with_text(tmp_path: Path) -> None:
    cause = 'the picture "a.svg" has text in a font that other machines lack'
    assert problem(tmp_path, "a.svg", SVG.format("<text>Tea</text>")) == cause


def test_a_drawing_that_is_something_else(tmp_path: Path) -> None:
    assert problem(tmp_path, "a.svg", "<html/>") == 'the picture "a.svg" is no SVG'


def test_entities_of_a_drawing_read_no_files_and_fill_no_memory(tmp_path: Path) -> None:
    outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = "".join(
        f'<!ENTITY x{n} "{f"&x{n - 1};" * 20 if n else "ha" * 20}">' for n in range(12)
    )
    for head, entity in ((outside, "&x;"), (f"<!DOCTYPE svg [{laughs}]>", "&x11;")):
        content = head + SVG.format(f"<desc>{entity}</desc>")
        assert problem(tmp_path, "a.svg", content) == DAMAGED.format("a.svg")
