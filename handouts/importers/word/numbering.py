"""The lists of a Word document: their marks and numbers, which Word counts and does not write."""

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from handouts.importers.word.styles import W

BULLETS, NUMBERS = "1", "2"
"""The ids of the two lists of `OWN_LISTS`."""
_LEVELS = 9


@dataclass(frozen=True)
class _List:
    """One list: its kind, and where the counting of each level begins."""

    kind: str
    """The id of the abstract list, which several lists count on together."""
    starts: dict[int, int]
    formats: dict[int, str]
    """`bullet`, `decimal`, `lowerLetter`, `none` and so on."""
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


def read_numbers(root: Element | None) -> Numbers:
    """Return the lists of `numbering.xml`, or none where a document has no such part."""
    if root is None:
        return Numbers({})
    kinds = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    linked = {_value(each, "styleLink"): each for each in kinds.values()}
    lists = {}
    for each in root.iter(f"{W}num"):
        kind = _value(each, "abstractNumId")
        abstract = kinds.get(kind, each)
        abstract = linked.get(_value(abstract, "numStyleLink") or "-", abstract)
        formats = {
            level: written
            for level, written in _levels(abstract, "lvl", "numFmt").items()
            if written
        }
        levels = {
            style: level for level, style in _levels(abstract, "lvl", "pStyle").items() if style
        }
        starts, overrides = (
            {level: int(value) for level, value in found.items() if value.isdecimal()}
            for found in (
                _levels(abstract, "lvl", "start"),
                _levels(each, "lvlOverride", "startOverride"),
            )
        )
        lists[each.get(f"{W}numId", "")] = _List(kind, starts, formats, levels, overrides)
    return Numbers(lists)


def _levels(element: Element, level: str, name: str) -> dict[int, str]:
    """Return a value of each level that has it, by the level's number, counted from 0."""
    found = {}
    for each in element.iter(f"{W}{level}"):
        place = each.get(f"{W}ilvl", "0")
        if place.isdecimal():
            found[int(place)] = _value(each, name)
    return found


def _value(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


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
