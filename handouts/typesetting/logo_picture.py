"""A logo as a small PNG on white, for messages: mail programs show no SVG, and many are dark."""

import html
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from PIL import Image

HEIGHT_PX = 80
"""Twice the 40 px that it is shown at, for screens that have two pixels for each."""
_WIDEST_PX = 640
_ROOM_PX = 8
"""White around it."""
_DOTS = 300
"""An inch, in which a drawing is painted before it is made smaller."""


def logo_picture(path: Path, root: Path) -> bytes:
    """Return a logo without faults as a PNG, 80 px high, or less where it is more than 8 to 1.

    `root` is the project that the file is of.

    Raises RendererError where a drawing cannot be painted, and OSError where it cannot be read.
    """
    return _made(path, root, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _made(path: Path, root: Path, _changed: int) -> bytes:
    from PIL import Image  # noqa: PLC0415 - most providers have no logo

    shown = _drawing(path, root) if path.suffix.lower() == ".svg" else _photograph(path)
    shown.thumbnail((_WIDEST_PX - 2 * _ROOM_PX, HEIGHT_PX - 2 * _ROOM_PX), Image.Resampling.LANCZOS)
    size = (shown.width + 2 * _ROOM_PX, shown.height + 2 * _ROOM_PX)
    made = Image.new("RGB", size, "white")
    made.paste(shown, (_ROOM_PX, _ROOM_PX))
    file = io.BytesIO()
    made.save(file, "PNG", optimize=True)
    return file.getvalue()


def _photograph(path: Path) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415

    with Image.open(path) as picture:
        given = picture.convert("RGBA")
    paper = Image.new("RGBA", given.size, "white")
    paper.alpha_composite(given)
    return paper.convert("RGB")


def _drawing(path: Path, root: Path) -> "Image.Image":
    """Return a drawing as it is painted on white, without the paper around it."""
    from PIL import Image, ImageChops  # noqa: PLC0415

    from handouts.typesetting.raster import PdfPages  # noqa: PLC0415
    from handouts.typesetting.render import Typesetter, write_for_pictures  # noqa: PLC0415

    page = f'<html lang="en"><title>-</title><img alt="-" src="{html.escape(quote(path.name))}">'
    style = (
        "@page { size: 170mm 22mm; margin: 1mm; background: white } body { margin: 0 } "
        "img { display: block; width: 168mm; height: 20mm; object-fit: contain }"
    )
    layout = Typesetter([root]).lay_out(page, path.parent, [style])
    with PdfPages(write_for_pictures(layout)[0]) as pages:
        painted = pages.picture(0, _DOTS).convert("RGB")
    around = ImageChops.difference(painted, Image.new("RGB", painted.size, "white")).getbbox()
    return painted.crop(around) if around else painted
