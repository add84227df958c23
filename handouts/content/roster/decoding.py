"""The bytes of a CSV file → text, whatever program wrote it."""

import re

from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.messages import message
from handouts.text.encodings import UTF_8, byte_order_mark

_MOST_CONTROLS = 20
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
"""What Excel saves as "CSV" on Windows and, for decades, on a Mac."""
_WORD = re.compile(r"[^\s,;|\"]+")


def decoded(content: bytes, findings: Findings) -> str | None:
    """Return the text of a file, or None and the reason in the findings."""
    if content.startswith(b"PK\x03\x04"):
        findings.report(0, RowDiagnostic(message("roster.workbook-as-text")))
        return None
    text = None
    mark = byte_order_mark(content)
    try:
        if mark:
            text = content[len(mark.mark) :].decode(mark.codec)
        else:
            text = content.decode(_without_mark(content))
    except UnicodeDecodeError:
        if mark is None or mark is UTF_8:
            text = _from_old(content, findings)
    if text is None or len(_CONTROL.findall(text)) > _MOST_CONTROLS:
        findings.report(0, RowDiagnostic(message("roster.not-text")))
        return None
    return text


def _without_mark(content: bytes) -> str:
    """Return the encoding of a text without a mark: UTF-16, where each second byte is zero."""
    first = content[:2000]
    if len(first) > 1 and len(content) % 2 == 0:
        for codec, zeros in (("utf-16-le", first[1::2]), ("utf-16-be", first[0::2])):
            if zeros.count(0) > 0.8 * len(zeros):
                return codec
    return "utf-8"


def _from_old(content: bytes, findings: Findings) -> str:
    """Return a text as older versions of Excel save it, by the encoding with fewest oddities."""
    found: dict[str, str] = {}
    for codec in _OLD:
        try:
            found[codec] = content.decode(codec)
        except UnicodeDecodeError:
            continue
    codec = min(found, key=lambda each: _oddities(found[each]))
    what = message("roster.read-as", encoding=_OLD[codec])
    findings.remark(0, RowDiagnostic(what))
    return found[codec]


def _oddities(text: str) -> int:
    """Return how much of a text is no writing: signs inside of words, capitals behind small ones.

    An apostrophe and a dash are none.
    """
    return sum(_oddity(word) for word in _WORD.findall(text) if not word.isascii())


def _oddity(word: str) -> int:
    inner = word.strip("“”„«»‘’‚‹›…–—®™©•¿¡()'")
    odd = 0
    for place, letter in enumerate(inner):
        if letter.isascii():
            continue
        before = inner[place - 1] if place else ""
        if letter.isalpha():
            odd += letter.isupper() and before.isalpha() and not inner.isupper()
            odd += letter.islower() and before.isupper() and inner[place + 1 : place + 2].isupper()
        elif letter not in "’–—·º°":
            odd += 2
    return odd
