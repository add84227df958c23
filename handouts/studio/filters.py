"""What pages make of values: dates, states, letters without marks."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from handouts.certificates.printed_times import printed_hours
from handouts.content import cell, richtext
from handouts.content.training import Article
from handouts.messages import Message
from handouts.text.counting import counted

if TYPE_CHECKING:
    from handouts.importers import LeftOut
    from handouts.workflows.overview import SessionOverview


def long_date(day: datetime.date) -> str:
    """Return a day as people write it: 14 November 2026."""
    return f"{day.day} {day:%B %Y}"


def days(dates: Sequence[datetime.date]) -> str:
    """Return the days of a session: 14 and 15 November 2026."""
    if not dates:
        return ""
    *first, last = dates
    alike = all((day.year, day.month) == (last.year, last.month) for day in first)
    earlier = [str(day.day) if alike else long_date(day) for day in first]
    return " and ".join(filter(None, (", ".join(earlier), long_date(last))))


def progress(session: "SessionOverview") -> str:
    """Return what there is of a session, in a line."""
    parts = [f"{session.people} on the roster"] if session.people else ["no participants yet"]
    if session.problems:
        parts.append(counted(len(session.problems), "problem"))
    if session.issued:
        parts.append(f"{counted(session.issued, 'certificate')} issued")
    if session.mailed_after:
        parts.append(f"{session.mailed_after} mailed")
    elif session.mailed_before:
        parts.append(f"{session.mailed_before} mailed before the day")
    return " · ".join(parts)


def unmarked(text: str) -> str:
    """Return the letters of a line or a cell, without the marks of emphasis."""
    return cell.plain(text)


def headings(article: Article) -> list[tuple[int, str]]:
    """Return level and text of each heading of an article."""
    return [
        (block.level, richtext.plain_text(block.inlines))
        for block in richtext.walk(article.blocks)
        if isinstance(block, richtext.Heading)
    ]


def by_reason(left_out: "Sequence[LeftOut]") -> list[tuple[Message, list[str]]]:
    """Return what an import left out, by the reason for it, in the order of the files."""
    return [
        (reason, [one.text.strip() for one in alike if one.text.strip()])
        for reason, alike in groupby(left_out, key=lambda one: one.reason)
    ]


def size(count: int) -> str:
    """Return a number of bytes as file managers show it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(count // 1000, 1)} KB"


def moment(when: datetime.datetime) -> str:
    """Return a day and a time of it: 14 Nov 2026, 9:05."""
    return f"{when.day} {when:%b %Y}, {when.hour}:{when:%M}"


def worded(text: str | Message) -> str:
    """Return a message in words; a text is its own."""
    return str(text)


def hours(count: Decimal) -> str:
    """Return clock hours as certificates have them: 5.25."""
    return printed_hours(count)


def first_upper(text: str | Message) -> str:
    """Return a text that begins a line of its own."""
    line = str(text)
    return line[:1].upper() + line[1:]


def iso_date(text: str) -> str:
    """Return a day of the records, 2026-11-14, as people write it; another text as it is."""
    try:
        return long_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def local_moment(when: datetime.datetime) -> str:
    """Return a moment, which has a time zone, in the time of this computer."""
    return moment(when.astimezone())


def of_field(problems: Sequence[Mapping[str, Any]], beginning: str) -> list[Mapping[str, Any]]:
    """Return the problems of what is within a field: their names begin with its own."""
    return [one for one in problems if str(one["field"]).startswith(beginning)]


FILTERS: dict[str, Callable[..., Any]] = {
    "by_reason": by_reason,
    "counted": counted,
    "days": days,
    "first_upper": first_upper,
    "headings": headings,
    "hours": hours,
    "iso_date": iso_date,
    "long_date": long_date,
    "message": worded,
    "local_moment": local_moment,
    "moment": moment,
    "of_field": of_field,
    "progress": progress,
    "size": size,
    "unmarked": unmarked,
}
