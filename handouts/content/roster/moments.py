"""Times at which people joined, left or checked in, as reports write them."""

import datetime
import re
import unicodedata
from datetime import timedelta

_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrz", "maa", "mrt"),
    ("apr", "abr", "avr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "ago", "aou"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "dez", "dic"),
)
"""How the names of months begin, in the languages that lists come in, without accents."""
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?::(\d\d)(?::(\d\d))?|\.(\d\d)(?:\.(\d\d))?(?![.\d]))?(?:\.\d+)?"
    r"\s*(am|pm|a\.\s?m\.?|p\.\s?m\.?)?(?![\w:])",
    re.IGNORECASE | re.ASCII,
)
_DATES = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII), "ymd"),
    (re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)", re.ASCII), "dmy"),
    (re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)", re.ASCII), "mdy"),
    (re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII), "Mdy"),
    (
        re.compile(r"(\d{1,2})(?:\.|\s|-|\s?de\s)+([a-z]{3,10})\.?,?(?:\s|-|\s?de\s)+(\d{4}|\d\d)"),
        "dMy",
    ),
)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73051
"""The years 2000 and 2100, as days that spreadsheets count."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_LONGEST = 80
"""Letters of a time, with the name of its zone."""
_EPOCH = datetime.datetime(1899, 12, 30)
_NO_DATE = datetime.date.min
"""The day of a time that was written without one."""


def moment(text: str) -> datetime.datetime | None:
    """Return the local time that a cell names, or None; zones are not looked at.

    `04/10/2027` is taken as the month's first where it can be: `swapped` returns the other. A time
    without a day is on the first day of the calendar.
    """
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if _SERIAL.fullmatch(plain):
        days = float(plain.replace(",", "."))
        if _FIRST_SERIAL <= days < _LAST_SERIAL:
            return _EPOCH + timedelta(seconds=round(days * 86400))
        return None
    day, rest = _date(plain)
    clock = _clock(rest)
    if day is None and clock is None:
        return None
    if day is None and not re.fullmatch(r"[\d:.\sapmuhrz]+", rest.strip()):
        return None
    return datetime.datetime.combine(day or _NO_DATE, clock or datetime.time())


def has_date(one: datetime.datetime) -> bool:
    """Whether a time was written with its day."""
    return one.date() != _NO_DATE


def swapped(day: datetime.date) -> datetime.date:
    """Return a day with its month and day the other way round, where there is one."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    letters = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    colons = re.sub(r"(?<=\d)t(?=\d\d:)", " ", re.sub(r"(?<=\d)h(?=\d\d)", ":", letters))
    return " ".join(re.sub(r"(?<=\d)z\b", "", colons.strip('="')).split())


def _date(text: str) -> tuple[datetime.date | None, str]:
    """Return the day that a text names, and the text without it."""
    for pattern, order in _DATES:
        if found := pattern.search(text):
            parts = dict(zip(order, found.groups(), strict=True))
            month = int(parts["m"]) if "m" in parts else _month(parts["M"])
            day = _valid(parts["y"], month, int(parts["d"]))
            if day is not None:
                return day, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _month(name: str) -> int:
    """Return the number of a month by how its name begins; 0 where it is none."""
    found = (
        number
        for number, beginnings in enumerate(_MONTHS, 1)
        for beginning in beginnings
        if name.startswith(beginning)
    )
    return next(found, 0)


def _valid(written_year: str, month: int, day: int) -> datetime.date | None:
    year = int(written_year) + (2000 if len(written_year) == 2 else 0)
    for first, second in ((month, day), (day, month)):
        try:
            return datetime.date(year, first, second)
        except ValueError:
            continue
    return None


def _clock(text: str) -> datetime.time | None:
    for found in _CLOCK.finditer(text):
        hour, minute = int(found[1]), found[2] or found[4]
        half = (found[6] or "")[:1]
        if minute is None and not half:
            continue
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        seconds = int(found[3] or found[5] or 0)
        if hour < 24 and int(minute or 0) < 60 and seconds < 60:
            return datetime.time(hour, int(minute or 0), seconds)
    return None
