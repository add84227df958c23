"""Values → one text, the same on every machine and for every release: for digests that are kept."""

import dataclasses
import datetime
import json
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

_EMPTY: tuple[object, ...] = (None, "", [], {})
VERSION = 1
"""Counted up when the same values are to give another text; whatever is printed then changes."""


def canonical(value: object) -> bytes:
    """Return a value as JSON: keys sorted, no spaces, UTF-8, with this form's version.

    Of data classes and models what their fields hold, by the fields' names, and `kind` where they
    have one: names of classes and of modules do not count, nor fields that are not compared. An
    empty field is left out, so that one that is added later changes nothing by being there.
    Raises TypeError for a value that has no plain form, such as the path of a file.
    """
    form = {"version": VERSION, "value": _plain(value)}
    text = json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode(errors="surrogatepass")


def _plain(value: Any) -> Any:
    fields = _fields(value)
    if fields is not None:
        plain = {name: _plain(getattr(value, name)) for name in fields}
        return {name: each for name, each in plain.items() if each not in _EMPTY}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Set):
        return sorted((_plain(each) for each in value), key=json.dumps)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal | datetime.date | datetime.time | datetime.timedelta):
        return str(value)
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    return value


def _fields(value: Any) -> list[str] | None:
    """Return the names of what a data class or a model holds; None for any other value."""
    of_model = getattr(type(value), "model_fields", None)
    if of_model is not None:  # pydantic's, which an unchanged build need not load
        return list(of_model)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return None
    kind = ["kind"] if hasattr(value, "kind") else []
    return [*(each.name for each in dataclasses.fields(value) if each.compare), *kind]
