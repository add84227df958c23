"""The values of YAML as the reader of content has them, where each scalar is a text."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from handouts.content import yaml_tree
from handouts.content.yaml_tree import Location

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A value as the reader of content has it: each scalar is a text."""


def plain(value: Any) -> Plain:
    """Return a value with texts for all scalars, as the reader would have it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    return str(value)


def with_value(old: Plain, location: Location, value: Plain) -> Plain:
    """Return a plain value in which one place holds another; what leads there is made."""
    if not location:
        return value
    if value is None and yaml_tree.value_at(old, location) is None:
        return old
    step, rest = location[0], location[1:]
    if isinstance(step, int):
        items = list(old) if isinstance(old, list) else []
        before = items[step] if step < len(items) else None
        new = with_value(before, rest, value)
        items[step : step + 1] = [] if new is None else [new]
        return items
    mapping = dict(old) if isinstance(old, dict) else {}
    new = with_value(mapping.get(step), rest, value)
    if new is None:
        mapping.pop(step, None)
    else:
        mapping[step] = new
    return mapping


def is_equal(value: object, other: object) -> bool:
    """Whether two values say the same; a key with nothing behind it says nothing."""
    return (plain(value) or {}) == (plain(other) or {})


def is_same_text(old: object, new: Plain) -> bool:
    """Whether two texts differ by nothing but line feeds at their ends, as blocks have them."""
    return isinstance(old, str) and isinstance(new, str) and old.rstrip("\n") == new.rstrip("\n")


def shortened(old: Plain, location: Location) -> Location:
    """Return what is to be taken away, so that no list and no mapping is left empty."""
    while len(location) > 1 and with_value(old, location, None) != old:
        around = yaml_tree.value_at(with_value(old, location, None), location[:-1])
        if around:
            break
        location = location[:-1]
    return location
