"""Plain values → YAML as a person would write it: no quotation marks where none are needed.

The reader of content takes each scalar for a text, so `10`, `2026-03-01` and `no` need none.
"""

from typing import Any

import yaml

from handouts.content.yaml_errors import ODD_SPACES

_WIDTH = 96
"""Letters of a line; a longer text that is written anew is folded."""
_ENDLESS = 1_000_000
"""Letters of a line that is not folded, since something may stand behind it."""


class _Text(str):
    """A text that is to be in the quotation marks that it has now."""

    __slots__ = ("style",)
    style: str


class _Dumper(yaml.SafeDumper):
    """Writes each scalar as a text, and indents lists below their keys."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as in the class above it

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _represented(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = getattr(text, "style", None) or (None if text else "'")
    if text[:1] in ODD_SPACES or text[-1:] in ODD_SPACES:
        style = '"'
    elif "\n" in text and style != '"':
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style)


_Dumper.add_representer(str, _represented)
_Dumper.add_representer(_Text, _represented)


def emitted_entry(key: str, value: Any, column: int) -> str:
    """Return the lines of a key and its value, the key at a column counted from 0."""
    return _indented(_dumped({key: value}, width=_WIDTH), column)


def emitted_item(value: Any, column: int) -> str:
    """Return the lines of an item of a list, its dash at a column counted from 0."""
    lines = _dumped([value], width=_WIDTH)
    first = len(lines) - len(lines.lstrip(" "))
    return _indented("\n".join(line[first:] for line in lines.split("\n")), column)


def emitted_scalar(text: str, style: str | None) -> str:
    """Return a text on one line, in these quotation marks if it had any."""
    styled = _Text(text)
    styled.style = style if style in ("'", '"') else ""
    return _dumped({"k": styled}).removeprefix("k: ").rstrip("\n")


def emitted_flow(value: Any) -> str:
    """Return a list or a mapping on one line."""
    return _dumped(value, flow=True).rstrip("\n")


def _dumped(value: Any, *, flow: bool = False, width: int = _ENDLESS) -> str:
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            width=width,
            default_flow_style=flow,
        )
    )


def _indented(lines: str, column: int) -> str:
    margin = " " * column
    return "".join(f"{margin}{line}".rstrip(" ") + "\n" for line in lines.rstrip("\n").split("\n"))
