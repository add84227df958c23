"""Straight quotation marks and apostrophes → those that are printed in a language.

Letters are replaced one by one, so that every text keeps its length.
"""

from collections.abc import Mapping

_MARKS: Mapping[str, str] = {
    "en": "“”‘’",
    "es": "“”‘’",
    "pt": "“”‘’",
    "nl": "“”‘’",
    "it": "“”‘’",
    "de": "„“‚‘",
}
"""Outer and inner marks by language, as in https://cldr.unicode.org, delimiters. Others keep what
was typed: some have spaces within their marks, some write letters that look like straight ones."""
_APOSTROPHE = "’"
_OPENERS = "([{<—–-/“‘„‚«¿¡…*_~"
_CUT_SHORT = ("tis", "twas", "em", "til", "cause", "n", "round")
"""English words whose first letters an apostrophe stands for."""

_SHOWN = 6
"""Words by which a doubtful mark is found again."""


def has_marks(language: str) -> bool:
    """Whether straight marks are replaced in a language, `en-US` or `en`."""
    return language.partition("-")[0] in _MARKS


def printed(text: str, language: str, before: str = "", after: str = "") -> str:
    """Return a text with the marks of a language; one behind a digit stays, for it may be an inch.

    `before` and `after` are the letters around the text, which may be in another type.
    """
    marks = _MARKS.get(language.partition("-")[0])
    if marks is None or not ("'" in text or '"' in text):
        return text
    found: list[str] = []
    for place, typed in enumerate(text):
        previous = found[-1] if found else before[-1:]
        following = text[place + 1 :] or after
        if typed == '"':
            found.append(_double(previous, following, "".join(found), marks))
        elif typed == "'":
            found.append(_single(previous, following, "".join(found), marks))
        else:
            found.append(typed)
    return "".join(found)


def doubtful(text: str, language: str) -> str:
    """Return some words from a straight double mark on that has no partner; empty if all have one.

    A mark behind a digit may be an inch, and curly ones are as their author meant them: a quotation
    of several paragraphs closes once.
    """
    marks = _MARKS.get(language.partition("-")[0])
    if marks is None or '"' not in text:
        return ""
    opened, alone = [], []
    for place, mark in enumerate(printed(text, language)):
        if mark == marks[0]:
            opened.append(place)
        elif mark == marks[1]:
            alone += [] if opened and opened.pop() >= 0 else [place]
    found = [place for place in sorted((*opened, *alone)) if text[place] == '"']
    if not found:
        return ""
    start = text.rfind(" ", 0, found[0]) + 1
    return " ".join(text[start:].split()[:_SHOWN])


def _double(previous: str, following: str, so_far: str, marks: str) -> str:
    opening, closing = marks[0], marks[1]
    if _opens(previous, following):
        return opening
    is_open = so_far.rfind(opening) > so_far.rfind(closing)
    return '"' if previous.isdigit() and not is_open else closing


def _single(previous: str, following: str, so_far: str, marks: str) -> str:
    word = following.split(" ", 1)[0].rstrip(".,;:!?)'\"")
    if not _opens(previous, following):
        if following[:1].isalpha():
            return _APOSTROPHE
        if so_far.rfind(marks[2]) > so_far.rfind(marks[3]):
            return marks[3]
        return "'" if previous.isdigit() else _APOSTROPHE
    if following[:1].isdigit() or word.casefold() in _CUT_SHORT:
        return _APOSTROPHE
    return marks[2]


def _opens(previous: str, following: str) -> bool:
    """Whether a mark stands before its words: behind a space or an opener, and before a letter."""
    is_behind = not previous or previous.isspace() or previous in _OPENERS
    return is_behind and bool(following) and not following[0].isspace()
