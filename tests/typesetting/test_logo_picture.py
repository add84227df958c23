import io
from pathlib import Path

import pytest
from PIL import Image

from handouts.typesetting.logo_picture import logo_picture

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
    '<rect width="100%" height="100%" fill="#780000"/></svg>'
)


def picture(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(logo_picture(path, path.parents[1]))).convert("RGB")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("size", "shown"),
    [((800, 200), (272, 80)), ((2000, 100), (640, 47)), ((100, 900), (23, 80))],
)
def test_a_logo_of_any_shape_is_80_px_high_or_less(
    content: Path, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    Image.new("RGBA", size, (120, 0, 0, 255)).save(content / "logo.png")
    found = picture(content / "logo.png")
    assert found.size == pytest.approx(shown, abs=1)
    assert found.getpixel((found.width // 2, found.height // 2)) == (120, 0, 0)


def test_what_is_clear_in_a_logo_is_white(content: Path) -> None:
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(content / "logo.png")
    assert picture(content / "logo.png").getpixel((40, 40)) == (255, 255, 255)


@pytest.mark.parametrize(("box", "ratio"), [("0 0 400 100", 4), ("0 0 100 100", 1)])
def test_a_drawing_is_painted_without_the_paper_around_it(
    content: Path, box: str, ratio: int
) -> None:
    (content / "our logo.svg").write_text(SVG.format(box=box), "utf-8")
    found = picture(content / "our logo.svg")
    assert found.height == 80
    assert (found.width - 16) / 64 == pytest.approx(ratio, rel=0.05)
    red, green, blue = found.getpixel((found.width // 2, 40))
    assert (red, green, blue) == pytest.approx((120, 0, 0), abs=2)
