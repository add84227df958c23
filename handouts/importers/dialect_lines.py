"""The lines of a Markdown text that are being written anew, and the boxes that are open there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handouts.importers.dialect_inlines import Inlines
from handouts.importers.wrapped import Line
from handouts.messages import Message

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")


@dataclass
class DialectLines:
    """Lines that are being written, and what is left out on the way."""

    inlines: Inlines
    written: list[Line] = field(default_factory=list)
    quotes: list[bool] = field(default_factory=list)
    """Of each box that is open whether it becomes a quotation."""

    def leave(self, line: Line, reason: Message, text: str = "") -> None:
        """List a line as left out, or a text of it."""
        self.inlines.leave(line[0], text or line[1], reason)

    def write(self, number: int, text: str) -> None:
        """Write a line, inside of the quotations that are open."""
        prefix = "> " * sum(self.quotes)
        for part in text.split("\n"):
            if part.strip() or not prefix or self.before().strip(" >"):
                self.written.append((number, f"{prefix}{part}".rstrip()))

    def end_box(self, number: int) -> None:
        """End the box that is open, if any."""
        while self.quotes and self.written and self.before().strip(" \t") == ">":
            self.written.pop()
        if self.quotes:
            self.quotes.pop()
        self.write(number, "")

    def end_break(self) -> None:
        """Take a line break from the line above, behind which nothing comes: it would be a sign."""
        if self.before().endswith("\\") and not self.before().endswith("\\\\"):
            number, text = self.written[-1]
            self.written[-1] = (number, text.removesuffix("\\"))

    def is_below_table(self) -> bool:
        """Whether nothing but empty lines stands between here and a table."""
        above = next((text for _, text in reversed(self.written) if text.strip(" >")), "")
        return above.lstrip(" >").startswith("|")

    def before(self) -> str:
        """Return the line above, or `""`."""
        return self.written[-1][1] if self.written else ""


def fenced_parts(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Divide lines into code between fences and what stands between."""
    part: list[Line] = []
    fence = ""
    for line in lines:
        found = _FENCE.fullmatch(line[1])
        if not fence and found and not ("`" in found[1] and "`" in found[2]):
            yield False, part
            part, fence = [line], found[1]
        elif fence and found and found[1].startswith(fence) and not found[2].strip():
            yield True, [*part, line]
            part, fence = [], ""
        else:
            part.append(line)
    yield bool(fence), part


def is_in_code(found: re.Match[str]) -> bool:
    """Whether a mark stands between backticks or behind a backslash on its line."""
    start = found.string.rfind("\n", 0, found.start()) + 1
    before = found.string[start : found.start()]
    return before.count("`") % 2 == 1 or before.endswith("\\")
