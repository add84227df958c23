"""Signs that Word takes from its fonts of signs (Wingdings, Webdings, Symbol) → letters.

Word writes an arrow for `-->` and a face for `:)` so. What no font has is an arrow or a tick as all
fonts have it, or else nothing.
"""

import re
import unicodedata

from mammoth.docx.dingbats import dingbats

from handouts.fonts.house import not_in_house_fonts, system_family

FONTS = frozenset(font for font, _ in dingbats)
"""The names of the fonts whose characters are signs."""
PRIVATE = re.compile("[\uf020-\uf0ff]")
"""How the characters of such fonts stand in a text."""
_ARROWS = {
    "LEFT RIGHT": "↔", "UP DOWN": "↕", "NORTH WEST": "↖", "NORTH EAST": "↗", "SOUTH WEST": "↙",
    "SOUTH EAST": "↘", "LEFT": "←", "RIGHT": "→", "UP": "↑", "DOWN": "↓",
}  # fmt: skip
_MARKS = {"CHECK MARK": "✓", "BALLOT BOX": "☐", "BALLOT X": "✗", "BALLOT BOLD": "✗"}
_SHORT_NAMES = re.compile(r"(LEFT|RIGHT|UP|DOWN)WARDS?\b")


def letter(font: str, code: int) -> str:
    """Return the letter of a character of a font of signs; `""` where no font has one.

    `code` is counted from 0 or from U+F000, where Word keeps such characters.
    """
    found = dingbats.get((font, code), dingbats.get((font, code - 0xF000)))
    return printable(chr(found)) if found else ""


def printable(sign: str) -> str:
    """Return a sign, or one like it that fonts have; `""` where there is none."""
    if not not_in_house_fonts(sign) or system_family(sign):
        return sign
    name = _SHORT_NAMES.sub(r"\1", unicodedata.name(sign, ""))
    if re.search(r"\b(?:ARROW|ARROWHEAD|BARB)\b", name):
        return next((arrow for words, arrow in _ARROWS.items() if words in name), "")
    return next((mark for words, mark in _MARKS.items() if words in name), "")
