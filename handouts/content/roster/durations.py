"""A length of time as lists have it: `7h 32m`, `5:50`, `360 min`, `5,5`, `6/6`, `0.243055`."""

import re
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from handouts.content.roster.names import folded

Unit = Literal["minutes", "hours"]

_NUMBER = r"\d{1,6}(?:[.,]\d{1,15})?"
_UNITS = {
    "days": ("d", "day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "giorno", "giorni"),
    "hours": (
        *("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "hora", "horas"),
        *("heure", "heures", "ora", "ore", "uur", "uren", "u"),
    ),
    "minutes": (
        *("m", "mn", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos"),
        *("minuti", "minuut"),
    ),
    "seconds": (
        *("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "segundo"),
        *("segundos", "seconde", "secondes", "secondi", "secondo", "seconden"),
    ),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_PART = re.compile(rf"({_NUMBER})\s*([a-z]+)\.?(?:\s*(?:,|and|und|et|y|e|en)?\s*)", re.ASCII)
_LETTERED = re.compile(r"(\d{1,3})\s*(?:h|u)\s*([0-5]?\d)", re.ASCII)
"""`5h50`, as French and Dutch write it."""
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?\s*(?:h|hrs?|hours?)?", re.ASCII)
_ISO = re.compile(r"pt(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s)?", re.ASCII)
_CREDIT = re.compile(
    r"(?:ce|ces|ceh|cehs|ch|clock|contact|credit|credits|cpd)(?:\s*(?:hours?|hrs?|credits?))?"
)
"""Kinds of hours. A CEU is none: it is ten of them."""
_OF = re.compile(rf"({_NUMBER})\s*(?:/|of|out of|von|de|sur|di|van)\s*({_NUMBER})", re.ASCII)
_LONGEST = 60
"""Letters of a length of time, with its units in words."""
_MINUTES_A_DAY = 1440


def stated(text: str) -> timedelta | None:
    """Return the length of time that a cell names with its units or as a clock does, or None."""
    if len(text) > _LONGEST:
        return None
    written = folded_duration(text)
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if lettered := _LETTERED.fullmatch(written):
        return timedelta(hours=int(lettered[1]), minutes=int(lettered[2]))
    if (iso := _ISO.fullmatch(written)) and any(iso.groups()):
        hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return _with_units(written)


def _with_units(written: str) -> timedelta | None:
    place, amounts = 0, dict[str, float]()
    while found := _PART.match(written, place):
        unit = _UNIT_OF.get(found[2])
        if unit is None or unit in amounts:
            return None
        amounts[unit] = float(number(found[1]) or 0)
        place = found.end()
    if not amounts or place < len(written):
        return None
    return timedelta(**amounts)


def number(text: str) -> Decimal | None:
    """Return a number with a point or a comma for its fraction, or None.

    `1,000` is none, because it may be a thousand.
    """
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", text, re.ASCII):
        return None
    if not re.fullmatch(rf"{_NUMBER}|[.,]\d{{1,15}}", text, re.ASCII):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern lets nothing else through
        return None


def credited(text: str) -> Decimal | None:
    """Return hours that are called so: `6 CE`, `6/6`, `5.5 of 6`; None where it is none of these.

    More than the whole is none: `7/6` is a date, or a mistake.
    """
    if len(text) > _LONGEST:
        return None
    written = folded_duration(text)
    if part := _OF.fullmatch(written):
        hours, whole = number(part[1]), number(part[2])
        return hours if hours is not None and whole and hours <= whole else None
    begin = re.match(_NUMBER, written, re.ASCII)
    if begin and _CREDIT.fullmatch(written[begin.end() :].strip()):
        return number(begin[0])
    return None


def in_unit(amount: Decimal, unit: Unit) -> timedelta:
    """Return a number of minutes or hours as a length of time, to the second."""
    return timedelta(seconds=round(amount * (60 if unit == "minutes" else 3600)))


def share_of_a_day(amount: Decimal) -> timedelta:
    """Return what a spreadsheet keeps as a share of a day, to the second."""
    return timedelta(seconds=round(amount * 86400))


def are_shares_of_a_day(amounts: Iterable[Decimal]) -> bool:
    """Whether numbers can only be times that a spreadsheet shows as shares of a day.

    0.243055 is 5:50. All are below 1, and one at least is whole minutes as a share of a day and not
    as hours: 0.8333 may be 50 minutes.
    """
    listed = list(amounts)
    return all(amount < 1 for amount in listed) and any(map(_is_share, listed))


def _is_share(amount: Decimal) -> bool:
    return _is_whole(amount, 24 * 60) and not _is_whole(amount, 60)


def _is_whole(amount: Decimal, times: int) -> bool:
    """Whether a multiple is a whole number, as far as the digits of the amount can tell."""
    exponent = amount.as_tuple().exponent
    slack = times * Decimal(10) ** (exponent if isinstance(exponent, int) else 0)
    whole = amount * times
    return slack < Decimal("0.2") and abs(whole - round(whole)) <= slack


def unit_of(amounts: Iterable[Decimal]) -> Unit | None:
    """Return the unit that the numbers of one column can only have, or None.

    Nobody attends 25 hours a day, nor fewer than a dozen minutes with fractions.
    """
    listed = [amount for amount in amounts if amount]
    if not listed:
        return "minutes"
    if max(listed) > 100 and max(listed) <= _MINUTES_A_DAY:
        return "minutes"
    if max(listed) <= 12 and any(amount != int(amount) for amount in listed):
        return "hours"
    return None


def folded_duration(text: str) -> str:
    """Return a cell as durations are compared: small letters, no accents, single spaces."""
    return " ".join(folded(text.replace(".", "\0").replace("-", "\0")).replace("\0", ".").split())
