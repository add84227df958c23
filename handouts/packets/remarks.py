"""What a trainer should know of packets that were made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.packets.order import Order


@dataclass(frozen=True)
class NotMade:
    """A document that the training names for a packet cannot be made, and is in none on paper."""

    document: str


@dataclass(frozen=True)
class EmptyRoster:
    """Nobody is on the session's roster, and no number of copies was given."""


@dataclass(frozen=True)
class SessionToPack:
    """The training has a session, whose packets have what its roster gives."""

    session: str
    """`<training>/<session>`."""


Remark = NotMade | EmptyRoster | SessionToPack


def remarks(order: Order, sessions: Sequence[str]) -> Iterator[Remark]:
    """Yield what should be known of an order's packets; `sessions` are those of its training."""
    training, session = order.delivery.training, order.delivery.session
    parts = (*order.in_print[0].parts, *order.own_parts)
    made = {name for part in parts for name in (part.document.name, part.name)}
    options = training.head.packet
    for name in (*(options.participants or ()), *(options.facilitator or ())):
        if name not in made:
            yield NotMade(name)
    if session and not session.roster.participants and not order.request.copies:
        yield EmptyRoster()
    if not session:
        for name in sessions:
            yield SessionToPack(f"{training.name}/{name}")
