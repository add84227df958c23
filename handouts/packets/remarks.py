"""What a trainer should know of packets that were made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from handouts.documents.front_matter import Audience
from handouts.packets.contents import Unlisted, unlisted
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


@dataclass(frozen=True)
class NotListed:
    """Worksheets that are made, and are in no packet: the trainer's own list has them not."""

    worksheets: tuple[str, ...]
    """The names of the worksheets, in the order of the day."""
    audience: Audience
    """Whose list it is."""


Remark = NotMade | EmptyRoster | SessionToPack | NotListed


def not_listed(found: Sequence[Unlisted]) -> Iterator[NotListed]:
    """Yield what lists lack, list by list."""
    for audience, alike in groupby(found, key=lambda one: one.audience):
        yield NotListed(tuple(one.name for one in alike), audience)


def remarks(order: Order, sessions: Sequence[str]) -> Iterator[Remark]:
    """Yield what should be known of an order's packets; `sessions` are those of its training."""
    training, session = order.delivery.training, order.delivery.session
    parts = (*order.in_print[0].parts, *order.own_parts)
    made = {name for part in parts for name in (part.document.name, part.name)}
    options = training.head.packet
    for name in (*(options.participants or ()), *(options.facilitator or ())):
        if name not in made:
            yield NotMade(name)
    yield from not_listed(unlisted(order.delivery.project, training, order.delivery.sheets))
    if session and not session.roster.participants and not order.request.copies:
        yield EmptyRoster()
    if not session:
        for name in sessions:
            yield SessionToPack(f"{training.name}/{name}")
