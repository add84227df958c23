"""Where the parts of a YAML text begin and end, so that one is replaced and all else stays.

Places are offsets of characters. PyYAML gives them as the reader of content has them.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import yaml

from handouts.content.yaml_tree import Loader

Change = tuple[int, int, str]
"""Where characters begin and end, and what is to stand instead of them."""


@dataclass(frozen=True)
class Part:
    """A key with its value, or an item of a list."""

    key: str
    """Empty for an item."""
    start: int
    """Of the key, or of the item's dash."""
    colon: int
    """Behind the colon of the key; of an item, where its value begins."""
    value: yaml.Node
    end: int
    """Behind the last character of the value."""
    line_end: int
    """Of the line on which the value ends."""

    @property
    def is_flow(self) -> bool:
        """Whether it is a mapping or a list in brackets."""
        return isinstance(self.value, yaml.CollectionNode) and bool(self.value.flow_style)


def composed(text: str) -> yaml.Node | None:
    """Return the nodes of a text that is known to be YAML."""
    node: yaml.Node | None = yaml.compose(text, Loader=Loader)
    return node


def whole(text: str, root: yaml.Node) -> Part:
    """Return all of a text as one part."""
    return _part(text, "", root.start_mark.index, root, -1)


def children(text: str, node: yaml.Node | None) -> list[Part]:
    """Return the keys of a mapping, or the items of a list that has a line for each.

    Such an item begins with its dash. Of anything else there are none.
    """
    if isinstance(node, yaml.MappingNode):
        return [_of_key(text, key, value) for key, value in node.value]
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        return []
    place = node.start_mark.index
    dash = re.compile(rf"^ {{{node.start_mark.column}}}-", re.MULTILINE)
    found = []
    for item in node.value:
        part = _part(text, "", place, item, item.start_mark.column - 1)
        found.append(replace(part, colon=item.start_mark.index))
        below = dash.search(text, part.line_end)
        place = below.end() - 1 if below else place
    return found


def is_block(node: yaml.Node | None) -> bool:
    """Whether a mapping or a list is written with a line for each part, and has one."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _of_key(text: str, key: yaml.Node, value: yaml.Node) -> Part:
    colon = text.index(":", key.end_mark.index) + 1
    start = key.start_mark.index
    part = _part(text, str(key.value), start, value, key.start_mark.column)
    end = max(part.end, colon)
    return Part(part.key, start, colon, value, end, line_end(text, end))


def _part(text: str, key: str, start: int, value: yaml.Node, column: int) -> Part:
    end = _end(text, value, column)
    return Part(key, start, start, value, end, line_end(text, end))


def _end(text: str, node: yaml.Node, column: int) -> int:
    """Return where a value ends that belongs to a key or a dash at this column."""
    start, end = node.start_mark.index, node.end_mark.index
    if is_block(node):
        return children(text, node)[-1].end
    end = start + len(text[start:end].rstrip())
    if isinstance(node, yaml.ScalarNode) and not node.style:
        return _end_of_words(text, end, column if node.value else math.inf)
    return end


def _end_of_words(text: str, end: int, column: float) -> int:
    """Return the end of a plain text with the words that YAML takes for a comment behind it."""
    last = line_end(text, end)
    rest = text[end:last]
    if rest.lstrip().startswith("#"):
        return last
    below = text[last + 1 : line_end(text, last + 1)]
    indent = len(below) - len(below.lstrip())
    if not rest.strip() and below.lstrip().startswith("#") and indent > column:
        return last + 1 + len(below)
    return end


def begins_line(text: str, place: int) -> bool:
    """Whether nothing but spaces stands before a place on its line."""
    return not text[line_start(text, place) : place].strip()


def line_start(text: str, place: int) -> int:
    """Return where the line of a place begins."""
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    """Return where the line of a place ends, before its line feed."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def replaced(text: str, changes: Iterable[Change], first: int = 0, last: int | None = None) -> str:
    """Return a text, from one offset up to another, with these changes.

    They do not overlap. Of several at one place what is put in comes first, in the order given.
    """
    found, place = [], first
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        found += [text[place:start], new]
        place = end
    return "".join([*found, text[place:last]])
