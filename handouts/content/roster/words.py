"""The words that lists of people use: statuses, yes and no, telephones, degrees. They are data."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from handouts.content.roster.names import folded
from handouts.content.yaml_tree import read_data

Kind = Literal[
    "attending",
    "out",
    "came",
    "absent",
    "late",
    "nothing",
    "not_given",
    "leading",
    "asides",
    "pronouns",
    "devices",
    "device_brands",
    "device_extras",
    "nobody",
    "degrees",
    "titles",
]


@lru_cache(maxsize=10_000)
def are(kind: Kind, text: str) -> bool:
    """Whether a text is one of the words of a kind, however it is written."""
    return folded(text) in words(kind)


def words(kind: Kind) -> frozenset[str]:
    """Return the words of a kind, as `folded` returns them."""
    return _folded()[kind]


@cache
def error_values() -> frozenset[str]:
    """Return what spreadsheet programs show for a formula that cannot be worked out."""
    return frozenset(_flat(_file()["error_values"]))


@cache
def _folded() -> Mapping[str, frozenset[str]]:
    return MappingProxyType(
        {kind: frozenset(map(folded, _flat(listed))) for kind, listed in _file().items()}
    )


@cache
def _file() -> Mapping[str, list[str] | list[list[str]]]:
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    read: dict[str, list[str] | list[list[str]]] = read_data(text)
    return MappingProxyType(read)


def _flat(listed: list[str] | list[list[str]]) -> list[str]:
    """Return words that stand in one list or in several, one to a line of the file."""
    return [word for one in listed for word in ([one] if isinstance(one, str) else one)]
