"""What a form for a content file has to ask, read from the model of the file."""

import datetime
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from handouts.content.yaml_tree import Location

Kind = Literal[
    "text", "long text", "date", "time", "number", "yes or no", "choice", "list", "group", "table"
]
"""Of a field: `list` has several of what `inner` describes, or texts; `table` gives a value to each
of names that the trainer chooses."""
_KINDS: Mapping[type, Kind] = {
    datetime.date: "date",
    datetime.time: "time",
    Decimal: "number",
    int: "number",
    bool: "yes or no",
}
_LONG = frozenset({"address", "statement", "reflection", "claims"})
"""Keys of texts that have several lines, or whole sentences."""
_LABELS = {
    "byline": "Author",
    "code": "Document numbers begin with",
    "date": "Date",
    "id": "ID",
    "verify_url": "Address of the verification page",
    "reply_to": "Answers go to",
    "credentials": "Letters after the name",
    "part": "Part of a series",
    "host": "Name of the server",
    "user": "User name",
    "profiles": "Continuing-education rules",
    "theme": "Look",
    "body": "Body that approved you",
    "before": "Before the day",
    "after": "After the day",
    "format": "How it is held",
    "leave_out": "Left out",
}
"""What fields are called whose keys say it badly."""
_OF_FILES = re.compile(r"handouts |--\w|command line|content/|build/|\.yaml|\.md")
"""What sentences are about that help only who writes the file by hand."""
_OF_LISTS = re.compile(r",? by (?:their )?names in `handouts list`")


@dataclass(frozen=True)
class FormField:
    """One thing that a form asks."""

    key: str
    label: str
    """What people call it."""
    kind: Kind
    help: str
    """A sentence or two; may be empty."""
    is_required: bool
    choices: tuple[str, ...] = ()
    default: str = ""
    """What holds where nothing is written."""
    inner: tuple["FormField", ...] = ()
    """The fields of a group, of each item of a list, of each value of a table; empty where these
    are texts or numbers."""


def fields(
    model: type[BaseModel], choices: Mapping[str, Sequence[str]] | None = None
) -> tuple[FormField, ...]:
    """Return the fields of a model, in its order.

    `choices` has what can be chosen for a key that the model does not know: `theme`.
    """
    found = choices or {}
    return tuple(_field(key, field, found) for key, field in model.model_fields.items())


def key_order(model: type[BaseModel], at: Location = ()) -> dict[Location, tuple[str, ...]]:
    """Return the keys of all mappings of a model in its order; each item of a list is number 0."""
    order = {at: tuple(model.model_fields)}
    for key, field in model.model_fields.items():
        inner, several = _model_of(field.annotation)
        if inner is not None:
            order |= key_order(inner, (*at, key, 0) if several else (*at, key))
    return order


def _field(key: str, field: FieldInfo, choices: Mapping[str, Sequence[str]]) -> FormField:
    annotation = _without_none(field.annotation)
    own = tuple(choices.get(key, ())) or _choices(annotation, field.metadata)
    inner, _ = _model_of(annotation)
    return FormField(
        key,
        _LABELS.get(key, key.replace("_", " ").capitalize()),
        _kind(key, annotation, own),
        _help(field.description or ""),
        field.is_required(),
        own,
        _default(field),
        fields(inner, choices) if inner else (),
    )


def _kind(key: str, annotation: Any, choices: Sequence[str]) -> Kind:
    origin = get_origin(annotation)
    if origin is tuple:
        return "list"
    if origin is dict:
        return "table"
    if choices:
        return "choice"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "group"
    return _KINDS.get(annotation, "long text" if key in _LONG else "text")


def _without_none(annotation: Any) -> Any:
    """Return a type without None beside it, and without what is said of it."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (one for one in get_args(annotation) if one is not type(None))
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    return annotation


def _model_of(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """Return the model in a type, if there is one, and whether a list has several of it."""
    plain = _without_none(annotation)
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return plain, False
    origin = get_origin(plain)
    if origin is tuple:
        return _model_of(get_args(plain)[0])[0], True
    if origin is dict:
        return _model_of(get_args(plain)[1])[0], False
    return None, False


def _choices(annotation: Any, metadata: Sequence[object]) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    return next(_alternatives(metadata), ())


def _alternatives(metadata: Sequence[object]) -> Iterator[tuple[str, ...]]:
    """Yield the words between which a pattern such as `^(letter|a4)$` lets one choose."""
    for one in metadata:
        found = re.fullmatch(r"\^\(([\w|]+)\)\$", str(getattr(one, "pattern", None)))
        if found:
            yield tuple(found[1].split("|"))


def _help(description: str) -> str:
    """Return what a description says to who fills in a form."""
    whole = _OF_LISTS.sub("", " ".join(description.split()))
    sentences = re.split(r"(?<=[.;])\s+", whole)
    kept = [one for one in sentences if not _OF_FILES.search(one)]
    text = " ".join(kept).rstrip(";").replace("`", "")
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith(".") else f"{text}."


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined or not isinstance(value, str | int | Decimal):
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
