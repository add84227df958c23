"""The paragraphs, tables, notes and pictures of a Rich Text as they are read → HTML."""

import hashlib
import re
from dataclasses import dataclass, field
from html import escape

from handouts.importers.text_lists import roman

_NUMBER = re.compile(
    r"\(?(?:\d{1,3}\.)*(?P<number>\d{1,3})[.)]?"
    r"|\(?(?P<letter>[a-zA-Z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.)]"
)
_WORD = re.compile(r"[^\W\d_]{2}")
"""A mark with words, such as `Step 2:`, is none of a list."""
_CLASSES = {"title", "subtitle", "caption", "byline"}


@dataclass
class RichTextParagraph:
    """A paragraph while it is read."""

    html: str = ""
    role: str = ""
    """`title`, `heading 2`, `quote` and so on; `""` for running text."""
    mark: str = ""
    """The bullet or the number of an item, as it is printed."""
    depth: int = 0
    """How many lists stand around an item's list."""
    in_table: bool = False


@dataclass
class _Flow:
    """A text of its own: the article, a note, a box."""

    blocks: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    letters: dict[int, str] = field(default_factory=dict)
    """With what the last item of each depth was counted, where that was a letter."""
    paragraph: RichTextParagraph = field(default_factory=RichTextParagraph)


@dataclass
class RichTextPage:
    """What was read so far."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    line: int = 1
    """The number of the paragraph that is being read, from 1."""
    _flows: list[_Flow] = field(default_factory=lambda: [_Flow()])
    _open_notes: list[int] = field(default_factory=list)
    _boxes: list[str] = field(default_factory=list)

    @property
    def paragraph(self) -> RichTextParagraph:
        """The paragraph that is being read."""
        return self._flows[-1].paragraph

    def add(self, html: str) -> None:
        """Go on with the paragraph."""
        self.paragraph.html += html

    def add_picture(self, content: bytes, described: str) -> None:
        """Go on with a picture."""
        if content:
            name = hashlib.sha256(content).hexdigest()[:16]
            self.pictures[name] = content
            self.add(f'<img src="{name}" alt="{escape(described)}">')

    def reset(self) -> None:
        """Begin a paragraph anew as running text, with the letters that it has."""
        self._flows[-1].paragraph = RichTextParagraph(self.paragraph.html)

    def end_paragraph(self) -> None:
        """End a paragraph; the next one is of the same kind until something else is said."""
        flow, done = self._flows[-1], self.paragraph
        if not done.in_table:
            _end_table(flow)
        if done.html.strip():
            self.line += 1
            (flow.cell if done.in_table else flow.blocks).append(_block(done, flow.letters))
        if len(self._flows) == 1:
            flow.blocks += self._boxes
            self._boxes = []
        flow.paragraph = RichTextParagraph("", done.role, "", done.depth, done.in_table)

    def end_cell(self) -> None:
        """End a cell of a table."""
        flow = self._flows[-1]
        self.paragraph.in_table = True
        self.end_paragraph()
        flow.cells.append("".join(flow.cell))
        flow.cell = []

    def end_row(self) -> None:
        """End a row of a table."""
        _end_row(self._flows[-1])

    def begin_note(self) -> None:
        """Begin a footnote whose mark stands here."""
        self.notes.append("")
        number = len(self.notes)
        self.add(f'<sup><a id="mark-{number}" href="#note-{number}">[{number}]</a></sup>')
        self._open_notes.append(number)
        self._flows.append(_Flow())

    def end_note(self) -> None:
        """End a footnote."""
        inside, number = self._end_flow(), self._open_notes.pop()
        back = f'<p><a href="#mark-{number}">↑</a></p>'
        self.notes[number - 1] = f'<li id="note-{number}">{inside}{back}</li>'

    def begin_box(self) -> None:
        """Begin a text box, which stands below the paragraph that it hangs on."""
        self._flows.append(_Flow())

    def end_box(self) -> None:
        """End a text box."""
        self._boxes.append(self._end_flow())

    def html(self) -> str:
        """Return everything that was read."""
        while len(self._flows) > 1:
            self._boxes.append(self._end_flow())
        self.end_paragraph()
        flow = self._flows[0]
        _end_table(flow)
        return "".join([*flow.blocks, *self._boxes, "<ol>", *self.notes, "</ol>"])

    def _end_flow(self) -> str:
        self.end_paragraph()
        flow = self._flows.pop() if len(self._flows) > 1 else self._flows[0]
        _end_table(flow)
        return "".join(flow.blocks)


def _end_row(flow: _Flow) -> None:
    if flow.cells:
        cells = "".join(f"<td>{cell}</td>" for cell in flow.cells)
        flow.rows.append(f"<tr>{cells}</tr>")
    flow.cells = []


def _end_table(flow: _Flow) -> None:
    if flow.cell:
        flow.cells.append("".join(flow.cell))
        flow.cell = []
    _end_row(flow)
    if flow.rows:
        flow.blocks.append(f"\n<table>{''.join(flow.rows)}</table>")
    flow.rows = []


def _block(paragraph: RichTextParagraph, letters: dict[int, str]) -> str:
    """Return a paragraph as a block on a line of its own; `letters` are those of its flow."""
    inside, role = paragraph.html, paragraph.role
    if role.startswith("heading "):
        level = min(6, int(role[-1]))
        return f"\n<h{level}>{inside}</h{level}>"
    found = _NUMBER.fullmatch(mark := paragraph.mark.strip())
    if mark and not found and _WORD.search(mark):
        return f"\n<p>{escape(mark)} {inside}</p>"
    if mark:
        return _item(found, paragraph, letters)
    if role == "quote":
        return f"\n<blockquote><p>{inside}</p></blockquote>"
    if role == "contents":
        return f'\n<p class="toc">{inside}</p>'
    return f'\n<p class="{role}">{inside}</p>' if role in _CLASSES else f"\n<p>{inside}</p>"


def _item(
    found: re.Match[str] | None, paragraph: RichTextParagraph, letters: dict[int, str]
) -> str:
    """Return an item of a list whose mark is a bullet, or a number as it was found."""
    depth = paragraph.depth
    letter = (found["letter"] or "") if found else ""
    tag, shown = ("ul", "") if found is None else ("ol", f' value="{found["number"]}"')
    if letter:
        value, form = _counted(letter, letters.get(depth, ""))
        shown = f' value="{value}" type="{form}"'
    letters[depth] = letter
    return f'\n<{tag} class="lst-rtf-{depth}"><li{shown}>{paragraph.html}</li></{tag}>'


def _counted(letter: str, before: str) -> tuple[int, str]:
    """Return the number that letters stand for, and with what their list begins: `a` or `i`.

    A single i, v or x is Roman unless it follows the letter before it.
    """
    small, is_small = letter.lower(), letter.islower()
    follows = len(before) == len(small) == 1 and ord(small) == ord(before.lower()) + 1
    if len(small) > 1 or (small in "ivx" and not follows):
        return roman(small), "i" if is_small else "I"
    return ord(small) - ord("a") + 1, "a" if is_small else "A"
