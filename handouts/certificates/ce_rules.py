"""What continuing-education rules name, and what of it a session's certificates would lack.

The rules are data, in `ce_rules.yaml`, each with its source. None of this is legal advice.
"""

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field

from handouts.certificates import eligibility
from handouts.content.file_model import FileModel, Line
from handouts.content.provider import Approval, Provider
from handouts.content.session import Session, SessionFile
from handouts.content.text_file import Source
from handouts.errors import Problem
from handouts.messages import message
from handouts.text.suggestions import did_you_mean

_PROVIDER = "content/provider.yaml"
_NAMED = 5
"""People whom one problem names; the rest are counted."""
_SEVERAL_PARTS = re.compile(
    r"\b(?:two|three|four|five|six|[2-9]|multi)[\s-]+parts?\b|\bpart\s*$", re.IGNORECASE
)
"""`in Two Parts`, `a 3-part course`, or `Part` as the last word."""
_NUMBERED = re.compile(r"\bpart\s+(?:\d+|[ivx]+|one|two|three|four|five|six)\b", re.IGNORECASE)
_CEU = re.compile(r"\bCEUs?\b", re.IGNORECASE)


def _known(field: str) -> str:
    if field not in _CHECKS:
        raise ValueError(f"no check of this name: {field}")
    return field


class Profile(FileModel):
    """What one rule names."""

    name: Line
    """As it is written in session.yaml and provider.yaml."""
    title: Line
    """Where and for whom, in plain words."""
    source: Line
    """The citation."""
    noted: datetime.date
    """When the citation was taken into the file; not when it was compared with the law."""
    fields: Annotated[tuple[Annotated[str, AfterValidator(_known)], ...], Field(min_length=1)]
    """Keys of the checks below."""
    superseded: str = ""
    """What may have replaced it."""
    note: str = ""
    """What else a reader should know."""


class _ProfilesFile(FileModel):
    caution: Line
    profiles: tuple[Profile, ...]


def profiles() -> Mapping[str, Profile]:
    """Return all profiles by name, in the order of their file."""
    return MappingProxyType({profile.name: profile for profile in _file().profiles})


def caution() -> str:
    """Return the sentences that must stand wherever a profile is shown."""
    return _file().caution


@cache
def _file() -> _ProfilesFile:
    import yaml  # noqa: PLC0415

    text = Path(__file__).with_name("ce_rules.yaml").read_text(encoding="utf-8")
    return _ProfilesFile.model_validate(yaml.safe_load(text))


def unknown(names: Iterable[str]) -> list[tuple[int, str, str]]:
    """Return the place in the list, from 0, the cause and the fix of each name that is unknown."""
    existing = profiles()
    return [
        (
            place,
            f'there is no profile "{name}"',
            did_you_mean(name, existing) or f"There are: {', '.join(existing)}.",
        )
        for place, name in enumerate(names)
        if name not in existing
    ]


def check_provider(file: Source, provider: Provider) -> None:
    """Report the profiles that an approval names and that do not exist."""
    for number, approval in enumerate(provider.approvals):
        for place, cause, fix in unknown(approval.profiles):
            file.report(file.tree.line(("approvals", number, "profiles", place)), cause, fix)


def check_session(file: Source, head: SessionFile) -> None:
    """Report the profiles that a session names and that do not exist."""
    for place, cause, fix in unknown(head.profiles):
        file.report(file.tree.line(("profiles", place)), cause, fix)


def missing(profile: Profile, session: Session) -> list[Problem]:
    """Return what a profile names and the certificates or the roster would lack, as sorted."""
    found = [problem for field in profile.fields for problem in _CHECKS[field](profile, session)]
    return sorted(
        dataclasses.replace(
            problem,
            message=message("certificates.profile", profile=profile.name, problem=problem.message),
        )
        for problem in found
    )


def _always_there(_profile: Profile, _session: Session) -> list[Problem]:
    """Pass what the models require, and what every certificate has a place for."""
    return []


def _hours(_profile: Profile, session: Session) -> list[Problem]:
    """Report categories in CEU: one CEU is ten contact hours (IACET), never one hour."""
    fix = "Certificates give clock hours; give the category a name without CEU."
    return [
        Problem(eligibility.session_file(session), 0, f'the category "{name}" speaks of CEU', fix)
        for name in session.head.categories
        if _CEU.search(name)
    ]


def _times(_profile: Profile, session: Session) -> list[Problem]:
    lacking = [str(day.date) for day in session.head.days if day.start is None or day.end is None]
    if not lacking:
        return []
    cause = f"start or end missing on {', '.join(lacking)}"
    fix = "Add `start:` and `end:` to the day, for example `start: 09:00`."
    return [Problem(eligibility.session_file(session), 0, cause, fix)]


def _presenters(_profile: Profile, session: Session) -> list[Problem]:
    if session.presenters:
        return []
    fix = "Add `presenters:` with a `name:` each to session.yaml or training.yaml."
    return [Problem(eligibility.session_file(session), 0, "presenters missing", fix)]


def _approvals(profile: Profile, session: Session) -> list[Approval]:
    return [a for a in session.training.provider.approvals if profile.name in a.profiles]


def _kept_off(profile: Profile, session: Session, what: str) -> list[Problem]:
    """Report where an approval is there and the kind of certificate does not show it."""
    if eligibility.kind(session) == "completion":
        return []
    cause = f"{what} missing on certificates of attendance"
    fix = (
        f"Delete `certificate: attendance` in session.yaml, or {profile.name} from its `profiles:`."
    )
    return [Problem(eligibility.session_file(session), 0, cause, fix)]


def _provider_number(profile: Profile, session: Session) -> list[Problem]:
    serving = _approvals(profile, session)
    if any(approval.number.strip() for approval in serving):
        return _kept_off(profile, session, "provider number")
    fix = f"Add an approval with `profiles: [{profile.name}]` and its `number:` to provider.yaml."
    if serving:
        fix = f"Add its `number:` to the approval of {serving[0].body} in provider.yaml."
    return [Problem(_PROVIDER, 0, "provider number missing", fix)]


def _approval_statement(profile: Profile, session: Session) -> list[Problem]:
    if _approvals(profile, session):
        return _kept_off(profile, session, "approval statement")
    fix = (
        f"Add an approval with `profiles: [{profile.name}]` and its `statement:`, word for word, "
        "to provider.yaml."
    )
    return [Problem(_PROVIDER, 0, "approval statement missing", fix)]


def _signature(_profile: Profile, session: Session) -> list[Problem]:
    if session.training.provider.signatory:
        return []
    fix = "Add `signatory:` with a `name:` to provider.yaml; without a picture there is a line."
    return [Problem(_PROVIDER, 0, "signatory missing", fix)]


def _part(_profile: Profile, session: Session) -> list[Problem]:
    """Report a title that looks like several parts and does not say which one this is."""
    title = session.training.head.title
    if session.head.part.strip() or _NUMBERED.search(title) or not _SEVERAL_PARTS.search(title):
        return []
    cause = f'part number missing, and the title "{title}" speaks of parts'
    fix = "Add the part to session.yaml, for example `part: Part 2 of 3`."
    return [Problem(eligibility.session_file(session), 0, cause, fix)]


def _licence_numbers(_profile: Profile, session: Session) -> list[Problem]:
    lacking = [
        person.name
        for person in (d.participant for d in eligibility.decide(session) if d.hours is not None)
        if not (person.license_number.strip() and person.license_state.strip())
    ]
    if not lacking:
        return []
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    cause = f"licence number or state missing for {', '.join(lacking[:_NAMED])}{more}"
    fix = "Fill in the columns of the roster for the licence's state and number."
    return [Problem(session.roster.path, 0, cause, fix)]


_CHECKS: Mapping[str, Callable[[Profile, Session], list[Problem]]] = MappingProxyType(
    {
        "participant": _always_there,
        "hours": _hours,
        "title": _always_there,
        "dates": _always_there,
        "times": _times,
        "place": _always_there,
        "presenters": _presenters,
        "provider-name": _always_there,
        "provider-number": _provider_number,
        "approval-statement": _approval_statement,
        "signature": _signature,
        "licence-place": _always_there,
        "part": _part,
        "licence-numbers": _licence_numbers,
    }
)


def asks_for_licences(names: Iterable[str]) -> bool:
    """Whether one of these profiles names licence numbers, so that lists have room for them."""
    wanted = {"licence-place", "licence-numbers"}
    return any(wanted & set(profiles()[name].fields) for name in names)
