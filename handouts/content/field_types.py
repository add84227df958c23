"""Dates, times, hours and addresses as a trainer writes them, and what to write instead.

YAML gives them as text. Each is taken in one spelling only, so that nothing is misread: to a
date's own parser `20261114` is a count of seconds. Where another spelling is plain enough, the
message has it in the right one. An error of the type `EXPLAINED` has a message of its own.
"""

import datetime
import re
import string
import unicodedata
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from handouts.messages import Message, message

EXPLAINED = "explained"
"""The type of an error whose context has a `message`."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY, _YEAR = r"(?P<d>\d{1,2})", r"(?P<y>\d{4})"
_MONTH, _NAME = r"(?P<m>\d{1,2})", r"(?P<name>[a-z]{3,9})\.?"
_SPELLINGS = (
    rf"{_YEAR}[-/. ]{_MONTH}[-/. ]{_DAY}",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    rf"{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}",
    rf"{_MONTH}/{_DAY}/{_YEAR}",
    rf"{_DAY}/{_MONTH}/{_YEAR}",
    rf"{_DAY}(?:st|nd|rd|th)?\.? {_NAME},? {_YEAR}",
    rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
)
"""Ways to write a date. 05/04/2026 fits two of them, which are then two dates."""
_ADDRESS = frozenset(f"{string.ascii_letters}{string.digits}-._~:/?#[]@!$&'()*+,;=%")
"""Characters of addresses: RFC 3986, section 2. Letters beyond ASCII are those of RFC 3987."""
_LONGEST_GUESS = 40
"""Letters. What is longer is no date, time or number that was spelt in another way."""


def explained(message: Message) -> PydanticCustomError:
    """Return an error for a validator to raise; its cause follows the name of the field."""
    return PydanticCustomError(EXPLAINED, "{cause}", {"cause": str(message), "message": message})


def _date(given: object) -> object:
    if isinstance(given, datetime.date):
        return given
    text = given.strip() if isinstance(given, str) else ""
    try:
        if _DATE.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:  # the 30th of February
        pass
    example = _meant_date(text) or "2026-11-22"
    raise explained(
        message("fields.no-date" if given is None else "fields.not-a-date", example=example)
    )


def _time(given: object) -> object:
    if isinstance(given, datetime.time):
        return given
    text = given.strip() if isinstance(given, str) else ""
    found = _CLOCK.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return datetime.time(int(found[1]), int(found[2]))
    raise explained(message("fields.not-a-time", example=_meant_time(text) or "09:00"))


def _hours(given: object) -> object:
    if isinstance(given, Decimal | int | float) and not isinstance(given, bool):
        return given
    text = given.strip() if isinstance(given, str) else ""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if given is None:
        raise explained(message("fields.no-hours"))
    if re.match(r"[-–−]\s*[\d.]", text):
        raise explained(message("fields.negative-hours"))
    raise explained(message("fields.not-hours", example=_meant_number(text) or "5.5"))


def _quarters(hours: Decimal) -> Decimal:
    if hours * 4 != int(hours * 4):
        raise explained(message("fields.not-quarters"))
    return hours


def _web_address(given: str) -> str:
    """Take what leads to a page of the web and nothing else: it becomes a link in print."""
    text = re.sub(r"^https?://", lambda found: found[0].lower(), given.strip(), flags=re.I)
    if not text:
        return text
    if problem := web_address_problem(text):
        raise explained(message("fields.not-a-web-address", reason=problem))
    return text


def web_address_problem(address: str) -> Message | None:
    """Return what keeps an address from being printed as a link to a web page, or None."""
    if not all(c in _ADDRESS or unicodedata.category(c)[0] in "LMN" for c in address):
        return message("fields.address-characters")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return message("fields.address-shape")
    if parts.scheme not in ("http", "https"):
        return message("fields.address-scheme")
    if parts.username is not None or parts.password is not None:
        return message("fields.address-password")
    known = re.fullmatch(r"[\w.-]+|[0-9a-f:.]+", host)
    return None if known else message("fields.address-shape")


def _meant_date(text: str) -> str:
    """Return a date that was spelt in another way; nothing where day and month could be either."""
    short = text[:_LONGEST_GUESS].lower()
    found = filter(None, (re.fullmatch(spelling, short, re.ASCII) for spelling in _SPELLINGS))
    possible = {date for one in found if (date := _iso(one.groupdict()))}
    return possible.pop() if len(possible) == 1 else ""


def _iso(parts: dict[str, str]) -> str:
    try:
        month = int(parts["m"]) if "m" in parts else _MONTHS.index(parts["name"][:3]) + 1
        return datetime.date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return ""


def _meant_time(text: str) -> str:
    """Return a time of day that was spelt in another way: 09:00 for `9 am`."""
    ending = r"(?P<half>[ap])\.?\s?m\.?|h|uhr|o'clock"
    found = re.fullmatch(
        rf"(\d{{1,2}})(?:[:.h ]?(\d\d))?(?::\d\d)?\s*(?:{ending})?",
        text[:_LONGEST_GUESS].lower(),
        re.ASCII,
    )
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0) if hour <= 12 else 24
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _meant_number(text: str) -> str:
    """Return a number of hours that was spelt in another way: 6.5 for `6,5 h` and for `6:30`."""
    short = text[:_LONGEST_GUESS].lower()
    if clock := re.fullmatch(r"(\d{1,4}):(00|15|30|45)", short, re.ASCII):
        return f"{int(clock[1]) + int(clock[2]) / 60:g}"
    ending = r"\s*(?:h|hrs?|hours?|clock hours?)?\.?"
    found = re.fullmatch(rf"\+?(\d{{1,4}})(?:[.,](\d{{1,2}}))?{ending}", short, re.ASCII)
    return f"{found[1]}{'.' + found[2] if found[2] else ''}" if found else ""


Date = Annotated[datetime.date, BeforeValidator(_date)]
"""Year-month-day."""
Time = Annotated[datetime.time, BeforeValidator(_time)]
"""Hours and minutes: `09:00`, `9:00` or `9.00`."""
Hours = Annotated[Decimal, Field(gt=0, le=1000), BeforeValidator(_hours), AfterValidator(_quarters)]
"""Clock hours, in quarters."""
WebAddress = Annotated[str, AfterValidator(_web_address)]
"""The address of a page, with http or https; may be empty."""
