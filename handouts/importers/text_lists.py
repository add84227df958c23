"""Items of lists in plain text, by what their lines begin with: bullets, numbers, letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Family = Literal["bullet", "number"]

_FIRST_BULLETS = "•●·‣►▶➢➤✓✔❖→\uf0b7\uf0d8\uf076\uf0fc"
_SECOND_BULLETS = "◦○"
_THIRD_BULLETS = "▪■□\uf0a7"
_DASHES = "*+–—-"
_GAP = r"[ \t\u00a0]"
_BULLETS = f"{_FIRST_BULLETS}{_SECOND_BULLETS}{_THIRD_BULLETS}{re.escape(_DASHES)}"
_MARK = re.compile(
    rf"(?P<indent>{_GAP}*)(?:"
    rf"(?P<bullet>[{_BULLETS}]){_GAP}+"
    rf"|(?P<typed>[o§])(?:[ \u00a0]*\t{_GAP}*|[ \u00a0]{{2,}})"
    rf"|\(?(?P<number>\d{{1,3}})[.)]{_GAP}+"
    rf"|\(?(?P<letter>[a-zA-Z])[.)]{_GAP}+"
    rf"|\(?(?P<roman>[ivx]{{2,6}}|[IVX]{{2,6}})[.)]{_GAP}+)"
    rf"(?=\S)"
)
_NUMBERED = re.compile(
    rf"\(?(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*)[.)]?{_GAP}+(?=\S)|(?:[IVXLC]+|[A-Z])[.)]{_GAP}+(?=\S)"
)
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LONGEST_ITEM = 90
"""Letters of an item that begins with a tab and nothing else."""
_TAB_LIST = re.compile(r"\t[ \t]*\S")


@dataclass(frozen=True)
class Mark:
    """What the line of an item begins with."""

    family: Family
    rank: int
    """0 to 2: what usually stands in an item of the rank above, by its look."""
    value: int
    """Of a number or a letter; 0 for a bullet."""
    indent: int
    """Letters, a tab as eight."""
    length: int
    """Letters of the mark, with what stands before and behind it."""
    is_sure: bool
    """Whether it is a bullet that begins nothing else."""


def mark(text: str) -> Mark | None:
    """Return what a line begins with, where it looks like an item."""
    found = _MARK.match(text)
    if found is None:
        return None
    indent = len(found["indent"].expandtabs(8))
    length = found.end()
    if bullet := found["bullet"] or found["typed"]:
        rank = 1 if bullet in _SECOND_BULLETS + "o" else 2 if bullet in _THIRD_BULLETS + "§" else 0
        return Mark("bullet", rank, 0, indent, length, bullet not in _DASHES)
    if found["number"]:
        return Mark("number", 0, int(found["number"]), indent, length, is_sure=False)
    if found["roman"]:
        return Mark("number", 2, roman(found["roman"]), indent, length, is_sure=False)
    letter = found["letter"].lower()
    if letter == "i":
        return Mark("number", 2, 1, indent, length, is_sure=False)
    return Mark("number", 1, ord(letter) - ord("a") + 1, indent, length, is_sure=False)


def is_lettered(text: str) -> bool:
    """Whether a line begins with a letter or a Roman number of a list."""
    found = _MARK.match(text)
    return found is not None and bool(found["letter"] or found["roman"])


def sign(text: str) -> str:
    """Return the bullet, number or letter that a line begins with, if any."""
    found = _MARK.match(text)
    return text[: found.end()].strip() if found else ""


def heading_level(text: str) -> int:
    """Return the level of a heading that is numbered by hand, 0 where it has no number."""
    found = _NUMBERED.match(text)
    if found is None:
        return 0
    return 2 + (found["number"] or "").strip(".").count(".")


def runs(texts: Sequence[str]) -> list[range]:
    """Return the places of lines that follow one another as the items of a list."""
    found = []
    place = 0
    # Where long lines begin with a tab, it begins paragraphs.
    tabs = not any(_TAB_LIST.match(text) and len(text) >= _LONGEST_ITEM for text in texts)
    while place < len(texts):
        end = _end_of_run(texts, place)
        if end == place and tabs and mark(texts[place]) is None:
            end = _end_of_tabs(texts, place)
        if end > place:
            found.append(range(place, end))
        place = max(end, place + 1)
    return found


def _end_of_run(texts: Sequence[str], start: int) -> int:
    """Return the place after the last item of a list that begins at a place; `start` if none."""
    marks: list[Mark] = []
    end = start
    while end < len(texts) and (own := mark(texts[end])) is not None:
        if own.family == "number" and not _counts_on(own, marks):
            break
        marks.append(own)
        end += 1
    if not marks:
        return start
    counted = [each for each in marks if each.family == "number"]
    if any(each.is_sure for each in marks):
        return end
    return end if len(marks) > 1 and (len(counted) != 1 or len(marks) > len(counted)) else start


def _counts_on(own: Mark, above: Sequence[Mark]) -> bool:
    """Whether a number is the first of its list, or the one after the last of its rank."""
    same = [each for each in above if each.family == "number" and each.rank == own.rank]
    return own.value == 1 or (not above) or bool(same and own.value == same[-1].value + 1)


def _end_of_tabs(texts: Sequence[str], start: int) -> int:
    """Return the end of short lines that begin with a tab, which Word writes for some lists."""
    end = start
    while end < len(texts) and _TAB_LIST.match(texts[end]) and len(texts[end]) < _LONGEST_ITEM:
        end += 1
    return end if end - start > 1 else start


def markdown(items: Sequence[tuple[str, str]]) -> str:
    """Return a list in Markdown: its items as they stood, and their words in Markdown."""
    lines: list[str] = []
    levels: list[Mark] = []
    indents: list[int] = []
    for source, words in items:
        own = mark(source) or Mark("bullet", 0, 0, 0, 0, is_sure=True)
        level = _level(own, levels)
        if level < len(levels) and levels[level].family != own.family:
            lines.append("")
        del levels[level:], indents[level:]
        levels.append(own)
        sign = "-" if own.family == "bullet" else f"{own.value}."
        before = sum(indents)
        indents.append(len(sign) + 1)
        lines.append(f"{' ' * before}{sign} {words}")
    return "\n".join(lines)


def _level(own: Mark, levels: Sequence[Mark]) -> int:
    """Return how deep an item stands below the items that are open, 0 to 3."""
    for level, other in enumerate(levels):
        if own.indent < other.indent:
            return level
        if own.indent == other.indent and own.rank <= other.rank:
            return level
    return min(len(levels), 3)


def roman(letters: str) -> int:
    """Return what Roman numerals stand for."""
    values = [_NUMERALS[letter] for letter in letters.lower()]
    return sum(
        -value if after > value else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
