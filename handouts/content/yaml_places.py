"""Where the parts of a YAML text begin and end, so that one is replaced and all else stays.

Places are offsets of characters. PyYAML gives them as the reader of content has them; a writer that
keeps comments, such as ruamel.yaml, still folds long lines and sets spaces in its own way.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import yaml

from handouts.content.yaml_tree import Loader

Change = tuple[int, int, str]
"""Where characters begin and end, and what is to stand instead of them."""
_WIDTH = 96
"""Characters of a line of YAML; longer texts are folded."""


@dataclass(frozen=True)
class Part:
    """A key with its value, or an item of a list."""

    key: str
    """Empty for an item."""
    start: int
    """Of the key, or of the item's value."""
    colon: int
    """Behind the colon of the key; of an item, its start."""
    value: yaml.Node
    end: int
    """Behind the last character of the value."""
    line_end: int
    """Of the line on which the value ends."""


def composed(text: str) -> yaml.Node | None:
    """Return the nodes of a text that is known to be YAML."""
    node: yaml.Node | None = yaml.compose(text, Loader=Loader)
    return node


def parts(text: str, node: yaml.Node | None) -> list[Part]:
    """Return the parts of a mapping or a list; none of anything else."""
    if isinstance(node, yaml.MappingNode):
        return [_of_key(text, key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        column = node.start_mark.column
        return [_part(text, "", item.start_mark.index, item, column) for item in node.value]
    return []


def items(text: str, part: Part) -> list[Part]:
    """Return the items of a list that has a line for each, from the dash of each."""
    dash = part.value.start_mark.index - text.rfind("\n", 0, part.value.start_mark.index) - 1
    found, above = [], part.colon
    for item in parts(text, part.value):
        line = text.rfind("\n", 0, item.start) + 1
        while text[line : line + dash].strip() or text[line + dash] != "-":
            line = text.rfind("\n", above, line - 1) + 1
        found.append(replace(item, start=line + dash))
        above = item.end
    return found


def is_block(node: yaml.Node | None) -> bool:
    """Whether a mapping or a list is written with a line for each part, and has one."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _of_key(text: str, key: yaml.Node, value: yaml.Node) -> Part:
    colon = text.index(":", key.end_mark.index) + 1
    start = key.start_mark.index
    part = _part(text, str(key.value), start, value, key.start_mark.column)
    end = max(part.end, colon)
    return Part(part.key, start, colon, value, end, _line_end(text, end))


def _part(text: str, key: str, start: int, value: yaml.Node, column: int) -> Part:
    end = _end(text, value, column)
    return Part(key, start, start, value, end, _line_end(text, end))


def _end(text: str, node: yaml.Node, column: int) -> int:
    """Return where a value ends that belongs to a key or a dash at this column."""
    start, end = node.start_mark.index, node.end_mark.index
    if is_block(node):
        return parts(text, node)[-1].end
    end = start + len(text[start:end].rstrip())
    if isinstance(node, yaml.ScalarNode) and not node.style:
        return _end_of_words(text, end, column)
    return end


def _end_of_words(text: str, end: int, column: int) -> int:
    """Return the end of a plain text with the words that YAML takes for a comment behind it."""
    line_end = _line_end(text, end)
    rest = text[end:line_end]
    if rest.lstrip().startswith("#"):
        return line_end
    below = text[line_end + 1 : _line_end(text, line_end + 1)]
    indent = len(below) - len(below.lstrip())
    if not rest.strip() and below.lstrip().startswith("#") and indent > column:
        return line_end + 1 + len(below)
    return end


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def replaced(text: str, changes: Iterable[Change], first: int = 0, last: int | None = None) -> str:
    """Return a text, from one offset up to another, with these changes.

    They do not overlap; those at one place stand in the order in which they are given.
    """
    found, place = [], first
    for start, end, new in sorted(changes, key=lambda change: change[0]):
        found += [text[place:start], new]
        place = end
    return "".join([*found, text[place:last]])


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as lines, `|`, where YAML can."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def entry(key: str, text: str, column: int, *, is_followed: bool = False) -> str:
    """Return a key at this column with a text, without the indentation of its first line.

    `is_followed` is for a text with a comment behind it: in quotes and on one line, for behind a
    plain text the reader takes a comment for words, and behind lines there is no place for one.
    """
    if is_followed:
        style = '"' if "\n" in text else "'"
        quoted = yaml.dump(text, default_style=style, allow_unicode=True, width=math.inf)
        return f"{key}: {quoted.rstrip()}"
    dumped: str = yaml.dump({key: text}, Dumper=_Dumper, allow_unicode=True, width=_WIDTH)
    first, *more = dumped.rstrip("\n").split("\n")
    return "\n".join([first, *(" " * column + line if line else "" for line in more)])
