"""A paragraph → its sentences."""

import re

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|[。！？]+[」』”）]*\s*")
_OPENING = "\"'“‘«([¿¡"
_AROUND = 100
"""Letters on both sides of a stop that decide what it ends."""
_ABBREVIATIONS = """
    al approx ca capt cf co col corp dept dr ed eds est etc gen gov hon inc jr lt ltd messrs mr mrs
    ms mt prof rep rev sen sgt sr st vs viz apr aug dec feb jan jul jun mar nov oct sep sept
    """
_BEFORE_NUMBERS = ("art", "ch", "fig", "figs", "no", "nos", "p", "pp", "sec", "vol")


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text, each with its stop and without spaces around it."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        after = text[stop.end() : stop.end() + _AROUND].lstrip(_OPENING)
        before = text[max(start, stop.start() - _AROUND) : stop.start()]
        if _ends(before, stop[0].strip(), after):
            found.append(text[start : stop.end()].strip())
            start = stop.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]


def _ends(before: str, stop: str, after: str) -> bool:
    """Whether a sentence ends between these two texts."""
    if after[:1].islower():
        return False
    if stop != ".":
        return True
    last = before.rsplit(maxsplit=1)[-1].lstrip(_OPENING) if before.strip() else ""
    if last.lower() in _BEFORE_NUMBERS:
        return not after[:1].isdecimal()
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    is_list_number = last.isdecimal() and before.strip() == last
    return not (
        is_initial or is_list_number or "." in last or last.lower() in _ABBREVIATIONS.split()
    )
