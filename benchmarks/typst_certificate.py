"""A certificate by typst: the same words in the same fonts, one compiler for all people.

It is plainer than ours: centred lines in a border of one rule, no engraved frame, no QR code, no
smaller type for long names. The compiler is kept and told only what is the person's own, so that
typst can use again what it has worked out of the page before.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import typst

from benchmarks.one_by_one import Facts, Line, Person

_PAGE = """#set page(width: 11in, height: 8.5in, margin: 20mm,
  background: rect(width: 100% - 24mm, height: 100% - 24mm, stroke: 1pt))
#set document(title: sys.inputs.title)
#set text(font: "Source Serif Pro", lang: "en")
#set align(center + horizon)
#set par(leading: 0.4em, spacing: 7pt)
"""


def make(facts: Facts, people: Iterable[Person], folder: Path) -> None:
    """Write a PDF for each person."""
    source = folder / f"{os.getpid()}.typ"
    source.write_text(_PAGE + "\n\n".join(map(_line, facts.lines)), "utf-8")
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(facts.serif).parent)],
    )
    compiler = typst.Compiler(str(source), font_paths=fonts)
    for person in people:
        compiler.compile(output=str(folder / person["file"]), sys_inputs=person)


def _line(line: Line) -> str:
    shown = f"sys.inputs.{line.field}" if line.field else _string(line.text)
    return f"#text(size: {line.points}pt, {shown})"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
