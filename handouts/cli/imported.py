"""What a person sees of an import: what was recognised, left out, written and kept."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from handouts.cli.output import command_line_texts
from handouts.text.counting import counted
from handouts.text.visible import one_line

if TYPE_CHECKING:
    from handouts.importers import LeftOut
    from handouts.importers.merged import Merged
    from handouts.workflows.import_training import ImportedTraining

_FEW_ALIKE = 3
"""Lines left out for one reason that are shown one by one."""


def report(brought: "ImportedTraining") -> Iterator[str]:
    """Yield the lines of an import, and what to do next."""
    imported = brought.imported
    yield "Recognised:"
    for found in imported.recognised:
        yield f"  {one_line(command_line_texts().text(found))}"
    if imported.left_out:
        of = next((file for file in imported.files if file != "training.yaml"), "")
        yield f"\nLeft out, and kept in a comment at the end of {of}:"
        for sentence in left_out_in_groups(imported.left_out):
            yield f"  {sentence}"
    yield "\nWritten:" if brought.written else "\nNothing has changed since the last time."
    for file in brought.written:
        kept = brought.kept.get(file)
        yield f"  {file}{f', and what was there is kept in {kept}' if kept else ''}"
    for file, merged in brought.merged.items():
        yield f"  {one_line(file)}: {_became_of(merged)}"
    for file in brought.untouched:
        yield f"  {one_line(file)} was not among the files, and stays as it is"
    yield f"\nRead them through, then build with: handouts build {imported.name}"


def _became_of(merged: "Merged") -> str:
    """Return what became of a file that was edited by hand and brought in again."""
    parts = [
        f"{counted(merged.taken, 'change')} taken from your file",
        f"{counted(merged.kept, 'change')} of your own kept",
    ]
    if merged.conflicts:
        both = counted(merged.conflicts, "place")
        parts.append(f"{both} changed in both: yours stays, your file's stands in a comment")
    return "; ".join(parts)


def left_out_in_groups(left_out: Sequence["LeftOut"]) -> Iterator[str]:
    """Yield a line for what an import left out; lines with one reason that follow are one."""
    for (file, reason), alike in groupby(left_out, key=lambda each: (each.file, each.reason)):
        lines = list(alike)
        first, last = lines[0], lines[-1]
        why = command_line_texts().text(reason)
        text = one_line(first.text.strip()) or "(empty)"
        if len(lines) <= _FEW_ALIKE:
            for line in lines:
                text = one_line(line.text.strip()) or "(empty)"
                yield f"{one_line(file)}:{line.line}: {text}  ({why})"
        else:
            end = "" if last.line == first.line else f"–{last.line}"
            place = f"{one_line(file)}:{first.line}{end}"
            yield f"{place}: {text} … and {len(lines) - 1} more  ({why})"
