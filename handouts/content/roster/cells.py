"""One cell → what it says, or a CellError with the cause and the cure."""

import re
import unicodedata
from decimal import Decimal

from handouts.content.roster.findings import CellError, shortened
from handouts.errors import literal
from handouts.messages import message
from handouts.text import characters

LONGEST = 200
"""Letters of a cell that is to be printed."""
_LONGEST_ADDRESS = 254
"""Letters of an e-mail address (RFC 5321, section 4.5.3.1.3, without the angle brackets)."""
_INERT = re.compile("(?<!Ã)\u00ad|[\u061c\u200b\u200e\u200f\u2060\ufeff\ufe0f]")
"""Invisible characters that come along when text is copied from web pages and address books.

A soft hyphen after Ã is half of a garbled í, by which the name is told to be garbled.
"""
_NOTHING = frozenset({"-", "–", "—", "−", "n/a"})
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
"""What spreadsheet programs show for a formula that cannot be worked out."""
_FORMULA = ("=", "+", "-", "@")
"""What makes spreadsheet programs take a cell for a formula when the list is opened again."""
_YES = frozenset({"yes", "y", "x", "1", "true", "✓", "✔", "☑", "present", "attended", "checked in"})
_NO = frozenset(
    {"no", "n", "0", "false", "absent", "not attended", "did not attend", "not present", "☐"}
    | {"no-show", "no show", "noshow", "cancelled", "canceled"}
)
_HOURS = re.compile(
    r"(\d{1,5}|\d{0,5}\.\d{1,6}|\d{1,5},\d{1,2})\s*(?:h|hr|hrs|hour|hours)?\.?", re.ASCII
)
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?::00)?", re.ASCII)
_MOST_HOURS = 1000


def clean(text: str) -> str:
    """Return a cell without stray spaces and invisible characters, its accents composed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INERT.sub("", text))
    return " ".join(text.split())


def filled(text: str) -> str:
    """Return a cleaned cell, or nothing where it only says that there is nothing: `–`, `n/a`."""
    return "" if text.lower() in _NOTHING else text


def printed(text: str) -> str:
    """Return a cell that is to be printed. Raises CellError where it cannot be."""
    if text in _ERRORS:
        raise CellError(message("people.error-value", value=text))
    if len(text) > LONGEST:
        raise CellError(message("people.long-cell", most=LONGEST))
    if text.startswith(_FORMULA):
        kind = str(message("people.formula-kind"))
        raise CellError(message("people.formula", sign=text[0]), kind=kind)
    for _, cause, cure in characters.unprintable(text):
        kind = str(message("people.unprintable-kind"))
        raise CellError(message("people.unprintable", why=literal(cause, cure)), kind=kind)
    return text


def optional(text: str) -> str:
    """Return a cell that is printed where it says something. Raises CellError as `printed`."""
    return "" if text.lower() == "none" else printed(filled(text))


def attended(text: str) -> bool:
    """Return whether a person came; an empty cell says no. Raises CellError where it is unclear."""
    word = filled(text).lower()
    if word in _YES:
        return True
    if not word or word in _NO:
        return False
    raise CellError(message("people.neither-yes-nor-no"))


def hours(text: str) -> Decimal | None:
    """Return clock hours, in quarters: `5.5`, `5,5`, `5.5 hours`, `5:30`. Raises CellError."""
    written = filled(text).lower()
    if not written:
        return None
    if clock := _CLOCK.fullmatch(written):
        number = Decimal(clock[1]) + Decimal(clock[2]) / 60
    elif found := _HOURS.fullmatch(written):
        number = Decimal(found[1].replace(",", "."))
    elif re.match(r"[-–−]\s*\d", written):
        raise CellError(message("people.negative-hours"))
    else:
        raise CellError(message("people.no-hours"))
    if number > _MOST_HOURS:
        raise CellError(message("people.many-hours", most=_MOST_HOURS))
    if number * 4 != int(number * 4):
        raise CellError(message("people.no-quarters"))
    return Decimal(int(number * 4)) / 4


def email(text: str) -> str:
    """Return an e-mail address in its normal form. Raises CellError where it is not exactly one."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    address = filled(text)
    if not address:
        return ""
    if address.count("@") > 1:
        raise CellError(message("people.two-addresses"))
    if inner := re.fullmatch(r".*<([^<>]*)>.*", address):
        only = shortened(inner[1].strip())
        raise CellError(message("people.more-than-address", address=only))
    if len(address) > _LONGEST_ADDRESS:
        raise CellError(message("people.long-address"))
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise CellError(message("people.no-address")) from None
