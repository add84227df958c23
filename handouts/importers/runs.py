"""Words with their marks, as readers of pages give them, and their spaces corrected."""

import re

from handouts.importers.spaces import fixed_space

EM = "em"
STRONG = "strong"
LINK = "link:"

Run = tuple[str, frozenset[str]]
"""Some text and its marks: `EM`, `STRONG`, `link_mark(address)`. `\\n` is a line break."""

Letter = tuple[str, frozenset[str]]
NONE: frozenset[str] = frozenset()
_SPACES = re.compile(r"[ \t\u00a0\n]+")


def link_mark(address: str) -> str:
    """Return the mark of a link to an address."""
    return LINK + address


def tidy_plain(text: str) -> str:
    """Return what `tidy` makes of letters without marks, which most paragraphs are."""
    visible = text.replace("\ufeff", "").replace("\u200b", "").strip()
    return _SPACES.sub(
        lambda found: (
            "\n"
            if "\n" in found[0]
            else fixed_space(found[0], visible[found.start() - 1], visible[found.end()])
        ),
        visible,
    )


def tidy(letters: list[Letter]) -> list[Letter]:
    """Return letters with single spaces, which stand outside of the marks that they edged."""
    kept: list[Letter] = []
    visible = [letter for letter in letters if letter[0] not in "\ufeff\u200b"]
    place = 0
    while place < len(visible):
        end = place
        while end < len(visible) and visible[end][0] in " \t\u00a0\n":
            end += 1
        if end == place:
            kept.append(visible[place])
            place += 1
            continue
        before, after = visible[place - 1] if place else None, None
        if end < len(visible):
            after = visible[end]
        if before is not None and after is not None:
            group = "".join(letter for letter, _ in visible[place:end])
            space = "\n" if "\n" in group else fixed_space(group, before[0], after[0])
            inside = frozenset.intersection(
                *(marks for _, marks in visible[place:end]), before[1], after[1]
            )
            if not _is_stray(visible, place, end):
                kept.append((space, inside))
        place = end
    return _strip(_without_split_links(_spaces_outside(kept)))


def _spaces_outside(letters: list[Letter]) -> list[Letter]:
    """Take the marks from the wide and thin spaces at their edges as well."""
    tidy = list(letters)
    for order in (range(len(tidy)), reversed(range(len(tidy)))):
        for place in order:
            letter, marks = tidy[place]
            if letter.isspace():
                before = tidy[place - 1][1] if place else NONE
                after = tidy[place + 1][1] if place + 1 < len(tidy) else NONE
                tidy[place] = (letter, marks & before & after)
    return tidy


def _strip(letters: list[Letter]) -> list[Letter]:
    """Drop what Markdown would strip at the ends, wide and thin spaces included."""
    start, end = 0, len(letters)
    while start < end and letters[start][0].isspace():
        start += 1
    while end > start and letters[end - 1][0].isspace():
        end -= 1
    return letters[start:end]


def _is_stray(letters: list[Letter], place: int, end: int) -> bool:
    """Whether the spaces from place to end part a closed mark from its full stop or comma."""
    if end >= len(letters) or letters[end][0] not in ".,;:!?":
        return False
    next_letter = letters[end + 1][0] if end + 1 < len(letters) else " "
    alone = next_letter.isspace() or next_letter in "\"'”’)]"
    return alone and bool(letters[place - 1][1] - letters[end][1])


def _without_split_links(letters: list[Letter]) -> list[Letter]:
    """Drop emphasis that begins or ends inside a link: a link's text is plain."""
    tidy = list(letters)
    start = 0
    while start < len(tidy):
        link = link_of(tidy[start][1])
        end = start + 1
        while end < len(tidy) and link_of(tidy[end][1]) == link:
            end += 1
        if link:
            whole = frozenset.intersection(*(marks for _, marks in tidy[start:end]))
            tidy[start:end] = [(letter, whole) for letter, _ in tidy[start:end]]
        start = end
    return tidy


def link_of(marks: frozenset[str]) -> str:
    """Return the mark of the link among marks, or `""`."""
    return next((mark for mark in marks if mark.startswith(LINK)), "")
