"""YAML as trainers write it: every scalar is text, every value knows its line.

PyYAML's safe loader reads `No` as false and `1.10` as a number, keeps the last of two equal keys,
and drops what follows ` #` in a text. Here the tree is composed by PyYAML and built by us: text
stays text, nothing is lost unsaid, equal keys and aliases (and with them alias bombs) are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from handouts.content import yaml_errors
from handouts.errors import Diagnostic
from handouts.messages import message

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Loader = _Loader
"""What composes a text, here and wherever places in it have to agree with what is read here."""

Location = tuple[str | int, ...]
_DEEPEST = 20
_S = r"[\s\u200b\ufeff]"
_OPENING = re.compile(rf"(?P<indent>{_S}*)(?:-(?:{_S}+|$))*(?:[A-Za-z_]\w*:(?:{_S}+|$))?")
"""What stands before a line's text: its indentation, dashes and key."""


class _RefusedError(Exception):
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.cause)
        self.problem = problem


@dataclass
class YamlTree:
    """The plain value of a text, and the line of each of its parts."""

    value: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    """Lines counted from 1, by location: `("rows", 6, "healing")`."""
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def notes_in_texts(self) -> list[Diagnostic]:
        """Words that YAML takes for a note; here they are a part of the text before them."""
        return [one for one in self.problems if one.message.code == "yaml.note-in-text"]

    @property
    def refused(self) -> list[Diagnostic]:
        """The other problems: what a text says cannot be told where it has one of them."""
        return [one for one in self.problems if one.message.code != "yaml.note-in-text"]

    def line(self, location: Location) -> int:
        """Return the line of a part, or of the nearest part around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every text with its location, from top to bottom."""
        for location in self.lines:
            text = value_at(self.value, location)
            if isinstance(text, str):
                yield location, text


def value_at(value: object, location: Location) -> object:
    """Return the part of a plain value at a location; None where there is none."""
    for step in location:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def read_data(text: str) -> Any:
    """Return the value of a file of this package, with numbers and dates as YAML reads them."""
    return yaml.load(text, Loader)  # noqa: S506 - it is a safe one


def read(text: str, first_line: int = 1) -> YamlTree:
    """Return the tree of a text; what is wrong with it is in its `problems`."""
    tree = YamlTree()
    lines = text.split("\n")
    tree.problems += _odd_spaces(lines, first_line)
    if tree.problems:
        return tree
    try:
        _refuse_what_is_not_text(text, lines, first_line)
        node = yaml.compose(text, Loader=Loader)
    except _RefusedError as refused:
        tree.problems.append(refused.problem)
    except yaml.YAMLError as error:
        tree.problems.append(yaml_errors.of_syntax(error, lines, first_line))
    else:
        if node is not None:
            builder = _Builder(lines, first_line, tree)
            tree.value = builder.build(node, (), -1)
    return tree


def _odd_spaces(lines: list[str], first_line: int) -> Iterator[Diagnostic]:
    """Refuse what looks like a space before a key, a dash or a text and is none for YAML."""
    for number, line in enumerate(lines, first_line):
        opening = _OPENING.match(line)
        if opening is None or not opening[0].strip():
            continue
        if "\t" in opening["indent"]:
            yield Diagnostic(number, message("yaml.tab"))
        elif set(opening[0]) & yaml_errors.ODD_SPACES:
            yield Diagnostic(number, message("yaml.odd-space"))


def _refuse_what_is_not_text(text: str, lines: list[str], first_line: int) -> None:
    """Refuse anchors, aliases, tags and deep nesting from the events, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        number = event.start_mark.line if event.start_mark else 0
        is_alias = isinstance(event, yaml.AliasEvent)
        if is_alias or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _RefusedError(yaml_errors.of_text(lines, number, first_line))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _RefusedError(Diagnostic(first_line + number, yaml_errors.TOO_DEEP))


@dataclass(frozen=True)
class _Builder:
    """Makes plain values of PyYAML's nodes, and keeps their lines and problems in a tree."""

    lines: list[str]
    first_line: int
    tree: YamlTree

    def build(self, node: yaml.Node, location: Location, column: int) -> object:
        """Return the value of a node that belongs to a key, or a dash, at a column."""
        self.tree.lines.setdefault(location, self.first_line + node.start_mark.line)
        if isinstance(node, yaml.ScalarNode):
            if node.style:  # in quotes, or a block of its own
                return node.value
            return " ".join(filter(None, (node.value, self._lost_words(node, column)))) or None
        if isinstance(node, yaml.SequenceNode):
            return [
                self.build(item, (*location, place), item.start_mark.column - 1)
                for place, item in enumerate(node.value)
            ]
        return self._mapping(node, location)

    def _mapping(self, node: yaml.Node, location: Location) -> object:
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                number = key_node.start_mark.line
                self.tree.problems.append(yaml_errors.of_text(self.lines, number, self.first_line))
                return self.lines[number].strip()
            key = str(key_node.value)
            inside = (*location, key)
            if key in mapping:
                twice = message("yaml.same-key", key=key, line=self.tree.lines[inside])
                self.tree.problems.append(Diagnostic(line, twice))
                continue
            self.tree.lines[inside] = line
            mapping[key] = self.build(value_node, inside, key_node.start_mark.column)
        return mapping

    def _lost_words(self, node: yaml.Node, column: int) -> str:
        """Return, and report, words that YAML takes for a comment and a trainer for text."""
        number, end = node.end_mark.line, node.end_mark.column
        rest = self.lines[number][end:].lstrip() if number < len(self.lines) else ""
        if node.value and not rest:
            number += 1
            below = self.lines[number] if number < len(self.lines) else ""
            rest = below.lstrip() if len(below) - len(below.lstrip()) > column else ""
        if not rest.startswith("#"):
            return ""
        note = message("yaml.note-in-text")
        self.tree.problems.append(Diagnostic(self.first_line + number, note))
        return rest
