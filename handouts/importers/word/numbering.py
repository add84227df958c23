"""The lists of a Word document: their marks and numbers, which Word counts and does not write."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from handouts.importers.word.elements import W, value

BULLETS, NUMBERS = "1", "2"
"""The ids of the two lists of `OWN_LISTS`."""
_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class _List:
    """One list: its kind, and where the counting of each level begins."""

    kind: str
    """The id of the abstract list, which several lists count on together."""
    starts: dict[int, int]
    formats: dict[int, str]
    """`bullet`, `decimal`, `lowerLetter`, `none` and so on."""
    texts: dict[int, str]
    """What stands before the items of a level: `%1.`, `%1.%2`, `Session %1: `."""
    levels: dict[str, int]
    """The level of the items of a style, by its id."""
    overrides: dict[int, int]
    """Where a level begins anew with this list, whatever was counted before it."""


@dataclass
class Numbers:
    """Counts the items of lists in the order in which they stand in the document."""

    lists: dict[str, _List]
    _counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[str] = field(default_factory=set)

    def level(self, list_id: str, style: str) -> int:
        """Return the level, counted from 0, of items of a style that name none."""
        found = self.lists.get(list_id)
        return 0 if found is None else found.levels.get(style, 0)

    def mark(self, list_id: str, level: int) -> str:
        """Return the list of `OWN_LISTS` that an item belongs to; `""` where it has no mark."""
        found = self.lists.get(list_id)
        if found is None:
            return ""
        written = found.formats.get(level, "decimal")
        return {"bullet": BULLETS, "none": ""}.get(written, NUMBERS)

    def form(self, list_id: str, level: int) -> str:
        """Return the first letter, `a`, `A`, `i` or `I`, of a list that counts so; `""` if not."""
        found = self.lists.get(list_id)
        return "" if found is None else _FORMS.get(found.formats.get(level, ""), "")

    def label(self, list_id: str, level: int, number: int) -> str:
        """Return what stands before an item with this number, where words belong to it.

        `Session 2: `, with the space behind it; `""` where it is a number or a letter by itself, or
        one of several.
        """
        found = self.lists.get(list_id)
        written = "" if found is None else found.texts.get(level, "")
        if found is None or not any(map(str.isalpha, _PLACE.sub("", written))):
            return ""
        counters = {**self._counters[found.kind], level: number}
        forms = {place: found.formats.get(place, "decimal") for place in range(_LEVELS)}
        return (
            _PLACE.sub(
                lambda place: counted(counters.get(int(place[1]) - 1, 1), forms[int(place[1]) - 1]),
                written,
            ).strip()
            + " "
        )

    def number(self, list_id: str, level: int) -> int:
        """Return the number of the next item of a list on a level, counted from 0."""
        found = self.lists[list_id]
        counters = self._counters[found.kind]
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place, start in found.overrides.items():
                counters[place] = start - 1
        counters[level] = counters.get(level, found.starts.get(level, 1) - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counters.pop(deeper, None)
        return counters[level]


def counted(number: int, form: str) -> str:
    """Return a number as a list writes it: 3, c, C, iii or III."""
    first = _FORMS.get(form, "")
    if not first or number < 1:
        return str(number)
    if first in "aA":  # after z comes aa, then bb
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        letters = ""
        for amount, sign in _ROMAN:
            letters += sign * (number // amount)
            number %= amount
    return letters if first.islower() else letters.upper()


def read_numbers(root: Element | None) -> Numbers:
    """Return the lists of `numbering.xml`, or none where a document has no such part."""
    if root is None:
        return Numbers({})
    kinds = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    linked = {value(each, "styleLink"): each for each in kinds.values()}
    lists = {}
    for each in root.iter(f"{W}num"):
        kind = value(each, "abstractNumId")
        abstract = kinds.get(kind, each)
        abstract = linked.get(value(abstract, "numStyleLink") or "-", abstract)
        formats = {
            level: written
            for level, written in _levels(abstract, "lvl", "numFmt").items()
            if written
        }
        levels = {
            style: level for level, style in _levels(abstract, "lvl", "pStyle").items() if style
        }
        texts = _levels(abstract, "lvl", "lvlText")
        starts, overrides = (
            {level: int(value) for level, value in found.items() if value.isdecimal()}
            for found in (
                _levels(abstract, "lvl", "start"),
                _levels(each, "lvlOverride", "startOverride"),
            )
        )
        lists[each.get(f"{W}numId", "")] = _List(kind, starts, formats, texts, levels, overrides)
    return Numbers(lists)


def _levels(element: Element, level: str, name: str) -> dict[int, str]:
    """Return a value of each level that has it, by the level's number, counted from 0."""
    found = {}
    for each in element.iter(f"{W}{level}"):
        place = each.get(f"{W}ilvl", "0")
        if place.isdecimal():
            found[int(place)] = value(each, name)
    return found


def _own_lists() -> bytes:
    root = Element(f"{W}numbering")
    for list_id, written in ((BULLETS, "bullet"), (NUMBERS, "decimal")):
        abstract = SubElement(root, f"{W}abstractNum", {f"{W}abstractNumId": list_id})
        for level in range(_LEVELS):
            each = SubElement(abstract, f"{W}lvl", {f"{W}ilvl": str(level)})
            SubElement(each, f"{W}numFmt", {f"{W}val": written})
    for list_id in (BULLETS, NUMBERS):
        each = SubElement(root, f"{W}num", {f"{W}numId": list_id})
        SubElement(each, f"{W}abstractNumId", {f"{W}val": list_id})
    return tostring(root)


OWN_LISTS = _own_lists()
"""A `numbering.xml` with one list of bullets and one of numbers, nine levels each."""
