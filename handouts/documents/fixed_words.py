"""The fixed words that templates ask for: `phrase`, and filters for days, times and lists.

    {{ phrase("documents.handout.objectives") }}
    {{ phrase("sheet.minutes", count=sheet.minutes) }}
    {{ phrase("fields.write", edition=edition) }}

Where a phrase has texts for editions, the one that is being made is known, but not in a macro that
is imported without context: that names it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from handouts.documents.editions import Edition
from handouts.languages import dates
from handouts.languages.phrases import Phrases
from handouts.languages.values import listed


def phrase(phrases: Phrases) -> Callable[..., Markup]:
    """Return the function by which templates have their fixed words."""

    @pass_context
    def worded(
        context: Context, name: str, /, edition: Edition | None = None, **values: Any
    ) -> Markup:
        made = edition or context.get("edition")
        is_edition = isinstance(made, Edition)
        of = (made.name, made.like) if is_edition else ("", "")
        return phrases.html(name, *of, **values)

    return worded


def filters(phrases: Phrases) -> Mapping[str, Callable[..., Any]]:
    """Return the filters for days, times and lists in the language of phrases."""

    def of_day(write: Callable[..., str]) -> Callable[[Any], str]:
        """Return a filter of a session's day, which has a date and perhaps two times."""
        return lambda day: write(phrases, day.date, day.start, day.end)

    def in_words(items: Iterable[Any]) -> str:
        return listed(phrases.locale, [*items])

    return {
        "long_date": partial(dates.long_date, phrases),
        "month_day": partial(dates.month_day, phrases),
        "when": of_day(dates.when),
        "clock": lambda time: dates.times(phrases, time, None),
        "full_when": of_day(dates.full_when),
        "listed": in_words,
    }
