"""Names of files: those made of people's names, and whether one is a name and nothing else."""

import re
import unicodedata

_LONGEST = 120
"""Bytes in UTF-8; most systems take 255 for the whole name, and a number and an ending follow."""
_LONGEST_READ = 180
"""Bytes of a name that is read: a number and an ending follow."""
_BETWEEN = re.compile(r"[\s_-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices: Microsoft, Naming Files, Paths, and Namespaces."""
_REFUSED = re.compile(r'[<>:"/\\|?*]')
"""What the same page says is in no name."""
_MOST = 255
"""Bytes in UTF-8 that the name of a file may have on most systems."""


def is_plain(name: str) -> bool:
    """Whether a name is that of one file on every system: no path, no device, nothing unseen."""
    begins = name.partition(".")[0].rstrip()
    return (
        name.isprintable()
        and not _REFUSED.search(name)
        and not _RESERVED.fullmatch(begins)
        and bool(name.strip(". "))
        and name == name.strip(" ").rstrip(".")
        and len(name.encode(errors="surrogatepass")) <= _MOST
    )


def stem(name: str) -> str:
    """Return a person's name as the beginning of a file's name: `Ann-Lee`, `Ковалёв`.

    Letters of all scripts stay, with the marks that belong to them; whatever else there is goes.
    It is never empty, and never more than 120 bytes long.
    """
    letters = ""
    for character in unicodedata.normalize("NFC", name):
        follows = bool(letters) and not _BETWEEN.fullmatch(letters[-1])
        kinds = "LNM" if follows else "LN"  # a mark with no letter before it would stand alone
        if unicodedata.category(character)[0] in kinds or _BETWEEN.fullmatch(character):
            letters += character
    joined = _BETWEEN.sub("-", letters).strip("-")
    while len(joined.encode()) > _LONGEST:
        joined = joined[:-1].rstrip("-")
    return f"{joined}-" if _RESERVED.fullmatch(joined) else joined or "participant"


def readable_name(text: str) -> str:
    """Return a text as the name of a file that people read, without its ending.

    What no system takes becomes a space. It is never empty, and never more than 180 bytes long.
    """
    letters = "".join(letter if letter.isprintable() else " " for letter in text)
    joined = " ".join(_REFUSED.sub(" ", unicodedata.normalize("NFC", letters)).split())
    while len(joined.encode(errors="surrogatepass")) > _LONGEST_READ:
        joined = joined[:-1]
    joined = joined.strip(" .")
    return f"-{joined}" if _RESERVED.fullmatch(joined.partition(".")[0]) else joined or "-"


def plain_name(text: str) -> str:
    """Return a text as small Latin letters and digits with hyphens between: `session-fees`.

    It is empty where the text has none of them.
    """
    letters = unicodedata.normalize("NFKD", text).casefold().replace("'", "").replace("’", "")
    return "-".join(re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode()))


_ENDINGS = {"yml": "yaml", "markdown": "md", "mdown": "md"}


def intended(name: str) -> str:
    """Return the name that a file of the content was probably meant to have.

    Capitals, spaces, other endings for the same, and the `.txt` that editors of Windows add do not
    count: `Session.yml`, `session.yaml.txt` and `session .YAML` are `session.yaml`.
    """
    plain = "".join(name.lower().split())
    stem, _, ending = plain.removesuffix(".txt").rpartition(".")
    return f"{stem}.{_ENDINGS.get(ending, ending)}" if stem else plain
