"""Sending that is killed again and again: `python -m tests.mail.crash FOLDER SECONDS`.

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
import sys
import time
from collections import Counter
from collections.abc import Set
from pathlib import Path
from typing import Any, NoReturn

from handouts.certificates import ledger
from handouts.certificates.ledger import Ledger
from handouts.errors import HandoutsError
from handouts.load_sessions import load_session
from handouts.mail import commands
from handouts.mail.commands import Request, Sent
from handouts.mail.deliveries import Delivery
from handouts.mail.journal import Journal
from handouts.mail.letter import Attachment, Letter
from handouts.mail.words import Words
from handouts.manifest import digest
from handouts.project import Project
from handouts.roster import Participant
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
_send, _getreply = smtplib.SMTP.send, smtplib.SMTP.getreply


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


class _Watched(Ledger):
    """A ledger whose every statement is a step."""

    def __init__(self, records: Path) -> None:
        super().__init__(records)
        self._database.set_trace_callback(lambda _: DOOM.step())


def prepare(folder: Path) -> None:
    """Let everybody get one small file, and every thing that is done be a step."""
    file = folder / "file.pdf"
    file.write_bytes(b"%PDF-1.7\n" + bytes(9000))
    content = file.read_bytes()
    attachment = Attachment(file, file.name, "File", digest(content), len(content))
    session = load_session(Project(REPOSITORY), *SESSION.split("/"))
    found = tuple(
        Delivery(one, Letter("after", one.email, one.name, one.email, (attachment,)))
        for one in PEOPLE
    )
    commands._session = lambda *_: session
    commands.one_session = lambda *_: SESSION.split("/")
    commands.deliveries = lambda *_: found
    commands.words = lambda *_: Words("Hello", "<p>Hello</p>", "Hello\n.\n")
    commands.Ledger = _Watched  # type: ignore[misc]
    ledger._WAIT = 5
    smtplib.SMTP.send = _sent  # type: ignore[method-assign]
    smtplib.SMTP.getreply = _answered  # type: ignore[method-assign]


def send(project: Project) -> Sent:
    """Send what is missing."""
    wished = Request("after", 20_000_000, 0, None, again=False)
    return commands.send(project, SESSION, wished, lambda _: None, lambda _, outcomes: outcomes)


def run(project: Project, post: Post, steps: int = -1) -> bool:
    """Send in a process of its own that is killed, and return whether it came to an end."""
    child = os.fork()
    if child == 0:
        _end(project, steps)
    status = os.waitpid(child, 0)[1]
    while post.open:  # what was on its way still arrives
        time.sleep(0.002)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == _DONE
    return True


def _end(project: Project, steps: int) -> NoReturn:
    DOOM.left = steps
    status = _DONE
    try:
        send(project)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    os._exit(status)


def look(project: Project, post: Post, settled: Set[str] = frozenset()) -> set[str]:
    """Compare the journal with what was accepted, and return who is in doubt.

    `settled` are those of whom the trainer said that they have it, or are to be sent it again.
    """
    counted = Counter(post.people)
    with Ledger(project.records) as kept:
        mailed = Journal(kept, SESSION, "after").mailed()
    states = {one.email: one.state for one in mailed}
    assert len(states) == len(mailed), "somebody is in the journal twice"
    for address, count in counted.items():
        assert count <= 1 + (address in settled), f"{address} got {count}"
        assert states[address] != "refused"
        assert states[address] != "queued", f"{address} would get another one"
    for address, state in states.items():
        is_true = state != "accepted" or counted[address] or address in settled
        assert is_true, f"{address} is called reached and is not"
    return {address for address, state in states.items() if state in ("uncertain", "sending")}


def finish(project: Project, post: Post, *, retry: bool) -> None:
    """Run to the end, settle what is in doubt, run again, and see that nobody is left out."""
    assert run(project, post)
    doubted = look(project, post)
    assert states(project) <= {"accepted", "uncertain"}, "somebody is called neither"
    counted = Counter(post.people)
    assert {a for a in ADDRESSES if not counted[a]} <= doubted, "somebody is left out unsaid"
    settled = commands.settle(project, SESSION, "after", sent=not retry)
    assert {one.email for one in settled} == doubted
    assert run(project, post)
    assert look(project, post, doubted) == set()
    expected = counted + Counter(doubted if retry else ())
    assert Counter(post.people) == expected, "others than those in doubt got another one"
    assert states(project) == {"accepted"}


def states(project: Project) -> set[str]:
    """The states that there are in the journal."""
    with Ledger(project.records) as kept:
        return {one.state for one in Journal(kept, SESSION, "after").mailed()}


def main(folder: Path, most: int) -> None:
    """Kill two runs in each of so many rounds, and say how many were killed."""
    prepare(folder)
    post = Post()
    chance = random.Random(datetime.date(2026, 11, 22).toordinal())  # noqa: S311 - moments
    with serving(post) as port:
        commands._server_of = lambda _: at(port)
        DOOM.left = begun = 1_000_000
        send(Project(folder / "warm"))
        steps = begun - DOOM.left
        DOOM.left = -1
        killed = doubted = rounds = 0
        order = chance.sample(range(1, steps + 1), steps)
        for rounds, step in enumerate(order[:most], 1):
            post.taken.clear()
            project = Project(folder / str(rounds))
            killed += not run(project, post, step)
            if project.records.exists():
                doubted += bool(look(project, post))
            killed += not run(project, post, chance.randrange(1, steps))
            finish(project, post, retry=bool(rounds % 2))
    assert doubted, "nobody was ever in doubt"
    sys.stdout.write(f"{killed} of {2 * rounds} runs killed, each of up to {steps} steps\n")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]))
    except HandoutsError as error:
        sys.exit(f"{type(error).__name__}: {error}")
