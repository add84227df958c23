"""Whether `handouts check` would pass what an import is about to write.

The texts are loaded as `check` loads them, as the unsaved texts of an empty project. What is wrong
is reported at its place in the trainer's own file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handouts.content import yaml_tree
from handouts.content.load_training import load
from handouts.errors import ContentError, Problem
from handouts.importers.parts import Piece, ReadChart
from handouts.importers.read_files import ReadFiles
from handouts.project.atomic_files import temporary_folder, write_whole
from handouts.project.layout import Project

_NAME = "imported"
_ASKED_LATER = frozenset({"markdown.picture-without-description"})
_PROVIDER = b"name: Provider\n"


def problems(
    files: Mapping[str, str],
    read: ReadFiles,
) -> list[Problem]:
    """Return what `check` would say of the texts of a training, by the names of its files.

    `read` is what they were made from. That a picture has no description is left for `check` to
    ask.
    """
    texts = {f"{_NAME}/{name}": text.encode() for name, text in files.items()}
    with temporary_folder() as folder:
        pictures = read.article.read.pictures if read.article else {}
        for name, content in pictures.items():
            write_whole(folder / "content" / _NAME / name, content, inside=folder)
        try:
            load(Project(folder), [_NAME], texts={"provider.yaml": _PROVIDER, **texts})
        except ContentError as error:
            found = [each for each in error.problems if each.message.code not in _ASKED_LATER]
        else:
            return []
    placed = []
    charts = {chart.file: chart for chart in read.charts}
    for problem in found:
        name = problem.path.rpartition("/")[2]
        if name in charts:
            source = charts[name].source
            line = _line_in_chart(files[name], problem.line, charts[name].read)
        elif read.article:
            source = read.article.source
            line = _line_in_article(files["article.md"], problem, read.article.read.pieces)
        else:
            source, line = read.charts[0].source, 0
        placed.append(replace(problem, path=source.path, line=line))
    return list(dict.fromkeys(placed))


def _line_in_article(article_md: str, problem: Problem, pieces: Sequence[Piece]) -> int:
    """Return the line of the trainer's file from which a line of `article.md` was made."""
    if problem.path.endswith("training.yaml") or not problem.line:
        return 0
    body = re.search(r"(?m)^---\n\n", article_md[4:])
    line = article_md.count("\n", 0, 4 + body.end() if body else 0) + 1
    found = 1
    for piece in pieces:
        if line > problem.line:
            break
        found = piece.line + min(problem.line - line, piece.source.count("\n"))
        line += piece.markdown.count("\n") + 2
    return found


def _line_in_chart(chart_yaml: str, line: int, chart: ReadChart) -> int:
    """Return the line of the trainer's file from which a line of `chart.yaml` was made."""
    rows = yaml_tree.read(chart_yaml).lines
    row = -1
    for location, begins in rows.items():
        if len(location) == 2 and location[0] == "rows" and begins <= line:
            row = max(row, int(location[1]))
    return chart.lines[row] if 0 <= row < len(chart.lines) else chart.header_line
