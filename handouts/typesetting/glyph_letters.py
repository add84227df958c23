"""What each glyph of a font stands for, as the font itself has it.

WeasyPrint gives all letters of a cluster to one of its glyphs and none to the others, and keeps
that for every other place where the glyph stands: https://docs.microsoft.com/typography/opentype/
describes the tables that know better, `cmap` and `GSUB`.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

_SINGLE, _ALTERNATE, _LIGATURE, _EXTENSION = 1, 3, 4, 7
"""Kinds of substitutions that keep all letters. OpenType, GSUB, lookup types."""
_DEPTH = 4
"""How often one substitution may follow another: initial form, ligature, stylistic form."""
NO_LETTERS = "\u200b"
"""Stands for a glyph with no letter of its own: a reader takes a glyph without a text for one."""


def own_texts(texts: Mapping[int, str], content: bytes, index: int) -> dict[int, str]:
    """Return the letters of each glyph, given those that WeasyPrint found for it.

    `content` is the file of the font, and `index` its place in a file of several. They are looked
    into only where a text is empty, or has marks that may belong to other glyphs.
    """
    doubtful = {glyph: text for glyph, text in texts.items() if _is_doubtful(text)}
    if not doubtful:
        return dict(texts)
    known = _letters(content, index)
    return {**texts, **{glyph: _better(text, known.get(glyph)) for glyph, text in doubtful.items()}}


def _is_doubtful(text: str) -> bool:
    return not text or (
        len(text) > 1 and any(unicodedata.category(character)[0] in "MC" for character in text)
    )


def _better(text: str, own: str | None) -> str:
    """Return the letters that the font has for a glyph, if they can be a part of its text."""
    if own is None:
        return text or NO_LETTERS
    whole = unicodedata.normalize("NFKD", text)
    return own if not text or unicodedata.normalize("NFKD", own) in whole else text


@lru_cache(maxsize=16)
def _letters(content: bytes, index: int) -> Mapping[int, str]:
    """Return for each glyph of a font the letters that become it, by the numbers of the glyphs."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow, and most texts have no clusters

    with TTFont(BytesIO(content), fontNumber=index, lazy=True) as font:
        found: dict[str, str] = {}
        for point, name in sorted((font.getBestCmap() or {}).items()):
            found.setdefault(name, _plain(chr(point)))
        substitutions = list(_substitutions(font["GSUB"].table)) if "GSUB" in font else []
        for _ in range(_DEPTH):
            for parts, result in substitutions:
                if result not in found and all(part in found for part in parts):
                    found[result] = "".join(found[part] for part in parts)
        return {font.getGlyphID(name): text for name, text in found.items()}


def _plain(character: str) -> str:
    """Return the letters of an Arabic form, which fonts list as characters of their own."""
    plain = unicodedata.normalize("NFKC", character)
    is_form = "\ufb50" <= character <= "\ufdff" or "\ufe80" <= character <= "\ufefc"
    return plain if is_form else character


def _substitutions(table: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each substitution of one glyph or several by one."""
    for lookup in table.LookupList.Lookup if table.LookupList else ():
        for part in lookup.SubTable:
            kind, rules = lookup.LookupType, part
            if kind == _EXTENSION:
                kind, rules = part.ExtensionLookupType, part.ExtSubTable
            if kind == _SINGLE:
                yield from (((old,), new) for old, new in rules.mapping.items())
            elif kind == _ALTERNATE:
                for old, news in rules.alternates.items():
                    yield from (((old,), new) for new in news)
            elif kind == _LIGATURE:
                for first, ligatures in rules.ligatures.items():
                    for one in ligatures:
                        yield (first, *one.Component), one.LigGlyph
