"""Words → Markdown that reads as exactly those words, with emphasis and links where wanted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from handouts.content import foreign_marks, markdown, richtext
from handouts.importers.spaces import fixed_space

EM = "em"
STRONG = "strong"
_LINK = "link:"

Run = tuple[str, frozenset[str]]
"""Some text and its marks: `EM`, `STRONG`, `link_mark(address)`. `\\n` is a line break."""

_Letter = tuple[str, frozenset[str]]
_NONE: frozenset[str] = frozenset()
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BLOCK_MARK = re.compile(
    r"(?m)^(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|>|~~~|-(?=[- \t]*$)|=(?==*[ \t]*$))"
)
_SPACES = re.compile(r"[ \t\u00a0\n]+")
_NUMBER_MARK = re.compile(r"(?m)^(\d{1,9})([.)])(?=[ \t]|$)")


def link_mark(address: str) -> str:
    """Return the mark of a link to an address."""
    return _LINK + address


def escape(text: str) -> str:
    """Return Markdown whose inlines are exactly this text."""
    return "".join(_escaped(text))


def paragraph(inline: str) -> str:
    """Return Markdown inlines so that they stand as a paragraph, whatever they begin with."""
    numbered = _NUMBER_MARK.sub(r"\1\\\2", _BLOCK_MARK.sub(r"\\\1", inline))
    lines = numbered.split("\n")
    return "\n".join(f"\\{line}" if foreign_marks.begins_line(line) else line for line in lines)


def heading(inline: str, level: int = 2) -> str:
    """Return Markdown inlines as a heading; hash signs at its end stay."""
    line = inline.replace("\\\n", " ")
    return "#" * level + " " + re.sub(r"(^|(?<=\s))(#+)$", r"\\\2", line)


def without_common(runs: Iterable[Run]) -> list[Run]:
    """Return the runs of a heading; what makes all of it bold or italic is its look."""
    found = list(runs)
    for mark in (STRONG, EM):
        if all(mark in marked for text, marked in found if text.strip()):
            found = [(text, marked - {mark}) for text, marked in found]
    return found


def without_whole(text: str) -> str:
    """Return Markdown inlines without the bold or the italics that all of them stand in."""
    for mark, look in (("**", richtext.Strong), ("*", richtext.Emphasis), ("_", richtext.Emphasis)):
        inlines = markdown.parse_inline(text)
        if len(inlines) == 1 and isinstance(inlines[0], look) and text.startswith(mark):
            text = text.removeprefix(mark).removesuffix(mark)
    return text


def from_runs(runs: Iterable[Run]) -> str:
    """Return Markdown inlines for runs, correcting spaces and the edges of marks.

    Spaces at the edges of marks move outside them; a space between the end of a mark and a
    full stop, comma and so on is dropped.
    """
    found = list(runs)
    if not any(marks for _, marks in found):
        return escape(_tidy_plain("".join(text for text, _ in found)))
    letters = _tidy([(letter, marks) for text, marks in found for letter in text])
    plain = "".join(letter for letter, _ in letters)
    if not any(marks for _, marks in letters):
        return escape(plain)
    narrowed = _narrowed(letters)
    # CommonMark does not see every mark: `*"so"*and` stays as it is. Of the spellings the first
    # that is read back as meant is taken, from the one that reads best to the one that always is.
    for wanted, italic, guarded in (
        (letters, "*", False),
        (narrowed, "*", False),
        (letters, "_", False),
        (narrowed, "_", False),
        (letters, "*", True),
        (letters, "_", True),
    ):
        spelled = _spelled(wanted, italic, guarded)
        if _comparable(_read_back(markdown.parse_inline(spelled))) == _comparable(wanted):
            return spelled
    return escape(plain)


def _escaped(text: str) -> Iterator[str]:
    """Yield each character of a text, with a backslash where Markdown would read a mark."""
    foreign = set(foreign_marks.places(text))
    for place, character in enumerate(text):
        before = text[place - 1] if place else ""
        after = text[place + 1 : place + 2]
        match character:
            case "*" | "[" | "`":
                marked = True
            case "\\":
                marked = after in _ASCII_MARKS or after in {"", "\n"}
            case "_":
                marked = not (before.isalnum() and after.isalnum())
            case "&":
                marked = _ENTITY.match(text, place) is not None
            case "<":
                marked = after.isalpha()
            case "!":
                # A backslash before the < would not do: comments are cut before Markdown is read.
                marked = before == "<"
            case _:
                marked = place in foreign
        yield ("\\\n" if character == "\n" else f"\\{character}" if marked else character)


def _tidy_plain(text: str) -> str:
    """Return what `_tidy` makes of letters without marks, which most paragraphs are."""
    visible = text.replace("\ufeff", "").replace("\u200b", "").strip()
    return _SPACES.sub(
        lambda found: (
            "\n"
            if "\n" in found[0]
            else fixed_space(found[0], visible[found.start() - 1], visible[found.end()])
        ),
        visible,
    )


def _tidy(letters: list[_Letter]) -> list[_Letter]:
    tidy: list[_Letter] = []
    visible = [letter for letter in letters if letter[0] not in "\ufeff\u200b"]
    place = 0
    while place < len(visible):
        end = place
        while end < len(visible) and visible[end][0] in " \t\u00a0\n":
            end += 1
        if end == place:
            tidy.append(visible[place])
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
                tidy.append((space, inside))
        place = end
    return _strip(_without_split_links(_spaces_outside(tidy)))


def _spaces_outside(letters: list[_Letter]) -> list[_Letter]:
    """Take the marks from the wide and thin spaces at their edges as well."""
    tidy = list(letters)
    for order in (range(len(tidy)), reversed(range(len(tidy)))):
        for place in order:
            letter, marks = tidy[place]
            if letter.isspace():
                before = tidy[place - 1][1] if place else _NONE
                after = tidy[place + 1][1] if place + 1 < len(tidy) else _NONE
                tidy[place] = (letter, marks & before & after)
    return tidy


def _strip(letters: list[_Letter]) -> list[_Letter]:
    """Drop what Markdown would strip at the ends, wide and thin spaces included."""
    start, end = 0, len(letters)
    while start < end and letters[start][0].isspace():
        start += 1
    while end > start and letters[end - 1][0].isspace():
        end -= 1
    return letters[start:end]


def _is_stray(letters: list[_Letter], place: int, end: int) -> bool:
    """Whether the spaces from place to end part a closed mark from its full stop or comma."""
    if end >= len(letters) or letters[end][0] not in ".,;:!?":
        return False
    next_letter = letters[end + 1][0] if end + 1 < len(letters) else " "
    alone = next_letter.isspace() or next_letter in "\"'”’)]"
    return alone and bool(letters[place - 1][1] - letters[end][1])


def _without_split_links(letters: list[_Letter]) -> list[_Letter]:
    """Drop emphasis that begins or ends inside a link: a link's text is plain."""
    tidy = list(letters)
    start = 0
    while start < len(tidy):
        link = _link(tidy[start][1])
        end = start + 1
        while end < len(tidy) and _link(tidy[end][1]) == link:
            end += 1
        if link:
            whole = frozenset.intersection(*(marks for _, marks in tidy[start:end]))
            tidy[start:end] = [(letter, whole) for letter, _ in tidy[start:end]]
        start = end
    return tidy


def _link(marks: frozenset[str]) -> str:
    return next((mark for mark in marks if mark.startswith(_LINK)), "")


def _narrowed(letters: list[_Letter]) -> list[_Letter]:
    """Move punctuation out of the edge of a mark where a letter or digit follows outside it."""
    narrowed = list(letters)
    for mark in (EM, STRONG):
        for start, end in _spans(letters, mark):
            first, last = start, end
            if start and letters[start - 1][0].isalnum():
                while first < end and _is_punctuation(letters[first][0]):
                    first += 1
            if end < len(letters) and letters[end][0].isalnum():
                while last > first and _is_punctuation(letters[last - 1][0]):
                    last -= 1
            if first < last:
                for place in (*range(start, first), *range(last, end)):
                    narrowed[place] = (narrowed[place][0], narrowed[place][1] - {mark})
    return narrowed


def _spans(letters: list[_Letter], mark: str) -> Iterator[tuple[int, int]]:
    start = None
    for place, (_, marks) in enumerate([*letters, ("", _NONE)]):
        if mark in marks and start is None:
            start = place
        elif mark not in marks and start is not None:
            yield start, place
            start = None


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _spelled(letters: list[_Letter], italic: str, guarded: bool) -> str:
    """Return the letters with their marks; guarded letters beside a mark are spelled as numbers."""
    escaped = list(_escaped("".join(letter for letter, _ in letters)))
    out: list[str] = []
    opened: list[str] = []
    for place, (letter, marks) in enumerate([*letters, ("", _NONE)]):
        while any(mark not in marks for mark in opened):
            out.append(_closing(opened.pop(), italic))
        # What had to be closed with a mark around it opens again at the next word, not at a space.
        wanted = _NONE if letter.isspace() else marks.difference(opened)
        lasting = {mark: _lasts(letters, place, mark) for mark in wanted}
        # The link innermost, then by length, so that what is opened first is closed last.
        for mark in sorted(lasting, key=lambda m: (m.startswith(_LINK), -lasting[m], m)):
            out.append(_opening(mark, italic))
            opened.append(mark)
        if place < len(letters):
            out.append(_beside(letters, place, escaped[place], guarded))
    return "".join(out)


def _beside(letters: list[_Letter], place: int, escaped: str, guarded: bool) -> str:
    letter, marks = letters[place]
    after = letters[place + 1][1] if place + 1 < len(letters) else marks
    before = letters[place - 1][1] if place else marks
    if guarded and letter.isalnum() and not (before == marks == after):
        return f"&#{ord(letter)};"
    # At its edge a mark's own sign follows, which `_escaped` cannot know.
    at_end = (after != marks and letter in "\\!<&_") or (guarded and letter == "\\")
    return f"\\{letter}" if at_end or (letter == "]" and _link(marks)) else escaped


def _lasts(letters: list[_Letter], place: int, mark: str) -> int:
    end = place
    while end < len(letters) and mark in letters[end][1]:
        end += 1
    return end - place


def _opening(mark: str, italic: str) -> str:
    return {EM: italic, STRONG: "**"}.get(mark, "[")


def _closing(mark: str, italic: str) -> str:
    if not mark.startswith(_LINK):
        return {EM: italic, STRONG: "**"}[mark]
    address = re.sub(
        r"[\s()<>\\`\"]", lambda found: f"%{ord(found[0]):02X}", mark.removeprefix(_LINK)
    )
    return f"]({_ENTITY.sub(lambda found: '&amp;' + found[0][1:], address)})"


def _read_back(inlines: Iterable[richtext.Inline], marks: frozenset[str] = _NONE) -> list[_Letter]:
    letters: list[_Letter] = []
    for inline in inlines:
        match inline:
            case richtext.Emphasis(children):
                letters += _read_back(children, marks | {EM})
            case richtext.Strong(children):
                letters += _read_back(children, marks | {STRONG})
            case richtext.Link(text):
                letters += [(letter, marks | {_LINK}) for letter in text]
            case _:
                letters += [(letter, marks) for letter in inline.text]
    return letters


def _comparable(letters: Iterable[_Letter]) -> list[_Letter]:
    """Return letters as far as readers tell them apart: a space looks the same with any mark.

    The parser rewrites addresses, so that a link is there is all that is compared of it.
    """
    return [
        (letter, _NONE if letter.isspace() else frozenset(mark[: len(_LINK)] for mark in marks))
        for letter, marks in letters
    ]
