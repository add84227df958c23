"""What a long title is called where there is little space: above sheets and in footers."""

import re

LONGEST = 40
"""Letters of a title that needs no shorter one."""
_FEWEST = 8
"""Letters of a part of a title that stands for the whole."""
_CANNOT_END = frozenset(
    "a an and as at by for from in into is of on or the to vs with without".split()  # noqa: SIM905
)
_PART = re.compile(r"^(.+?)(\?|:|\s+[—–-]+\s|\s*—)")


def proposed(title: str) -> str:
    """Return the words of a long title before its first `?`, `:` or dash; empty where none suit."""
    one_line = " ".join(title.split())
    found = _PART.match(one_line)
    if len(one_line) <= LONGEST or found is None:
        return ""
    first = found[1].strip() + ("?" if found[2] == "?" else "")
    return first if _FEWEST <= len(first) < len(one_line) else ""


def cut(title: str, longest: int) -> str:
    """Return a title on one line, cut behind a word that can end it where it is too long."""
    one_line = " ".join(title.split())
    if len(one_line) <= longest:
        return one_line
    first, *others = one_line[:longest].rsplit(" ", 1)[0].split(" ")
    while others and others[-1].strip(" ,;:–—-").casefold() in _CANNOT_END | {""}:
        others.pop()
    return " ".join([first, *others]).rstrip(" ,;:–—-") + "…"
