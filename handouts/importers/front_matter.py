"""What stands above a Markdown text for the program that it was written for: title, author, tags.

YAML between lines of `---` (closed by `...` too), TOML between lines of `+++`, and one JSON object
are known, the three kinds that static site generators read; and the lines of MultiMarkdown.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from handouts.errors import ContentError, Problem
from handouts.messages import Message, message

_OPENING = re.compile(r"\A(?:[ \t\ufeff]*\n)*\ufeff?(?P<mark>---|\+\+\+)[ \t]*\n")
_JSON = re.compile(r"\A\s*\ufeff?(?=\{\s*\"[^\"\n]*\"\s*:)")
_CLOSING = {
    "---": re.compile(r"(?m)^(?:---|\.\.\.)[ \t]*(?:$|(?=<!--[^\n]*-->[ \t]*$))"),
    "+++": re.compile(r"(?m)^\+\+\+[ \t]*(?:$|(?=<!--[^\n]*-->[ \t]*$))"),
}
_KEYS = {
    "---": re.compile(r"""["']?(?P<key>[^\W\d][\w .-]*)["']?[ \t]*:(?=[ \t\n]|$)"""),
    "+++": re.compile(r"""["']?(?P<key>[\w.-]+)["']?[ \t]*=|\[\[?(?P<table>[\w. -]+)\]"""),
}
_LINES = re.compile(
    r"\A\ufeff?Title:[ \t]+\S[^\n]*\n(?:[A-Z][\w -]{0,40}:[ \t]+\S[^\n]*\n|[ \t]+\S[^\n]*\n){1,40}"
    r"(?=[ \t]*\n)",
    re.IGNORECASE,
)
_MOST_BRACKETS = 200
"""YAML takes quadratic time for lists within lists."""


@dataclass(frozen=True)
class FrontMatterEntry:
    """One key with its value."""

    key: str
    text: str
    """Its lines as they stand, or a note between two entries."""
    line: int
    """The line on which it begins, counted from 1."""


@dataclass(frozen=True)
class ForeignFrontMatter:
    """The front matter of a text."""

    values: Mapping[str, object]
    """Of TOML and JSON as they are typed there; of YAML every scalar is text."""
    entries: tuple[FrontMatterEntry, ...]
    """In order, with everything that stands in it; `key` is `""` for notes above the first."""
    end: int
    """Where the text after it begins: a place in the whole text."""


def find(text: str, path: str = "") -> ForeignFrontMatter | None:
    """Return the front matter that a text begins with, or None where it begins with none.

    Raises ContentError, with `path` as its place, where it is never closed or cannot be read.
    """
    if found := _JSON.match(text):
        return _of_json(text, found.end(), path)
    opening = _OPENING.match(text)
    if opening is None:
        return _of_lines(text)
    mark, start = opening["mark"], opening.end()
    key = _first_key(text, start, mark)
    closing = _CLOSING[mark].search(text, start)
    if closing is None or (mark == "---" and key is None and text[start : closing.start()].strip()):
        if key is None:
            return None
        line = text.count("\n", 0, opening.start("mark")) + 1
        never_closed = message("markdown_import.front-matter-never-closed", mark=mark)
        raise ContentError([Problem(path, line, never_closed)])
    first = text.count("\n", 0, start) + 1
    inside = text[start : closing.start()]
    read: Callable[[str, str, int], object] = _yaml if mark == "---" else _toml
    values = read(inside, path, first) if inside.strip() else {}
    if not isinstance(values, dict):
        return None
    end = closing.end() + text.startswith("\n", closing.end())
    return ForeignFrontMatter(values, _entries(inside, first, mark), end)


def _of_lines(text: str) -> ForeignFrontMatter | None:
    """Return what MultiMarkdown has above a text: lines of keys, the first `Title:`."""
    found = _LINES.match(text)
    if found is None:
        return None
    entries = tuple(
        replace(each, key=each.key.strip().lower())
        for each in _entries(found[0].rstrip(), 1, "---")
    )
    values = {each.key: " ".join(each.text.partition(":")[2].split()) for each in entries}
    return ForeignFrontMatter(values, entries, found.end())


def _first_key(text: str, start: int, mark: str) -> re.Match[str] | None:
    """Return the key on the first line that is neither empty nor a note."""
    for line in text[start : start + 10_000].split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            return _KEYS[mark].match(line)
    return None


def _yaml(text: str, path: str, first: int) -> object:
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise _unreadable(path, first, message("markdown_import.front-matter-too-deep"))
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds text only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first + (mark.line if mark else 0)
        raise _unreadable(path, line, message("markdown_import.front-matter-no-yaml")) from error
    except RecursionError as error:
        raise _unreadable(path, first, message("markdown_import.front-matter-too-deep")) from error


def _toml(text: str, path: str, first: int) -> object:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = first + int(found[1]) - 1 if found else first
        raise _unreadable(path, line, message("markdown_import.front-matter-no-toml")) from error


def _of_json(text: str, start: int, path: str) -> ForeignFrontMatter:
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _unreadable(path, line, message("markdown_import.front-matter-no-json")) from error
    entries = []
    for key, value in values.items():
        place = max(start, text.find(f'"{key}"', start, end))
        shown = json.dumps(value, ensure_ascii=False)
        entries.append(FrontMatterEntry(key, f"{key}: {shown}", text.count("\n", 0, place) + 1))
    return ForeignFrontMatter(values, tuple(entries), end + text.startswith("\n", end))


def _unreadable(path: str, line: int, why: Message) -> ContentError:
    return ContentError([Problem(path, line, why)])


def _entries(inside: str, first: int, mark: str) -> tuple[FrontMatterEntry, ...]:
    """Divide the lines before each key at the left edge."""
    found: list[tuple[str, int, list[str]]] = [("", first, [])]
    for number, line in enumerate(inside.split("\n"), first):
        if key := _KEYS[mark].match(line):
            found.append((key["key"] or key["table"], number, []))
        found[-1][2].append(line)
    return tuple(
        FrontMatterEntry(key, "\n".join(lines).strip(), line)
        for key, line, lines in found
        if any(map(str.strip, lines))
    )


def text_of(value: object) -> str | None:
    """Return a value as one text: a list of texts with commas; None where it is neither."""
    if isinstance(value, list):
        names = [_name(item) for item in value]
        return ", ".join(name for name in names if name) if all(names) else None
    return value.strip() if isinstance(value, str) else None


def _name(item: Any) -> str:
    """Return a text, or the name of a person of whom more is written."""
    if isinstance(item, dict) and set(item) == {"name"}:
        item = item["name"]
    return item.strip() if isinstance(item, str) else ""
