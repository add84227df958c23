"""One cell → what it says, or a CellError with the cause and the fix."""

import functools
import re
import unicodedata
from datetime import timedelta

from handouts.content.roster import durations, words
from handouts.content.roster.findings import CellError, shortened
from handouts.messages import message
from handouts.messages.characters import unprintable

LONGEST = 200
"""Letters of a cell that is to be printed."""
_LONGEST_ADDRESS = 254
"""Letters of an e-mail address (RFC 5321, section 4.5.3.1.3, without the angle brackets)."""
_LONGEST_LOCAL_PART = 64
"""Letters before the @ (RFC 5321, section 4.5.3.1.1)."""
_PLAIN_LOCAL_PART = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*", re.ASCII)
"""The part before the @ in nearly all addresses, which is its own normal form."""
_INERT = re.compile("(?<!Ã)\u00ad|[\u061c\u200b\u200e\u200f\u2060\ufeff\ufe0f]")
"""Invisible characters that come along when text is copied from web pages and address books.

A soft hyphen after Ã is half of a garbled í, by which the name is told to be garbled.
"""
_WRAPPED = re.compile(r'="([^"]*)"')
"""How a program keeps Excel from taking `00123` for a number."""
_NOTHING = frozenset({"-", "--", "---", "–", "—", "−", "n/a"})
_FORMULA = ("=", "+", "-", "@")
"""What makes spreadsheet programs take a cell for a formula when the list is opened again."""
_MOST_HOURS = 1000
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+", re.ASCII)
_DIGITS_KEPT = 15
"""Digits of a number that Excel keeps; the others become noughts."""
_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|mrz|okt|dez|ene|abr|ago|dic|avr|out|set)"
    "[a-z]*"
)
_DATE = re.compile(
    rf"\d{{1,2}}(?:[-/ ]|\. ?){_MONTH}\.?(?:[-/ ]\d{{2,4}})?|{_MONTH}\.?[-/ ](?:\d\d|\d{{4}})"
    r"|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?|\d{1,2}/\d{1,2}/\d{4}",
    re.ASCII | re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return a cell without stray spaces and invisible characters, its accents composed."""
    if "=" in text and (wrapped := _WRAPPED.fullmatch(text.strip())):
        text = wrapped[1]
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INERT.sub("", text))
    return " ".join(text.split())


def filled(text: str) -> str:
    """Return a cleaned cell, or nothing where it only says that there is nothing: `–`, `n/a`."""
    return "" if text.lower() in _NOTHING else text


def printed(text: str) -> str:
    """Return a cell that is to be printed. Raises CellError where it cannot be."""
    if text.upper() in words.error_values():
        raise CellError(message("people.error-value", value=text))
    if len(text) > LONGEST:
        raise CellError(message("people.long-cell", most=LONGEST))
    if text.startswith(_FORMULA):
        kind = message("people.formula-kind")
        raise CellError(message("people.formula", sign=text[0]), kind=kind)
    if text.isascii() and text.isprintable():
        return text
    for _, why in unprintable(text):
        kind = message("people.unprintable-kind")
        raise CellError(message("people.unprintable", why=why), kind=kind)
    return text


def optional(text: str) -> str:
    """Return a cell that is printed where it says something. Raises CellError as `printed`."""
    return "" if words.are("nothing", text) else printed(text)


def given(text: str) -> str:
    """Return a cell of letters and numbers that others gave: of a licence, an ID.

    It is empty where the cell only says that there is none yet: `TBD`, `0`. Raises CellError where
    it cannot be printed, or where a spreadsheet program has turned it into something else. Of
    `44120.0`, as programs write a column of numbers with gaps, the fraction is left out.
    """
    written = optional(text)
    if is_not_given(written):
        return ""
    if not any(map(str.isdigit, written)):
        return written
    if _SCIENTIFIC.fullmatch(written):
        kind = message("people.scientific-kind")
        raise CellError(message("people.scientific", value=written), kind=kind)
    if _has_lost_digits(written):
        kind = message("people.lost-digits-kind")
        raise CellError(message("people.lost-digits", digits=_DIGITS_KEPT), kind=kind)
    if _DATE.fullmatch(written):
        kind = message("people.turned-into-date-kind")
        raise CellError(message("people.turned-into-date", value=written), kind=kind)
    return re.sub(r"^(\d+)\.0$", r"\1", written)


def is_damaged(text: str) -> bool:
    """Whether a spreadsheet program has turned a cell into something else."""
    return any((_SCIENTIFIC.fullmatch(text), _has_lost_digits(text), _DATE.fullmatch(text)))


def _has_lost_digits(text: str) -> bool:
    return text.isdecimal() and len(text) > _DIGITS_KEPT and text.endswith("0")


def is_not_given(text: str) -> bool:
    """Whether a cell says that something is still to come, or is only noughts."""
    return words.are("not_given", text) or (bool(text) and not text.strip("0. "))


def hours(text: str) -> timedelta | None:
    """Return how long a cell of hours says: `5.5`, `5,5`, `5½`, `5:30`, `5h 30m`, `6/6`, `6 CE`.

    Raises CellError.
    """
    written = _with_decimals(filled(text).lower())
    if not written:
        return None
    amount = durations.number(written)
    if amount is None:
        amount = durations.credited(written)
    found = durations.stated(written) if amount is None else None
    if amount is not None:
        found = durations.in_unit(amount, "hours")
    elif re.match(r"[-–−]\s*\d", written):
        raise CellError(message("people.negative-hours"))
    if found is None:
        raise CellError(message("people.no-hours"))
    if found > timedelta(hours=_MOST_HOURS):
        raise CellError(message("people.many-hours", most=_MOST_HOURS))
    return found


def _with_decimals(written: str) -> str:
    """Return `5.5` for `5½` and `5 1/2`."""
    for sign, words_of_it, decimals in (
        ("½", "1/2", ".5"),
        ("¼", "1/4", ".25"),
        ("¾", "3/4", ".75"),
    ):
        found = re.fullmatch(rf"(\d*)\s*{sign}(.*)|(\d+)\s+{words_of_it}(.*)", written)
        if found:
            whole, ending = found[1] or found[3] or "0", found[2] or found[4] or ""
            return f"{whole}{decimals}{ending}"
    return written


def email(text: str) -> str:
    """Return an e-mail address in its normal form. Raises CellError where it is not exactly one."""
    address = re.sub(r"^mailto:\s*|\?subject=.*$", "", filled(text), flags=re.IGNORECASE)
    if not address or words.are("nothing", address):
        return ""
    if address.count("@") > 1:
        raise CellError(message("people.two-addresses"))
    if inner := re.fullmatch(r".*<([^<>]*)>.*", address):
        only = shortened(inner[1].strip())
        raise CellError(message("people.more-than-address", address=only))
    if len(address) > _LONGEST_ADDRESS:
        raise CellError(message("people.long-address"))
    name, _, domain = address.partition("@")
    plain = len(name) <= _LONGEST_LOCAL_PART and _PLAIN_LOCAL_PART.fullmatch(name)
    normal = f"{name}@{found}" if plain and (found := _domain(domain)) else _normal(address)
    if normal is None:
        raise CellError(message("people.no-address"))
    return normal


@functools.cache
def _domain(domain: str) -> str:
    """Return the normal form of the part of an address behind the @; empty where it is none."""
    return (_normal(f"a@{domain}") or "").partition("@")[2]


def _normal(address: str) -> str | None:
    """Return the normal form of an address, or None where it is none."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None
