"""What one status says, and whether a column holds statuses."""

from collections.abc import Sequence
from typing import Literal

from handouts.content.roster import contents, words
from handouts.content.roster.names import folded

Status = Literal["attending", "out", "came", "absent", "unknown"]
_OUT_BEGINNINGS = (
    *("cancel", "refund", "declin", "denied", "waitlist", "wait list", "waiting", "awaiting"),
    *("pending", "withdrew", "withdrawn", "lista de espera", "liste dattente", "lista dattesa"),
    *("warteliste", "wachtlijst", "storniert", "abgesagt", "annul", "reembols", "rembours"),
    *("rimborsat", "geannuleerd", "en attente", "in attesa", "pendiente", "pendente"),
)
"""How statuses begin that go on: `cancelled on 3 March`, `waitlist (4)`."""


def status_of(cell: str) -> Status:
    """Return what a cell says where it stands in a column of statuses: `ON_HOLD` is out."""
    text = cell.replace("_", " ")
    for status in ("attending", "out", "came", "absent"):
        if words.are(status, text):
            return status
    key = folded(text)
    if key.endswith(" completed"):
        return "attending"
    return "out" if is_out(key) else "unknown"


def is_out(key: str) -> bool:
    """Whether a folded text says that somebody is out."""
    return key in words.words("out") or key.startswith(_OUT_BEGINNINGS)


def are_statuses(cells: Sequence[str]) -> bool:
    """Whether the cells of a column are statuses, whatever its heading is.

    Some are to come and others are not, and not only a yes or a no says so, which may answer any
    question.
    """
    said = {cell: status_of(cell) for cell in {*cells}}
    return (
        contents.mostly(cells, lambda cell: said[cell] != "unknown")
        and any(
            one in ("out", "absent") and not contents.is_yes_or_no(c) for c, one in said.items()
        )
        and any(one in ("attending", "came") and not contents.is_mark(c) for c, one in said.items())
    )
