"""Words → Markdown that reads as exactly those words, with emphasis and links where wanted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from handouts.content import foreign_marks, markdown, richtext
from handouts.importers.runs import EM, LINK, NONE, STRONG, Letter, Run, link_of, tidy, tidy_plain

_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BLOCK_MARK = re.compile(
    r"(?m)^(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|>|~~~|-(?=[- \t]*$)|=(?==*[ \t]*$))"
)
_MAY_MARK = re.compile(r"[*\[`\\_&<!\n]")
_NUMBER_MARK = re.compile(r"(?m)^(\d{1,9})([.)])(?=[ \t]|$)")


def escape(text: str) -> str:
    """Return Markdown whose inlines are exactly this text."""
    if _MAY_MARK.search(text) is None and next(foreign_marks.places(text), None) is None:
        return text  # as most paragraphs are
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
        return escape(tidy_plain("".join(text for text, _ in found)))
    letters = tidy([(letter, marks) for text, marks in found for letter in text])
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


def _narrowed(letters: list[Letter]) -> list[Letter]:
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


def _spans(letters: list[Letter], mark: str) -> Iterator[tuple[int, int]]:
    start = None
    for place, (_, marks) in enumerate([*letters, ("", NONE)]):
        if mark in marks and start is None:
            start = place
        elif mark not in marks and start is not None:
            yield start, place
            start = None


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _spelled(letters: list[Letter], italic: str, guarded: bool) -> str:
    """Return the letters with their marks; guarded letters beside a mark are spelled as numbers."""
    escaped = list(_escaped("".join(letter for letter, _ in letters)))
    out: list[str] = []
    opened: list[str] = []
    for place, (letter, marks) in enumerate([*letters, ("", NONE)]):
        while any(mark not in marks for mark in opened):
            out.append(_closing(opened.pop(), italic))
        # What had to be closed with a mark around it opens again at the next word, not at a space.
        wanted = NONE if letter.isspace() else marks.difference(opened)
        lasting = {mark: _lasts(letters, place, mark) for mark in wanted}
        # The link innermost, then by length, so that what is opened first is closed last.
        for mark in sorted(lasting, key=lambda m: (m.startswith(LINK), -lasting[m], m)):
            out.append(_opening(mark, italic))
            opened.append(mark)
        if place < len(letters):
            out.append(_beside(letters, place, escaped[place], guarded))
    return "".join(out)


def _beside(letters: list[Letter], place: int, escaped: str, guarded: bool) -> str:
    letter, marks = letters[place]
    after = letters[place + 1][1] if place + 1 < len(letters) else marks
    before = letters[place - 1][1] if place else marks
    if guarded and letter.isalnum() and not (before == marks == after):
        return f"&#{ord(letter)};"
    # At its edge a mark's own sign follows, which `_escaped` cannot know.
    at_end = (after != marks and letter in "\\!<&_") or (guarded and letter == "\\")
    return f"\\{letter}" if at_end or (letter == "]" and link_of(marks)) else escaped


def _lasts(letters: list[Letter], place: int, mark: str) -> int:
    end = place
    while end < len(letters) and mark in letters[end][1]:
        end += 1
    return end - place


def _opening(mark: str, italic: str) -> str:
    return {EM: italic, STRONG: "**"}.get(mark, "[")


def _closing(mark: str, italic: str) -> str:
    if not mark.startswith(LINK):
        return {EM: italic, STRONG: "**"}[mark]
    address = re.sub(
        r"[\s()<>\\`\"]", lambda found: f"%{ord(found[0]):02X}", mark.removeprefix(LINK)
    )
    return f"]({_ENTITY.sub(lambda found: '&amp;' + found[0][1:], address)})"


def _read_back(inlines: Iterable[richtext.Inline], marks: frozenset[str] = NONE) -> list[Letter]:
    letters: list[Letter] = []
    for inline in inlines:
        match inline:
            case richtext.Emphasis(children):
                letters += _read_back(children, marks | {EM})
            case richtext.Strong(children):
                letters += _read_back(children, marks | {STRONG})
            case richtext.Link(text):
                letters += [(letter, marks | {LINK}) for letter in text]
            case _:
                letters += [(letter, marks) for letter in inline.text]
    return letters


def _comparable(letters: Iterable[Letter]) -> list[Letter]:
    """Return letters as far as readers tell them apart: a space looks the same with any mark.

    The parser rewrites addresses, so that a link is there is all that is compared of it.
    """
    return [
        (letter, NONE if letter.isspace() else frozenset(mark[: len(LINK)] for mark in marks))
        for letter, marks in letters
    ]
