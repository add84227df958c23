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

from handouts.certificates import eligibility, session_checks
from handouts.certificates.kind import kind
from handouts.content.file_model import FileModel, Line
from handouts.content.provider import Approval, Provider
from handouts.content.session import Session, SessionFile
from handouts.content.text_file import SourceFile
from handouts.content.yaml_tree import read_data
from handouts.errors import Problem
from handouts.messages import Message, message, suggestion

_PROVIDER = "content/provider.yaml"
_SIGNERS = 2
_NAMED = 5
"""People whom one problem names; the rest are counted."""
_SEVERAL_PARTS = re.compile(
    r"\b(?:two|three|four|five|six|[2-9]|multi)[\s-]+parts?\b|\bpart\s*$", re.IGNORECASE
)
"""`in Two Parts`, `a 3-part course`, or `Part` as the last word."""
_NUMBERED = re.compile(r"\bpart\s+(?:\d+|[ivx]+|one|two|three|four|five|six)\b", re.IGNORECASE)
_ON_FACE = frozenset({"approval-statement", "provider-number"})
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
    text = Path(__file__).with_name("ce_rules.yaml").read_text(encoding="utf-8")
    return _ProfilesFile.model_validate(read_data(text))


def unknown(names: Iterable[str]) -> list[tuple[int, Message]]:
    """Return the place in the list, from 0, of each name that is unknown, and what to report."""
    existing = profiles()
    return [
        (
            place,
            message(
                "certificates.unknown-profile", name=name, suggestion=suggestion(name, existing)
            ),
        )
        for place, name in enumerate(names)
        if name not in existing
    ]


def check_provider(file: SourceFile, provider: Provider) -> None:
    """Report more signatories than two, and the profiles of approvals that do not exist."""
    if len(provider.signers) > _SIGNERS:
        file.report(file.tree.line(("signatories",)), message("certificates.too-many-signatories"))
    elif len(provider.signers) > 1 and provider.certificate_face == "full":
        line = file.tree.line(("certificate_face",))
        file.report(line, message("certificates.one-signature"))
    for number, approval in enumerate(provider.approvals):
        for place, what in unknown(approval.profiles):
            file.report(file.tree.line(("approvals", number, "profiles", place)), what)


def check_session(file: SourceFile, head: SessionFile) -> None:
    """Report the profiles that a session names and that do not exist."""
    for place, what in unknown(head.profiles):
        file.report(file.tree.line(("profiles", place)), what)


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


def on_face(session: Session) -> tuple[Approval, ...]:
    """Return the approvals whose statement or number a profile of the session names.

    Their statements are on a certificate's face; those that nobody asks for are on its back.
    """
    wanted = {
        name
        for name in session.head.profiles
        if _ON_FACE & set(profiles()[name].fields)
    }  # fmt: skip
    return tuple(a for a in session.training.provider.approvals if wanted & set(a.profiles))


def wants_times(session: Session) -> bool:
    """Whether a profile of the session names the times of day."""
    return any("times" in profiles()[name].fields for name in session.head.profiles)


def _always_there(_profile: Profile, _session: Session) -> list[Problem]:
    """Pass what the models require, and what every certificate has a place for."""
    return []


def _hours(_profile: Profile, session: Session) -> list[Problem]:
    """Report categories in CEU: one CEU is ten contact hours (IACET), never one hour."""
    path = session_checks.session_file(session)
    return [
        Problem(path, 0, message("certificates.ceu", category=name))
        for name in session.head.categories
        if _CEU.search(name)
    ]


def _times(_profile: Profile, session: Session) -> list[Problem]:
    days = session.head.days
    lacking = tuple(str(day.date) for day in days if day.start is None or day.end is None)
    if not lacking:
        return []
    missing_times = message("certificates.times-missing", dates=lacking)
    return [Problem(session_checks.session_file(session), 0, missing_times)]


def _presenters(_profile: Profile, session: Session) -> list[Problem]:
    if session.presenters:
        return []
    path = session_checks.session_file(session)
    return [Problem(path, 0, message("certificates.presenters-missing"))]


def _approvals(profile: Profile, session: Session) -> list[Approval]:
    return [a for a in session.training.provider.approvals if profile.name in a.profiles]


def _kept_off(session: Session, what: Message) -> list[Problem]:
    """Report where an approval is there and the kind of certificate does not show it."""
    if kind(session) == "completion":
        return []
    return [Problem(session_checks.session_file(session), 0, what)]


def _provider_number(profile: Profile, session: Session) -> list[Problem]:
    serving = _approvals(profile, session)
    if any(approval.number.strip() for approval in serving):
        return _kept_off(session, message("certificates.number-kept-off", profile=profile.name))
    if serving:
        lacking = message("certificates.number-missing-in-approval", body=serving[0].body)
    else:
        lacking = message("certificates.number-missing", profile=profile.name)
    return [Problem(_PROVIDER, 0, lacking)]


def _approval_statement(profile: Profile, session: Session) -> list[Problem]:
    if _approvals(profile, session):
        return _kept_off(session, message("certificates.statement-kept-off", profile=profile.name))
    return [Problem(_PROVIDER, 0, message("certificates.statement-missing", profile=profile.name))]


def _signature(_profile: Profile, session: Session) -> list[Problem]:
    if session.training.provider.signers:
        return []
    return [Problem(_PROVIDER, 0, message("certificates.signatory-missing"))]


def _part(_profile: Profile, session: Session) -> list[Problem]:
    """Report a title that looks like several parts and does not say which one this is."""
    title = session.training.head.title
    if session.head.part.strip() or _NUMBERED.search(title) or not _SEVERAL_PARTS.search(title):
        return []
    path = session_checks.session_file(session)
    return [Problem(path, 0, message("certificates.part-missing", title=title))]


def _licence_numbers(_profile: Profile, session: Session) -> list[Problem]:
    lacking = [
        person.name
        for person in (d.participant for d in eligibility.decide(session) if d.hours is not None)
        if not (person.license_number.strip() and person.license_state.strip())
    ]
    if not lacking:
        return []
    named, more = tuple(lacking[:_NAMED]), len(lacking) - _NAMED
    missing_numbers = message("certificates.licences-missing", names=named)
    if more > 0:
        missing_numbers = message("certificates.more-licences-missing", names=named, more=more)
    return [Problem(session.roster.path, 0, missing_numbers)]


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
