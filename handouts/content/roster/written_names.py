"""The cells of a row that name a person → the name that is printed, and what stood around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.content.roster import cells, names, words
from handouts.content.roster.answers import Answers
from handouts.content.roster.name_parts import Parts, is_surely_turned, taken_apart, turned
from handouts.content.roster.names import folded
from handouts.content.roster.rows import RosterRow
from handouts.content.roster.unlikely import Unlikely, unlikely

_PARTS = ("first", "middle", "last", "suffix")


@dataclass(frozen=True)
class WrittenName:
    """How a row names a person."""

    written: str
    """As it stands in the list; empty where nothing does."""
    name: str = ""
    """As it is to be printed."""
    family: str = ""
    """The name that lists are sorted by."""
    assembled: str = ""
    """The name that its parts give, where the list has the whole name in a column too."""
    credentials: tuple[str, ...] = ()
    """Degrees that stood behind the name."""
    left_out: tuple[str, ...] = ()
    """What stood around the name and is printed nowhere."""
    other_names: tuple[str, ...] = ()
    """Earlier names and the like, by which the person may be known elsewhere."""
    was_turned: bool = False
    """Whether the last name stood first."""
    is_answer: bool = False
    """Whether the trainer has said, in roster.yaml, that this is the person's name."""
    unlikely: Unlikely | None = None
    """Why it cannot be the name of one person who attends."""


def written_name(row: RosterRow, answers: Answers) -> WrittenName:
    """Return how a row names a person; nothing is checked of the letters."""
    whole = cells.filled(row["name"])
    parts = {c: cell for c in _PARTS if (cell := cells.filled(row[c]))}
    written = whole or " ".join(parts.values())
    if len(written) > cells.LONGEST:
        return WrittenName(written, written, names.family(written))
    answer = _answer(written or row["email"], answers.names)
    if answer:
        return WrittenName(written or answer, answer, names.family(answer), is_answer=True)
    if not written:
        return WrittenName("")
    if whole:
        found, assembled = _of_whole(row, whole), _joined(parts).name
    else:
        found, assembled = _joined(parts), ""
    said_first = bool(whole and answers.last_name_first)
    turned_round = (
        said_first
        or row.heading.last_first
        or is_surely_turned(found)
        or _is_turned(found.name, row, assembled)
    )
    name = (turned(found.name) if whole and turned_round else None) or found.name
    orders = possible_orders(found.name) if said_first else ()
    if len(orders) == 1:
        name = orders[0]
    original = cells.filled(row["original_name"])
    others = [*found.other_names, *([taken_apart(original).name] if original else [])]
    others = [one for one in others if one and folded(one) != folded(name)]
    left_out = list(found.left_out)
    why = unlikely(name) or (_order_in_doubt(name, orders) if whole else None)
    if why and (better := next((one for one in others if _is_likely(one)), None)):
        name, left_out, why = better, [found.name, *(o for o in left_out if o != better)], None
    return WrittenName(
        written,
        name,
        _family(name, parts, whole=bool(whole)),
        assembled,
        found.credentials,
        tuple(left_out),
        tuple(one for one in others if one != name),
        name != found.name and why is None and ("," in found.name or len(orders) == 1),
        unlikely="leading" if found.leads else why,
    )


def _of_whole(row: RosterRow, whole: str) -> Parts:
    found = taken_apart(whole)
    employer = cells.filled(row["employer"])
    behind = f" {employer}"
    if employer and found.name.lower().endswith(behind.lower()):
        name = found.name[: -len(behind)].rstrip(" ,-–|")
        if " " in name:
            return Parts(
                name, found.credentials, (*found.left_out, employer), found.other_names, found.leads
            )
    return found


def _joined(parts: Mapping[str, str]) -> Parts:
    """Return the name that first and last name give, each without what stands around it."""
    apart = [taken_apart(text, fewest=1) for text in parts.values()]
    joined = taken_apart(" ".join(one.name for one in apart))
    return Parts(
        joined.name,
        tuple(c for one in (*apart, joined) for c in one.credentials),
        tuple(c for one in (*apart, joined) for c in one.left_out),
        tuple(c for one in (*apart, joined) for c in one.other_names),
        any(one.leads for one in (*apart, joined)),
    )


def _family(name: str, parts: Mapping[str, str], *, whole: bool) -> str:
    """Return the last name of its own column where it ends the name, or else the last word."""
    last = taken_apart(parts.get("last", ""), fewest=1).name
    if last and (whole or folded(name).endswith(folded(last))):
        return last
    return names.family(name)


def _is_likely(name: str) -> bool:
    return " " in name and unlikely(name) is None and not words.are("asides", name)


def possible_orders(name: str) -> tuple[str, ...]:
    """Return what a name may be whose last name stands first, without a comma.

    One of two words has one such order; of three, the last name may have one word or two.
    """
    said = name.split()
    if "," in name or len(said) < 2:
        return ()
    return tuple(" ".join([*said[n:], *said[:n]]) for n in range(1, len(said)))


def _order_in_doubt(name: str, orders: Sequence[str]) -> Unlikely | None:
    """Return why it is not sure which words of a whole name are the last name, or None."""
    if len(orders) > 1:
        return "order"
    return "comma" if _may_be_turned(name) else None


def is_ignored(row: RosterRow, name: WrittenName, answers: Answers) -> bool:
    """Whether the trainer has said that a name is nobody's, or an address without a name."""
    if not answers.ignore:
        return False
    said = {folded(name.written or row["email"]), folded(name.name)} - {""}
    signs = name.written in answers.ignore  # of signs alone, such as "----", nothing is compared
    return signs or not said.isdisjoint(map(folded, answers.ignore))


def _answer(written: str, answers: Mapping[str, str]) -> str:
    if not answers:
        return ""
    known = {folded(key): name for key, name in answers.items()}
    return known.get(folded(written)) or known.get(folded(taken_apart(written).name), "")


def _may_be_turned(name: str) -> bool:
    """Whether a name has one comma between letters, and nothing tells what it means."""
    other = turned(name)
    return other is not None and all(any(map(str.isalpha, part)) for part in name.split(","))


def _is_turned(name: str, row: RosterRow, assembled: str) -> bool:
    """Whether `Olsen, Marta` is Marta Olsen, as other cells of its row show."""
    other = turned(name)
    if other is None:
        return False
    said = folded(other).split()
    if len(said) < 2:  # signs alone
        return False
    first, last = said[0], said[-1]
    if assembled and folded(assembled) == folded(other):
        return True
    account = re.sub(r"[^a-z]", "", folded(row["email"].partition("@")[0]))
    return account in {f"{first}{last}", f"{first[0]}{last}", f"{first}{last[0]}"}
