"""HTML → the text part of a message, so that both parts say the same words from one source."""

import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

_COLUMNS = 72
"""What mail programs show unbroken, even where a reply quotes it."""
_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_WITHIN = frozenset(
    {"b", "bdi", "bdo", "code", "em", "i", "img", "q", "s", "small", "span", "strong", "sub", "sup"}
)
"""What stands in a line; all else stands by itself."""
_LABELS = frozenset({"dt", "th"})
_CELLS = frozenset({"dd", "td"})
_GROUPS = frozenset({"dl", "ol", "table", "ul"})
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""White space of any kind, ends of lines among it; spaces that hold words together stay."""


def plain_text(html: str) -> str:
    """Return the text of HTML as lines of at most 72 columns, which addresses alone exceed.

    Paragraphs have an empty line between them, items of lists begin with a hyphen, rows of a table
    are `label: value`, and links are followed by their address.
    """
    blocks = _read(html).blocks
    text = ""
    for before, block in zip([None, *blocks], blocks, strict=False):
        together = before is not None and block.group and block.group == before.group
        text += ("\n" if together else "\n\n") if before else ""
        text += block.wrapped()
    return f"{text}\n"


def title(html: str) -> str:
    """Return the title of HTML in one line."""
    return " ".join("".join(_read(html).title).split())


@dataclass(frozen=True)
class _Block:
    """What stands by itself: a paragraph, an item of a list, a row of a table."""

    text: str
    """With `\\n` where the HTML has a line break."""
    group: int
    """The list or table that it is part of, counted from 1; 0 for none."""
    first: str = ""
    """What its first line begins with."""
    rest: str = ""
    """What its other lines begin with."""

    def wrapped(self) -> str:
        lines: list[str] = []
        for line in self.text.split("\n"):
            lines += textwrap.wrap(
                line,
                _COLUMNS,
                initial_indent=self.rest if lines else self.first,
                subsequent_indent=self.rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
        return "\n".join(lines)


class _Reader(HTMLParser):
    """Divides HTML into blocks as it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self.title: list[str] = []
        self._words: list[str] = []
        self._labelled = False
        """Whether the words so far are a label, behind which its value goes on."""
        self._marks: list[str] = []
        """For each list item that is open what its first line begins with; used once."""
        self._groups: list[int] = []
        self._groups_seen = 0
        self._unseen: list[str] = []
        self._link: tuple[int, str] | None = None
        """How many words stood before the link that is open, and its address."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a link or a line."""
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag == "img":
            self._words.append(dict(attrs).get("alt") or "")
        if tag == "br":
            self._words.append("\n")
        elif tag == "a":
            self._link = len(self._words), dict(attrs).get("href") or ""
        elif tag not in _WITHIN and not (tag in _CELLS and self._labelled):
            self._end_block()
        if tag in _GROUPS:
            self._groups_seen += 1
            self._groups.append(self._groups_seen)
        elif tag == "li":
            self._marks.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """End a block, a link, or what is not seen."""
        if tag in _UNSEEN and tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
            return
        if self._unseen:
            return
        if tag == "a" and self._link:
            begin, address = self._link
            self._words[begin:] = [_link_text("".join(self._words[begin:]), address)]
            self._link = None
        elif tag in _LABELS and (label := "".join(self._words).strip()):
            self._words = [f"{label}: "]
            self._labelled = True
        elif tag not in _WITHIN:
            self._end_block()
        if tag in _GROUPS and self._groups:
            self._groups.pop()
        elif tag == "li" and self._marks:
            self._marks.pop()

    def handle_data(self, data: str) -> None:
        """Take words."""
        if "title" in self._unseen:
            self.title.append(data)
        if not self._unseen:
            self._words.append(_SPACES.sub(" ", data))

    def close(self) -> None:
        """End what nothing else has ended."""
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self._words).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.blocks.append(self._block(text))
            self._marks = ["  " for _ in self._marks]
        self._words, self._labelled = [], False

    def _block(self, text: str) -> _Block:
        group = self._groups[0] if self._groups else 0
        rest = "  " * (len(self._marks) or self._labelled)
        return _Block(text, group, "".join(self._marks), rest)


@lru_cache(maxsize=1)  # the title and the text of one message are asked for one after the other
def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def _link_text(words: str, link: str) -> str:
    """Return a link's words and its address, or the address alone where the words are it."""
    words = words.strip()
    address = unquote(link.removeprefix("mailto:")) if link.startswith("mailto:") else link
    if not address or address.startswith("#"):
        return words
    return address if words in ("", address) else f"{words} <{address}>"
