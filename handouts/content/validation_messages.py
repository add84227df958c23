"""What a validator's error means to someone who does not know validators."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from handouts.content import field_types
from handouts.content.yaml_tree import Location, YamlTree, value_at
from handouts.text.suggestions import did_you_mean

_LONGEST_SHOWN = 80
"""Letters of a key or a value that are repeated in a message."""
Explained = tuple[int, str, str, int]
"""Line, cause, cure, and how many lines of the file to quote."""


def worth_reporting(details: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the errors of pydantic without those that follow from another one.

    An entry that is wrong is not counted, so that its list may seem too short as well.
    """
    told = list(details)
    wrong = [detail["loc"] for detail in told]
    return [
        detail
        for detail in told
        if detail["type"] != "too_short"
        or not any(
            loc != detail["loc"] and loc[: len(detail["loc"])] == detail["loc"] for loc in wrong
        )
    ]


def explain(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of error, and nothing else
    detail: Mapping[str, Any], tree: YamlTree, model: type[BaseModel]
) -> Explained:
    """Return where an error of pydantic stands, its cause and its cure."""
    location: Location = tuple(part for part in detail["loc"] if part != "[key]")
    line, name = tree.line(location), _name(location)
    limits = detail.get("ctx", {})
    match detail["type"]:
        case field_types.EXPLAINED:
            return line, f"{name} {limits['cause']}", limits["cure"], 1
        case "missing":
            return _missing(location, tree, model)
        case "extra_forbidden":
            keys = _keys(model, location)
            cure = did_you_mean(str(location[-1]), keys) or f"Keys here are: {', '.join(keys)}."
            key = _shown(location[-1])
            return line, f'{_place(location[:-1])}has an unknown key "{key}"', cure, 1
        case "string_too_short":
            return line, f"{name} is empty", "Write its text.", 1
        case "string_type" if value_at(tree.value, location) is None:
            return line, f"{name} is empty", "Write its text.", 1
        case "string_type":
            cure = "Put the whole text in quotes, because of its [, its { or its colon."
            if tree.line((*location, 0)) > line:
                cure = "Write one text behind the colon, without dashes."
            return line, f"{name} is not one text", cure, 1
        case "dict_type" | "model_type" | "model_attributes_type":
            cure = "Write keys and values, each on a line of its own: `key: value`."
            if location and detail["type"] != "dict_type":
                cure += f" Keys here are: {', '.join(_keys(model, (*location, '')))}."
            return line, f"{name} has no keys", cure, 1
        case "tuple_type":
            return line, f"{name} is not a list", "Begin each entry's line with `- `.", 1
        case "too_short" | "too_long":
            value = value_at(tree.value, location)
            count = len(value) if isinstance(value, list | dict) else 0
            entries = f"{count} {'entry' if count == 1 else 'entries'}"
            least = "at least" if detail["type"] == "too_short" else "at most"
            limit = limits.get("min_length", limits.get("max_length"))
            return line, f"{name} has {entries}", f"It has {least} {limit}.", 1
        case "string_pattern_mismatch" if detail["loc"][-1] == "[key]":
            cure = "A key is a word of lower-case letters, digits and _: "
            example = re.sub(r"[^a-z0-9]+", "_", str(location[-1]).lower()).strip("_0123456789")
            cause = f'the key "{_shown(location[-1])}" cannot be used'
            return line, cause, f"{cure}{_shown(example) or 'a'}.", 1
        case "string_pattern_mismatch":
            cause = f'{name} cannot be "{_shown(value_at(tree.value, location))}"'
            return line, cause, _description(model, location), 1
        case "literal_error":
            cure = f"Write one of these: {str(limits['expected']).replace(chr(39), '')}."
            value = value_at(tree.value, location)
            cause = f'cannot be "{_shown(value)}"' if isinstance(value, str) else "is not one text"
            return line, f"{name} {cause}", cure, 1
        case "value_error":
            return line, f"{name}: {limits['error']}", _description(model, location), 1
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal" as bound:
            (limit,) = limits.values()
            words = _BOUNDS[bound]
            return line, f"{name} has to be {words} {limit}", _description(model, location), 1
        case type_:
            for start, (cause, cure) in _OTHER_KINDS.items():
                if type_.startswith(start):
                    return line, f"{name} {cause}", cure, 1
            return line, f"{name} cannot be used as it is", _description(model, location), 1


_BOUNDS = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than": "less than",
    "less_than_equal": "at most",
}
_OTHER_KINDS = {
    "bool": ("is neither yes nor no", "Write yes or no."),
    "int": ("is not a whole number", "Write a whole number, for example 15."),
    "date": ("is not a date", "Write it as year-month-day: 2026-11-22."),
}
"""Cause and cure by what the types of pydantic's errors begin with."""


def _missing(location: Location, tree: YamlTree, model: type[BaseModel]) -> Explained:
    parent, key = location[:-1], location[-1]
    present = value_at(tree.value, parent)
    line = tree.line(parent)
    expected = _keys(model, location)
    if location[:1] == ("rows",) and len(location) == 3:
        cells = [name for name in expected if name != "label"]
        cure = f"Every row needs one cell for each column: {', '.join(cells)}."
        what, quoted = "cell", min(3, len(present) if isinstance(present, dict) else 1)
    else:
        cure, what, quoted = f"Add a line: {key}: …", "line", 0
    if isinstance(present, dict):
        unknown = {name: tree.line((*parent, name)) for name in present if name not in expected}
        if hint := did_you_mean(str(key), unknown):
            typo = next(name for name in unknown if f'"{name}"' in hint)
            cure += f' Did you mean "{typo}" on line {unknown[typo]}?'
    return line, f'{_place(parent)}has no "{key}" {what}', cure, quoted


def _name(location: Location) -> str:
    """Say what a location is called: `row 7: "healing"`."""
    if not location:
        return "the file"
    if len(location) == 2 and location[0] == "rows":
        return f"row {int(location[1]) + 1}"
    if len(location) == 3 and location[0] == "rows":
        return f'row {int(location[1]) + 1}: "{_shown(location[2])}"'
    words = [f"{p + 1}" if isinstance(p, int) else f'"{_shown(p)}"' for p in location]
    return " ".join(words)


def _place(location: Location) -> str:
    return f"{_name(location)} "


def _keys(model: type[BaseModel], location: Location) -> list[str]:
    fields = _owner(model, location).model_fields
    return [field.alias or name for name, field in fields.items()]


def _description(model: type[BaseModel], location: Location) -> str:
    """Return what the innermost field of a location is for; something is said of each of them."""
    found = ""
    for place, part in enumerate(location):
        field = _owner(model, location[: place + 1]).model_fields.get(str(part))
        if field is not None and field.description:
            found = field.description
    return found


def _shown(value: object) -> str:
    """Return the beginning of a key or a value on one line."""
    text = " ".join(str(value)[: 2 * _LONGEST_SHOWN].split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _owner(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """Return the model that the last part of a location belongs to."""
    for part in location[:-1]:
        field = model.model_fields.get(str(part))
        if field is None:
            continue
        for candidate in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                model = candidate
    return model
