"""Values changed in a YAML text: whatever is not changed stays, to the letter.

The composer says where each value stands, and only these places are written anew. A library that
writes the whole document again would move comments, wrap lines and change quotation marks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

import yaml

from handouts.content import yaml_tree
from handouts.content.yaml_emit import emitted_entry, emitted_flow, emitted_item, emitted_scalar
from handouts.content.yaml_tree import Location
from handouts.content.yaml_values import Plain, is_same_text, plain, shortened, with_value
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


@dataclass(frozen=True)
class _Splice:
    """Characters of a text that others take the place of."""

    start: int
    end: int
    text: str


def read_values(text: str) -> dict[str, Plain]:
    """Return what a text says; nothing where it has only notes. Raises NotEditableError."""
    tree = yaml_tree.read(text)
    if tree.problems or not isinstance(tree.value, dict | None):
        raise NotEditableError(tree.problems)
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
        if found == expected or is_same_text(yaml_tree.value_at(expected, place), wanted):
            continue
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:  # the value before this one could not be written
            raise NotEditableError(()) from error
        text = _readable(_spliced(text, _Editor(text, keys).root(root, place, wanted)))
        expected = found
    tree = yaml_tree.read(text)
    if tree.problems or (tree.value or {}) != (expected or {}):
        raise NotEditableError(())  # nothing that says something else is ever given back
    return text.removesuffix(ending)


def _spliced(text: str, splices: Sequence[_Splice]) -> str:
    """Return a text with its parts replaced; of several at one place the first comes first."""
    order = sorted(enumerate(splices), key=lambda one: (one[1].start, one[1].end, one[0]))
    for _, splice in reversed(order):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def _readable(text: str) -> str:
    """Return a text whose notes stand at the margin, where the reader would take them for text.

    They are left over from what was taken away above them.
    """
    lines = text.split("\n")
    for problem in yaml_tree.read(text).problems:
        note = lines[problem.line - 1].lstrip()
        if problem.message.code == "yaml.note-in-text" and note.startswith("#"):
            lines[problem.line - 1] = note
    return "\n".join(lines)


@dataclass(frozen=True)
class _Editor:
    """Finds the places of one text that have to be written anew."""

    text: str
    keys: Keys

    def root(self, node: Any, location: Location, value: Plain) -> list[_Splice]:
        if node is None or isinstance(node, yaml.ScalarNode):  # nothing but notes
            entry = emitted_entry(str(location[0]), with_value(None, location[1:], value), 0)
            return [_Splice(len(self.text), len(self.text), entry)]
        return self._at(node, (), location, value)

    def _at(self, node: Any, path: Location, location: Location, value: Plain) -> list[_Splice]:
        """Return the changes for a place below a mapping or a list."""
        if node.flow_style:
            new = with_value(_value(node), location, value)
            return [_Splice(node.start_mark.index, node.end_mark.index, emitted_flow(new))]
        if isinstance(node, yaml.SequenceNode):
            return self._at_item(node, path, location, value)
        key, rest = str(location[0]), location[1:]
        entry = next((one for one in node.value if one[0].value == key), None)
        if entry is None:
            return [self._inserted(node, path, key, with_value(None, rest, value))]
        if rest and not isinstance(entry[1], yaml.ScalarNode):
            return self._at(entry[1], (*path, key), rest, value)
        if value is None:
            return self._without(node, entry)
        return self._replaced(entry, (*path, key), with_value(None, rest, value))

    def _at_item(
        self, node: Any, path: Location, location: Location, value: Plain
    ) -> list[_Splice]:
        place, rest = int(location[0]), location[1:]
        if rest and place < len(node.value) and not isinstance(node.value[place], yaml.ScalarNode):
            return self._at(node.value[place], (*path, 0), rest, value)
        new = with_value(_value(node), location, value)
        return self._items(node, path, new if isinstance(new, list) else [])

    def _replaced(self, entry: Any, path: Location, value: Plain) -> list[_Splice]:
        """Return the changes that give a key another value."""
        key, node = entry
        if (within := self._within(node, path, value)) is not None:
            return within
        start, end = key.start_mark.index, self._end(node)
        comments = self._comments(entry) if self._begins_line(start) else []
        if comments:
            end = self._line_end(end)
        margin = " " * key.start_mark.column
        above = "".join(f"{comment}\n{margin}" for comment in comments)
        entry_text = emitted_entry(key.value, value, key.start_mark.column)
        return [_Splice(start, end, above + entry_text.strip("\n").lstrip(" "))]

    def _within(self, node: Any, path: Location, value: Plain) -> list[_Splice] | None:
        """Return the changes inside of a value, where it can stay where it stands."""
        if isinstance(node, yaml.ScalarNode):
            return self._within_scalar(node, value)
        if node.flow_style and isinstance(value, list | dict):
            return [_Splice(node.start_mark.index, node.end_mark.index, emitted_flow(value))]
        if isinstance(node, yaml.SequenceNode) and isinstance(value, list) and value:
            return self._items(node, path, value)
        if isinstance(node, yaml.MappingNode) and isinstance(value, dict) and value:
            own = {key.value for key, _ in node.value}
            if own & value.keys():
                return self._mapping(node, path, value)
        return None

    def _within_scalar(self, node: Any, value: Plain) -> list[_Splice] | None:
        if not isinstance(value, str) or node.style in ("|", ">"):
            return None
        start, end, style = node.start_mark.index, node.end_mark.index, node.style
        if "\n" in value:
            if not self.text[end : self._line_end(end)].strip():
                return None
            style = '"'  # a block would take the note behind it for text
        space = " " if start == end and self.text[start - 1 : start] in (":", "-") else ""
        return [_Splice(start, end, space + emitted_scalar(value, style))]

    def _mapping(self, node: Any, path: Location, value: dict[str, Plain]) -> list[_Splice]:
        """Return the changes that give a mapping other values; some of its keys stay."""
        found: list[_Splice] = []
        for entry in node.value:
            key = entry[0].value
            if key not in value:
                found += self._without(node, entry)
            elif _value(entry[1]) != value[key]:
                found += self._replaced(entry, (*path, key), value[key])
        own = {key.value for key, _ in node.value}
        new = [key for key in value if key not in own]
        order = [*self._order(path), *new]
        new = sorted(new, key=order.index)
        return [*found, *(self._inserted(node, path, key, value[key]) for key in new)]

    def _items(self, node: Any, path: Location, value: Sequence[Plain]) -> list[_Splice]:
        """Return the changes that give a list other items; equal ones stay as they stand."""
        old = [_value(item) for item in node.value]
        starts = list(self._dashes(node))
        matcher = SequenceMatcher(None, [*map(repr, old)], [*map(repr, value)], autojunk=False)
        found: list[_Splice] = []
        for kind, first, last, start, end in matcher.get_opcodes():
            if kind == "equal":
                continue
            both = min(last - first, end - start)
            for place in range(both):
                item = node.value[first + place]
                found += self._item(item, path, value[start + place], starts[first + place])
            for place in range(first + both, last):
                line_end = self._line_end(self._end(node.value[place])) + 1
                found.append(_Splice(starts[place], line_end, ""))
            at = starts[0]
            if first + both:
                at = self._line_end(self._end(node.value[first + both - 1])) + 1
            added = "".join(
                emitted_item(item, node.start_mark.column) for item in value[start + both : end]
            )
            if added:
                found.append(_Splice(min(at, len(self.text)), min(at, len(self.text)), added))
        return found

    def _item(self, node: Any, path: Location, value: Plain, start: int) -> list[_Splice]:
        """Return the changes that make an item another; its line begins at `start`."""
        within = self._within(node, (*path, 0), value)
        if within is not None:
            return within
        dash = self.text.index("-", start) - start
        return [_Splice(start, self._end(node), emitted_item(value, dash).rstrip("\n"))]

    def _inserted(self, node: Any, path: Location, key: str, value: Plain) -> _Splice:
        """Return the change that adds a key: behind those that come before it in their order."""
        order = self._order(path)
        earlier = (
            order[: order.index(key)] if key in order else [one[0].value for one in node.value]
        )
        before = [one for one in node.value if one[0].value in earlier]
        if not before and not self._begins_line(node.value[0][0].start_mark.index):
            before = node.value[:1]  # a dash stands before the first key
        text = emitted_entry(key, value, node.start_mark.column)
        if not before:
            at = self._line_start(node.value[0][0].start_mark.index)
        else:
            at = min(self._line_end(max(self._end(one[1]) for one in before)) + 1, len(self.text))
        return _Splice(at, at, text)

    def _without(self, node: Any, entry: Any) -> list[_Splice]:
        """Return the changes that take a key away; others of its mapping stay."""
        start, end = entry[0].start_mark.index, self._line_end(self._end(entry[1])) + 1
        if self._begins_line(start):
            return [_Splice(self._line_start(start), end, "")]
        following = node.value[1][0].start_mark.index
        between = [line.strip() for line in self.text[end:following].split("\n") if line.strip()]
        line = self._line_start(start)
        dash = self.text[line:start]
        margin = dash[: len(dash) - len(dash.lstrip())]
        above = "".join(f"{margin}{comment}\n" for comment in between)
        return [_Splice(line, following, above + dash)]

    def _order(self, path: Location) -> Sequence[str]:
        return self.keys.get(tuple(0 if isinstance(one, int) else one for one in path), ())

    def _dashes(self, node: Any) -> Iterator[int]:
        """Yield where the lines of the items of a list begin."""
        mark = re.compile(rf" {{{node.start_mark.column}}}-(?=\s|\Z)", re.MULTILINE)
        at = self._line_start(node.start_mark.index)
        for item in node.value:
            found = mark.search(self.text, at)
            yield found.start() if found else at
            at = self._line_end(self._end(item)) + 1

    def _comments(self, entry: Any) -> list[str]:
        """Return the comments in what is replaced, so that they can stand above it."""
        key, node = entry
        end = self._end(node)
        if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
            rest = self.text[end : self._line_end(end)].strip()
            return [rest] if rest.startswith("#") else []
        if isinstance(node, yaml.ScalarNode):
            opening = self.text[node.start_mark.index : self._line_end(node.start_mark.index)]
            return [opening[opening.index("#") :]] if "#" in opening else []
        lines = self.text[key.end_mark.index : end].split("\n")
        return [line.strip() for line in lines if line.lstrip().startswith("#")]

    def _end(self, node: Any) -> int:
        """Return where a value ends; the marks of blocks lie behind notes that follow them."""
        if isinstance(node, yaml.ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            is_block = node.style in ("|", ">")
            return int(start + len(self.text[start:end].rstrip()) if is_block else end)
        if node.flow_style:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _begins_line(self, at: int) -> bool:
        return not self.text[self._line_start(at) : at].strip()

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found


def _value(node: Any) -> Plain:
    """Return the plain value of a node."""
    if isinstance(node, yaml.ScalarNode):
        text = str(node.value)
        return text if node.style else " ".join(filter(None, [text])) or None
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return {key.value: _value(value) for key, value in node.value}
