"""Days and times as a language writes them; data has them as Python's own or as ISO 8601."""

import datetime

from babel.dates import format_date, format_skeleton, format_time

from handouts.languages.phrases import Phrases

Day = datetime.date | str
Clock = datetime.time | str | None


def long_date(phrases: Phrases, day: Day) -> str:
    """Return `November 14, 2026` or `14 November 2026`."""
    return format_date(_day(day), "long", locale=phrases.locale)


def full_date(phrases: Phrases, day: Day) -> str:
    """Return the same with the day of the week."""
    return format_date(_day(day), "full", locale=phrases.locale)


def month_day(phrases: Phrases, day: Day) -> str:
    """Return a date without its year: `November 14`."""
    return format_skeleton("MMMMd", _day(day), locale=phrases.locale)


def times(phrases: Phrases, start: Clock, end: Clock) -> str:
    """Return `9:00 a.m.–4:30 p.m.` or `9:00–16:30`; one time, or nothing, where others lack."""
    known = [_time(clock) for clock in (start, end) if clock]
    if len(known) < 2:
        return "".join(_clock(phrases, one) for one in known)
    first, last = known
    is_one_half = _has_halves(phrases) and (first.hour < 12) == (last.hour < 12)
    begin = _hour(phrases, first) if is_one_half else _clock(phrases, first)
    return phrases.text("dates.times", start=begin, end=_clock(phrases, last))


def when(phrases: Phrases, day: Day, start: Clock = None, end: Clock = None) -> str:
    """Return a day with its times, as far as they are known."""
    date, hours = long_date(phrases, day), times(phrases, start, end)
    return phrases.text("dates.when", date=date, times=hours) if hours else date


def full_when(phrases: Phrases, day: Day, start: Clock = None, end: Clock = None) -> str:
    """Return the same with the day of the week."""
    date, hours = full_date(phrases, day), times(phrases, start, end)
    return phrases.text("dates.when", date=date, times=hours) if hours else date


def _clock(phrases: Phrases, time: datetime.time) -> str:
    if not _has_halves(phrases):
        return _hour(phrases, time)
    if time.hour < 12:
        return phrases.text("dates.morning", time=_hour(phrases, time))
    return phrases.text("dates.afternoon", time=_hour(phrases, time))


def _hour(phrases: Phrases, time: datetime.time) -> str:
    pattern = "h:mm" if _has_halves(phrases) else "H:mm"
    return format_time(time, pattern, locale=phrases.locale)


def _has_halves(phrases: Phrases) -> bool:
    """Whether the language counts twelve hours of the morning, and twelve of the afternoon."""
    return "a" in phrases.locale.time_formats["short"].pattern


def _day(day: Day) -> datetime.date:
    return datetime.date.fromisoformat(day) if isinstance(day, str) else day


def _time(clock: datetime.time | str) -> datetime.time:
    return datetime.time.fromisoformat(clock) if isinstance(clock, str) else clock
