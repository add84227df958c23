"""YAML as trainers write it: every scalar is text, every value knows its line.

PyYAML's safe loader reads `No` as false and `1.10` as a number, and keeps the last of two equal
keys. Here the tree is composed by PyYAML and built by us: text stays text, equal keys and aliases
(and with them alias bombs) are refused.
"""

from dataclasses import dataclass, field

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Location = tuple[str | int, ...]
_DEEPEST = 20
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class YamlProblem:
    """One thing that keeps a text from being read, at a line counted from 1."""

    line: int
    cause: str
    cure: str


class _RefusedError(Exception):
    def __init__(self, problem: YamlProblem) -> None:
        super().__init__(problem.cause)
        self.problem = problem


@dataclass
class YamlTree:
    """The plain value of a text, and the line of each of its parts."""

    value: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    """Lines counted from 1, by location: `("rows", 6, "healing")`."""
    problems: list[YamlProblem] = field(default_factory=list)

    def line(self, location: Location) -> int:
        """Return the line of a part, or of the nearest part around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def read(text: str, first_line: int = 1) -> YamlTree:
    """Return the tree of a text; what is wrong with it is in its `problems`."""
    tree = YamlTree()
    try:
        _refuse_what_is_not_text(text, first_line)
        node = yaml.compose(text, Loader=_Loader)
    except _RefusedError as refused:
        tree.problems.append(refused.problem)
    except yaml.MarkedYAMLError as error:
        tree.problems.append(_syntax_problem(error, text, first_line))
    else:
        if node is not None:
            tree.value = _build(node, (), tree, first_line)
    return tree


def _refuse_what_is_not_text(text: str, first_line: int) -> None:
    """Refuse anchors, aliases, tags and deep nesting from the events, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        line = first_line + (mark.line if mark else 0)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            cause = "a text begins with * or &, which have a meaning of their own in YAML"
            raise _RefusedError(
                YamlProblem(line, cause, 'Put the whole text in quotes: "*like this* and so on".')
            )
        if getattr(event, "tag", None):
            cause = "a text begins with !, which has a meaning of its own in YAML"
            raise _RefusedError(YamlProblem(line, cause, "Put the whole text in quotes."))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            cure = "Put text that begins with [ or { in quotes."
            raise _RefusedError(YamlProblem(line, "the text is nested too deeply", cure))


def _build(node: yaml.Node, location: Location, tree: YamlTree, first_line: int) -> object:
    tree.lines[location] = first_line + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _EMPTY else node.value
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(item, (*location, place), tree, first_line)
            for place, item in enumerate(node.value)
        ]
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            tree.problems.append(
                YamlProblem(
                    line, "a key is not a word", "Put text that begins with [ or { in quotes."
                )
            )
            continue
        key = str(key_node.value)
        if key in mapping:
            first = tree.lines[(*location, key)]
            tree.problems.append(
                YamlProblem(
                    line,
                    f'the key "{key}" stands twice, here and on line {first}',
                    "Keep one of the two.",
                )
            )
            continue
        mapping[key] = _build(value_node, (*location, key), tree, first_line)
        tree.lines[(*location, key)] = line
    return mapping


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlProblem:
    """Say what a scanner's error means to someone who does not know YAML."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.splitlines()
    line = lines[number] if number < len(lines) else ""
    cause = f"this cannot be read as YAML ({error.problem or error.context})"
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in str(error.problem):
        return YamlProblem(
            first_line + number, "the line is indented with a tab", "Use spaces instead of tabs."
        )
    if "mapping values are not allowed" in str(error.problem):
        cause = "a colon followed by a space stands inside a text"
        cure = "Put the whole text in quotes."
    elif "alias" in str(error.context) or "anchor" in str(error.context):
        cause = "a text begins with * or &, which have a meaning of their own in YAML"
        cure = 'Put the whole text in quotes: "*like this* and so on".'
    elif "found unexpected end of stream" in str(error.problem):
        cure = "A quotation mark is opened and never closed."
    elif "expected <block end>" in str(error.problem) or "block" in str(error.context):
        cure = (
            "The line should begin as far from the left as its neighbours do; a text that begins "
            'with a quotation mark must end with it: "like this", or stand between single quotes.'
        )
    elif "cannot start any token" in str(error.problem):
        cure = "Put the whole text in quotes."
    else:
        cure = "Look for a missing quotation mark, bracket or colon here or just above."
    return YamlProblem(first_line + number, cause, cure)
