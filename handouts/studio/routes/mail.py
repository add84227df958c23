"""Mail before and after the day: what each message says, who gets it, sending it, who got it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from handouts.builds.progress import Stopped
from handouts.content import fixed_words
from handouts.content.yaml_tree import Location
from handouts.documents import registry
from handouts.errors import CallError, HandoutsError
from handouts.mail.delivery_log import MAILINGS, Mailed
from handouts.mail.dispatch import Sent
from handouts.mail.not_reached import path_of
from handouts.mail.send import MailOutcome
from handouts.messages import message
from handouts.project.layout import SESSION_FILE, session_folder
from handouts.studio import issuing
from handouts.studio.routes.built import archive
from handouts.studio.routes.certificates import built
from handouts.studio.routes.session import frame
from handouts.studio.running import Do, Work
from handouts.studio.web import Answer, Visit, page, problems_of, reason
from handouts.workflows.edit_details import read_details, save_details
from handouts.workflows.edit_files import Conflict
from handouts.workflows.mail_preview import MailPreview, mail_preview, message_picture
from handouts.workflows.mail_server import MailAccount, keep_password, mail_account
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.mail_status import status
from handouts.workflows.outbox import Outbox, outbox
from handouts.workflows.send import SendOptions, send
from handouts.workflows.settle import recover, settle
from handouts.workflows.test_message import send_test

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


@dataclass(frozen=True)
class LoggedMessage:
    """What became of one message, as the page shows it."""

    mailed: Mailed
    state: str
    kind: str
    """Of its chip: good, bad, warning, or none."""
    when: str
    """Local time."""


def _mailing(visit: Visit) -> str:
    """Return `before` or `after`, from the address. Raises HTTPException for another."""
    found = str(visit.request.path_params["mailing"])
    if found not in MAILINGS:
        raise HTTPException(404)
    return found


def _step(visit: Visit) -> str:
    return f"mail-{_mailing(visit)}"


def _place(visit: Visit) -> str:
    return issuing.step_path(visit, _step(visit))


def _options(visit: Visit, **more: Any) -> MailOptions:
    asked = visit.text if visit.request.method == "POST" else visit.asked
    return MailOptions(_mailing(visit), LARGEST, asked("changed") == "yes", **more)


@page
def show(visit: Visit) -> Answer:
    """Show what goes on and what was sent, and begin to prepare the messages."""
    run, last = visit.asked("run"), visit.studio.works.at(_place(visit))
    if not run and last and (not last.is_over or last.error):
        return visit.go(issuing.step_path(visit, _step(visit), run=last.key))
    return _shown(visit, visit.studio.works.find(run) if run else None)


def _shown(
    visit: Visit, work: Work | None, wrong: str = "", settings: MailSettings | None = None
) -> Answer:
    """Return the page; `wrong` is what is wrong with what was typed, such as these `settings`."""
    is_under_way = work is not None and not work.is_over
    preparing = None if is_under_way else _preparing(visit)
    changed = "yes" if _options(visit).include_changed else ""
    query = {"changed": changed} if changed else {}
    mailing = _mailing(visit)
    return visit.show(
        "mail.html",
        422 if wrong else 200,
        frame=frame(visit, _step(visit)),
        mailing=mailing,
        step=_step(visit),
        work=work,
        fault=_fault_of(work.error) if work and work.error else None,
        outcome=work.result if work and work.is_over else None,
        kinds={"sent": Sent, "trial": MailOutcome, "outbox": Outbox},
        preparing=preparing,
        wrong=wrong,
        result=issuing.step_path(visit, _step(visit), "prepared", preparing.key, **query)
        if preparing
        else "",
        is_changing=settings is not None,
        **{**_found(visit), **({"settings": settings} if settings else {})},
    )


def _found(visit: Visit) -> dict[str, Any]:
    """Return what the page shows of the session's files and records, or why it cannot."""
    mailing = _mailing(visit)
    try:
        logged = _mailed(visit)
        if any(one.state == "sending" for one in logged):  # by a run that lives, or was killed
            recover(visit.project, visit.session_name, mailing)
            logged = _mailed(visit)
        settings = _settings(visit)
    except HandoutsError as error:
        return {"settings": None, "logged": (), "missed": "", "unreadable": _fault_of(error)}
    missed = path_of(visit.project, visit.session_name, mailing)
    return {
        "settings": settings,
        "logged": [_logged(one) for one in logged],
        "missed": built(visit.project, visit.project.relative(missed)) if missed.is_file() else "",
        "unreadable": None,
    }


def _mailed(visit: Visit) -> list[Mailed]:
    found = status(visit.project, visit.session_name).mailed
    return [one for mailing, one in found if mailing == _mailing(visit)]


def _fault_of(error: BaseException) -> dict[str, Any]:
    why = issuing.STOPPED if isinstance(error, Stopped) else reason(error)
    return {"reason": why, "problems": problems_of(error)}


def _logged(one: Mailed) -> LoggedMessage:
    moment = datetime.datetime.fromisoformat(f"{one.changed}+00:00").astimezone()
    return LoggedMessage(one, *_STATES[one.state], f"{moment.day} {moment:%B %Y, %H:%M}")


def _settings(visit: Visit) -> MailSettings:
    details = read_details(visit.project, _file(visit))
    mail = details.values.get("mail")
    said = mail.get(_mailing(visit)) if isinstance(mail, dict) else None
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


def _file(visit: Visit) -> str:
    return f"{session_folder(visit.training, visit.session)}/{SESSION_FILE}"


def _preparing(visit: Visit) -> Work:
    project, name = visit.project, visit.session_name
    query = {"changed": "yes"} if _options(visit).include_changed else {}
    return visit.studio.works.start(
        "Preparing the messages",
        issuing.step_path(visit, _step(visit), "prepared", state=issuing.state_of(visit), **query),
        lambda client, _: (
            mail_preview(project, name, _options(visit, client=client)),
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
        frame=frame(visit, _step(visit)),
        step=_step(visit),
        preview=preview,
        account=account,
        key=work.key,
        include_changed=_options(visit).include_changed,
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
    mailing = _mailing(visit)
    documents = visit.all("document") if visit.text("attached") == "chosen" else None
    changes: dict[Location, Any] = {
        ("mail", mailing, "subject"): visit.text("subject"),
        ("mail", mailing, "text"): visit.written("text").strip(),
        ("mail", mailing, "documents"): documents,
    }
    if mailing == "after":
        changes["mail", "after", "certificate"] = None if visit.ticked("certificate") else False
    saved = save_details(visit.project, _file(visit), changes, visit.text("version"))
    if isinstance(saved, Conflict):
        typed = MailSettings(
            saved.version,
            visit.text("subject"),
            visit.written("text"),
            tuple(documents) if documents is not None else None,
            visit.ticked("certificate"),
            tuple(_choices(visit)),
        )
        return _shown(visit, None, str(message("studio.mail-changed-meanwhile")), typed)
    return visit.go(_place(visit))


def _begun(visit: Visit, title: str, do: Do) -> Answer:
    """Begin what only one at a time does of a mailing, and show how far it is."""
    running = visit.studio.works.at(_place(visit))
    if running and not running.is_over:
        raise CallError(message("studio.under-way", what=running.title))
    work = visit.studio.works.start(title, _place(visit), do)
    return visit.go(issuing.step_path(visit, _step(visit), run=work.key))


@page
def write_outbox(visit: Visit) -> Answer:
    """Write each message as a file that mail programs open."""
    project, name, of = visit.project, visit.session_name, _options_of(visit)
    return _begun(visit, "Writing the outbox", lambda client, _: outbox(project, name, of(client)))


def _options_of(visit: Visit) -> Callable[..., MailOptions]:
    password = visit.written("password")
    return lambda client: _options(visit, client=client, password=password)


@page
def send_one(visit: Visit) -> Answer:
    """Send one message to the trainer herself."""
    project, name, of = visit.project, visit.session_name, _options_of(visit)
    _keep_password(visit)
    return _begun(
        visit,
        "Sending one message to you",
        lambda client, report: send_test(project, name, of(client), report),
    )


@page
def send_all(visit: Visit) -> Answer:
    """Send to as many as were typed, where as many are due mail."""
    typed, rate = visit.text("number"), visit.text("per_minute", str(PER_MINUTE))
    if not (_is_number(typed) and _is_number(rate)):
        return _shown(visit, None, "Type how many people are to get mail.")
    project, name, of = visit.project, visit.session_name, _options_of(visit)
    _keep_password(visit)
    confirmed, per_minute = int(typed), int(rate)
    return _begun(
        visit,
        "Sending",
        lambda client, report: send(
            project, name, SendOptions(of(client), confirmed, per_minute), report
        ),
    )


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 6


def _keep_password(visit: Visit) -> None:
    given = visit.written("password")
    if given and visit.ticked("keep"):
        keep_password(visit.project, given)


@page
def settle_uncertain(visit: Visit) -> Answer:
    """Take what is uncertain as sent, or let it be sent again."""
    is_sent = visit.text("as") == "sent"
    settle(visit.project, visit.session_name, _mailing(visit), sent=is_sent)
    return visit.go(_place(visit))


@page
def download_outbox(visit: Visit) -> Answer:
    """Give the files of the outbox as one ZIP."""
    folder = path_of(visit.project, visit.session_name, "before").parent / "outbox"
    files = {one.name: one for one in sorted(folder.glob("*.eml")) if not one.is_symlink()}
    return archive(files, f"Messages {visit.training} {visit.session}.zip")


_HERE = "/training/{training}/session/{session}/mail-{mailing}"
_ROUTES: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("", show, "GET"),
    ("/prepared/{key}", prepared, "GET"),
    ("/look/{key}/{number:int}", look, "GET"),
    ("/messages.zip", download_outbox, "GET"),
    ("/save", save, "POST"),
    ("/outbox", write_outbox, "POST"),
    ("/send-one", send_one, "POST"),
    ("/send", send_all, "POST"),
    ("/settle", settle_uncertain, "POST"),
)
ROUTES = [Route(f"{_HERE}{path}", route, methods=[method]) for path, route, method in _ROUTES]
