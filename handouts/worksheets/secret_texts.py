"""What may not be anywhere in the participants' file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handouts.worksheets.sheet import Exercise
from handouts.worksheets.words import letters_of, plain

_LEAST = 12
"""Letters. What is shorter, such as “Name”, may well stand on a sheet for another reason."""


def secrets(answers: Iterable[str], exercises: Iterable[Exercise], **shown: Any) -> tuple[str, ...]:
    """Return those plain texts that give an answer away: long enough, and not to be seen anyway."""
    seen = visible([shown, *(exercise.shown for exercise in exercises)])
    telling = ((text, letters_of(text)) for text in answers)
    found = (text for text, bare in telling if len(bare) >= _LEAST and bare not in seen)
    return tuple(dict.fromkeys(found))


def visible(shown: object) -> str:
    """Return the letters of all that participants see, without spaces and signs."""
    return "".join(letters_of(plain(text)) + letters_of(text) for text in texts(shown))


def texts(shown: object) -> Iterator[str]:
    """Yield every text in what is shown, however deep it stands."""
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, Mapping):
        for value in shown.values():
            yield from texts(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from texts(value)
