"""Sending what is missing, each message once, with the log written around each of them."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from handouts.builds.progress import Stopped
from handouts.errors import WorldError
from handouts.mail import watched
from handouts.mail.delivery_log import DeliveryLog, Mailed, State
from handouts.mail.readback import UnfitMessageError
from handouts.mail.smtp import Connection, Fate, ServerReply
from handouts.messages import Message, message

PAUSES = (15, 60, 240)
"""Seconds to wait before a message that was put off is tried again, each time longer."""
_BLINK = 0.2
"""Seconds between two looks."""
_MOST_LOST = 4
"""Connections that may be lost one after another before the run gives up."""
_STATES: dict[Fate, State] = {
    Fate.ACCEPTED: "accepted",
    Fate.REFUSED: "refused",
    Fate.UNCERTAIN: "uncertain",
    Fate.LATER: "queued",
    Fate.LOST: "queued",
}


@dataclass(frozen=True)
class Pace:
    """How long a run waits, and by which clock."""

    pauses: Sequence[float] = PAUSES
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    """Seconds since any moment."""
    look: Callable[[], None] | None = None
    """Called several times a second while a run waits; what it raises ends the run."""
    has_threads: bool = False
    """Whether `look` is called while a server is waited for too, which takes threads: for a program
    that has its messages composed elsewhere. One without is stopped by a signal."""

    @property
    def look_meanwhile(self) -> Callable[[], None] | None:
        """What is called while a server is waited for."""
        return self.look if self.has_threads else None

    def wait(self, seconds: float) -> None:
        """Wait so long, or until `look` raises an exception."""
        if self.look is None:
            self.sleep(seconds)
            return
        left = seconds
        while left > 0:
            self.look()
            self.sleep(min(left, _BLINK))
            left -= _BLINK
        self.look()


REAL_PACE = Pace()


@dataclass(frozen=True)
class Outgoing:
    """One message that is to be sent."""

    mailed: Mailed
    """What the log knows of it."""
    compose: Callable[[], bytes]
    """Makes the bytes, when their turn has come."""
    withheld: Callable[[], str] = lambda: ""
    """Returns why it shall not be sent after all, or nothing; asked just before the server is."""


@dataclass(frozen=True)
class MailOutcome:
    """What became of one message in this run."""

    mailed: Mailed
    state: State
    said: str


class Sending:
    """One run of sending."""

    def __init__(
        self, connect: Callable[[], Connection], sender: str, rate: int, pace: Pace = REAL_PACE
    ) -> None:
        self._connect = connect
        self._sender = sender
        self._pace = pace
        self._pause = 60 / rate if rate else 0.0
        """Seconds between two messages; `rate` is in messages a minute, 0 for no limit."""
        self._connection: Connection | None = None
        self._ended: BaseException | None = None
        """What the pace's `look` has raised while a server had a message in its hands."""
        self._lost = 0
        """Connections that were lost since a message was last accepted or refused."""

    def send(
        self, log: DeliveryLog, outgoing: Iterable[Outgoing]
    ) -> Generator[MailOutcome, None, None]:
        """Send messages and yield what became of each, put off ones at the end.

        A message is `sending` in the log before the server hears of it. That the one before was
        accepted is written in the same transaction, so that each costs one write. One that is not
        fit to be sent, or is withheld, stays queued, and the others go on. Raises WorldError where
        the server cannot be used any longer, and what the pace's `look` raises; what was not tried
        stays queued.
        """
        try:
            self._connection = watched.opened(self._connect, self._pace.look_meanwhile)
        except WorldError as error:
            raise WorldError(message("mail.nothing-sent", why=_why(error))) from error
        try:
            later: list[Outgoing] = yield from self._pass(log, outgoing)
            for seconds in self._pace.pauses:
                if not later:
                    break
                self._pace.wait(seconds)
                later = yield from self._pass(log, later)
            for one in later:
                yield MailOutcome(one.mailed, "queued", str(message("mail.put-off")))
        finally:
            if self._connection:
                self._connection.close()

    def _pass(
        self, log: DeliveryLog, outgoing: Iterable[Outgoing]
    ) -> Generator[MailOutcome, None, list[Outgoing]]:
        """Try each message once and yield what became of it; return those that were put off."""
        later: list[Outgoing] = []
        settled: list[tuple[Mailed, State, str]] = []
        """What is still to be written."""
        next_at = self._pace.clock()
        try:
            waiting = deque((one, _Ahead(one.compose)) for one in outgoing)
            while waiting:
                one, made = waiting.popleft()
                content, reason = _taken(one, made)
                pause = next_at - self._pace.clock()
                if pause > 0 and not reason:
                    log.set(*settled)  # a run that is killed while it waits has left no doubt
                    settled.clear()
                    self._pace.wait(pause)
                    reason = one.withheld()
                if reason:
                    settled.append((one.mailed, "queued", reason))
                    yield MailOutcome(one.mailed, "queued", reason)
                    continue
                meanwhile = waiting[0][1].prepare if waiting else _nothing
                next_at = self._pace.clock() + self._pause
                log.set(*settled, (one.mailed, "sending", ""))
                settled.clear()
                try:
                    answer = self._handed_over(one, content, meanwhile)
                except (WorldError, Stopped) as error:
                    settled.append((one.mailed, "queued", str(error)))  # no server has all of it
                    raise
                state = _STATES[answer.fate]
                settled.append((one.mailed, state, answer.said))
                if self._ended:
                    raise self._ended
                if state == "queued":
                    later.append(one)
                else:
                    yield MailOutcome(one.mailed, state, answer.said)
                if self._lost >= _MOST_LOST:
                    raise _given_up(answer)
        finally:
            log.set(*settled)
        return later

    def _handed_over(
        self, one: Outgoing, content: bytes, meanwhile: Callable[[], None]
    ) -> ServerReply:
        """Hand a message over, over a new connection where the old one is gone."""
        while True:
            answer = self._tried(one, content, meanwhile)
            if answer.fate not in (Fate.LOST, Fate.UNCERTAIN):
                self._lost = 0
                return answer
            self._connection = None
            self._lost += 1
            if answer.fate is Fate.UNCERTAIN:
                return answer
            if self._ended:
                raise self._ended
            if self._lost >= _MOST_LOST:
                raise _given_up(answer)
            if self._lost > 1:  # the first time it was perhaps only tired of this connection
                pauses = self._pace.pauses
                self._pace.wait(pauses[min(self._lost - 2, len(pauses) - 1)])

    def _tried(self, one: Outgoing, content: bytes, meanwhile: Callable[[], None]) -> ServerReply:
        """Hand a message over once."""
        try:
            self._connection = self._connection or watched.opened(
                self._connect, self._pace.look_meanwhile
            )
        except WorldError as error:
            return ServerReply(Fate.LOST, str(error).rstrip("."))
        send = partial(self._connection.send, self._sender, one.mailed.email, content, meanwhile)
        handed = watched.handed(self._connection, send, self._pace.look_meanwhile)
        self._ended = handed.ended
        return handed.answer


def _given_up(answer: ServerReply) -> WorldError:
    return WorldError(message("mail.lost-again", why=answer.said))


def _why(error: WorldError) -> Message | str:
    """Return what an error says, as a message where it is one: pages have words of their own."""
    return error.args[0] if isinstance(error.args[0], Message) else str(error)


def _taken(one: Outgoing, made: "_Ahead") -> tuple[bytes, str]:
    """Return a message's bytes, or why it is not to be sent while others are.

    Raises WorldError where no message can be composed any longer.
    """
    try:
        content = made.take()
    except UnfitMessageError as error:
        return b"", str(error.reason)
    except WorldError:  # of what is withheld, the files may be gone
        reason = one.withheld()
        if not reason:
            raise
        return b"", reason
    return content, one.withheld()


class _Ahead:
    """One message, composed while the server thinks about the one before it."""

    def __init__(self, compose: Callable[[], bytes]) -> None:
        self._compose = compose
        self._made: bytes | None = None
        self._fault: Exception | None = None

    def prepare(self) -> None:
        """Compose it, once; what goes wrong is raised when it is taken."""
        if self._made is None and self._fault is None:
            try:
                self._made = self._compose()
            except Exception as error:  # the message before it is to be settled first
                self._fault = error

    def take(self) -> bytes:
        """Return it. Raises what went wrong."""
        self.prepare()
        if self._fault:
            raise self._fault
        return self._made or b""


def _nothing() -> None:
    """There is no next message."""
