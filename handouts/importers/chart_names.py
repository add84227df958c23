"""What a training and its charts are called, where their names are made from files and titles."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from handouts.importers.given import Given
from handouts.importers.parts import ReadChart
from handouts.importers.source import ImportedFile
from handouts.text.filenames import is_plain, plain_name

_LONGEST_TRAINING, _LONGEST_CHART = 40, 20
"""Letters; words are not cut, unless the first one is longer."""
_VERSION = re.compile(r"(^|-)([a-z])$")
"""A letter by itself at the end, which documents have for their versions."""


@dataclass(frozen=True)
class Taken:
    """What is known of names before files are brought in."""

    reserved: Collection[str] = ()
    """Names that no chart can have."""
    existing: Collection[str] = ()
    """The charts that the training has already; "" is that of `chart.yaml`."""


def of_training(title: str, files: Sequence[Given]) -> str:
    """Return a name for a training, of its title or the name of its first file; may be empty."""
    stems = (PurePosixPath(file.name).stem for file in files)
    return next(filter(None, (_short(text, _LONGEST_TRAINING) for text in (title, *stems))), "")


def of_charts(charts: Sequence[tuple[ImportedFile, ReadChart]], taken: Taken) -> tuple[str, ...]:
    """Return the names of charts, each another one: of their files, their sheets, or their titles.

    The only chart of a training has none.
    """
    if len(charts) < 2 and not any(taken.existing):
        return ("",) * len(charts)
    paths = [source.path for source, _ in charts]
    names: list[str] = []
    for number, (source, chart) in enumerate(charts, 1):
        columns = " ".join(chart.columns)
        own = (chart.name, chart.title, columns) if paths.count(source.path) > 1 else ()
        texts = (*own, PurePosixPath(source.name).stem, chart.title)
        found = next(filter(None, (_short(text, _LONGEST_CHART) for text in texts)), str(number))
        names.append(
            next(each for each in _numbered(found) if each not in (*names, *taken.reserved))
        )
    return tuple(names)


def of_chart(title: str, taken: Taken) -> str:
    """Return a name for one more chart: none where it is the first, else one of its title."""
    if not taken.existing:
        return ""
    found = _short(title, _LONGEST_CHART) or str(len(taken.existing) + 1)
    names = {*taken.reserved, *taken.existing}
    return next(each for each in _numbered(found) if each not in names)


def _short(text: str, longest: int) -> str:
    words = plain_name(text).split("-")
    while len(words) > 1 and len("-".join(words)) > longest:
        words.pop()
    name = _VERSION.sub(r"\1\g<2>1", "-".join(words)[:longest].strip("-"))
    return name if is_plain(name) else ""


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in range(2, 1000):
        yield f"{name}-{number}"
