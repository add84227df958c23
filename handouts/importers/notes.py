"""Footnotes of a page: their marks in the text, and the notes that they lead to.

All systems write them as two links that lead to each other: Word, Google Docs, LibreOffice, pandoc,
WordPress. So a note is known by that, and not by anybody's classes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.importers import html, tags

_MARK = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|[a-z]{1,2}\d{0,3}|[ivxlc]{1,6}|[*†‡§#]{1,3})\s*[\])]?", re.IGNORECASE
)
_COMMENT = re.compile(r"cmnt\d|_?msocom|_com_\d", re.IGNORECASE)
"""The names of the remarks of Google Docs and Word, which have marks as notes have."""
_OWN_BLOCK = re.compile(
    r"(ftn|edn|_ftn|_edn|sdfootnote|sdendnote|fn|footnote|endnote)[-:_]?\d+", re.IGNORECASE
)
MOST_NOTES = 998
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLACEHOLDER = re.compile("[\U00100001-\U001003e7]")


@dataclass(frozen=True)
class SourceNote:
    """One note."""

    number: int
    """From 1, in the order of the marks in the text."""
    body: Element
    """What it says, taken out of the page."""
    is_comment: bool = False
    """Whether it is somebody's remark on the document, and no part of it."""


def written(markdown: str) -> str:
    """Return Markdown whose placeholders are the marks of notes: `[^1]`."""
    marked = _PLACEHOLDER.sub(lambda found: f"[^{ord(found[0]) - html.FIRST_NOTE}]", markdown)
    # A mark with a colon behind it would begin a note.
    return re.sub(r"(?m)^(\[\^\d+\]):", r"\1\\:", marked)


def unmarked(text: str) -> str:
    """Return text without the placeholders of notes."""
    return _PLACEHOLDER.sub("", text)


def numbers(text: str) -> set[int]:
    """Return the notes that a text has placeholders of."""
    return {ord(found) - html.FIRST_NOTE for found in _PLACEHOLDER.findall(text)}


def raised(number: int) -> str:
    """Return a number as it stands behind a word: `¹`."""
    return str(number).translate(_RAISED)


def take(root: Element, charts: Iterable[Element] = ()) -> list[SourceNote]:
    """Take the notes out of a page; their marks become elements that `html.runs` knows.

    Notes whose marks stand only in tables that are `charts` are gone: the charts have them.
    """
    found = _find(root)
    in_charts = {inner for table in charts for inner in table.iter()}
    for target, marks in found.marks.items():
        if in_charts.issuperset(marks):
            for mark in marks:
                mark.tag = "span"
            _detach(_body(target, found.marks, found.parents), found.parents)
    kept = {
        target: marks for target, marks in found.marks.items() if not in_charts.issuperset(marks)
    }
    return list(_taken(kept, found.backward, found.parents))


@dataclass(frozen=True)
class TableNotes:
    """The notes whose marks stand in one table."""

    bodies: list[Element] = field(default_factory=list)
    """What they say, by their numbers."""
    replaced: list[str] = field(default_factory=list)
    """Their marks as they stood in the page, and those that led back."""


def take_of_tables(root: Element) -> dict[Element, TableNotes]:
    """Return for each table the notes whose marks stand in it.

    The marks become raised numbers, counted in each table. Notes that no other text refers to are
    taken out of the page.
    """
    found = _find(root)
    in_tables = {inner for table in root.iter("table") for inner in table.iter()}
    bodies = {target: _body(target, found.marks, found.parents) for target in found.marks}
    notes: dict[Element, TableNotes] = {}
    for table in root.iter("table"):
        inside = {*table.iter()}
        for target, marks in found.marks.items():
            own = [mark for mark in marks if mark in inside and mark.tag == "a"]
            if own:
                of_table = notes.setdefault(table, TableNotes())
                of_table.bodies.append(bodies[target])
                led_back = [each for each in bodies[target].iter() if each in found.backward]
                of_table.replaced.extend(map(html.words, [*own, *led_back]))
            for mark in own:
                mark.tag, mark.text, mark[:] = "span", raised(len(of_table.bodies)), []
    for target, marks in found.marks.items():
        if not in_tables.isdisjoint(marks):
            _silence(bodies[target], target, found.backward)
        if in_tables.issuperset(marks):
            _detach(bodies[target], found.parents)
    return notes


@dataclass(frozen=True)
class _Found:
    """The notes of a page."""

    marks: dict[Element, list[Element]]
    """The links that are the marks of each note, by the element that they lead to."""
    backward: set[Element]
    """The links that lead back."""
    parents: dict[Element, Element]


def _find(root: Element) -> _Found:
    parents = {child: parent for parent in root.iter() for child in parent}
    named = _named(root)
    links = [link for link in root.iter("a") if link.get("href", "").startswith("#")]
    leading: dict[Element, set[Element]] = {}
    for link in links:
        if (target := named.get(link.get("href", "")[1:])) is not None:
            leading.setdefault(target, set()).add(link)
    found: dict[Element, list[Element]] = {}
    backward: set[Element] = set()
    for link in links:
        target = named.get(link.get("href", "")[1:])
        if target is None or link in backward or not _MARK.fullmatch(html.words(link)):
            continue
        if target in found:
            found[target].append(link)
            continue
        back = {
            other
            for place in _places(link, parents)
            for other in leading.get(place, ())
            if other is not link
        }
        is_note = any(inner in back for inner in _around(target, parents).iter())
        if is_note and len(found) < MOST_NOTES:
            found[target] = [link]
            backward |= back
    return _Found(found, backward, parents)


def _named(root: Element) -> dict[str, Element]:
    """Return the elements that a link can lead to, by name."""
    named: dict[str, Element] = {}
    for element in root.iter():
        if html.is_element(element):
            names = element.get("id"), element.get("name") if element.tag == "a" else None
            for name in filter(None, names):
                named.setdefault(name, element)
    return named


def _places(mark: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    """Yield the elements by whose names a note can lead back to its mark."""
    yield from mark.iter()
    around = parents.get(mark)
    while around is not None and around.tag in {"sup", "span"}:
        yield around
        around = parents.get(around)


def _around(target: Element, parents: dict[Element, Element]) -> Element:
    """Return the block that a name stands in."""
    while target in parents and not html.begins_block(target):
        target = parents[target]
    return target


def _taken(
    found: dict[Element, list[Element]], backward: set[Element], parents: dict[Element, Element]
) -> Iterator[SourceNote]:
    bodies = {target: _body(target, found, parents) for target in found}
    number = 0
    for target, marks in found.items():
        is_comment = _COMMENT.match(target.get("id") or target.get("name") or "") is not None
        number += not is_comment
        for mark in marks:
            mark.tag = tags.REPLACED if is_comment else tags.NOTE_MARK
            mark.set("number", str(number))
        body = bodies[target]
        _silence(body, target, backward)
        _detach(body, parents)
        yield SourceNote(number, body, is_comment)


def _silence(body: Element, target: Element, backward: set[Element]) -> None:
    """Take the words from the link of a note that leads back, and from its own number."""
    for inner in body.iter():
        if inner in backward or (inner is target and inner.tag == "a"):
            inner.tag = tags.REPLACED


def _body(target: Element, found: Iterable[Element], parents: dict[Element, Element]) -> Element:
    """Return the whole of a note: the block of its name, or the element that is made for it."""
    body = _around(target, parents)
    others = set(found) - {target}
    while (outer := parents.get(body)) is not None and _OWN_BLOCK.fullmatch(outer.get("id", "")):
        if any(inner in others for inner in outer.iter()):
            break
        body = outer
    return body


def _detach(element: Element, parents: dict[Element, Element]) -> None:
    """Take an element out of its page, and leave the text behind it there."""
    parent = parents[element]
    place = list(parent).index(element)
    if element.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = ""
    parent.remove(element)
