"""What a validator's error means to someone who does not know validators."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from pydantic import BaseModel

from handouts.content import field_types
from handouts.content.chart import GROUP, LABEL
from handouts.content.yaml_tree import Location, YamlTree, value_at
from handouts.messages import Message, Value, message
from handouts.text.suggestions import nearest

_LONGEST_SHOWN = 80
"""Letters of a key or a value that are repeated in a message."""
Explained = tuple[int, Message, int]
"""Line, message, and how many lines of the file to quote."""


def worth_reporting(details: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the errors of pydantic without those that follow from another one.

    An entry that is wrong is not counted, so that its list may seem too short as well.
    """
    found = list(details)
    wrong = [detail["loc"] for detail in found]
    return [
        detail
        for detail in found
        if detail["type"] != "too_short"
        or not any(
            loc != detail["loc"] and loc[: len(detail["loc"])] == detail["loc"] for loc in wrong
        )
    ]


def explain(detail: Mapping[str, Any], tree: YamlTree, model: type[BaseModel]) -> Explained:
    """Return where an error of pydantic stands, what it means, and how many lines show it."""
    location: Location = tuple(part for part in detail["loc"] if part != "[key]")
    line = tree.line(location)
    match detail["type"]:
        case "missing":
            return _missing(location, tree, model)
        case "extra_forbidden":
            return line, _unknown_key(location, model), 1
        case "string_pattern_mismatch" if detail["loc"][-1] == "[key]":
            return line, _odd_key(location), 1
        case "value_error":
            reason = str(detail["ctx"]["error"])
            found = message(
                "fields.wrong",
                name=_name(location),
                reason=reason,
                description=_description(model, location),
            )
            return line, found, 1
    named = message(
        "fields.named", name=_name(location), problem=_of_value(detail, location, tree, model)
    )
    return line, named, 1


def _of_value(  # noqa: C901, PLR0911 - one case for each kind of error, and nothing else
    detail: Mapping[str, Any], location: Location, tree: YamlTree, model: type[BaseModel]
) -> Message:
    """Return what is wrong with a value; its name comes before."""
    limits, value = detail.get("ctx", {}), value_at(tree.value, location)
    match detail["type"]:
        case field_types.EXPLAINED:
            found: Message = limits["message"]
            return found
        case "string_too_short":
            return message("fields.empty")
        case "string_type" if value is None:
            return message("fields.empty")
        case "string_type":
            is_list = tree.line((*location, 0)) > tree.line(location)
            return message("fields.list-for-text" if is_list else "fields.not-one-text")
        case "model_type" | "model_attributes_type" if location:
            return message("fields.no-keys-of", keys=_keys(model, (*location, "")))
        case "dict_type" | "model_type" | "model_attributes_type":
            return message("fields.no-keys")
        case "tuple_type":
            return message("fields.not-a-list")
        case "too_short" | "too_long" as kind:
            return message(
                "fields.too-few" if kind == "too_short" else "fields.too-many",
                count=len(value) if isinstance(value, list | dict) else 0,
                limit=limits.get("min_length", limits.get("max_length")),
            )
        case "literal_error":
            choices = str(limits["expected"]).replace("'", "")
            if isinstance(value, str):
                return message("fields.not-a-choice", value=_shown(value), choices=choices)
            return message("fields.no-text-for-choice", choices=choices)
    return _of_kind(str(detail["type"]), limits, _shown(value), _description(model, location))


def _of_kind(kind: str, limits: Mapping[str, Any], value: str, description: str) -> Message:
    """Return what an error means that is known by its type alone."""
    if kind == "string_pattern_mismatch":
        return message("fields.odd-value", value=value, description=description)
    if code := _BOUNDS.get(kind):
        (limit,) = limits.values()
        return Message(code, (("description", description), ("limit", str(limit))))
    for start, known in _OTHER_KINDS.items():
        if kind.startswith(start):
            return known
    return message("fields.unusable", description=description)


_BOUNDS = {
    "greater_than": "fields.not-more",
    "greater_than_equal": "fields.not-enough",
    "less_than": "fields.not-less",
    "less_than_equal": "fields.too-much",
}
_OTHER_KINDS = {
    "bool": message("fields.neither-yes-nor-no"),
    "int": message("fields.not-a-whole-number"),
    "date": message("fields.not-a-date-at-all"),
}
"""By what the types of pydantic's errors begin with."""


def _unknown_key(location: Location, model: type[BaseModel]) -> Message:
    keys, key = _keys(model, location), str(location[-1])
    near = nearest(key, keys)
    return message(
        "fields.unknown-key",
        name=_name(location[:-1]),
        key=_shown(key),
        suggestion=message("text.did-you-mean", word=near)
        if near
        else message("fields.keys-here", keys=keys),
    )


def _odd_key(location: Location) -> Message:
    key = location[-1]
    example = re.sub(r"[^a-z0-9]+", "_", str(key).lower()).strip("_0123456789")
    return message("fields.odd-key", key=_shown(key), example=_shown(example) or "a")


def _missing(location: Location, tree: YamlTree, model: type[BaseModel]) -> Explained:
    parent, key = location[:-1], str(location[-1])
    present = value_at(tree.value, parent)
    expected = _keys(model, location)
    is_cell = location[:1] == ("rows",) and len(location) == 3
    unknown = [name for name in present if name not in expected] if _has_keys(present) else []
    typo = nearest(key, unknown)
    place: dict[str, Value] = {"name": _name(parent), "key": key}
    if typo:
        place |= {"typo": typo, "line": tree.line((*parent, typo))}
    if is_cell:
        place["columns"] = tuple(name for name in expected if name not in (LABEL, GROUP))
        found = message("fields.missing-cell-or-typo" if typo else "fields.missing-cell", **place)
    else:
        found = message("fields.missing-line-or-typo" if typo else "fields.missing-line", **place)
    quoted = min(3, len(present) if _has_keys(present) else 1) if is_cell else 0
    return tree.line(parent), found, quoted


def _has_keys(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _name(location: Location) -> Message | str:
    """Return what a location is called: `row 7: "healing"`."""
    if not location:
        return message("fields.the-file")
    if len(location) == 2 and location[0] == "rows":
        return message("fields.row", number=int(location[1]) + 1)
    if len(location) == 3 and location[0] == "rows":
        return message("fields.cell", number=int(location[1]) + 1, key=_shown(location[2]))
    words = [f"{p + 1}" if isinstance(p, int) else f'"{_shown(p)}"' for p in location]
    return " ".join(words)


def _keys(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    fields = _owner(model, location).model_fields
    return tuple(field.alias or name for name, field in fields.items())


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
