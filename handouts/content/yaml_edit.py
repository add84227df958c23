"""Values changed in a YAML text: whatever is not changed stays, to the letter.

The composer says where each value stands, and only these places are written anew. A library that
writes the whole document again folds lines, sets spaces and indentation in its own way, and loses
the marks of a document and the notes of what is put into it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, TypeAlias

import yaml

from handouts.content import yaml_tree
from handouts.content.yaml_emit import emitted_entry, emitted_flow, emitted_item, emitted_scalar
from handouts.content.yaml_places import (
    Change,
    Part,
    begins_line,
    children,
    composed,
    line_end,
    line_start,
    replaced,
    whole,
)
from handouts.content.yaml_tree import Location, value_at
from handouts.content.yaml_values import Plain, is_equal, is_same_text, plain, shortened, with_value
from handouts.errors import Diagnostic

Changes: TypeAlias = Mapping[Location, Any]
"""New values by their places; None takes a key or an item away. Numbers, dates and the like are
written as `str` has them, true and false as `yes` and `no`."""
Keys: TypeAlias = Mapping[Location, Sequence[str]]
"""The order of keys in a mapping, by its place; the number of an item is written as 0."""


class NotEditableError(Exception):
    """A text cannot be read as YAML, and `diagnostics` say why; or a value has no way into it."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(one.cause for one in self.diagnostics))


def read_values(text: str) -> dict[str, Plain]:
    """Return what a text says; nothing where it has only notes. Raises NotEditableError.

    Words that YAML takes for a note behind a text are a part of it.
    """
    tree = yaml_tree.read(text)
    if tree.refused or not isinstance(tree.value, dict | None):
        raise NotEditableError(tree.refused)
    value: dict[str, Plain] = tree.value or {}
    return value


def with_values(text: str, changes: Changes, keys: Keys) -> str:
    """Return a text, which has line feeds alone, with other values.

    New keys are put where `keys` has them, others behind all. Raises NotEditableError.
    """
    expected: Plain = read_values(text)
    ending = "" if text.endswith("\n") or not text else "\n"
    text += ending  # so that each line can have another below it
    for location, value in changes.items():
        wanted = plain(value)
        place = shortened(expected, location) if wanted is None else location
        found = with_value(expected, place, wanted)
        if found == expected or is_same_text(value_at(expected, place), wanted):
            continue
        try:
            written = replaced(text, _Editor(text, keys, expected).changes(place, wanted))
        except yaml.YAMLError as error:  # the value before this one could not be written
            raise NotEditableError(()) from error
        text, expected = _readable(written, text, found), found
    tree = yaml_tree.read(text)
    if tree.refused or not is_equal(tree.value, expected):
        raise NotEditableError(())  # nothing that says something else is ever given back
    return text.removesuffix(ending)


def _readable(text: str, before: str, expected: Plain) -> str:
    """Return a text whose notes stand at the margin, where the reader would take them for text.

    They are left over from what was taken away above them.
    """
    tree = yaml_tree.read(text)
    if is_equal(tree.value, expected):
        return text
    lines, known = text.split("\n"), before.split("\n")
    words = {known[note.line - 1] for note in yaml_tree.read(before).notes_in_texts}
    for found in tree.notes_in_texts:
        line = lines[found.line - 1]
        if line.lstrip().startswith("#") and line not in words:
            lines[found.line - 1] = line.lstrip()
    return "\n".join(lines)


@dataclass(frozen=True)
class _Editor:
    """Finds the places of one text that have to be written anew."""

    text: str
    keys: Keys
    values: Any
    """What the text says."""

    def changes(self, location: Location, value: Plain) -> list[Change]:
        """Return what makes one place hold another value, or nothing where that is None."""
        root, end = composed(self.text), len(self.text)
        if not isinstance(root, yaml.CollectionNode):  # nothing but notes
            entry = emitted_entry(str(location[0]), with_value(None, location[1:], value), 0)
            return [(end, end, entry)]
        return self._at(whole(self.text, root), (), location, value)

    def _at(self, part: Part, path: Location, location: Location, value: Plain) -> list[Change]:
        """Return the changes for a place below a mapping or a list."""
        if part.is_flow:
            return [self._flow(part, with_value(self._old(path), location, value))]
        step, rest = location[0], location[1:]
        found = children(self.text, part.value)
        if isinstance(part.value, yaml.SequenceNode):
            inner = found[int(step)] if int(step) < len(found) else None
        else:
            inner = next((one for one in found if one.key == step), None)
        if inner and rest and isinstance(inner.value, yaml.CollectionNode):
            return self._at(inner, (*path, step), rest, value)
        if isinstance(part.value, yaml.SequenceNode):
            new = with_value(self._old(path), location, value)
            return self._items(part, path, new if isinstance(new, list) else [])
        new = with_value(None, rest, value)
        if inner is None:
            return [self._inserted(part, path, str(step), new)]
        return self._without(found, inner) if value is None else self._replaced(inner, path, new)

    def _flow(self, part: Part, value: Plain) -> Change:
        return part.value.start_mark.index, part.end, emitted_flow(value)

    def _replaced(self, part: Part, path: Location, value: Plain) -> list[Change]:
        """Return the changes that give a key of the mapping at a path another value."""
        if (within := self._within(part, (*path, part.key), value)) is not None:
            return within
        column = part.start - line_start(self.text, part.start)
        comments = self._comments(part) if begins_line(self.text, part.start) else []
        above = "".join(f"{comment}\n{' ' * column}" for comment in comments)
        entry = emitted_entry(part.key, value, column).strip("\n").lstrip(" ")
        return [(part.start, part.line_end if comments else part.end, above + entry)]

    def _within(self, part: Part, path: Location, value: Plain) -> list[Change] | None:
        """Return the changes inside of a value, where it can stay where it stands."""
        node = part.value
        if isinstance(node, yaml.ScalarNode):
            return self._within_scalar(part, value)
        if part.is_flow and isinstance(value, list | dict):
            return [self._flow(part, value)]
        parts = children(self.text, node)
        has_dash = bool(parts) and not begins_line(self.text, parts[0].start)
        if isinstance(node, yaml.SequenceNode) and isinstance(value, list) and value:
            return None if has_dash else self._items(part, path, value)
        if isinstance(node, yaml.MappingNode) and isinstance(value, dict):
            has_new = bool(value.keys() - {inner.key for inner in parts})
            # One of these has to stay: what follows a dash is no line that can go alone.
            first = parts[: 1 if has_new else 2] if has_dash else parts
            stays = any(inner.key in value for inner in first)
            return self._mapping(part, path, value) if stays else None
        return None

    def _within_scalar(self, part: Part, value: Plain) -> list[Change] | None:
        node: Any = part.value
        if not isinstance(value, str) or node.style in ("|", ">"):
            return None
        start, style = node.start_mark.index, node.style
        if "\n" in value:
            if not self.text[part.end : part.line_end].strip():
                return None
            style = '"'  # a block would take the note behind it for text
        is_beside = start == node.end_mark.index and self.text[start - 1 : start] in (":", "-")
        space = " " if is_beside else ""
        return [(start, max(start, part.end), space + emitted_scalar(value, style))]

    def _mapping(self, part: Part, path: Location, value: dict[str, Plain]) -> list[Change]:
        """Return the changes that give a mapping other values; some of its keys stay."""
        found: list[Change] = []
        parts = children(self.text, part.value)
        for inner in parts:
            old, new = self._old((*path, inner.key)), value.get(inner.key)
            if new is None and old is not None:
                found += self._without(parts, inner)
            elif not is_equal(old, new):
                found += self._replaced(inner, path, new)
        own = {inner.key for inner in parts}
        more = [key for key in value if key not in own]
        more.sort(key=[*self._order(path), *more].index)
        return [*found, *(self._inserted(part, path, key, value[key]) for key in more)]

    def _items(self, part: Part, path: Location, value: Sequence[Plain]) -> list[Change]:
        """Return the changes that give a list other items; equal ones stay as they stand."""
        items = children(self.text, part.value)
        old = self._old(path)
        before, after = ([*map(repr, map(plain, each))] for each in (old, value))
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        found: list[Change] = []
        for kind, first, last, start, end in matcher.get_opcodes():
            if kind == "equal":
                continue
            pairs = [*zip(range(first, last), range(start, end), strict=False)]
            if not all(_is_alike(old[place], value[other]) for place, other in pairs):
                pairs = []
            for place, other in pairs:
                found += self._item(items[place], (*path, place), value[other])
            for place in range(first + len(pairs), last):
                found.append((self._above(items, place), self._below(items[place]), ""))
            added = value[start + len(pairs) : end]
            if added:
                found.append(self._added(items, first + len(pairs), added))
        return found

    def _added(self, items: Sequence[Part], place: int, value: Sequence[Plain]) -> Change:
        """Return the change that adds items to a list before the one at a place.

        Where most of them have an empty line above them, the new ones have one too.
        """
        column = items[0].start - line_start(self.text, items[0].start)
        new = [emitted_item(item, column) for item in value]
        gaps = [self.text[one.line_end : two.start] for one, two in pairwise(items)]
        space = "\n" if 2 * sum("\n\n" in gap for gap in gaps) > len(gaps) else ""
        if place:
            at = self._below(items[place - 1])
            return at, at, "".join(space + item for item in new)
        at = line_start(self.text, items[0].start)
        return at, at, "".join(item + space for item in new)

    def _item(self, item: Part, path: Location, value: Plain) -> list[Change]:
        """Return the changes that make an item another."""
        if (within := self._within(item, path, value)) is not None:
            return within
        column = item.start - line_start(self.text, item.start)
        return [(item.start, item.end, emitted_item(value, column).strip())]

    def _inserted(self, part: Part, path: Location, key: str, value: Plain) -> Change:
        """Return the change that adds a key: behind those that come before it in their order."""
        order, parts = self._order(path), children(self.text, part.value)
        earlier = order[: order.index(key)] if key in order else [one.key for one in parts]
        before = [one for one in parts if one.key in earlier]
        if not before and not begins_line(self.text, parts[0].start):
            before = parts[:1]  # a dash stands before the first key
        at = max(map(self._below, before), default=line_start(self.text, parts[0].start))
        return at, at, emitted_entry(key, value, part.value.start_mark.column)

    def _without(self, parts: Sequence[Part], part: Part) -> list[Change]:
        """Return the changes that take a key away; others of its mapping stay."""
        line, end = line_start(self.text, part.start), self._below(part)
        if begins_line(self.text, part.start):
            return [(line, end, "")]
        following = parts[1].start  # a dash stands before the first key
        notes = [note.strip() for note in self.text[end:following].split("\n") if note.strip()]
        dash = self.text[line : part.start]
        margin = dash[: len(dash) - len(dash.lstrip())]
        return [(line, following, "".join(f"{margin}{note}\n" for note in notes) + dash)]

    def _old(self, path: Location) -> Any:
        return value_at(self.values, path)

    def _order(self, path: Location) -> Sequence[str]:
        return self.keys.get(tuple(0 if isinstance(one, int) else one for one in path), ())

    def _comments(self, part: Part) -> list[str]:
        """Return the comments in what is replaced, so that they can stand above it."""
        node: Any = part.value
        if isinstance(node, yaml.CollectionNode):
            lines = self.text[part.colon : part.end].split("\n")
            return [line.strip() for line in lines if line.lstrip().startswith("#")]
        if node.style in ("|", ">"):
            opening = self.text[part.colon : line_end(self.text, part.colon)]
            _, mark, comment = opening.partition("#")
            return [mark + comment] if mark else []
        rest = self.text[part.end : part.line_end].strip()
        return [rest] if rest.startswith("#") else []

    def _above(self, items: Sequence[Part], place: int) -> int:
        """Return where an item begins, with the empty line above it that parts it from others."""
        line, below = line_start(self.text, items[place].start), self._below(items[place])
        is_parted = self.text[below : below + 1] in ("", "\n")
        return line - (place > 0 and is_parted and self.text[:line].endswith("\n\n"))

    def _below(self, part: Part) -> int:
        """Return where the line below a part begins."""
        return min(part.line_end + 1, len(self.text))


def _is_alike(old: Plain, new: Plain) -> bool:
    """Whether one item may have become the other, so that its notes still belong to it."""
    if not (isinstance(old, dict) and isinstance(new, dict)) or min(len(old), len(new)) < 2:
        return True
    return any(old.get(key) == value for key, value in new.items())
