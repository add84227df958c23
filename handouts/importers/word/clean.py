"""A Word document's XML as Word writes it → the small part of it that `mammoth` reads whole.

What Word does not show is taken out and listed: hidden text, the table of contents, page numbers.
What mammoth would pass over stands where it reads it: text boxes, fields, formulas, drop caps.
Changes that were tracked are accepted. ECMA-376, part 1, chapters 17 and 22.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from handouts.importers.packed import outermost
from handouts.importers.parts import LeftOut
from handouts.importers.word import drawings
from handouts.importers.word.numbering import Numbers
from handouts.importers.word.styles import W, WordStyles, is_on
from handouts.messages import message

FIRST_NUMBER = 0x10F000
"""The private character that carries the number 0 of a list's item through mammoth."""
MOST_NUMBER = 0xFFF
MOST_DEPTH = 4
"""Lists stand up to four deep inside others: mammoth knows no more."""
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WORD_14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROLE_STYLES = {
    "title": "HandoutsTitle",
    "subtitle": "HandoutsSubtitle",
    "caption": "HandoutsCaption",
    "byline": "HandoutsByline",
    "quote": "HandoutsQuote",
    "code": "HandoutsCode",
}
STYLE_MAP = """
p.HandoutsTitle => p.title:fresh
p.HandoutsSubtitle => p.subtitle:fresh
p.HandoutsCaption => p.caption:fresh
p.HandoutsByline => p.byline:fresh
p.HandoutsQuote => blockquote > p:fresh
p.HandoutsCode => pre:separator('\\n')
u => u
"""
"""For mammoth: the HTML of the styles that are written here."""
_DROPPED_FIELDS = {
    "TOC": "contents", "INDEX": "contents", "TOA": "contents", "PAGE": "page-number",
    "NUMPAGES": "page-number", "SECTIONPAGES": "page-number",
}  # fmt: skip
_WRAPPERS = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "ruby", "rubyBase")
} | {f"{_MATHS}oMathPara"}
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
_DELETED = {f"{W}del", f"{W}moveFrom"}
_REASONS = {
    "hidden": str(message("article_import.hidden-text")),
    "contents": str(message("article_import.table-of-contents")),
    "page-number": str(message("article_import.page-number")),
    "placeholder": str(message("article_import.placeholder")),
}


@dataclass
class Cleaner:
    """Cleans one part after another: the body, the footnotes, the endnotes."""

    file: str
    styles: WordStyles
    numbers: Numbers
    left_out: list[LeftOut] = field(default_factory=list)
    changes: int = 0
    """How many tracked changes were accepted."""
    formulas: int = 0
    paragraphs: int = 0
    _fields: list[str] = field(default_factory=list)
    """The names of the fields that stand open: `TOC`, `HYPERLINK`; `""` before it is known."""
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
        self._initial, self._fields = [], []

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
            f"{W}sdt": self._control,
            f"{W}fldSimple": self._simple_field,
            f"{W}hyperlink": self._link,
            f"{W}rt": self._reading,
            f"{_MATHS}oMath": self._formula,
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
        style = _value(element, "pPr", "pStyle") or self.styles.default_paragraph
        role = self._role(element, style)
        if role == "contents":
            return self._drop(element, "contents")
        if self.styles.is_on(style, "vanish"):
            return self._drop(element, "hidden")
        initial, self._initial = self._initial, []
        boxes, self._boxes = self._boxes, []
        outer, self._dropped = self._dropped, []
        content = self._all(element)
        hanging, self._boxes = self._boxes, boxes
        self.paragraphs += bool("".join(_texts(content)).strip())
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
        self._restyle(element, role, style)
        return [element, *hanging]

    def _role(self, element: Element, style: str) -> str:
        level = _value(element, "pPr", "outlineLvl")
        if level.isdecimal() and int(level) < 9:
            return f"heading {int(level) + 1}"
        return self.styles.role(style)

    def _restyle(self, element: Element, role: str, style: str) -> None:
        """Write the style by which mammoth knows what a paragraph is, and the number of an item."""
        properties = element.find(f"{W}pPr")
        if properties is None:
            properties = Element(f"{W}pPr")
            element.insert(0, properties)
        name = _ROLE_STYLES.get(role, "")
        if role.startswith("heading "):
            name = f"Heading{min(6, int(role[-1]))}"
        if name:
            found = properties.find(f"{W}pStyle")
            found = SubElement(properties, f"{W}pStyle") if found is None else found
            found.set(f"{W}val", name)
        elif "".join(_texts([element])).strip():
            self._number(element, properties, style)

    def _number(self, element: Element, properties: Element, style: str) -> None:
        """Make an item of one of our own lists, and write its number where mammoth drops it."""
        own, styled = properties.find(f"{W}numPr"), self.styles.numbering(style)
        if own is not None:
            properties.remove(own)
        found = [each for each in (own, styled) if each is not None]
        list_id = next(filter(None, (_value(each, "numId") for each in found)), "")
        written = next(filter(None, (_value(each, "ilvl") for each in found)), "")
        level = int(written) if written.isdecimal() else self.numbers.level(list_id, style)
        mark = self.numbers.mark(list_id, level)
        if not mark:
            return
        depth = min(level or self.styles.list_depth(style), MOST_DEPTH)
        listed = SubElement(properties, f"{W}numPr")
        SubElement(listed, f"{W}ilvl", {f"{W}val": str(depth)})
        SubElement(listed, f"{W}numId", {f"{W}val": mark})
        number = max(0, min(self.numbers.number(list_id, level), MOST_NUMBER))
        element.insert(1, _text_run(chr(FIRST_NUMBER + number)))

    def _run(self, element: Element) -> list[Element]:
        for child in element:
            if child.tag == f"{W}fldChar":
                self._field_mark(child.get(f"{W}fldCharType", ""))
            elif child.tag == f"{W}instrText" and self._fields and not self._fields[-1]:
                self._fields[-1] = (child.text or "").strip().partition(" ")[0].upper()
        reason = self._hiding(element)
        if reason:
            self._dropped.append((reason, "".join(_texts([element]))))
            return []
        style = _value(element, "rPr", "rStyle")
        self._look(element, style)
        element[:] = self._all(element)
        return [element]

    def _hiding(self, element: Element) -> str:
        for name in self._fields:
            if name in _DROPPED_FIELDS:
                return _DROPPED_FIELDS[name]
        hidden = element.find(f"{W}rPr/{W}vanish")
        style = _value(element, "rPr", "rStyle")
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

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, element: Element) -> list[Element]:
        name = element.get(f"{W}instr", "").strip().partition(" ")[0].upper()
        if name in _DROPPED_FIELDS:
            return self._drop(element, _DROPPED_FIELDS[name])
        return self._all(element)

    def _control(self, element: Element) -> list[Element]:
        """Return what stands in a control of a form, without its hint and a table of contents."""
        properties = element.find(f"{W}sdtPr")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return []
        if properties is not None:
            gallery = _value(properties, "docPartObj", "docPartGallery")
            if gallery == "Table of Contents":
                return self._drop(content, "contents")
            if properties.find(f"{W}showingPlcHdr") is not None:
                return self._drop(content, "placeholder")
            if properties.find(f"{_WORD_14}checkbox") is not None:
                content[:] = self._all(content)
                return [element]
        return self._all(content)

    def _link(self, element: Element) -> list[Element]:
        """Return a link; one to another place of the document is its words."""
        element[:] = self._all(element)
        return [element] if element.get(f"{_RELATED}id") else list(element)

    def _drop(self, element: Element, reason: str) -> list[Element]:
        """List the words of an element paragraph by paragraph, and return nothing of it."""
        parts = outermost(element, {f"{W}p"})
        within = "".join(_texts(parts))
        if len(within.split()) < len("".join(_texts([element])).split()):
            parts = [element]
        for part in parts:
            if text := " ".join("".join(_texts([part])).split()):
                line = self.paragraphs + 1
                self.left_out.append(LeftOut(self.file, line, text, _REASONS[reason]))
        return []

    def _reading(self, element: Element) -> list[Element]:
        """Return the reading of Chinese or Japanese signs, in brackets behind them."""
        return [_text_run(f" ({''.join(_texts([element]))})")]

    def _formula(self, element: Element) -> list[Element]:
        self.formulas += 1
        return [_text_run("".join(part.text or "" for part in element.iter(f"{_MATHS}t")))]

    def _alternate(self, element: Element) -> list[Element]:
        """Return the first of the ways in which something is written."""
        ways = [each for each in element if len(each)]
        return self._all(ways[0]) if ways else []

    def _drawing(self, element: Element) -> list[Element]:
        found = drawings.read(element)
        for box in found.boxes:
            self._boxes += self._all(box)
        for text in found.others:
            self._dropped_drawing(text)
        return list(found.pictures)

    def _dropped_drawing(self, text: str) -> None:
        reason = str(message("article_import.drawing"))
        self.left_out.append(LeftOut(self.file, self.paragraphs + 1, text, reason))


def _value(element: Element, *path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else found.get(f"{W}val", "")


def _text_run(text: str) -> Element:
    run = Element(f"{W}r")
    SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = text
    return run


def _texts(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        for part in element.iter():
            if part.tag in {f"{W}t", f"{_MATHS}t"}:
                yield part.text or ""
            elif part.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
                yield " "


def _joined(dropped: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the reasons with the letters of neighbours that have the same one as one text."""
    text = ""
    for place, (reason, part) in enumerate(dropped):
        text += part
        if place + 1 == len(dropped) or dropped[place + 1][0] != reason:
            if words := " ".join(text.split()):
                yield reason, words
            text = ""
