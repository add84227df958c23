"""Sending that is killed again and again: `python -m tests.mail.crash FOLDER ROUNDS`.

Everything is loaded once, here, and so is the server, which notes what it has really accepted.
Each run is a process of its own that is killed with SIGKILL at the next of its steps: a statement
of the ledger, half of a line or of a message on its way, an answer. What is wrong ends it with a
traceback.
"""

import datetime
import os
import random
import signal
import smtplib
import sqlite3
import sys
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from handouts.builds.manifest import digest
from handouts.certificates.ledger import Ledger
from handouts.content.roster import Participant
from handouts.content.session import Session
from handouts.errors import HandoutsError
from handouts.mail.body import MessageBody
from handouts.mail.composer import Composer
from handouts.mail.delivery_log import DeliveryLog
from handouts.mail.dispatch import Dependencies, Dispatch, Sent, dispatch
from handouts.mail.message import Attachment, MailMessage
from handouts.mail.mime import Sender
from handouts.mail.pending import PlannedMailing
from handouts.mail.recipients import Delivery
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from tests.certificates.conftest import SESSION
from tests.conftest import REPOSITORY
from tests.mail.servers import Post, at, serving

PEOPLE = [Participant(n, f"Person {n}", str(n), f"p{n}@example.org") for n in range(4)]
ADDRESSES = {person.email for person in PEOPLE}
_DONE = 77
"""The exit status of a run that ended before it was killed."""


class _Doom:
    """Kills its own process at a step."""

    left = -1

    def step(self) -> None:
        """Count a step."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


DOOM = _Doom()
_send, _getreply, _connect = smtplib.SMTP.send, smtplib.SMTP.getreply, sqlite3.connect


def _sent(self: smtplib.SMTP, content: Any) -> None:
    """Send something in two halves, with steps around them."""
    content = content.encode() if isinstance(content, str) else content
    for half in (content[: len(content) // 2], content[len(content) // 2 :]):
        DOOM.step()
        _send(self, half)
    DOOM.step()


def _answered(self: smtplib.SMTP) -> tuple[int, bytes]:
    """Wait for an answer, with a step once it is there."""
    found = _getreply(self)
    DOOM.step()
    return found


def _connected(*about: Any, **more: Any) -> sqlite3.Connection:
    """Open a database whose every statement is a step."""
    database = _connect(*about, **more)
    database.set_trace_callback(lambda _: DOOM.step())
    return database


class _Composer(Composer):
    """Says little."""

    def body(self, message: MailMessage) -> MessageBody:
        """Say the same to everybody."""
        return MessageBody("Hello", "<p>Hello</p>", f"Hello {message.name}\n.\n")


@dataclass(frozen=True)
class Trial:
    """A mailing of one small file to everybody, through a server here."""

    session: Session
    found: tuple[Delivery, ...]
    port: int

    def send(self, project: Project) -> Sent:
        """Send what is missing."""
        composer = _Composer(project, self.session, Sender("Us", "us@example.org"))
        planned = PlannedMailing(SESSION, "after", self.found)
        with Ledger(project.records, reading=True) as kept:
            confirmed = len(planned.pending(kept).due)
        what = Dispatch(composer, planned, confirmed, 0, at(self.port), "")
        return dispatch(what, dependencies=_PATIENT)


_PATIENT = Dependencies(ledger=partial(Ledger, wait=5))


def prepared(folder: Path, port: int) -> Trial:
    """Let everybody get one small file, and every thing that is sent be a step."""
    file = folder / "file.pdf"
    file.write_bytes(b"%PDF-1.7\n" + bytes(9000))
    content = file.read_bytes()
    attachment = Attachment(file, file.name, "File", digest(content), len(content))
    found = tuple(
        Delivery(one, MailMessage("after", one.email, one.name, one.email, (attachment,)))
        for one in PEOPLE
    )
    sqlite3.connect = _connected  # type: ignore[assignment]
    smtplib.SMTP.send = _sent  # type: ignore[method-assign]
    smtplib.SMTP.getreply = _answered  # type: ignore[method-assign]
    return Trial(load_checked_session(Project(REPOSITORY), *SESSION.split("/")), found, port)


def run(trial: Trial, project: Project, post: Post, steps: int = -1) -> bool:
    """Send in a process of its own that is killed, and return whether it came to an end."""
    child = os.fork()
    if child == 0:
        _end(trial, project, steps)
    status = os.waitpid(child, 0)[1]
    assert post.idle.wait(60), "what was on its way did not arrive"
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == _DONE
    return True


def _end(trial: Trial, project: Project, steps: int) -> NoReturn:
    DOOM.left = steps
    status = _DONE
    try:
        trial.send(project)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    os._exit(status)


def look(project: Project, post: Post, settled: Set[str] = frozenset()) -> set[str]:
    """Compare the log with what was accepted, and return who is in doubt.

    `settled` are those of whom the trainer said that they have it, or are to be sent it again.
    """
    counted = Counter(post.people)
    with Ledger(project.records) as kept:
        mailed = DeliveryLog(kept, SESSION, "after").mailed()
    states = {one.email: one.state for one in mailed}
    assert len(states) == len(mailed), "somebody is in the log twice"
    for address, count in counted.items():
        assert count <= 1 + (address in settled), f"{address} got {count}"
        assert states[address] != "refused"
        assert states[address] != "queued", f"{address} would get another one"
    for address, state in states.items():
        is_true = state != "accepted" or counted[address] or address in settled
        assert is_true, f"{address} is called reached and is not"
    return {address for address, state in states.items() if state in ("uncertain", "sending")}


def finish(trial: Trial, project: Project, post: Post, *, retry: bool) -> None:
    """Run to the end, settle what is in doubt, run again, and see that nobody is left out."""
    assert run(trial, project, post)
    doubted = look(project, post)
    assert states(project) <= {"accepted", "uncertain"}, "somebody is called neither"
    counted = Counter(post.people)
    assert {a for a in ADDRESSES if not counted[a]} <= doubted, "somebody is left out unsaid"
    with Ledger(project.records) as kept:
        log = DeliveryLog(kept, SESSION, "after")
        log.recover()
        settled = log.settle("queued" if retry else "accepted", "so")
    assert {one.email for one in settled} == doubted
    assert run(trial, project, post)
    assert look(project, post, doubted) == set()
    expected = counted + Counter(doubted if retry else ())
    assert Counter(post.people) == expected, "others than those in doubt got another one"
    assert states(project) == {"accepted"}


def states(project: Project) -> set[str]:
    """The states that there are in the log."""
    with Ledger(project.records) as kept:
        return {one.state for one in DeliveryLog(kept, SESSION, "after").mailed()}


def main(folder: Path, rounds: int) -> None:
    """Kill two runs in each round, all over their steps, and say how many were killed."""
    post = Post()
    chance = random.Random(datetime.date(2026, 11, 22).toordinal())  # noqa: S311 - moments
    with serving(post) as port:
        trial = prepared(folder, port)
        DOOM.left = begun = 1_000_000
        trial.send(Project(folder / "warm"))
        steps = begun - DOOM.left
        DOOM.left = -1
        killed = doubted = 0
        for number in range(rounds):
            post.taken.clear()
            project = Project(folder / str(number))
            step = 1 + (steps - 1) * number // rounds + chance.randrange(max(1, steps // rounds))
            killed += not run(trial, project, post, step)
            if project.records.exists():
                doubted += bool(look(project, post))
            killed += not run(trial, project, post, chance.randrange(1, steps))
            finish(trial, project, post, retry=bool(number % 2))
    assert doubted, "nobody was ever in doubt"
    sys.stdout.write(f"{killed} of {2 * rounds} runs killed, each of up to {steps} steps\n")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]))
    except HandoutsError as error:
        sys.exit(f"{type(error).__name__}: {error}")
