"""The commands about certificates: from what was typed to the workflow that does it."""

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.certificates.apart import codes_in_apart
from handouts.certificates.change import Correction, Voiding
from handouts.certificates.options import CertificateOptions
from handouts.certificates.serial_numbers import read_number
from handouts.certificates.verification_code import is_code
from handouts.certificates.verify import Issuer, Verdict
from handouts.cli.certificate_wording import explained, naming_options
from handouts.cli.certificates import CertificateConsole
from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.export_register import Exported, export_register
from handouts.workflows.issue import issue
from handouts.workflows.proof import Proof, proof
from handouts.workflows.reissue import reissue
from handouts.workflows.share_pictures import share_pictures
from handouts.workflows.verify import verify_code, verify_file, verify_number
from handouts.workflows.void import void

if TYPE_CHECKING:
    from handouts.certificates.issue import Issued
    from handouts.certificates.ledger import LedgerEntry

_NOTHING = "It is no number and no code of a certificate, and no file of this name is there."


def prove(
    project: Project, session: str, now: datetime.datetime, wanted: Mapping[str, Any]
) -> Proof:
    """Do what the command `proof` says; `now` is local time."""
    return proof(project, session, _options(now, wanted), explained)


def certify(
    project: Project,
    session: str,
    now: datetime.datetime,
    wanted: Mapping[str, Any],
    console: CertificateConsole,
) -> "Issued | LedgerEntry | Exported":
    """Do what the command `certify` says; `now` is local time.

    Raises CallError where options exclude each other, and what the workflows raise.
    """
    chosen = _one_at_a_time(wanted)
    with naming_options():
        if chosen == "export":
            return export_register(project, session)
        if chosen == "void":
            return void(project, session, Voiding(wanted["void"], wanted["why"], now.date()))
        options = _options(now, wanted)
        if chosen == "reissue":
            of = Correction(wanted["reissue"], wanted["name"])
            return reissue(project, session, options, of)
        with console.progress("Issuing") as on_progress:
            return issue(project, session, options, on_progress)


def pictures(
    project: Project, session: str, wanted: Mapping[str, Any], console: CertificateConsole
) -> str:
    """Make a picture of each certificate where they are asked for; return their folder, or ""."""
    if not wanted["picture"]:
        return ""
    with console.progress("Drawing") as on_progress:
        return share_pictures(project, session, wanted["jobs"], on_progress)


def _one_at_a_time(wanted: Mapping[str, Any]) -> str:
    """Return which of the options that exclude each other was given, if any. Raises CallError."""
    chosen = [option for option in ("reissue", "void", "export") if wanted[option]]
    if len(chosen) > 1:
        raise CallError(f"--{chosen[0]} and --{chosen[1]} cannot be done at once.")
    for option, needed in (("name", "reissue"), ("why", "void")):
        if wanted[option] and needed not in chosen:
            raise CallError(f"--{option} belongs to --{needed}.")
    if wanted.get("picture") and chosen not in ([], ["reissue"]):
        raise CallError(f"--picture and --{chosen[0]} cannot be done at once.")
    if wanted.get("new") and chosen:
        raise CallError(f"--new and --{chosen[0]} cannot be done at once.")
    return chosen[0] if chosen else ""


def _options(now: datetime.datetime, wanted: Mapping[str, Any]) -> CertificateOptions:
    """Return how certificates are to be issued; what is not given is as it is by default."""
    fields = {field.name for field in dataclasses.fields(CertificateOptions)}
    chosen = {key: value for key, value in wanted.items() if key in fields}
    return CertificateOptions(now, newcomers=wanted.get("new", ()), **chosen)


def verify(
    of: Issuer, given: tuple[str, ...], codes_in: Callable[[bytes], list[str]] = codes_in_apart
) -> list[Verdict]:
    """Return the verdicts on files, numbers and codes as they were typed, in that order.

    `codes_in` finds the QR codes in a file.
    """
    with naming_options():
        return [verdict for each in given for verdict in _verdicts(of, each, codes_in)]


def _verdicts(of: Issuer, given: str, codes_in: Callable[[bytes], list[str]]) -> Iterator[Verdict]:
    """Yield verdicts; what is a number and the name of a file as well is looked at as both."""
    path, number = Path(given), read_number(given)
    is_there = _is_there(path)
    if is_there:
        yield from (dataclasses.replace(one, of=given) for one in verify_file(of, path, codes_in))
    if number:
        yield verify_number(of, given)
    elif not is_there:
        verdict = verify_code(of, given)
        yield verdict if is_code(given) else dataclasses.replace(verdict, sentences=(_NOTHING,))


def _is_there(path: Path) -> bool:
    """Whether anything has this name; a text that cannot be a name is none."""
    try:
        return path.name != "" and path.exists()
    except (OSError, ValueError):  # a code is too long for the name of a file
        return False
