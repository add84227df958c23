"""A document of a word processor, read into the HTML from which an article and charts are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handouts.importers.parts import LeftOut


@dataclass(frozen=True)
class Document:
    """What a document holds."""

    html: str
    """A page with one block on each line, so that a line's number counts paragraphs."""
    kind: str
    """What the document is, as it is reported: `a Word document`."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of each picture by the `src` of its `<img>`."""
    left_out: tuple[LeftOut, ...] = ()
    """What is not in the HTML and has words: comments, headers, hidden text and so on."""
    words: tuple[str, ...] = ()
    """All texts of the file, found without those who made the HTML: who counts words reads them."""
    recognised: tuple[str, ...] = ()
    """Sentences for the trainer."""
