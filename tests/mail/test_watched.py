"""A run that is stopped while a mail server is silent ends at once, and knows what it knows."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from handouts.builds.job_runner import JobRunner
from handouts.builds.progress import Progress, Stopped
from handouts.certificates.ledger import Ledger
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.send import MailOutcome, Outgoing, Pace, Sending
from handouts.mail.smtp import Connection, Patience
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.test_message import send_test
from tests.certificates.conftest import SESSION
from tests.mail.conftest import LARGEST, Office
from tests.mail.servers import HERE, Authority, Post, answering, at, serving

FOREVER = Patience(connect=3600, answer=3600)
"""Whoever waited for these servers would never end."""
NAMES = ("ann", "ben", "cem")
STOPPED = "it was stopped before the server had answered to the whole message"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[DeliveryLog]:
    with Ledger(tmp_path / "records") as ledger:
        yield DeliveryLog(ledger, "two-models/example", "after")


def send(
    log: DeliveryLog, port: int, look: Callable[[], None], size: int = 1, security: str = "none"
) -> list[MailOutcome]:
    """Send to three people, each a message of so many lines."""
    queued = [Mailed(name, name, f"{name}@x.org", "1", f"<{name}@t>", "queued") for name in NAMES]
    log.queue(queued)
    connect = partial(Connection, at(port, security), "", FOREVER)
    run = Sending(connect, "t@example.org", 0, Pace((0, 0), look=look, has_threads=True))
    body = b"Subject: x\r\n\r\n" + b"Hello, this is a line.\r\n" * size
    return list(run.send(log, [Outgoing(one, lambda: body) for one in queued]))


def kept(log: DeliveryLog) -> dict[str, str]:
    """What the log has of each, once the run that was stopped is looked after."""
    log.recover()
    return {one.person: f"{one.state}: {one.said}" for one in log.mailed()}


class Stopping:
    """Stops a run once something has happened."""

    def __init__(self, happened: Callable[[], object] = lambda: True) -> None:
        self._happened = happened

    def __call__(self) -> None:
        """End the run, if it has."""
        if self._happened():
            raise Stopped


@contextmanager
def not_reading() -> Iterator[tuple[int, threading.Event]]:
    """Run a server that asks for a message and reads none of it; the event is set then."""
    asked, over = threading.Event(), threading.Event()
    with socket.create_server((HERE, 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

        def speak() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rwb", buffering=0) as file:
                file.write(b"220 here\r\n")
                for line in iter(file.readline, b""):
                    wants_data = line.upper().startswith(b"DATA")
                    file.write(b"354 go on\r\n" if wants_data else b"250 OK\r\n")
                    if wants_data:
                        asked.set()
                        over.wait()
                        return

        thread = threading.Thread(target=speak)
        thread.start()
        try:
            yield listening.getsockname()[1], asked
        finally:
            over.set()
            thread.join(10)


@pytest.mark.parametrize("silent_at", ["", "EHLO"])
def test_before_it_is_let_in_nothing_was_sent(log: DeliveryLog, silent_at: str) -> None:
    with answering({silent_at: b""}) as port, pytest.raises(Stopped):
        send(log, port, Stopping())

    assert kept(log) == dict.fromkeys(NAMES, "queued: ")


@pytest.mark.parametrize("silent_at", ["MAIL", "RCPT", "DATA"])
def test_before_it_has_the_message_it_is_queued(log: DeliveryLog, silent_at: str) -> None:
    with answering({silent_at: b""}) as port, pytest.raises(Stopped):
        send(log, port, Stopping())

    assert kept(log) == dict.fromkeys(NAMES, "queued: ")


def test_while_it_takes_the_message_it_is_queued(log: DeliveryLog) -> None:
    with not_reading() as (port, asked), pytest.raises(Stopped):
        send(log, port, Stopping(asked.is_set), size=1_000_000)

    assert kept(log) == dict.fromkeys(NAMES, "queued: ")


def test_once_it_has_the_whole_message_that_one_alone_is_uncertain(log: DeliveryLog) -> None:
    post = Post(is_silent=True)
    with serving(post) as port, pytest.raises(Stopped):
        send(log, port, Stopping(lambda: post.taken))

    assert post.people == ["ann@x.org"]
    assert kept(log) == {"ann": f"uncertain: {STOPPED}", "ben": "queued: ", "cem": "queued: "}


def test_over_an_encrypted_connection_too(
    log: DeliveryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, post = Authority(tmp_path), Post(is_silent=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with serving(post, tls=authority.context()) as port, pytest.raises(Stopped):
        send(log, port, Stopping(lambda: post.taken), security="tls")

    assert kept(log) == {"ann": f"uncertain: {STOPPED}", "ben": "queued: ", "cem": "queued: "}


def test_by_the_keyboard_too(log: DeliveryLog) -> None:
    post = Post(is_silent=True)

    def interrupt() -> None:
        if post.taken:
            raise KeyboardInterrupt

    with serving(post) as port, pytest.raises(KeyboardInterrupt):
        send(log, port, interrupt)

    assert kept(log) == {"ann": f"uncertain: {STOPPED}", "ben": "queued: ", "cem": "queued: "}


def test_a_server_that_does_not_say_goodbye_keeps_nobody_waiting() -> None:
    with answering({"QUIT": b""}) as port:
        Connection(at(port), "", FOREVER).close()


@pytest.mark.long
def test_one_message_to_the_trainer_is_stopped_as_well(office: Office) -> None:
    post = Post(is_silent=True)

    def stop(_: Progress) -> None:
        if post.taken:
            raise Stopped

    with JobRunner(1) as runner:
        options = MailOptions("after", LARGEST, client=runner.client())
        with serving(post) as office.line.port, pytest.raises(Stopped):
            send_test(office.project, SESSION, options, stop, office.dependencies)
