"""The front matter of an article: YAML between two lines of `---` at its beginning."""

import re
from dataclasses import dataclass

from handouts.errors import Diagnostic
from handouts.messages import message

_MARK = re.compile(r"---[ \t]*")
_NEARLY = re.compile(r"\s*(?:-{2,}|[–—]{1,3}|\.{3}|\+{3})\s*(?:yaml|<!--.*)?\s*")
"""What is meant for such a line: `----`, `---<!-- x -->`, `...`, and the dashes that word
processors make of three hyphens."""
_LONGEST_MARK = 200
"""Letters. A longer line is not meant for a mark."""


@dataclass(frozen=True)
class FrontMatter:
    """An article, divided."""

    yaml: str
    yaml_line: int
    """The line of the file, from 1, at which `yaml` begins."""
    body: str
    body_line: int


def divide(text: str) -> FrontMatter | Diagnostic:
    """Return what stands above and below the line that closes the front matter, or why not."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line), 0)
    if not _MARK.fullmatch(lines[first]):
        if _is_nearly_a_mark(lines[first]):
            return Diagnostic(first + 1, message("files.front-matter-not-opened"))
        return Diagnostic(1, message("files.front-matter-not-first"))
    for number, line in enumerate(lines[first + 1 :], first + 1):
        if _MARK.fullmatch(line):
            head, body = lines[first + 1 : number], lines[number + 1 :]
            yaml = "".join(f"{above}\n" for above in head)
            return FrontMatter(yaml, first + 2, "\n".join(body), number + 2)
        if _is_nearly_a_mark(line):
            return Diagnostic(number + 1, message("files.front-matter-not-closed"))
    return Diagnostic(1, message("files.front-matter-never-closed"))


def _is_nearly_a_mark(line: str) -> bool:
    return len(line) <= _LONGEST_MARK and bool(_NEARLY.fullmatch(line.lower()))
