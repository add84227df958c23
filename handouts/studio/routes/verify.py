"""Is a certificate genuine, and still valid? A file, a photo, a number, or a code."""

import dataclasses
import datetime
import secrets
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.routing import Route

from handouts.builds.job_runner import Client
from handouts.builds.progress import OnProgress, Progress
from handouts.certificates.verify import Finding, Issuer, Verdict, provider_key
from handouts.messages import message
from handouts.studio.filters import long_date
from handouts.studio.web import Answer, Upload, Visit, address, page, reason, words
from handouts.workflows.verify import verify_file, verify_text

_SHORT = 1.5
"""Seconds of work for which no bar is worth showing."""
FINDINGS: dict[Finding, tuple[str, str]] = {
    "genuine": ("good", "Genuine"),
    "code-genuine": ("warning", "Its code is genuine; compare the words"),
    "number-known": ("warning", "The number is known; compare the words"),
    "altered": ("bad", "Altered"),
    "void": ("bad", "Void"),
    "replaced": ("bad", "Replaced by another"),
    "unknown": ("bad", "Unknown"),
}
"""How each finding looks, and what it is called."""
KINDS = {"completion": "Certificate of completion", "attendance": "Certificate of attendance"}


@page
def ask(visit: Visit) -> Answer:
    """Ask for what is to be verified."""
    return _asked(visit)


def _asked(visit: Visit, wrong: str = "") -> Answer:
    return visit.show("verify.html", 422 if wrong else 200, wrong=wrong, project=visit.project)


@page
def begin(visit: Visit) -> Answer:
    """Verify what was given; nothing of it is kept but the verdict."""
    files, text, key = visit.uploads(), visit.text("text"), visit.text("key")
    if not (files or text):
        return _asked(visit, words().text(message("studio.nothing-to-verify")))
    of: Issuer = provider_key(key) if key else visit.project

    def do(_: Client, on_progress: OnProgress) -> list[Verdict]:
        return _verdicts(of, files, text, on_progress)

    path = address("verify", secrets.token_urlsafe(9))
    visit.studio.works.start("Verifying", path, do).wait(_SHORT)
    return visit.go(path)


def _verdicts(
    of: Issuer, files: Sequence[Upload], text: str, on_progress: OnProgress
) -> list[Verdict]:
    found = [verify_text(of, text)] if text else []
    for number, file in enumerate(files, 1):
        found += [dataclasses.replace(one, of=file.name) for one in verify_file(of, file.content)]
        on_progress(Progress(number, len(files), file.name))
    return found


@page
def show(visit: Visit) -> Answer:
    """Show what was found, or that it is still being looked for."""
    work = visit.studio.works.at(visit.request.url.path)
    if work is None:
        raise HTTPException(404, "What was found is no longer kept. Please verify it once more.")
    failed = reason(work.error) if work.error and not work.is_stopped else ""
    return visit.show(
        "verify_result.html",
        work=work,
        verdicts=work.result or [],
        failed=failed,
        findings=FINDINGS,
        kinds=KINDS,
        certified_days=certified_days,
    )


def certified_days(dates: str) -> str:
    """Return the days of a certificate as people write them, from ISO's `first/last`."""
    return " to ".join(long_date(datetime.date.fromisoformat(day)) for day in dates.split("/"))


ROUTES = [
    Route("/verify", ask),
    Route("/verify", begin, methods=["POST"]),
    Route("/verify/{key}", show),
]
