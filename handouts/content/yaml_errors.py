"""What keeps a text from being read as YAML, for someone who does not know YAML."""

import re

import yaml

from handouts.errors import Diagnostic
from handouts.messages import message

ODD_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000\ufeff\u200b").union(
    map(chr, range(0x2000, 0x200B))
)
"""Characters that look like a space, or like nothing, and are letters for YAML."""

_LONGEST_EXAMPLE = 100
"""Letters. A longer text is not written out in a fix."""
_SPECIAL = "*&!|>%@`[]{}\"',?-"
"""Characters that have a meaning of their own where a text begins with them."""
_OPENING = re.compile(r"^\s*(?:- +)*(?:[A-Za-z_]\w*: +)?(?=\S)")
_NOTHING = re.compile(r"^\s*(?:- +)*(?P<key>[A-Za-z_]\w*): +(?P<nothing>\[ *\]|\{ *\})\s*$")
_NO_SPACE = re.compile(r"^(?P<opening>\s*(?:- +)*(?P<key>[a-z_]+)):(?P<text>[^\s/].*)$")


def of_text(lines: list[str], number: int, first_line: int) -> Diagnostic:
    """Return the problem of a line, counted from 0, whose text has to stand in quotes."""
    line = lines[number]
    opening = _OPENING.match(line)
    text = line[opening.end() :].rstrip() if opening else line.strip()
    advice = message("yaml.put-long-text-in-quotes")
    if len(text) <= _LONGEST_EXAMPLE:
        advice = message("yaml.put-in-quotes", text=_quoted(text))
    if text[:1] in ('"', "'"):
        found = message("yaml.after-quotes", mark=text[0], advice=advice)
    elif text[:1] in _SPECIAL:
        found = message("yaml.special-beginning", mark=text[:1], advice=advice)
    else:
        found = message("yaml.colon-inside", advice=advice)
    return Diagnostic(first_line + number, found)


def _quoted(text: str) -> str:
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def of_syntax(error: yaml.YAMLError, lines: list[str], first_line: int) -> Diagnostic:
    """Return what a scanner's or a parser's error means."""
    if not isinstance(error, yaml.MarkedYAMLError):  # a character that YAML does not allow
        return Diagnostic(first_line, message("yaml.not-allowed"))
    mark = error.problem_mark or error.context_mark
    words = f"{error.context or ''} {error.problem or ''}"
    if "unexpected end of stream" in words and error.context_mark:
        mark = error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    for sign, known in _KNOWN:
        if sign in words:
            return Diagnostic(first_line + number, known)
    if (problem := _of_entries_below_nothing(lines, number, first_line)) is not None:
        return problem
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    for n in (number, above):
        if (problem := _of_line(lines, n, first_line)) is not None:
            return problem
    reason = error.problem or error.context or ""
    return Diagnostic(first_line + number, message("yaml.unreadable", reason=reason))


def _of_entries_below_nothing(lines: list[str], number: int, first_line: int) -> Diagnostic | None:
    """Return what is wrong where `[]` says that there is nothing, and entries follow all the same.

    The parser finds it at an entry, or behind all of them.
    """
    for n in range(min(number, len(lines) - 1), -1, -1):
        if (found := _NOTHING.match(lines[n])) and n < number:
            empty = message(
                "yaml.entries-below-nothing", key=found["key"], nothing=found["nothing"]
            )
            return Diagnostic(first_line + n, empty)
        if lines[n].strip() and not lines[n].startswith((" ", "-")) and n < number:
            return None
    return None


TOO_DEEP = message("yaml.too-deep")
_KNOWN = (
    ("nesting depth", TOO_DEEP),
    ("unexpected end of stream", message("yaml.open-quote")),
    ("another document", message("yaml.document-mark")),
    ("escape", message("yaml.backslash")),
    ("hexdecimal", message("yaml.backslash")),
)
"""What the parser says, and what it means."""


def _of_line(lines: list[str], number: int, first_line: int) -> Diagnostic | None:
    """Return what is wrong with one line, counted from 0, taken by itself."""
    line = lines[number]
    if (found := _NO_SPACE.match(line)) and not line.lstrip().startswith("#"):
        right = f"{found['opening'].strip()}: {found['text'].strip()}"
        close = message("yaml.no-space-after-colon", key=found["key"], line=right)
        return Diagnostic(first_line + number, close)
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
