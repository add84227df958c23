"""Mail before and after the day: what each message says, who gets it, and who got it."""

import datetime
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from handouts.errors import HandoutsError
from handouts.mail.delivery_log import MAILINGS, Mailed
from handouts.mail.dispatch import Sent
from handouts.mail.not_reached import path_of
from handouts.mail.send import MailOutcome
from handouts.messages import message
from handouts.studio import issuing, mail_settings
from handouts.studio.mail_settings import MailSettings
from handouts.studio.routes.certificates import built
from handouts.studio.routes.session import frame
from handouts.studio.running import Work
from handouts.studio.web import Answer, Visit, page, words
from handouts.workflows.edit_details import save_details
from handouts.workflows.edit_files import Conflict
from handouts.workflows.mail_preview import MailPreview, mail_preview, message_picture
from handouts.workflows.mail_server import MailAccount, mail_account
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.mail_status import status
from handouts.workflows.outbox import Outbox
from handouts.workflows.settle import recover

LARGEST = 20_000_000
"""Bytes of a message: what most servers take."""
PER_MINUTE = 60
"""Messages, unless she says otherwise: what most providers allow."""
_STATES = {
    "queued": ("Waiting", ""),
    "sending": ("Being sent", ""),
    "accepted": ("Sent", "good"),
    "refused": ("Refused", "bad"),
    "uncertain": ("Uncertain", "warning"),
}


@dataclass(frozen=True)
class LoggedMessage:
    """What became of one message, as the page shows it."""

    mailed: Mailed
    state: str
    kind: str
    """Of its chip: good, bad, warning, or none."""
    when: str
    """Local time."""


def mailing_of(visit: Visit) -> str:
    """Return `before` or `after`, from the address. Raises HTTPException for another."""
    found = str(visit.request.path_params["mailing"])
    if found not in MAILINGS:
        raise HTTPException(404)
    return found


def step(visit: Visit) -> str:
    """Return the name of the step, as addresses have it."""
    return f"mail-{mailing_of(visit)}"


def place(visit: Visit) -> str:
    """Return the path of the page, where what goes on can be watched."""
    return issuing.step_path(visit, step(visit))


def options(visit: Visit, **more: Any) -> MailOptions:
    """Return which messages are meant, as the form or else the address says it."""
    asked = visit.text if visit.request.method == "POST" else visit.asked
    return MailOptions(mailing_of(visit), LARGEST, asked("changed") == "yes", **more)


@page
def show(visit: Visit) -> Answer:
    """Show what goes on and what was sent, and begin to prepare the messages."""
    run, last = visit.asked("run"), visit.studio.works.at(place(visit))
    if not run and last and (not last.is_over or last.error):
        return visit.go(issuing.step_path(visit, step(visit), run=last.key))
    return shown(visit, visit.studio.works.find(run) if run else None)


def shown(
    visit: Visit, work: Work | None, wrong: str = "", settings: MailSettings | None = None
) -> Answer:
    """Return the page; `wrong` is what is wrong with what was typed, such as these `settings`."""
    is_under_way = work is not None and not work.is_over
    preparing = None if is_under_way else _preparing(visit)
    changed = "yes" if options(visit).include_changed else ""
    query = {"changed": changed} if changed else {}
    mailing = mailing_of(visit)
    return visit.show(
        "mail.html",
        422 if wrong else 200,
        frame=frame(visit, step(visit)),
        mailing=mailing,
        step=step(visit),
        work=work,
        fault=issuing.fault(work.error) if work and work.error else None,
        outcome=work.result if work and work.is_over else None,
        kinds={"sent": Sent, "trial": MailOutcome, "outbox": Outbox},
        preparing=preparing,
        wrong=wrong,
        result=issuing.step_path(visit, step(visit), "prepared", preparing.key, **query)
        if preparing
        else "",
        is_changing=settings is not None,
        **{**_found(visit), **({"settings": settings} if settings else {})},
    )


def _found(visit: Visit) -> dict[str, Any]:
    """Return what the page shows of the session's files and records, or why it cannot."""
    mailing = mailing_of(visit)
    try:
        logged = _mailed(visit)
        if any(one.state == "sending" for one in logged):  # by a run that lives, or was killed
            recover(visit.project, visit.session_name, mailing)
            logged = _mailed(visit)
        settings = mail_settings.read(visit, mailing)
    except HandoutsError as error:
        return {"settings": None, "logged": (), "missed": "", "unreadable": issuing.fault(error)}
    missed = path_of(visit.project, visit.session_name, mailing)
    return {
        "settings": settings,
        "logged": [_logged(one) for one in logged],
        "missed": built(visit.project, visit.project.relative(missed)) if missed.is_file() else "",
        "unreadable": None,
    }


def _mailed(visit: Visit) -> list[Mailed]:
    found = status(visit.project, visit.session_name).mailed
    return [one for mailing, one in found if mailing == mailing_of(visit)]


def _logged(one: Mailed) -> LoggedMessage:
    moment = datetime.datetime.fromisoformat(f"{one.changed}+00:00").astimezone()
    return LoggedMessage(one, *_STATES[one.state], f"{moment.day} {moment:%B %Y, %H:%M}")


def _preparing(visit: Visit) -> Work:
    project, name = visit.project, visit.session_name
    query = {"changed": "yes"} if options(visit).include_changed else {}
    return visit.studio.works.start(
        "Preparing the messages",
        issuing.step_path(visit, step(visit), "prepared", state=issuing.state_of(visit), **query),
        lambda client, _: (
            mail_preview(project, name, options(visit, client=client)),
            mail_account(project),
        ),
    )


@page
def prepared(visit: Visit) -> Answer:
    """Show what everybody would get."""
    work = _kept(visit)
    fault = issuing.fault_of(visit, work)
    if fault:
        return fault
    preview, account = work.result
    return visit.show(
        "_mail_prepared.html",
        frame=frame(visit, step(visit)),
        step=step(visit),
        preview=preview,
        account=account,
        key=work.key,
        include_changed=options(visit).include_changed,
        per_minute=PER_MINUTE,
        built=lambda path: built(visit.project, visit.project.relative(path)),
        row_address=issuing.row_address,
    )


def _kept(visit: Visit) -> Work:
    work = visit.studio.works.find(visit.request.path_params["key"])
    if work is None or not work.is_over:
        raise HTTPException(404, "This is no longer kept. Open the page once more.")
    return work


@page
def look(visit: Visit) -> Answer:
    """Show a message as a picture: nothing in it can run, and nothing is fetched for it."""
    result, number = _kept(visit).result, int(visit.request.path_params["number"])
    found: tuple[MailPreview, MailAccount | None] | None = (
        result if isinstance(result, tuple) else None
    )
    if found is None or number >= len(found[0].messages):
        raise HTTPException(404)
    html = found[0].messages[number].html
    content = visit.studio.runner.client().call(message_picture, visit.project.layers, html)
    return Response(content, media_type="image/png", headers={"cache-control": "private"})


@page
def save(visit: Visit) -> Answer:
    """Keep subject, words and attachments."""
    changes = mail_settings.changes(visit, mailing_of(visit))
    file = mail_settings.file_of(visit)
    saved = save_details(visit.project, file, changes, visit.text("version"))
    if isinstance(saved, Conflict):
        wrong = words().text(message("studio.mail-changed-meanwhile"))
        return shown(visit, None, wrong, mail_settings.typed(visit, saved.version))
    return visit.go(place(visit))


MAIL = "/training/{training}/session/{session}/mail-{mailing}"
ROUTES = [
    Route(MAIL, show),
    Route(f"{MAIL}/prepared/{{key}}", prepared),
    Route(f"{MAIL}/look/{{key}}/{{number:int}}", look),
    Route(f"{MAIL}/save", save, methods=["POST"]),
]
