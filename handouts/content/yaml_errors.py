"""What keeps a text from being read as YAML, for someone who does not know YAML."""

import re
from dataclasses import dataclass

import yaml

ODD_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000\ufeff\u200b").union(
    map(chr, range(0x2000, 0x200B))
)
"""Characters that look like a space, or like nothing, and are letters for YAML."""

_LONGEST_EXAMPLE = 100
"""Letters. A longer text is not written out in a cure."""
_SPECIAL = "*&!|>%@`[]{}\"',?-"
"""Characters that have a meaning of their own where a text begins with them."""
_OPENING = re.compile(r"^\s*(?:- +)*(?:[A-Za-z_]\w*: +)?(?=\S)")
_NOTHING = re.compile(r"^\s*(?:- +)*(?P<key>[A-Za-z_]\w*): +(?P<nothing>\[ *\]|\{ *\})\s*$")
_NO_SPACE = re.compile(r"^(?P<opening>\s*(?:- +)*(?P<key>[a-z_]+)):(?P<text>[^\s/].*)$")


@dataclass(frozen=True)
class YamlProblem:
    """One thing that keeps a text from being read, at a line counted from 1."""

    line: int
    cause: str
    cure: str


def of_text(lines: list[str], number: int, first_line: int) -> YamlProblem:
    """Return the problem of a line, counted from 0, whose text has to stand in quotes."""
    line = lines[number]
    opening = _OPENING.match(line)
    text = line[opening.end() :].rstrip() if opening else line.strip()
    if text[:1] in ('"', "'"):
        cause = f"words stand after a closing {text[0]}, or the {text[0]} that closes is missing"
    elif text[:1] in _SPECIAL:
        cause = f"a text begins with {text[0]}, which has a meaning of its own in YAML"
    else:
        cause = "a colon followed by a space stands inside a text"
    cure = "Put the whole text in quotes"
    example = f": {_quoted(text)}" if len(text) <= _LONGEST_EXAMPLE else "."
    return YamlProblem(first_line + number, cause, cure + example)


def _quoted(text: str) -> str:
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def of_syntax(error: yaml.YAMLError, lines: list[str], first_line: int) -> YamlProblem:
    """Return what a scanner's or a parser's error means."""
    if not isinstance(error, yaml.MarkedYAMLError):  # a character that YAML does not allow
        return YamlProblem(first_line, "the text has characters that YAML does not allow", "")
    mark = error.problem_mark or error.context_mark
    message = f"{error.context or ''} {error.problem or ''}"
    if "unexpected end of stream" in message and error.context_mark:
        mark = error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    for sign, cause, cure in _KNOWN:
        if sign in message:
            return YamlProblem(first_line + number, cause, cure)
    if (problem := _of_entries_below_nothing(lines, number, first_line)) is not None:
        return problem
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    for n in (number, above):
        if (problem := _of_line(lines, n, first_line)) is not None:
            return problem
    cause = f"this cannot be read as YAML ({error.problem or error.context})"
    cure = (
        "The line should begin as far from the left as its neighbours do; look also for a missing "
        "quotation mark, bracket or colon here or just above."
    )
    return YamlProblem(first_line + number, cause, cure)


def _of_entries_below_nothing(lines: list[str], number: int, first_line: int) -> YamlProblem | None:
    """Return what is wrong where `[]` says that there is nothing, and entries follow all the same.

    The parser finds it at an entry, or behind all of them.
    """
    for n in range(min(number, len(lines) - 1), -1, -1):
        if (found := _NOTHING.match(lines[n])) and n < number:
            cause = f'"{found["key"]}" has {found["nothing"]}, which says that it is empty'
            cure = f"Delete the {found['nothing']}, for something stands below it: {found['key']}:"
            return YamlProblem(first_line + n, cause, cure)
        if lines[n].strip() and not lines[n].startswith((" ", "-")) and n < number:
            return None
    return None


_BACKSLASH = (
    "a \\ stands between double quotes, where it begins a code",
    "Put the text between single quotes, or write each \\ twice.",
)
TOO_DEEP = ("the text is nested too deeply", "Put text that begins with [ or { in quotes.")
"""Cause and cure."""
_KNOWN = (
    ("nesting depth", *TOO_DEEP),
    (
        "unexpected end of stream",
        "a quotation mark is opened here and never closed",
        "Close it at the end of the text.",
    ),
    (
        "another document",
        "--- stands in the middle of the file",
        "Delete the line; --- stands only around the head of an article.",
    ),
    ("escape", *_BACKSLASH),
    ("hexdecimal", *_BACKSLASH),
)
"""What the parser says, and what it means: cause and cure."""


def _of_line(lines: list[str], number: int, first_line: int) -> YamlProblem | None:
    """Return what is wrong with one line, counted from 0, taken by itself."""
    line = lines[number]
    if (found := _NO_SPACE.match(line)) and not line.lstrip().startswith("#"):
        cause = f'there is no space after the colon of "{found["key"]}"'
        cure = f"Write: {found['opening'].strip()}: {found['text'].strip()}"
        return YamlProblem(first_line + number, cause, cure)
    return of_text(lines, number, first_line) if _is_at_fault(line) else None


def _is_at_fault(line: str) -> bool:
    """Whether a line's text cannot be read even by itself."""
    opening = _OPENING.match(line)
    text = line[opening.end() :] if opening else ""
    if not text or text.startswith("#"):
        return False
    try:
        yaml.compose(f"key: {text}", Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return True
    return False
