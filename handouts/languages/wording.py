"""One text of a phrase: letters, places of values, and where bold begins and ends."""

import functools
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BOLD = "**"


@dataclass(frozen=True)
class Wording:
    """A text that was read."""

    parts: tuple[tuple[str, str], ...]
    """What kind each part is, `letters`, `value` or `bold`, and its letters or its name."""

    @property
    def names(self) -> frozenset[str]:
        """The names of its values."""
        return frozenset(part for kind, part in self.parts if kind == "value")

    @property
    def has_bold(self) -> bool:
        """Whether any of it is bold."""
        return any(kind == "bold" for kind, _ in self.parts)

    def text(self, values: Mapping[str, str]) -> str:
        """Return it with its values, without what makes letters bold."""
        written = (values[part] if kind == "value" else part for kind, part in self.parts)
        return "".join(str(one) for one in written)

    def html(self, values: Mapping[str, str]) -> Markup:
        """Return it with its values as HTML; values that are Markup stay as they are."""
        found, is_bold = Markup(), False
        for kind, part in self.parts:
            if kind == "bold":
                is_bold = not is_bold
                found += Markup("<strong>") if is_bold else Markup("</strong>")
            else:
                found += escape(values[part] if kind == "value" else part)
        return found


@functools.lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Return the parts of a text. Raises ValueError where its braces or stars are no pairs."""
    parts = tuple(_parts(text))
    if sum(kind == "bold" for kind, _ in parts) % 2:
        raise ValueError(_BOLD)
    return Wording(parts)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for letters, name, spec, conversion in string.Formatter().parse(text):
        for place, run in enumerate(letters.split(_BOLD)):
            if place:
                yield "bold", ""
            if run:
                yield "letters", run
        if name is not None:
            if spec or conversion or not _NAME.fullmatch(name):
                raise ValueError(name)
            yield "value", name
