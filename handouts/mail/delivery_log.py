"""The log of what was mailed, in the ledger: written before and after each handing over.

    queued → sending → accepted | refused | uncertain

Each entry is a short transaction of its own. `sending` is the claim of the one who holds the
sender's lock. A message that was being handed over when a run was killed is uncertain: it is never
sent again unasked, and never called sent.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handouts.certificates.identity import Known
from handouts.certificates.ledger import Ledger
from handouts.messages import message

MAILINGS = ("before", "after")
"""The occasions on which a session is mailed."""
State = Literal["queued", "sending", "accepted", "refused", "uncertain"]


@dataclass(frozen=True, slots=True)
class Mailed:
    """What became of one person's message."""

    person: str
    name: str
    email: str
    version: str
    message_id: str
    state: State
    said: str = ""
    """What the server answered, or who settled it."""
    changed: str = ""
    """When, in UTC: `2026-11-22 08:15:30`."""

    @property
    def known(self) -> Known:
        """Who it was, for finding the person in a roster that was edited since."""
        return Known(self.person, self.email, self.name)


class DeliveryLog:
    """What was mailed to the people of one session on one occasion."""

    def __init__(self, ledger: Ledger, session: str, mailing: str) -> None:
        self._ledger = ledger
        self._session = session
        self._mailing = mailing

    def mailed(self) -> list[Mailed]:
        """Return what became of each message, in the order in which they were queued."""
        rows = self._ledger.rows(
            "SELECT person, name, email, version, message_id, state, said, changed FROM mailings "
            "WHERE session = ? AND mailing = ? ORDER BY id",
            self._session,
            self._mailing,
        )
        return [Mailed(**dict(row)) for row in rows]

    def queue(self, messages: Iterable[Mailed]) -> None:
        """Enter messages that are to be sent; those that are queued already stay as they are."""
        moment = now()
        with self._ledger.change() as database:
            database.executemany(
                "INSERT OR IGNORE INTO mailings (session, mailing, person, name, email, version, "
                "message_id, state, changed) VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?)",
                (
                    (self._session, self._mailing, m.person, m.name, m.email, m.version,
                     m.message_id, moment)
                    for m in messages
                ),
            )  # fmt: skip

    def set(self, *changes: tuple[Mailed, State, str]) -> None:
        """Set the states of messages, with what was said, all at once."""
        moment = now()
        with self._ledger.change() as database:
            database.executemany(
                "UPDATE mailings SET state = ?, said = ?, changed = ? "
                "WHERE session = ? AND mailing = ? AND person = ? AND version = ?",
                (
                    (state, said, moment, self._session, self._mailing, m.person, m.version)
                    for m, state, said in changes
                ),
            )

    def drop(self, messages: Iterable[Mailed]) -> None:
        """Forget messages that were never accepted, because others take their places."""
        with self._ledger.change() as database:
            database.executemany(
                "DELETE FROM mailings WHERE session = ? AND mailing = ? AND person = ? "
                "AND version = ? AND state IN ('queued', 'refused')",
                ((self._session, self._mailing, m.person, m.version) for m in messages),
            )

    def recover(self) -> None:
        """Mark as uncertain what a killed run was handing over.

        Only who holds the sender's lock may ask: what a living sender hands over is not uncertain.
        """
        said = str(message("mail.run-ended"))
        self.set(*((m, "uncertain", said) for m in self.mailed() if m.state == "sending"))

    def uncertain(self) -> list[Mailed]:
        """Return the messages of which nobody knows whether they were accepted."""
        return [m for m in self.mailed() if m.state == "uncertain"]

    def settle(self, state: State, said: str) -> list[Mailed]:
        """Give all uncertain messages another state, and return them as they were."""
        with self._ledger.change() as database:  # else a sender could begin one in between
            uncertain = self.uncertain()
            database.execute(
                "UPDATE mailings SET state = ?, said = ?, changed = ? "
                "WHERE session = ? AND mailing = ? AND state = 'uncertain'",
                (state, said, now(), self._session, self._mailing),
            )
        return uncertain


def now() -> str:
    """Return the moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
