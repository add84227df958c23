"""The day in times: as the session's file has it, or a proposal with breaks and sheets in turn."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts import worksheets
from handouts.content.session import ScheduleEntry, SessionDay, SessionFile
from handouts.content.text_file import SourceFile
from handouts.messages import message, suggestion

_STEP = 5
"""Minutes: times are multiples of it."""
_PAUSE, _LUNCH = 15, 60
_LONG, _WHOLE = 150, 300
"""Minutes from which a day has a pause, and from which it has lunch and two pauses."""
_WELCOME, _CLOSE = 15, 10
_NOON = (datetime.time(11), datetime.time(14))
"""Between these a long pause is called lunch."""


@dataclass(frozen=True)
class TimedSheet:
    """A worksheet that takes time in the day."""

    name: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Moment:
    """What begins at one time."""

    day: int
    """Counted from 0."""
    time: datetime.time
    minutes: int
    """Until the next one; 0 where that is not known."""
    kind: str
    """`welcome`, `talk`, `break`, `lunch`, `sheet`, `close`, or `own` for the trainer's words."""
    name: str = ""
    """The sheet's."""
    text: str = ""
    """The title of a sheet, or the trainer's words."""


@dataclass(frozen=True)
class Timetable:
    """The times of a session."""

    moments: tuple[Moment, ...] = ()
    is_proposed: bool = False
    """Whether nobody has asked for these times."""


def timetable(head: SessionFile, sheets: Sequence[TimedSheet]) -> Timetable:
    """Return the times of a session; none where it has none and they cannot be proposed.

    `sheets` are in the order of the day. A proposal needs start and end of each day, and sheets
    that fit between them.
    """
    if head.schedule:
        return Timetable(tuple(_written(head, {sheet.name: sheet for sheet in sheets})))
    if not all(day.start and day.end and day.start < day.end for day in head.days):
        return Timetable()
    return Timetable(_proposed(head.days, sheets), is_proposed=True)


def check(file: SourceFile, head: SessionFile) -> None:
    """Report what a schedule cannot be; `file` is the session's file."""
    kinds = worksheets.kinds()
    for place, entry in enumerate(head.schedule):
        line = file.tree.line(("schedule", place))
        if bool(entry.what) == bool(entry.sheet):
            file.report(line, message("packets.schedule-what-or-sheet"))
        name = entry.sheet
        if name and not any(name == kind or name.startswith(f"{kind}-") for kind in kinds):
            near = suggestion(name, kinds)
            file.report(line, message("packets.schedule-no-sheet", name=name, suggestion=near))
        if not 1 <= entry.day <= len(head.days):
            days = len(head.days)
            file.report(line, message("packets.schedule-no-day", day=entry.day, count=days))
    for place, (first, second) in enumerate(pairwise(head.schedule), 1):
        if (second.day, second.time) <= (first.day, first.time):
            line = file.tree.line(("schedule", place))
            times = {"time": f"{second.time:%H:%M}", "before": f"{first.time:%H:%M}"}
            file.report(line, message("packets.schedule-order", **times))


def _written(head: SessionFile, sheets: dict[str, TimedSheet]) -> Iterator[Moment]:
    entries = head.schedule
    for place, entry in enumerate(entries):
        following = entries[place + 1] if place + 1 < len(entries) else None
        if following and following.day == entry.day:
            until: datetime.time | None = following.time
        else:
            until = head.days[entry.day - 1].end
        yield _moment(entry, sheets, max(_minute(until) - _minute(entry.time), 0) if until else 0)


def _moment(entry: ScheduleEntry, sheets: dict[str, TimedSheet], minutes: int) -> Moment:
    if not entry.sheet:
        return Moment(entry.day - 1, entry.time, minutes, "own", text=entry.what)
    title = sheets[entry.sheet].title if entry.sheet in sheets else entry.sheet
    return Moment(entry.day - 1, entry.time, minutes, "sheet", entry.sheet, title)


@dataclass(frozen=True)
class _Stretch:
    """Time without a pause: a day, when it begins in minutes of the day, and how long it is."""

    day: int
    start: int
    minutes: int


def _proposed(days: Sequence[SessionDay], sheets: Sequence[TimedSheet]) -> tuple[Moment, ...]:
    pauses: list[Moment] = []
    stretches: list[_Stretch] = []
    for number, day in enumerate(days):
        found, between = _divided(number, _minute(day.start), _minute(day.end))
        stretches += found
        pauses += between
    first, last = stretches[0], stretches[-1]
    welcome = _WELCOME if sum(one.minutes for one in stretches) >= _LONG else _STEP
    start = Moment(first.day, _clock(first.start), welcome, "welcome")
    end = Moment(last.day, _clock(last.start + last.minutes - _CLOSE), _CLOSE, "close")
    stretches[0] = _Stretch(first.day, first.start + welcome, first.minutes - welcome)
    last = stretches[-1]
    stretches[-1] = _Stretch(last.day, last.start, last.minutes - _CLOSE)
    shared = _shared(stretches, sheets)
    if shared is None:
        return ()
    filled = [m for one, own in zip(stretches, shared, strict=True) for m in _filled(one, own)]
    return tuple(sorted((start, *pauses, *filled, end), key=lambda m: (m.day, m.time)))


def _divided(day: int, start: int, end: int) -> tuple[list[_Stretch], list[Moment]]:
    """Return the stretches of a day, and the pauses between them."""
    whole = end - start
    if whole < _LONG:
        return [_Stretch(day, start, whole)], []
    if whole < _WHOLE:
        first = _rounded((whole - _PAUSE) / 2)
        pause = Moment(day, _clock(start + first), _PAUSE, "break")
        rest = start + first + _PAUSE
        return [_Stretch(day, start, first), _Stretch(day, rest, end - rest)], [pause]
    noon = start + _rounded((whole - _LUNCH) / 2)
    before, pauses_before = _divided(day, start, noon)
    after, pauses_after = _divided(day, noon + _LUNCH, end)
    kind = "lunch" if _NOON[0] <= _clock(noon) <= _NOON[1] else "break"
    return before + after, [*pauses_before, Moment(day, _clock(noon), _LUNCH, kind), *pauses_after]


def _shared(
    stretches: Sequence[_Stretch], sheets: Sequence[TimedSheet]
) -> list[list[TimedSheet]] | None:
    """Return the sheets of each stretch, by its share of the time; None if they do not fit."""
    whole, needed = sum(one.minutes for one in stretches), sum(map(_slot, sheets))
    for is_even in (True, False):
        waiting, shared, begun, given = list(sheets), [], 0, 0
        for stretch in stretches:
            begun += stretch.minutes
            due = needed * begun / whole if is_even else needed
            own: list[TimedSheet] = []
            while waiting and sum(map(_slot, [*own, waiting[0]])) <= stretch.minutes:
                if given + _slot(waiting[0]) / 2 > due:
                    break
                given += _slot(waiting[0])
                own.append(waiting.pop(0))
            shared.append(own)
        if not waiting:
            return shared
    return None


def _filled(stretch: _Stretch, sheets: Sequence[TimedSheet]) -> Iterator[Moment]:
    """Yield what is free in a stretch as one talk, then its sheets."""
    clock = stretch.start
    if free := stretch.minutes - sum(map(_slot, sheets)):
        yield Moment(stretch.day, _clock(clock), free, "talk")
        clock += free
    for sheet in sheets:
        minutes = _slot(sheet)
        yield Moment(stretch.day, _clock(clock), minutes, "sheet", sheet.name, sheet.title)
        clock += minutes


def _slot(sheet: TimedSheet) -> int:
    return -(-sheet.minutes // _STEP) * _STEP


def _rounded(minutes: float) -> int:
    return round(minutes / _STEP) * _STEP


def _minute(time: datetime.time | None) -> int:
    return time.hour * 60 + time.minute if time else 0


def _clock(minute: int) -> datetime.time:
    return datetime.time(minute // 60, minute % 60)
