"""What the settings ask of the provider: read from its file, from what was filled in, compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from handouts.content.yaml_tree import Location, value_at
from handouts.content.yaml_values import Plain
from handouts.studio import own_fonts
from handouts.studio.web import Visit
from handouts.workflows.edit_details import Changes, FieldProblem

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("name", "address", "phone", "email", "website"),
    "look": ("colour", "second_colour", *own_fonts.USES),
    "certificates": (
        "signatory.name",
        "signatory.credentials",
        "signatory.title",
        "signatories.0.name",
        "signatories.0.credentials",
        "signatories.0.title",
        "certificate_face",
        "certificate_frame",
        "certificate_ground",
        "certificate_script",
        "verify_url",
    ),
    "mail": ("mail_server.host", "mail_server.port", "mail_server.user", "mail_server.security"),
}
"""The fields of each page, by their places in the file."""
_GROUPS = {
    "signatory": "signatory.name",
    "signatories.0": "signatories.0.name",
    "mail_server": "mail_server.host",
}
"""Groups that are in the file only while this field of them is filled in."""
_DEFAULTS = {
    "mail_server.security": "starttls",
    "certificate_face": "award",
    "certificate_frame": "engraved",
}
"""What holds where the file says nothing, and is chosen on the page."""
TICKS = ("certificate_ground", "certificate_script")
"""Fields that are a box to tick; the file says yes, or nothing."""
_YES = ("yes", "true", "on")


def shown(section: str) -> tuple[str, ...]:
    """Return what problems a page has places for: those of the file as a whole, and of fields."""
    return ("", *SECTIONS[section], *(("approvals",) if section == "certificates" else ()))


@dataclass(frozen=True)
class ApprovalForm:
    """One approval, as it is filled in."""

    body: str = ""
    number: str = ""
    statement: str = ""
    profiles: str = ""
    """Names of rules, with spaces between."""


def place_of(key: str) -> Location:
    """Return the place of a field in the file."""
    return tuple(int(part) if part.isdigit() else part for part in key.split("."))


def of_file(values: Mapping[str, Plain]) -> dict[str, str]:
    """Return what the file says, by fields; empty texts for what it does not say."""
    keys = (key for section in SECTIONS.values() for key in section)
    found = {key: _text(value_at(values, place_of(key))) for key in keys}
    return found | {key: "yes" if found[key].lower() in _YES else "" for key in TICKS}


def approvals_of_file(values: Mapping[str, Plain]) -> tuple[ApprovalForm, ...]:
    """Return the approvals of the file, as far as they have the shape of some."""
    found = values.get("approvals")
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(
        ApprovalForm(**{one.name: _text(row.get(one.name)) for one in fields(ApprovalForm)})
        for row in rows
    )


def changes(visit: Visit, section: str, before: Mapping[str, Plain]) -> Changes:
    """Return the values that were filled in and differ from the file's, by their places."""
    known = {**_DEFAULTS, **{key: value for key, value in of_file(before).items() if value}}
    found: dict[Location, Any] = {
        place_of(key): visit.written(key).strip() if key not in TICKS else visit.ticked(key) or None
        for key in SECTIONS[section]
        if visit.written(key).strip() != known.get(key, "")
    }
    for group, first in _GROUPS.items():
        if first in SECTIONS[section] and not visit.text(first):
            place = place_of(group)
            found = {one: value for one, value in found.items() if one[: len(place)] != place}
            if value_at(before, place) is not None:
                found[place] = None
    if section == "certificates":
        found |= _of_approvals(visit, before)
    return found


def waits(visit: Visit, section: str) -> bool:
    """Whether something was filled in that cannot be kept before the first field of its group."""
    return any(
        not visit.text(first)
        and any(
            visit.text(key) != _DEFAULTS.get(key, "")
            for key in SECTIONS[section]
            if key.startswith(f"{group}.")
        )
        for group, first in _GROUPS.items()
        if first in SECTIONS[section]
    )


def _of_approvals(visit: Visit, before: Mapping[str, Plain]) -> dict[Location, Any]:
    names = [one.name for one in fields(ApprovalForm)]
    rows = zip(*(visit.all(f"approval-{name}") for name in names), strict=False)
    after = [one for row in rows if (one := ApprovalForm(*map(str.strip, row))) != ApprovalForm()]
    known = approvals_of_file(before)
    found: dict[Location, Any] = {}
    for number, one in enumerate(after):
        old = known[number] if number < len(known) else ApprovalForm()
        for name in names:
            value = getattr(one, name)
            if value != getattr(old, name):
                found["approvals", number, name] = value.split() if name == "profiles" else value
    for number in reversed(range(len(after), len(known))):
        found["approvals", number] = None
    return found


def by_field(problems: Iterable[FieldProblem]) -> dict[str, list[FieldProblem]]:
    """Return problems by the field they are shown at; "" has those of the file as a whole."""
    known = {key for section in SECTIONS.values() for key in section}
    found: dict[str, list[FieldProblem]] = {}
    for one in problems:
        key = ".".join(map(str, one.location))
        if one.location[:1] == ("approvals",):
            key = "approvals"
        found.setdefault(key if key in known or key == "approvals" else "", []).append(one)
    return found


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(each for each in value if isinstance(each, str))
    return value.strip() if isinstance(value, str) else ""
