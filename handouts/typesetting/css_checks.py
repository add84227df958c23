"""What WeasyPrint passes over in silence in a stylesheet: undefined variables, missing families."""

import re
from collections.abc import Iterable, Sequence

from handouts.fonts import house

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^\"';]+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_DEFINED = re.compile(r"(--[\w-]+)\s*:")
_ASKED = re.compile(r"(?:font(?:-family)?|--(?:serif|sans|fallback|[\w-]*font))\s*:([^;}]*)")
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")


def declared_families(sheets: Iterable[str]) -> tuple[str, ...]:
    """Return the font families that the texts of stylesheets bring with them by `@font-face`."""
    faces = [face for sheet in sheets for face in _FACE.findall(_COMMENT.sub("", sheet))]
    found = [match[1].strip() for face in faces if (match := _FAMILY.search(face))]
    return tuple(dict.fromkeys(found))


def silent_failures(sheets: Sequence[str], families: Iterable[str]) -> tuple[str, ...]:
    """Return what would go wrong without a warning, each as a sentence.

    `sheets` are the texts of all stylesheets of one document, `families` the system fonts that it
    may use besides those of the sheets themselves.
    """
    text = _COMMENT.sub("", "\n".join(sheets))
    missing = dict.fromkeys(_USED.findall(text))
    for name in _DEFINED.findall(text):
        missing.pop(name, None)
    there = {*declared_families(sheets), *families, house.SERIF, house.SANS}
    asked = [
        name for value in _ASKED.findall(_FACE.sub("", text)) for name in _QUOTED.findall(value)
    ]
    absent = [name for name in dict.fromkeys(asked) if name not in there]
    return (
        *(f"The styles use the variable {name}, which none of them sets." for name in missing),
        *(f'The styles ask for the font "{name}", which no @font-face brings.' for name in absent),
    )
