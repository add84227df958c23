"""What is reported, as a code with parameters; the texts are data, in one TOML file for each room.

`markdown.toml` has the texts of the codes that begin with `markdown.`: a table with `cause` and
perhaps `fix` for a problem, or one string. A text names its parameters in braces, as `str.format`
does, and besides:

    {rows:row is|rows are}   the number with its noun: "1 row is", "3 rows are"
    {names}                  a tuple of values: "a, b, c"
    {names:and}, {names:or}  "a, b and c", "a, b or c"

A parameter may be a message itself: its cause stands in a cause, its fix in a fix.
"""

import functools
import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from handouts.text.suggestions import nearest

Value: TypeAlias = "str | int | float | Message | tuple[Value, ...]"
_Part: TypeAlias = Literal["cause", "fix"]


@dataclass(frozen=True)
class Message:
    """What is reported, without its words."""

    code: str
    """The file of its text and the key there: `markdown.picture-inside-text`."""
    parameters: tuple[tuple[str, Value], ...] = ()
    """The values that the text names, by their names."""

    def __str__(self) -> str:
        return texts().text(self)


def message(code: str, /, **parameters: Value) -> Message:
    """Return what is reported under a code."""
    return Message(code, tuple(sorted(parameters.items())))


def suggestion(given: str, possible: Iterable[str]) -> Message:
    """Return the nearest of the possible words as a question, or all of them."""
    words = tuple(possible)
    near = nearest(given, words)
    if near:
        return message("text.did-you-mean", word=near)
    return message("text.there-are", words=words)


@dataclass(frozen=True)
class Texts:
    """The texts of messages, by their codes."""

    causes: Mapping[str, str]
    fixes: Mapping[str, str]

    def cause(self, message: Message) -> str:
        """Return what is wrong, as a sentence without its full stop; KeyError for no such code."""
        return self._formatted(message, "cause")

    def fix(self, message: Message) -> str:
        """Return what to do about it, as full sentences; empty where there is nothing to do."""
        return self._formatted(message, "fix")

    def text(self, message: Message) -> str:
        """Return cause and fix as one text."""
        cause, fix = self.cause(message), self.fix(message)
        return f"{cause}. {fix}" if fix else cause

    def over(self, other: "Texts") -> "Texts":
        """Return these texts, and those of another for the codes that are not here."""
        return Texts({**other.causes, **self.causes}, {**other.fixes, **self.fixes})

    def _formatted(self, message: Message, part: _Part) -> str:
        text = self.causes[message.code] if part == "cause" else self.fixes.get(message.code, "")
        return _Formatter(self, part).vformat(text, (), dict(message.parameters))


class _Formatter(string.Formatter):
    def __init__(self, texts: Texts, part: _Part) -> None:
        self.texts, self.part = texts, part

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            fixed = self.part == "fix" and value.code in self.texts.fixes
            return self.texts.fix(value) if fixed else self.texts.cause(value)
        if isinstance(value, tuple):
            words = [self.format_field(one, "") for one in value]
            if format_spec and len(words) > 1:
                words[-2:] = [f"{words[-2]} {format_spec} {words[-1]}"]
            return ", ".join(words)
        if isinstance(value, int) and "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value:,} {one if value == 1 else many}"
        return str(super().format_field(value, format_spec))


@functools.cache
def texts() -> Texts:
    """Return the texts that come with the program."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    causes: dict[str, str] = {}
    fixes: dict[str, str] = {}
    for file in files:
        read = read_texts(file, f"{file.stem}.")
        causes |= read.causes
        fixes |= read.fixes
    return Texts(causes, fixes)


def read_texts(file: Path, prefix: str = "") -> Texts:
    """Return the texts of one file; `prefix` begins the code of each."""
    entries = tomllib.loads(file.read_text("utf-8"))
    tables = {f"{prefix}{key}": entry for key, entry in entries.items()}
    return Texts(
        {
            code: entry if isinstance(entry, str) else entry["cause"]
            for code, entry in tables.items()
            if isinstance(entry, str) or "cause" in entry
        },
        {
            code: entry["fix"]
            for code, entry in tables.items()
            if not isinstance(entry, str) and "fix" in entry
        },
    )


class Worded:
    """What has a message, with the texts of it that come with the program."""

    message: Message

    @property
    def cause(self) -> str:
        """What is wrong, as a sentence without its full stop."""
        return texts().cause(self.message)

    @property
    def fix(self) -> str:
        """What to do about it, as full sentences."""
        return texts().fix(self.message)
