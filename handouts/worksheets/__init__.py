"""Worksheets with answer keys, made from a chart and an article and nothing else.

A kind is a module of `kinds/` with `KIND`, its name; `MINUTES`; `ORDER`, by which the kinds of a
day are sorted; and `make`, which raises NotPossibleError where it cannot give a good sheet.
"""

import dataclasses
import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from handouts.content.text_file import Source
from handouts.content.training import Training
from handouts.content.worksheet_options import WorksheetsFile
from handouts.text.suggestions import did_you_mean
from handouts.worksheets import kinds as kinds_package
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.material import content, material
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Worksheet

__all__ = [
    "Exercise",
    "Made",
    "Material",
    "NotPossibleError",
    "Worksheet",
    "all_sheets",
    "check",
    "kinds",
    "left_out",
    "material",
    "sheets",
]

_ATTEMPTS = 100
"""To find a version whose answers stand in another order than in the earlier ones."""


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds, in the order in which a day would use them."""
    return tuple(_modules())


def sheets(kind: str, material: Material, seed: int, versions: int) -> tuple[Worksheet, ...]:
    """Return the versions A, B, … of one kind of worksheet, the same ones on every machine.

    The same answers stand in the same order in two of them only where the sheet is too short for
    anything else. Kinds that shuffle nothing have equal versions. Raises NotPossibleError where
    the chart and the article do not give a good sheet.
    """
    made: list[Worksheet] = []
    for number in range(versions):
        for attempt in range(_ATTEMPTS):
            sheet = _made(kind, material, f"{seed}", f"{number}", f"{attempt}")
            answers = _answers(sheet)
            if not any(answers) or answers not in map(_answers, made):
                break
        made.append(sheet)
    return tuple(made)


@dataclasses.dataclass(frozen=True)
class Made:
    """All worksheets of a training."""

    sheets: Mapping[str, tuple[Worksheet, ...]]
    """The versions of each kind, in the order of the day."""
    left_out: tuple[str, ...]
    """Why rows and kinds are left out, a sentence each without its full stop."""


def all_sheets(training: Training, seed: int, versions: int) -> Made:
    """Return every worksheet that this training gives, and why others are left out."""
    made_of = material(training, training.worksheets)
    made: dict[str, tuple[Worksheet, ...]] = {}
    left_out: list[str] = []
    for kind in kinds():
        if kind in training.worksheets.leave_out.kinds:
            continue
        try:
            made[kind] = sheets(kind, made_of, seed, versions)
        except NotPossibleError as error:
            left_out.append(str(error))
        else:
            left_out += made[kind][0].left_out
    return Made(made, tuple(dict.fromkeys(left_out)))


def left_out(training: Training) -> tuple[str, ...]:
    """Return which rows and kinds this training's worksheets leave out, and why."""
    return all_sheets(training, seed=1, versions=1).left_out


def _made(kind: str, material: Material, *drawn: str) -> Worksheet:
    sheet: Worksheet = _modules()[kind].make(
        material, DeterministicRandom(kind, content(material), *drawn)
    )
    settings = material.own.kinds.get(kind)
    if settings is None or settings.minutes is None:
        return sheet
    return dataclasses.replace(sheet, minutes=settings.minutes)


def _answers(sheet: Worksheet) -> tuple[str, ...]:
    return tuple(exercise.answer for exercise in sheet.exercises)


def check(file: Source, own: WorksheetsFile) -> None:
    """Report the kinds that `worksheets.yaml` names and that do not exist."""
    for location, name in (
        *((("leave_out", "kinds", place), kind) for place, kind in enumerate(own.leave_out.kinds)),
        *((("kinds", kind), kind) for kind in own.kinds),
    ):
        if name not in kinds():
            fix = did_you_mean(name, kinds())
            fix = fix or f"There are: {', '.join(kinds())}."
            file.report(file.tree.line(location), f'there is no worksheet "{name}"', fix)


@functools.cache
def _modules() -> Mapping[str, ModuleType]:
    """Return the modules of `kinds/`, by the names of their kinds."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds_package.__path__))
    found = [importlib.import_module(f"{kinds_package.__name__}.{name}") for name in names]
    found.sort(key=lambda module: int(module.ORDER))
    return MappingProxyType({str(module.KIND): module for module in found})
