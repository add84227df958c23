"""What a paragraph of a Word document is → the style and the list by which mammoth knows it."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from handouts.importers.word.elements import W, text_run, texts, value, words
from handouts.importers.word.numbering import NUMBERS, Numbers
from handouts.importers.word.styles import WordStyles

FIRST_NUMBER = 0x10F000
"""The private character that carries the number 0 of a list's item through mammoth."""
MOST_NUMBER = 0xFF0
FIRST_FORM = FIRST_NUMBER + MOST_NUMBER + 1
"""The private character behind it for a list that counts with numbers, and those after it."""
FORMS = ("", "a", "A", "i", "I")
"""What lists begin with that count otherwise, in the order of their private characters."""
MOST_DEPTH = 4
"""Lists stand up to four deep inside others: mammoth knows no more."""
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
p.HandoutsRule => hr:fresh
u => u
"""
"""For mammoth: the HTML of the styles that are written here."""


@dataclass
class Paragraphs:
    """Writes what paragraphs are, in the order in which they stand."""

    styles: WordStyles
    numbers: Numbers
    numbered_headings: int = 0
    """Headings before which Word counts numbers."""

    def role(self, element: Element, style: str) -> str:
        """Return `title`, `heading 2`, `caption` and so on; `""` for running text."""
        level = value(element, "pPr", "outlineLvl")
        if level.isdecimal() and int(level) < 9:
            return f"heading {int(level) + 1}"
        return self.styles.role(style)

    def restyle(self, element: Element, role: str, style: str) -> None:
        """Write the style by which mammoth knows what a paragraph is, and the number of an item."""
        properties = element.find(f"{W}pPr")
        if properties is None:
            properties = Element(f"{W}pPr")
            element.insert(0, properties)
        name = _ROLE_STYLES.get(role, "")
        if role.startswith("heading "):
            name = f"Heading{min(6, int(role[-1]))}"
        if role.startswith("heading "):
            self._label_heading(element, properties, style)
        if name:
            found = properties.find(f"{W}pStyle")
            found = SubElement(properties, f"{W}pStyle") if found is None else found
            found.set(f"{W}val", name)
        elif "".join(texts([element])).strip():
            self._number(element, properties, style)

    def _level(self, properties: Element, style: str) -> tuple[str, int]:
        """Take the list of a paragraph from it, and return its id and the level, from 0."""
        own, styled = properties.find(f"{W}numPr"), self.styles.numbering(style)
        if own is not None:
            properties.remove(own)
        found = [each for each in (own, styled) if each is not None]
        list_id = next(filter(None, (value(each, "numId") for each in found)), "")
        written = next(filter(None, (value(each, "ilvl") for each in found)), "")
        level = int(written) if written.isdecimal() else self.numbers.level(list_id, style)
        return list_id, level

    def _label_heading(self, element: Element, properties: Element, style: str) -> None:
        """Write the words that Word counts before a heading: `Session 2: `; numbers alone go."""
        list_id, level = self._level(properties, style)
        if self.numbers.mark(list_id, level) == NUMBERS and words(element):
            number = self.numbers.number(list_id, level)
            if label := self.numbers.label(list_id, level, number):
                element.insert(1, text_run(label))
            else:
                self.numbered_headings += 1

    def _number(self, element: Element, properties: Element, style: str) -> None:
        """Make an item of one of our own lists, and write its number where mammoth drops it.

        What Word counts in words, `Step 2: `, is no list of Markdown, and written as words.
        """
        list_id, level = self._level(properties, style)
        mark = self.numbers.mark(list_id, level)
        if not mark:
            return
        counted = self.numbers.number(list_id, level)
        if label := self.numbers.label(list_id, level, counted):
            element.insert(1, text_run(label))
            return
        depth = min(level or self.styles.list_depth(style), MOST_DEPTH)
        listed = SubElement(properties, f"{W}numPr")
        SubElement(listed, f"{W}ilvl", {f"{W}val": str(depth)})
        SubElement(listed, f"{W}numId", {f"{W}val": mark})
        number = max(0, min(counted, MOST_NUMBER))
        form = FORMS.index(self.numbers.form(list_id, level))
        element.insert(1, text_run(chr(FIRST_NUMBER + number) + chr(FIRST_FORM + form)))
