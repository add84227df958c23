"""Values as a phrase shows them: numbers, days and lists in its language."""

import datetime
import functools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

_PLACE = "\ufdd0"
"""Stands for an item while a list is formed: no text has it."""


def shown(locale: Locale, value: Any) -> str:
    """Return a value as text. What is Markup stays Markup, in a list too."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value, locale)
    if isinstance(value, datetime.date):
        return format_date(value, "long", locale=locale)
    if isinstance(value, list | tuple):
        return listed(locale, value)
    return str(value)


@functools.lru_cache(maxsize=2048)
def _number(value: int | float | Decimal, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


def listed(locale: Locale, items: Sequence[Any]) -> str:
    """Return items as running text has them: `A, B, and C`."""
    words = [shown(locale, item) for item in items]
    between = format_list([_PLACE] * len(words), locale=locale).split(_PLACE)
    if not any(isinstance(word, Markup) for word in words):
        return between[0] + "".join(a + b for a, b in zip(words, between[1:], strict=True))
    found = escape(between[0])
    for word, after in zip(words, between[1:], strict=True):
        found += escape(word) + escape(after)
    return found
