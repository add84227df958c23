"""What is done with the messages of a session: sent, written as files, settled."""

from collections.abc import Callable

from starlette.routing import Route

from handouts.errors import CallError
from handouts.mail.not_reached import path_of
from handouts.messages import message
from handouts.studio import issuing
from handouts.studio.routes.built import archive
from handouts.studio.routes.mail import MAIL, PER_MINUTE, mailing_of, options, place, shown, step
from handouts.studio.running import Do
from handouts.studio.web import Answer, Visit, page, words
from handouts.workflows.mail_server import keep_password
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.outbox import outbox
from handouts.workflows.send import SendOptions, send
from handouts.workflows.settle import settle
from handouts.workflows.test_message import send_test


def _begun(visit: Visit, title: str, do: Do) -> Answer:
    """Begin what only one at a time does of a mailing, and show how far it is."""
    running = visit.studio.works.at(place(visit))
    if running and not running.is_over:
        raise CallError(message("studio.under-way", what=running.title))
    work = visit.studio.works.start(title, place(visit), do)
    return visit.go(issuing.step_path(visit, step(visit), run=work.key))


@page
def write_outbox(visit: Visit) -> Answer:
    """Write each message as a file that mail programs open."""
    project, name, of = visit.project, visit.session_name, _options_of(visit)
    return _begun(visit, "Writing the outbox", lambda client, _: outbox(project, name, of(client)))


def _options_of(visit: Visit) -> Callable[..., MailOptions]:
    password = visit.written("password")
    return lambda client: options(visit, client=client, password=password)


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
    if not _is_number(typed):
        return shown(visit, None, words().text(message("studio.no-number-of-people")))
    if not _is_number(rate):
        return shown(visit, None, words().text(message("studio.no-number-a-minute")))
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
    settle(visit.project, visit.session_name, mailing_of(visit), sent=is_sent)
    return visit.go(place(visit))


@page
def download_outbox(visit: Visit) -> Answer:
    """Give the files of the outbox as one ZIP."""
    folder = path_of(visit.project, visit.session_name, "before").parent / "outbox"
    files = {one.name: one for one in sorted(folder.glob("*.eml")) if not one.is_symlink()}
    return archive(files, f"Messages {visit.training} {visit.session}.zip")


ROUTES = [
    Route(f"{MAIL}/messages.zip", download_outbox),
    Route(f"{MAIL}/outbox", write_outbox, methods=["POST"]),
    Route(f"{MAIL}/send-one", send_one, methods=["POST"]),
    Route(f"{MAIL}/send", send_all, methods=["POST"]),
    Route(f"{MAIL}/settle", settle_uncertain, methods=["POST"]),
]
