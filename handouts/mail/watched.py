"""Waiting for a mail server that may never answer, without keeping whoever stops the run waiting.

What waits does so in a thread of its own, while `look` is called several times a second: what it
raises ends the wait at once.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from handouts.mail.smtp import Connection, Fate, ServerReply
from handouts.messages import message

_Made = TypeVar("_Made")

Look = Callable[[], None]
"""What is called while a server is waited for; what it raises ends the wait."""
_BLINK = 0.2
"""Seconds between two looks."""
_LAST = 5.0
"""Seconds after which a call whose connection was cut is given up, if it has not ended then."""


@dataclass(frozen=True)
class Handed:
    """What became of a message, and what ended the wait for it."""

    answer: ServerReply
    ended: BaseException | None = None
    """What `look` raised; None where the server answered."""


def opened(connect: Callable[[], Connection], look: Look | None) -> Connection:
    """Return a connection. Raises what `connect` or `look` raises.

    One that is opened after nobody waits for it any longer is closed again.
    """
    if look is None:
        return connect()
    call = _Call(connect)
    try:
        call.wait(look)
    except BaseException:
        call.afterwards(Connection.close)
        raise
    return call.result()


def handed(
    connection: Connection, send: Callable[[], ServerReply], look: Look | None = None
) -> Handed:
    """Return what became of a message that `send` hands over on a connection.

    Where `look` ends the wait, the connection is cut: a message of which the server has not all is
    lost, and one of which it has all is uncertain, unless its answer came just then.
    """
    if look is None:
        return Handed(send())
    call = _Call(send)
    try:
        call.wait(look)
    except BaseException as error:
        connection.cut()
        why = str(message("mail.stopped-waiting"))
        if not call.is_over(_LAST):
            return Handed(ServerReply(Fate.UNCERTAIN, why), error)
        answer = call.result()
        if answer.fate is Fate.UNCERTAIN:
            answer = replace(answer, said=why)
        return Handed(answer, error)
    return Handed(call.result())


class _Call(Generic[_Made]):
    """One call, under way in a thread that keeps no process from ending."""

    def __init__(self, do: Callable[[], _Made]) -> None:
        self._over = threading.Event()
        self._made: list[_Made] = []
        self._error: BaseException | None = None
        threading.Thread(target=self._run, args=(do,), daemon=True, name="mail server").start()

    def _run(self, do: Callable[[], _Made]) -> None:
        try:
            self._made.append(do())
        except BaseException as error:  # it is raised where the result is asked for
            self._error = error
        self._over.set()

    def wait(self, look: Look) -> None:
        """Return once it is over. Raises what `look` raises before."""
        while not self.is_over(_BLINK):
            look()

    def is_over(self, seconds: float) -> bool:
        """Return whether it is over, after so many seconds at most."""
        return self._over.wait(seconds)

    def result(self) -> _Made:
        """Return what was made, of a call that is over. Raises what it raised."""
        if self._error:
            raise self._error
        return self._made[0]

    def afterwards(self, do: Callable[[_Made], None]) -> None:
        """Let something be done with the result once there is one, and wait for nothing."""

        def finish() -> None:
            self._over.wait()
            for made in self._made:
                do(made)

        threading.Thread(target=finish, daemon=True, name="mail server").start()
