"""Who wrote it: telling a by-line from a heading, and a name from its credentials."""

import re

_LONGEST = 100
"""Characters."""
_BY = re.compile(r"(written\s+|article\s+)?by\b:?\s+|author:?\s+", re.IGNORECASE)
_LABEL = re.compile(r"\A(author|posted by)\b[\s:]*(?=\S)", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*[|·•]\s*|\s+[–—-]\s+(?=.*\d)|\s+(?=on (?:[A-Z][a-z]+ \d|\d+ [A-Z]|\d+[./-]\d))"
)
"""What parts a name from the date, the categories and the like behind it."""
_PARTICLE = re.compile(
    r"al|and|bin|da|de|del|della|den|der|di|du|e|el|et|i|la|le|ten|ter|und|van|von|y|zu|with|&"
)
# A line of capitalised words that begins so is a heading in title case, not a name.
_HEADING_WORD = re.compile(
    r"an?|about|are|background|can|chapter|conclusion|do|does|for|how|in|introduction|is|it|on|our"
    r"|part|preface|section|summary|the|this|to|we|what|when|where|which|who|why|your",
    re.IGNORECASE,
)
# At least two capitals, or single letters with full stops: PhD, LCSW-C, M.D., Ph.D., MSc.
_CREDENTIAL = re.compile(
    r"(?:[A-Za-z0-9®/()-]*[A-Z]){2}[A-Za-z0-9®/()-]*|(?:[A-Z][a-z]{0,3}\.){1,4}[A-Z]?"
    r"|(?:Dipl|Mag|Lic|Dott|Prof|Dr|rer|nat|phil|med)\.(?:-[A-Z][a-zä]{2,5}\.)?"
)
_ACCOUNT = re.compile(
    r"\b(admin\w*|user|owner|office|microsoft|windows|apple|google|python|unknown|customer|test)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*", re.UNICODE)


def is_byline(text: str) -> bool:
    """Whether a line right after the title says who wrote the article."""
    if not text or len(text) > _LONGEST:
        return False
    if found := _BY.match(text):
        rest = text[found.end() :]
        return rest[:1].isupper() or not rest.isascii()
    name, _, after = text.partition(",")
    words = name.split()
    if _ends_like_a_sentence(text) or not _is_name(words):
        return False
    return len(words) >= 2 or (bool(after) and credentials(after.strip()))


def parted(line: str) -> tuple[str, str]:
    """Return the by-line of a line, and the date and so on that stand behind it on its page.

    The label of a field before it goes: `Author Ann Miller`, `Posted by Ann Miller`.
    """
    byline, *others = _BESIDE.split(line, maxsplit=1)
    if not (others and is_byline(byline)):
        byline, others = line, []
    return _LABEL.sub("", byline), " ".join(others)


def is_person(text: str) -> bool:
    """Whether a text among the properties of a document is somebody's name, and no computer's."""
    name = text.partition(",")[0].split()
    return len(name) >= 2 and _is_name(name) and not _ACCOUNT.search(text)


def _is_name(words: list[str]) -> bool:
    """Whether words are capitalised as a name is, `de` and `van` apart, and few enough."""
    return (
        1 <= len(words) <= 8
        and not _HEADING_WORD.fullmatch(words[0])
        and all(_NAME_WORD.fullmatch(word) or _PARTICLE.fullmatch(word) for word in words)
        and not any(word[0].islower() and not _PARTICLE.fullmatch(word) for word in words)
    )


def _ends_like_a_sentence(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1]
    return text[-1] in ".!?:;" and not _CREDENTIAL.fullmatch(last) and last != "Jr."


def credentials(text: str) -> bool:
    """Whether a text is nothing but abbreviations such as `PhD, LPC`."""
    words = re.split(r"[\s,]+", text)
    return all(_CREDENTIAL.fullmatch(word) for word in words)


def presenter(byline: str) -> tuple[str, str] | None:
    """Return name and credentials where a by-line names one person and says no more.

    Two names, a place or an employer after the comma make it None: guessing would print
    somebody's name wrongly.
    """
    found = _BY.match(byline)
    name, comma, after = byline[found.end() if found else 0 :].partition(",")
    name, after = name.strip(), after.strip()
    words = name.split()
    alone = not {"and", "und", "et", "y", "with", "&"} & set(words)
    if not (comma and alone and 2 <= len(words) <= 5 and credentials(after)):
        return None
    return (name, after) if all(_NAME_WORD.fullmatch(word) for word in words) else None
