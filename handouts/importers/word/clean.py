"""A Word document's XML as Word writes it → the small part of it that `mammoth` reads whole.

What Word does not show is taken out and listed: hidden text, the table of contents, page numbers.
What mammoth would pass over stands where it reads it: text boxes, fields, formulas, drop caps.
Changes that were tracked are accepted. ECMA-376, part 1, chapters 17 and 22.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from handouts.importers.packed import UnreadableError, outermost
from handouts.importers.parts import LeftOut
from handouts.importers.word import drawings, fields, symbols
from handouts.importers.word.elements import MATHS, RELATED, W, text_run, texts, value, words
from handouts.importers.word.fields import Fields
from handouts.importers.word.paragraphs import Paragraphs
from handouts.importers.word.styles import WordStyles, is_on
from handouts.messages import Message, message

_WORD_14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "ruby", "rubyBase")
} | {f"{MATHS}oMathPara"}
_AS_THEY_ARE = {f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "t")}
_WORDS = {f"{W}t", f"{W}p"}
_KNOWN = {f"{W}{name}" for name in ("body", "tbl", "tr", "tc", "footnote", "endnote", "t")}
# fmt: off
_WORDLESS = {
    f"{W}{name}" for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr",
        "commentReference", "annotationRef", "sectPr", "permStart", "permEnd",
    )
}
# fmt: on
_BOXES = ("☐", "☑")
"""To be ticked, and ticked."""
_DELETED = {f"{W}del", f"{W}moveFrom"}
_REASONS = {
    "hidden": message("article_import.hidden-text"),
    "contents": message("article_import.table-of-contents"),
    "page-number": message("article_import.page-number"),
    "placeholder": message("article_import.placeholder"),
}


@dataclass
class Cleaner:
    """Cleans one part after another: the body, the footnotes, the endnotes."""

    file: str
    styles: WordStyles
    as_written: Paragraphs
    left_out: list[LeftOut] = field(default_factory=list)
    changes: int = 0
    """How many tracked changes were accepted."""
    formulas: int = 0
    paragraphs: int = 0
    _fields: Fields = field(default_factory=Fields)
    _boxes: list[Element] = field(default_factory=list)
    """The paragraphs of text boxes, until the paragraph that they hang on ends."""
    _dropped: list[tuple[str, str]] = field(default_factory=list)
    """Why something was taken out of this paragraph, and its letters."""
    _initial: list[Element] = field(default_factory=list)
    """A drop cap, which begins the next paragraph."""

    def clean(self, root: Element) -> None:
        """Clean a part in place."""
        root[:] = self._all(root)
        last = next((each for each in reversed(root) if each.tag == f"{W}body"), root)
        if self._initial:
            last.append(Element(f"{W}p"))
            last[-1].extend(self._initial)
        self._initial, self._fields = [], Fields()

    def _all(self, parent: Element) -> list[Element]:
        return [kept for child in parent for kept in self._cleaned(child)]

    def _cleaned(self, element: Element) -> list[Element]:
        if element.tag in _DELETED:
            self.changes += 1
            return []
        if element.tag in _WORDLESS:
            return []
        if element.tag in _AS_THEY_ARE:
            return [element]
        own: Callable[[Element], list[Element]] = {
            f"{W}p": self._paragraph,
            f"{W}r": self._run,
            f"{W}sym": self._symbol,
            f"{W}br": self._break,
            f"{W}altChunk": self._other_file,
            f"{W}sdt": self._control,
            f"{W}fldSimple": self._simple_field,
            f"{W}hyperlink": self._link,
            f"{W}rt": self._reading,
            f"{MATHS}oMath": self._formula,
            **dict.fromkeys(_WRAPPERS, self._unwrapped),
            _ALTERNATE: self._alternate,
            **dict.fromkeys(drawings.TAGS, self._drawing),
        }.get(element.tag, self._whole)
        return own(element)

    def _whole(self, element: Element) -> list[Element]:
        """Return an element that mammoth knows, or what is in one that it would pass over."""
        if element.tag not in _KNOWN and any(part.tag in _WORDS for part in element.iter()):
            return self._all(element)
        element[:] = self._all(element)
        return [element]

    def _unwrapped(self, element: Element) -> list[Element]:
        self.changes += element.tag in {f"{W}ins", f"{W}moveTo"}
        return self._all(element)

    def _paragraph(self, element: Element) -> list[Element]:
        style = value(element, "pPr", "pStyle") or self.styles.default_paragraph
        role = self.as_written.role(element, style)
        if role == "contents":
            return self._drop(element, _REASONS["contents"])
        if self.styles.is_on(style, "vanish"):
            return self._drop(element, _REASONS["hidden"])
        initial, self._initial = self._initial, []
        boxes, self._boxes = self._boxes, []
        outer, self._dropped = self._dropped, []
        content = self._all(element)
        hanging, self._boxes = self._boxes, boxes
        self.paragraphs += bool("".join(texts(content)).strip())
        for reason, text in _joined(self._dropped):
            self.left_out.append(LeftOut(self.file, self.paragraphs + 1, text, _REASONS[reason]))
        self._dropped = outer
        frame = element.find(f"{W}pPr/{W}framePr")
        is_initial = frame is not None and frame.get(f"{W}dropCap") in {"drop", "margin"}
        if is_initial and all(each.tag in {f"{W}pPr", f"{W}r"} for each in content):
            self._initial = [*initial, *(run for run in content if run.tag == f"{W}r")]
            return hanging
        at = 1 if content and content[0].tag == f"{W}pPr" else 0
        element[:] = [*content[:at], *initial, *content[at:]]
        self.as_written.restyle(element, role, style)
        return [element, *hanging]

    def _run(self, element: Element) -> list[Element]:
        self._fields.read(element)
        reason = self._hiding(element)
        if reason:
            self._dropped.append((reason, "".join(texts([element]))))
            return []
        style = value(element, "rPr", "rStyle")
        self._look(element, style)
        self._read_signs(element)
        element[:] = self._all(element)
        return [element]

    def _symbol(self, element: Element) -> list[Element]:
        """Return a character of a font of signs as a letter."""
        font, written = element.get(f"{W}font", ""), element.get(f"{W}char", "")
        try:
            letter = symbols.letter(font, int(written, 16))
        except ValueError:
            letter = ""
        if not letter:
            self._list_sign(font)
        made = text_run(letter)
        return list(made) if letter else []

    def _read_signs(self, run: Element) -> None:
        """Write letters for the private characters that programs write for a font of signs."""
        fonts = run.find(f"{W}rPr/{W}rFonts")
        names = set() if fonts is None else set(fonts.attrib.values()) & symbols.FONTS
        for part in run.iter(f"{W}t") if names else ():
            font = min(names)
            found = symbols.PRIVATE.findall(part.text or "")
            for sign in found:
                letter = symbols.letter(font, ord(sign))
                part.text = (part.text or "").replace(sign, letter, 1)
                if not letter:
                    self._list_sign(font)

    def _list_sign(self, font: str) -> None:
        """List a sign that no letter stands for."""
        reason = message("article_import.sign", font=font)
        shown = str(message("article_import.unnamed-sign"))
        self.left_out.append(LeftOut(self.file, self.paragraphs + 1, shown, reason))

    @staticmethod
    def _other_file(_: Element) -> list[Element]:
        """Refuse a document with another file in its place, which Word takes in when it saves."""
        raise UnreadableError(message("article_import.other-file-inside"))

    def _hiding(self, element: Element) -> str:
        if reason := self._fields.dropped():
            return reason
        hidden = element.find(f"{W}rPr/{W}vanish")
        style = value(element, "rPr", "rStyle")
        on = self.styles.is_on(style, "vanish") if hidden is None else is_on(hidden)
        return "hidden" if on else ""

    def _look(self, element: Element, style: str) -> None:
        """Write what a style makes bold or italic to the run itself, where mammoth looks."""
        for look in ("b", "i"):
            if not style or not self.styles.is_on(style, look):
                continue
            properties = element.find(f"{W}rPr")
            if properties is not None and properties.find(f"{W}{look}") is None:
                SubElement(properties, f"{W}{look}")

    def _simple_field(self, element: Element) -> list[Element]:
        reason = fields.dropped(element)
        return self._drop(element, _REASONS[reason]) if reason else self._all(element)

    def _control(self, element: Element) -> list[Element]:
        """Return what stands in a control of a form, without its hint and a table of contents."""
        properties = element.find(f"{W}sdtPr")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return []
        if properties is not None:
            gallery = value(properties, "docPartObj", "docPartGallery")
            if gallery == "Table of Contents":
                return self._drop(content, _REASONS["contents"])
            if properties.find(f"{W}showingPlcHdr") is not None:
                return self._drop(content, _REASONS["placeholder"])
            box = properties.find(f"{_WORD_14}checkbox")
            if box is not None:
                return self._box(content, box.find(f"{_WORD_14}checked"))
        return self._all(content)

    def _box(self, content: Element, checked: Element | None) -> list[Element]:
        """Return a box to tick as the sign that all fonts have: Word's own is in few."""
        ticked = checked is not None and checked.get(f"{_WORD_14}val", "1") in {"1", "true"}
        for part in content.iter(f"{W}t"):
            part.text = _BOXES[ticked]
        return self._all(content)

    def _break(self, element: Element) -> list[Element]:
        """Return the end of a line; a page that ends here parts two words and no more."""
        if element.get(f"{W}type", "textWrapping") == "textWrapping":
            return [element]
        return list(text_run(" "))

    def _link(self, element: Element) -> list[Element]:
        """Return a link; one to another place of the document is its words."""
        element[:] = self._all(element)
        return [element] if element.get(f"{RELATED}id") else list(element)

    def _drop(self, element: Element, reason: Message) -> list[Element]:
        """List the words of an element paragraph by paragraph, and return nothing of it."""
        parts = outermost(element, {f"{W}p"})
        within = "".join(texts(parts))
        if len(within.split()) < len("".join(texts([element])).split()):
            parts = [element]
        for part in parts:
            if text := words(part):
                line = self.paragraphs + 1
                self.left_out.append(LeftOut(self.file, line, text, reason))
        return []

    def _reading(self, element: Element) -> list[Element]:
        """Return the reading of Chinese or Japanese signs, in brackets behind them."""
        return [text_run(f" ({''.join(texts([element]))})")]

    def _formula(self, element: Element) -> list[Element]:
        self.formulas += 1
        return [text_run("".join(part.text or "" for part in element.iter(f"{MATHS}t")))]

    def _alternate(self, element: Element) -> list[Element]:
        """Return the first of the ways in which something is written."""
        ways = [each for each in element if len(each)]
        return self._all(ways[0]) if ways else []

    def _drawing(self, element: Element) -> list[Element]:
        found = drawings.read(element)
        if found.is_rule:
            self._boxes.append(_rule())
            return []
        for box in found.boxes:
            self._boxes += self._all(box)
        for text in found.others:
            self._dropped_drawing(text)
        return list(found.pictures)

    def _dropped_drawing(self, text: str) -> None:
        reason = message("article_import.drawing")
        self.left_out.append(LeftOut(self.file, self.paragraphs + 1, text, reason))


def _rule() -> Element:
    """Return a paragraph that is a line across the page."""
    paragraph = Element(f"{W}p")
    SubElement(SubElement(paragraph, f"{W}pPr"), f"{W}pStyle", {f"{W}val": "HandoutsRule"})
    return paragraph


def _joined(dropped: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the reasons with the letters of neighbours that have the same one as one text."""
    text = ""
    for place, (reason, part) in enumerate(dropped):
        text += part
        if place + 1 == len(dropped) or dropped[place + 1][0] != reason:
            if words := " ".join(text.split()):
                yield reason, words
            text = ""
