"""A text that came as a mail → its own lines, without the head, the quotation marks and the end.

The head is as RFC 5322 has it, or as programs write it above a mail that is passed on; the end
begins with `-- ` (RFC 3676, 4.3).
"""

import re
from collections.abc import Sequence

from handouts.importers.parts import LeftOut
from handouts.importers.wrapped import Line
from handouts.messages import message

_HEAD = re.compile(
    r"(?:from|to|cc|bcc|subject|date|sent|reply-to|von|an|betreff|gesendet|datum|de|à|objet|envoyé"
    r"|para|asunto|enviado|fecha|da|a|oggetto|data|inviato|van|aan|onderwerp|verzonden)"
    r"[ \t]*:[ \t]",
    re.IGNORECASE,
)
_FEWEST_HEADS = 3
_PASSED_ON = re.compile(r"-{2,}[ \t]*\S.*\S[ \t]*-{2,}|begin forwarded message:", re.IGNORECASE)
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_END = "--"
_LONGEST_END = 12
"""Lines."""


def without_mail(lines: Sequence[Line], file: str, left_out: list[LeftOut]) -> list[Line]:
    """Return the lines of a text; of a mail those that its writer meant, the others are listed."""
    seen = [place for place, (_, text) in enumerate(lines) if text.strip()]
    heads = 0
    while heads < len(seen) and _is_head(lines[seen[heads]][1]):
        heads += 1
    named = sum(_HEAD.match(lines[place][1].strip(" >\t")) is not None for place in seen[:heads])
    if named < _FEWEST_HEADS:
        return list(lines)
    end = _end(lines, seen)
    head, below = message("article_import.mail-head"), message("article_import.mail-end")
    for place in seen:
        number, text = lines[place]
        if place in seen[:heads] or place >= end:
            reason = below if place >= end else head
            left_out.append(LeftOut(file, number, text.strip(), reason))
    first = seen[heads] if heads < len(seen) else len(lines)
    return [(number, _QUOTED.sub("", text, count=1) if text.startswith(">") else text)
            for number, text in lines[first:end]]  # fmt: skip


def _is_head(text: str) -> bool:
    text = text.strip(" >\t")
    return _HEAD.match(f"{text} ") is not None or _PASSED_ON.fullmatch(text) is not None


def _end(lines: Sequence[Line], seen: Sequence[int]) -> int:
    """Return the place of the line that the signature begins with; after the last if none does."""
    for place in seen[-_LONGEST_END:]:
        if lines[place][1].rstrip() == _END:
            return place
    return len(lines)
