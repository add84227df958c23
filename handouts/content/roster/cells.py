"""One cell → what it says, or a CellError with the cause and the cure."""

import re
import unicodedata
from decimal import Decimal

from handouts.content.roster.findings import CellError, shortened
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
        raise CellError(f"holds {text} instead of text", "Mend its formula, or type the text.")
    if len(text) > LONGEST:
        cause = f"has more than {LONGEST} letters"
        raise CellError(cause, "Shorten it to what is to be printed.")
    if text.startswith(_FORMULA):
        cause = f"begins with {text[0]} as a formula does"
        raise CellError(cause, "Type what is to be printed.", "begins as a formula does")
    for _, cause, cure in characters.unprintable(text):
        raise CellError(f"is not fit for print: {cause}", cure, "is not fit for print")
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
    raise CellError("says neither yes nor no", "Write yes or no; an empty cell is no.")


def hours(text: str) -> Decimal | None:
    """Return clock hours, in quarters: `5.5`, `5,5`, `5.5 hours`, `5:30`. Raises CellError."""
    written = filled(text).lower()
    if not written:
        return None
    cure = "Write clock hours in quarters, for example 5, 5.25 or 5.5."
    if clock := _CLOCK.fullmatch(written):
        number = Decimal(clock[1]) + Decimal(clock[2]) / 60
    elif found := _HOURS.fullmatch(written):
        number = Decimal(found[1].replace(",", "."))
    elif re.match(r"[-–−]\s*\d", written):
        raise CellError("is less than nothing", cure)
    else:
        raise CellError("is not a number of hours", cure)
    if number > _MOST_HOURS:
        raise CellError(f"is more than {_MOST_HOURS} hours", cure)
    if number * 4 != int(number * 4):
        raise CellError("is not in quarters of an hour", cure)
    return Decimal(int(number * 4)) / 4


def email(text: str) -> str:
    """Return an e-mail address in its normal form. Raises CellError where it is not exactly one."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    address = filled(text)
    if not address:
        return ""
    cure = "Write one address, for example ann@example.org, or leave the cell empty."
    if address.count("@") > 1:
        raise CellError("holds more than one e-mail address", "Keep one of them.")
    if inner := re.fullmatch(r".*<([^<>]*)>.*", address):
        only = f"Write only the address: {shortened(inner[1].strip())}"
        raise CellError("holds more than the e-mail address", only)
    if len(address) > _LONGEST_ADDRESS:
        raise CellError("is too long for an e-mail address", cure)
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise CellError("is not an e-mail address", cure) from None
