"""Pictures of pages for a window that has earlier ones: of a page that changed only what did."""

from collections import OrderedDict
from collections.abc import Hashable, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.builds.preview import PreviewPage
from handouts.typesetting.raster import as_jpeg

if TYPE_CHECKING:
    from PIL import Image

_KEPT = 2
"""Pages that are kept as they were sent whole: those in view in two windows."""
_MOST = 0.5
"""The part of a page's height of which the part that changed is sent alone."""


@dataclass(frozen=True)
class _Sent:
    digest: str
    picture: "Image.Image"


class SentPictures:
    """Keeps the last whole pictures of pages in view, over which what changes in them can be laid.

    To compress a page, send it, and decompress it in the window takes a tenth of the time that it
    takes to typeset it; what is typed changes a few lines of it.
    """

    def __init__(self) -> None:
        self._sent: OrderedDict[Hashable, _Sent] = OrderedDict()

    def with_picture(
        self, key: Hashable, page: PreviewPage, picture: "Image.Image", known: Set[str]
    ) -> PreviewPage:
        """Return a page with its picture, or with the part that differs from one that is known.

        `key` stands for what the window shows, `known` are the digests of the pictures it has.
        """
        sent = self._sent.get(key)
        if sent and sent.digest in known and sent.picture.size == picture.size:
            rows = _changed_rows(sent.picture, picture)
            if len(rows) <= _MOST * picture.height:
                part = picture.crop((0, rows.start, picture.width, rows.stop))
                return replace(
                    page, picture=as_jpeg(part), laid_over=sent.digest, top_px=rows.start
                )
        self._sent[key] = _Sent(page.digest, picture)
        self._sent.move_to_end(key)
        if len(self._sent) > _KEPT:
            self._sent.popitem(last=False)
        return replace(page, picture=as_jpeg(picture))


def _changed_rows(one: "Image.Image", other: "Image.Image") -> range:
    """Return the rows of pixels from the first to the last that differ: one where none does."""
    from PIL import ImageChops  # noqa: PLC0415 - takes time, and is not needed by every command

    box = ImageChops.difference(one, other).getbbox()
    return range(box[1], box[3]) if box else range(1)
