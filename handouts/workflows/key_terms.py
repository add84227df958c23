"""The words of an article worth knowing, as they are marked in it: one a line, in their order.

They stand among what is said of worksheets, which has more that others may change meanwhile.
"""

from collections.abc import Iterable
from typing import Any

from handouts.errors import CallError, ContentError, WorldError
from handouts.project.layout import WORKSHEETS_FILE, Project
from handouts.workflows.edit_details import SavedDetails, read_values
from handouts.workflows.edit_files import NEW, Conflict, OpenFile, read_file, state_text
from handouts.workflows.save_fields import Clash, save_fields

_PLACE = "key_terms"


def read_key_terms(project: Project, training: str) -> OpenFile:
    """Return the key terms of a training, with the version of the file that has them.

    Raises ContentError where the file cannot be read.
    """
    name = _file(training)
    if not (project.content / name).exists():
        return OpenFile("", NEW)
    opened = read_file(project, name)
    return OpenFile(_terms(name, opened.text), opened.version)


def save_key_terms(
    project: Project, training: str, text: str, version: str
) -> SavedDetails | Conflict:
    """Write key terms, and nothing else, into the file that has them.

    What others changed in the rest of the file stays. Where they changed the terms, nothing is
    written, and both come back. Raises as `read_key_terms` does, CallError and WorldError.
    """
    mine = _distinct(text.split("\n"))
    if version == NEW:
        now = read_key_terms(project, training)
        if now.version != NEW and now.text:
            return _conflict(mine, "", now)
        version = now.version
    saved = save_fields(project, _file(training), {(_PLACE,): mine or None}, version)
    if not isinstance(saved, Clash):
        return saved
    theirs = OpenFile(_lines(saved.theirs[(_PLACE,)]), saved.version)
    return _conflict(mine, _base(project, training, version), theirs)


def _conflict(mine: list[str], base: str | None, theirs: OpenFile) -> Conflict:
    """Return what two people have made of the terms, and what has the changes of both."""
    merged = None
    if base is not None:
        before, now = base.split("\n"), theirs.text.split("\n")
        kept = (term for term in now if term in mine or term not in before)
        merged = "\n".join(_distinct([*kept, *(term for term in mine if term not in before)]))
    return Conflict(theirs.text, base, theirs.version, merged)


def _base(project: Project, training: str, version: str) -> str | None:
    name = _file(training)
    try:
        return _terms(name, state_text(project, name, version))
    except (CallError, ContentError, WorldError):  # without it the two can be shown all the same
        return None


def _terms(name: str, text: str) -> str:
    return _lines(read_values(name, text).get(_PLACE))


def _lines(value: Any) -> str:
    """Return terms one a line; a single one may stand in the file without being a list."""
    found = value if isinstance(value, (list, tuple)) else [value or ""]
    return "\n".join(_distinct(" ".join(str(one).split()) for one in found if one is not None))


def _distinct(terms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(term.strip() for term in terms if term.strip()))


def _file(training: str) -> str:
    return f"{training}/{WORKSHEETS_FILE}"
