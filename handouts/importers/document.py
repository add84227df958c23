"""A document of a word processor, read into the text from which an article and charts are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handouts.importers.parts import LeftOut
from handouts.messages import Message


@dataclass(frozen=True)
class SourceDocument:
    """What a document holds."""

    text: str
    """In HTML with one block on each line, so that a line's number counts paragraphs."""
    kind: str
    """What the document is, as it is reported: `a Word document`."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of each picture by the `src` of its `<img>`."""
    left_out: tuple[LeftOut, ...] = ()
    """What is not in the HTML and has words: comments, headers, hidden text and so on."""
    words: tuple[str, ...] | None = None
    """All texts of the file, found without those who made `text` of it; None where it is those."""
    recognised: tuple[Message, ...] = ()
    """Sentences for the trainer."""
    written_in: Literal["HTML", "plain text"] = "HTML"
    """What `text` is written in."""
