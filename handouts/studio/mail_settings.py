"""What is mailed of a session: as its file says it, and as the page fills it in."""

from dataclasses import dataclass
from typing import Any

from handouts.content import fixed_words
from handouts.content.yaml_tree import Location
from handouts.documents import registry
from handouts.project.layout import SESSION_FILE, session_folder
from handouts.studio.web import Visit
from handouts.workflows.edit_details import read_details


@dataclass(frozen=True)
class MailSettings:
    """What is mailed, as the session's file says it."""

    version: str
    """Of the file."""
    subject: str
    text: str
    documents: tuple[str, ...] | None
    """None for what makes sense."""
    certificate: bool
    choices: tuple[tuple[str, str], ...]
    """Name and title of each document that can be attached."""


def file_of(visit: Visit) -> str:
    """Return the name of the file that says what is mailed."""
    return f"{session_folder(visit.training, visit.session)}/{SESSION_FILE}"


def read(visit: Visit, mailing: str) -> MailSettings:
    """Return what the session's file says. Raises ContentError."""
    details = read_details(visit.project, file_of(visit))
    mail = details.values.get("mail")
    said = mail.get(mailing) if isinstance(mail, dict) else None
    of = said if isinstance(said, dict) else {}
    documents = of.get("documents")
    return MailSettings(
        details.version,
        str(of.get("subject") or ""),
        str(of.get("text") or ""),
        tuple(map(str, documents)) if isinstance(documents, list) else None,
        str(of.get("certificate", "yes")).casefold() not in ("no", "false", "off"),
        tuple(_choices(visit)),
    )


def typed(visit: Visit, version: str) -> MailSettings:
    """Return what was filled in, over a file of this version."""
    documents = _documents(visit)
    return MailSettings(
        version,
        visit.text("subject"),
        visit.written("text"),
        tuple(documents) if documents is not None else None,
        visit.ticked("certificate"),
        tuple(_choices(visit)),
    )


def changes(visit: Visit, mailing: str) -> dict[Location, Any]:
    """Return what was filled in, by its places in the file."""
    found: dict[Location, Any] = {
        ("mail", mailing, "subject"): visit.text("subject"),
        ("mail", mailing, "text"): visit.written("text").strip(),
        ("mail", mailing, "documents"): _documents(visit),
    }
    if mailing == "after":
        found["mail", "after", "certificate"] = None if visit.ticked("certificate") else False
    return found


def _documents(visit: Visit) -> list[str] | None:
    return visit.all("document") if visit.text("attached") == "chosen" else None


def _choices(visit: Visit) -> list[tuple[str, str]]:
    """Return the documents that participants may get by mail."""
    found, words = registry.registry(visit.project), fixed_words.of_project(visit.project)
    named = registry.named(found, visit.project.charts(visit.training))
    return [
        (name, one.title(words) + (f": {name[len(one.name) + 1 :]}" if name != one.name else ""))
        for name, one in named.items()
        if one.head.audience == "participants"
        and "email" in one.head.editions
        and not one.is_of_packets
    ]
