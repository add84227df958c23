"""Worksheets with answer keys, made from a chart and an article and nothing else.

A kind is a module of `kinds/` with `KIND`, its name; `MINUTES`; `ORDER`, by which the kinds of a
day are sorted; `NEEDS`, without which it cannot be: "article", "chart" or ""; and `make`, which
raises NotPossibleError where it cannot give a good sheet. A kind that needs a chart is made of each
chart of a training. `IS_USUAL` says whether it is made where the trainer does not ask for it: a
day has room for seven or eight. `DRAWN_AS`, where a kind has it, is the kind with whose random
numbers it is drawn, so that the cards of a sheet have the sheet's own letters.
"""

import dataclasses
import functools
import importlib
import pkgutil
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Literal

from handouts.content.text_file import SourceFile
from handouts.content.training import Training
from handouts.content.worksheet_options import WorksheetsFile
from handouts.messages import Message, message, suggestion
from handouts.project.layout import chart_file
from handouts.worksheets import kinds as kinds_package
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.material import content, material, of_one_chart
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Worksheet

__all__ = [
    "Exercise",
    "MadeSheets",
    "Material",
    "Need",
    "NotPossibleError",
    "Worksheet",
    "all_sheets",
    "check",
    "is_asked_for",
    "is_usual",
    "is_wanted",
    "kinds",
    "left_out",
    "material",
    "needs",
    "sheets",
]

Need = Literal["", "article", "chart"]
"""What of a training something cannot be made without."""

_WRITTEN_FOR = {"reflection": "reflection", "agree-disagree": "claims"}
"""Kinds that show what a trainer writes for them alone, and where in `worksheets.yaml` that is."""
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
class MadeSheets:
    """All worksheets of a training."""

    sheets: Mapping[str, tuple[Worksheet, ...]]
    """The versions of each by its name, `matching` or `matching-fees`, in the order of the day."""
    left_out: tuple[str, ...]
    """Why rows and kinds are left out, a sentence each without its full stop."""
    reasons: Mapping[str, tuple[str | Message, ...]]
    """The same of each worksheet by its name, also of one that could not be made."""


def all_sheets(training: Training, seed: int | None = None, versions: int = 0) -> MadeSheets:
    """Return every worksheet that this training gives, and why others are left out.

    Without a seed, and where there are to be 0 versions, it is as the trainer wrote.

    A kind that needs a chart is made of each, and one whose need the training has not is made of
    none, nor is one that is not wanted; that is no news of the kind.
    """
    seed = training.worksheets.shuffle if seed is None else seed
    versions = versions or training.worksheets.versions
    made: dict[str, tuple[Worksheet, ...]] = {}
    left_out: list[str] = []
    packet = training.head.packet
    listed = (*(packet.participants or ()), *(packet.facilitator or ()))
    reasons: dict[str, tuple[str | Message, ...]] = {}
    for kind in kinds():
        for chart, made_of in _materials(kind, training).items():
            if not is_wanted(training.worksheets, kind, _name(kind, chart), listed):
                continue
            try:
                found = sheets(kind, made_of, seed, versions)
            except NotPossibleError as error:
                sentences = [str(error)]
                reasons[_name(kind, chart)] = error.args
            else:
                made[_name(kind, chart)] = tuple(_named(sheet, training, chart) for sheet in found)
                sentences = [*found[0].left_out]
                reasons[_name(kind, chart)] = found[0].left_out
            if needs(kind) == "chart" and len(training.charts) > 1:
                sentences = [_of_chart(chart, sentence) for sentence in sentences]
            left_out += sentences
    return MadeSheets(made, tuple(dict.fromkeys(left_out)), reasons)


def is_usual(kind: str) -> bool:
    """Return whether a kind is made without being asked for."""
    return bool(_modules()[kind].IS_USUAL)


def is_wanted(own: WorksheetsFile, kind: str, name: str, listed: Collection[str] = ()) -> bool:
    """Return whether the trainer wants a worksheet, by its kind and its own name.

    What is said of the one comes before what is said of the kind, and what is added is not left
    out. `listed` are the documents that packets are to have; who writes questions or claims asks
    for the worksheet that shows them. `kind` may be any document.
    """
    for one in (name, kind):
        if one in own.add:
            return True
        if one in own.leave_out.kinds:
            return False
    is_written = bool(getattr(own, _WRITTEN_FOR.get(kind, ""), ()))
    asks = is_written or name in listed or kind in listed
    return asks or kind not in _modules() or is_usual(kind)


def is_asked_for(own: WorksheetsFile, kind: str, name: str) -> bool:
    """Return whether the trainer asks for a worksheet: adds it, or writes what it alone shows."""
    is_added = not {name, kind}.isdisjoint(own.add)
    return is_wanted(own, kind, name) and (is_added or not is_usual(kind))


def needs(kind: str) -> Need:
    """Return what of a training a kind cannot be made without: nothing for one that is not here."""
    found = _modules().get(kind)
    return found.NEEDS if found else ""


def _materials(kind: str, training: Training) -> Mapping[str, Material]:
    """Return what a kind is made of, by the names of charts; "" also where it is of none."""
    if needs(kind) == "chart":
        return {name: of_one_chart(training, name) for name in training.charts}
    if needs(kind) == "article" and not training.article:
        return {}
    return {"": material(training, training.worksheets)}


def _name(kind: str, chart: str) -> str:
    return f"{kind}-{chart}" if chart else kind


def _named(sheet: Worksheet, training: Training, chart: str) -> Worksheet:
    """Return a worksheet that knows its chart, with the time that the trainer gives it."""
    settings = training.worksheets.settings(sheet.kind, _name(sheet.kind, chart))
    minutes = sheet.minutes if settings.minutes is None else settings.minutes
    return dataclasses.replace(sheet, chart=chart, minutes=minutes)


def _of_chart(chart: str, sentence: str) -> str:
    """Return a sentence about one of several charts with the name of its file."""
    return str(message("worksheets.of-chart", file=chart_file(chart), sentence=sentence))


def left_out(training: Training) -> tuple[str, ...]:
    """Return which rows and kinds this training's worksheets leave out, and why."""
    return all_sheets(training, seed=1, versions=1).left_out


def _made(kind: str, material: Material, *drawn: str) -> Worksheet:
    module = _modules()[kind]
    drawn_as = getattr(module, "DRAWN_AS", kind)
    random = DeterministicRandom(drawn_as, content(material), *drawn)
    sheet: Worksheet = module.make(material, random)
    settings = material.own.kinds.get(kind)
    if settings is None or settings.minutes is None:
        return sheet
    return dataclasses.replace(sheet, minutes=settings.minutes)


def _answers(sheet: Worksheet) -> tuple[str, ...]:
    return tuple(exercise.answer for exercise in sheet.exercises)


def check(file: SourceFile, own: WorksheetsFile, charts: Sequence[str]) -> None:
    """Report the kinds that `worksheets.yaml` names and that do not exist.

    `charts` are the names of the training's charts.
    """
    known = [
        _name(kind, chart)
        for kind in kinds()
        for chart in ("", *(charts if needs(kind) == "chart" else ()))
    ]
    for location, name in (
        *((("leave_out", "kinds", place), kind) for place, kind in enumerate(own.leave_out.kinds)),
        *((("add", place), kind) for place, kind in enumerate(own.add)),
        *((("kinds", kind), kind) for kind in own.kinds),
    ):
        if name not in known:
            near = suggestion(name, dict.fromkeys(known))
            found = message("worksheets.unknown-worksheet", name=name, suggestion=near)
            file.report(file.tree.line(location), found)


@functools.cache
def _modules() -> Mapping[str, ModuleType]:
    """Return the modules of `kinds/`, by the names of their kinds."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds_package.__path__))
    found = [importlib.import_module(f"{kinds_package.__name__}.{name}") for name in names]
    found.sort(key=lambda module: int(module.ORDER))
    return MappingProxyType({str(module.KIND): module for module in found})
