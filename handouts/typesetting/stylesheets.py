"""Reads stylesheets as WeasyPrint does, by tinycss2: https://www.w3.org/TR/css-syntax-3/."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

_HOLDS_RULES = frozenset({"media", "supports", "layer", "container"})
"""The at-rules with rules inside; others, such as `@page`, have declarations."""


@dataclass(frozen=True)
class Declaration:
    """A property and its value, anywhere in a stylesheet."""

    name: str
    """In small letters; a variable's as it is written."""
    value: tuple[Any, ...]
    """Tokens of tinycss2."""
    is_of_font_face: bool


@lru_cache(maxsize=256)
def declarations(text: str) -> tuple[Declaration, ...]:
    """Return all declarations of a stylesheet, in order; what cannot be read is left out."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return tuple(_declarations(rules, is_of_font_face=False))


def _declarations(nodes: Iterable[Any], *, is_of_font_face: bool) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            yield Declaration(name, tuple(node.value), is_of_font_face)
        elif getattr(node, "content", None):
            keyword = getattr(node, "lower_at_keyword", "")
            read = (
                tinycss2.parse_rule_list
                if keyword in _HOLDS_RULES
                else tinycss2.parse_blocks_contents
            )
            inner = read(node.content, skip_comments=True, skip_whitespace=True)
            yield from _declarations(inner, is_of_font_face=keyword == "font-face")


def variables(text: str) -> Mapping[str, str]:
    """Return the variables that a stylesheet sets, each with its last value as it is written."""
    return {
        one.name: tinycss2.serialize(one.value).strip()
        for one in declarations(text)
        if one.name.startswith("--")
    }


def tokens(values: Iterable[Any]) -> Iterator[Any]:
    """Yield tokens, and those inside of functions and brackets after each of these."""
    for token in values:
        yield token
        inside = "arguments" if token.type == "function" else "content"
        yield from tokens(getattr(token, inside, ()))


@lru_cache(maxsize=256)
def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses that a stylesheet names by `url()` and `@import`, in order."""
    return tuple(_addresses(text))


def _addresses(text: str) -> Iterator[str]:
    imports = False
    for token in tokens(tinycss2.parse_component_value_list(text, skip_comments=True)):
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (inner.value for inner in token.arguments if inner.type == "string")
        elif token.type == "string" and imports:
            yield token.value
        if token.type != "whitespace":
            imports = token.type == "at-keyword" and token.lower_value == "import"


def css_string(text: str) -> str:
    """Return a text as a string of CSS: https://www.w3.org/TR/css-syntax-3/#consume-string-token."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'
