"""Numbers that a stylesheet gives and a template reckons with, so that they stand in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from handouts.project.layout import Project
from handouts.typesetting import stylesheets


@dataclass(frozen=True)
class SheetValues:
    """The plain numbers among the variables of stylesheets."""

    numbers: Mapping[str, float]
    """By the name of the variable, without its dashes."""

    def largest_size(self, family: str, wide: float, wide_in_two: float) -> int:
        """Return the first of some sizes of type in which a text has room, counted from 1.

        `--<family>-<size>-em` is how many em one line of a size holds, and
        `--<family>-<size>-em-of-two` each of two lines; `wide` and `wide_in_two` are what the text
        needs of each. If none has room, the size after the last is returned.
        """
        size = 1
        while True:
            one = self.numbers.get(f"{family}-{size}-em")
            two = self.numbers.get(f"{family}-{size}-em-of-two")
            if one is None and two is None:
                return size
            if (one is not None and wide < one) or (two is not None and wide_in_two < two):
                return size
            size += 1

    def __getitem__(self, name: str) -> float:
        """Return a number by its name."""
        return self.numbers[name]


def sheet_values(project: Project, *names: str) -> SheetValues:
    """Return the numbers of stylesheets, by their paths in `styles/`; the last one wins.

    A project's own sheet comes over the packaged one, which has what it leaves out.
    """
    found: dict[str, float] = {}
    for name in names:
        for layer in reversed(project.layers):
            if (file := layer / "styles" / name).is_file():
                text = file.read_text("utf-8", errors="replace")
                found |= _numbers(stylesheets.variables(text))
    return SheetValues(found)


def _numbers(variables: Mapping[str, str]) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for name, value in variables.items():
        if value.replace(".", "", 1).isdecimal() and value.isascii():
            numbers[name.removeprefix("--")] = float(value)
    return numbers
