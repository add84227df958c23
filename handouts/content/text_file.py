"""One file of `content/`: opened with care, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.content import markdown_parser
from handouts.content.content_files import (
    NO_TEXTS,
    ContentFiles,
    ExpectedFile,
    MissingError,
    Texts,
    UnreadableFileError,
)
from handouts.content.yaml_tree import YamlTree
from handouts.errors import Diagnostic, Problem
from handouts.messages import Message, message
from handouts.messages.characters import unprintable
from handouts.project.layout import Project
from handouts.text import characters
from handouts.text.encodings import UTF_8, byte_order_mark
from handouts.text.filenames import intended

LARGEST_FILE = 1_000_000
"""Bytes. A book has half of this; what is larger is not an article."""
_TEXT = ExpectedFile(LARGEST_FILE, "text")
_MOST_OF_A_KIND = 20
"""Problems with characters that are reported of one file; more say no more."""
MOST_LINES = 20_000
"""Of one file. A book has as many where each line of print is a line of the file."""
MOST_PROBLEMS = 200
"""Problems of one file that are reported at once; who has more of them fixes these first."""
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1f]")


@dataclass
class SourceFile:
    """One file that is being read, and what is wrong with it."""

    path: str
    """Relative to the project."""
    text: str = ""
    """With line feeds, and letters with their accents as one character each."""
    problems: list[Problem] = field(default_factory=list)
    tree: YamlTree = field(default_factory=YamlTree)
    """The YAML in it."""
    body: str = ""
    """The Markdown in it, which ends the file."""

    def report(self, line: int, wrong: Message, quoted: int = 1) -> None:
        """Add a problem and quote `quoted` lines of the file, `line` being the first.

        After MOST_PROBLEMS of them, only one more is added, which says that there are more.
        """
        if len(self.problems) >= MOST_PROBLEMS:
            if len(self.problems) == MOST_PROBLEMS:
                more = message("files.more-problems", most=MOST_PROBLEMS)
                self.problems.append(Problem(self.path, 0, more))
            return
        lines = self.text.split("\n")[line - 1 : line - 1 + quoted] if line and quoted else []
        source = "\n".join(text if len(text) <= 160 else text[:159] + "…" for text in lines)
        self.problems.append(Problem(self.path, line, wrong, source))

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield what is to be printed, with its lines: escapes undone and comments left out."""
        for location, text in self.tree.texts():
            yield self.tree.line(location), markdown_parser.letters(text)
        lines = markdown_parser.without_comments(self.body).split("\n")
        first = self.text.count("\n") + 2 - len(lines)
        yield from ((first + n, markdown_parser.letters(line)) for n, line in enumerate(lines))

    def check_characters(self) -> None:
        """Report characters that YAML or Markdown spells out and nobody can print."""
        found = [
            Diagnostic(line, wrong) for line, text in self.texts() for _, wrong in unprintable(text)
        ]
        for one in _first_of(found):
            self.report(one.line, one.message)


def opened(project: Project, name: str, texts: Texts = NO_TEXTS) -> SourceFile:
    """Read one file of `content/`; what keeps it from being read is in its problems.

    `texts` are the unsaved ones that are read instead of files.
    """
    source = SourceFile(f"content/{name}")
    try:
        _decode(ContentFiles(project, texts).read(name, _TEXT), source)
    except MissingError:
        path = project.content / name
        near = [f.name for f in _siblings(path) if intended(f.name) == path.name]
        if near:
            source.report(0, message("files.misspelt", near=near[0], name=path.name))
        else:
            source.report(0, message("files.missing", name=path.name))
    except UnreadableFileError as error:
        source.report(0, *error.args)
    return source


def _siblings(path: Path) -> list[Path]:
    return sorted(path.parent.iterdir()) if path.parent.is_dir() else []


def _decode(content: bytes, source: SourceFile) -> None:
    """Put the text of a file into its source, or report why not."""
    if (mark := byte_order_mark(content)) and mark is not UTF_8:
        source.report(0, message("files.other-encoding", encoding=mark.name))
        return
    controls = len(_CONTROL_BYTE.findall(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if controls:
            source.report(0, message("files.not-plain-text"))
            return
        # Shown as Windows has it, so that the line can be recognised.
        source.text = _lines(content.decode("cp1252", "replace"))
        line = _lines(content[: error.start].decode("cp1252", "replace")).count("\n") + 1
        source.report(line, message("files.not-utf-8"))
        return
    if controls > _MOST_OF_A_KIND:
        source.report(0, message("files.not-plain-text"))
        return
    text = characters.without_symbol_fonts(_lines(unicodedata.normalize("NFC", text)))
    if not text.strip():
        source.report(0, message("files.empty"))
    if (count := text.count("\n")) > MOST_LINES:
        source.report(0, message("files.too-many-lines", lines=count, most=MOST_LINES))
        return
    source.text = text
    found = [
        Diagnostic(text.count("\n", 0, place) + 1, wrong) for place, wrong in unprintable(text)
    ]
    for one in _first_of(found):
        source.report(one.line, one.message, quoted=0)


def _first_of(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the first of what is wrong, each once, from top to bottom."""
    return sorted(dict.fromkeys(found), key=lambda one: one.line)[:_MOST_OF_A_KIND]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
