"""Two changed versions of one sequence → one, by what both began as."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, Literal, TypeVar

_T = TypeVar("_T", bound=Hashable)
Side = Literal["neither", "ours", "theirs", "both"]


@dataclass(frozen=True)
class Region(Generic[_T]):
    """A stretch of all three, and who changed it."""

    changed: Side
    """"neither" also where both made the same change."""
    base: Sequence[_T]
    ours: Sequence[_T]
    theirs: Sequence[_T]


@dataclass(frozen=True, order=True)
class _Edit:
    """A stretch of the base that one side has otherwise, by its places in both."""

    start: int
    end: int
    is_ours: bool
    first: int
    last: int

    def meets(self, start: int, end: int) -> bool:
        """Whether it changes something of a stretch that does not begin behind it.

        What is put in where a stretch begins or ends is beside it; two that put something in at
        one place meet.
        """
        if self.start == self.end:
            return start < self.start < end or start == end == self.start
        return start < end and self.start < end


def regions(base: Sequence[_T], ours: Sequence[_T], theirs: Sequence[_T]) -> Iterator[Region[_T]]:
    """Yield the stretches of three sequences in order: unchanged, or changed by one or both.

    Changes of the two sides that only stand beside each other are stretches of their own.
    """
    edits = sorted([*_edits(base, ours, is_ours=True), *_edits(base, theirs, is_ours=False)])
    at = 0
    while edits:
        group = [edits.pop(0)]
        start, end = group[0].start, group[0].end
        while edits and edits[0].meets(start, end):
            group.append(edits.pop(0))
            end = max(end, group[-1].end)
        if at < start:
            same = base[at:start]
            yield Region("neither", same, same, same)
        yield _region(base[start:end], *(
            _applied(base, (start, end), side, [e for e in group if e.is_ours == is_ours])
            for side, is_ours in ((ours, True), (theirs, False))
        ))  # fmt: skip
        at = end
    if at < len(base):
        yield Region("neither", base[at:], base[at:], base[at:])


def merged_lines(base: str, ours: str, theirs: str) -> str | None:
    """Return one text with the changed lines of both, or None where these touch each other."""
    found: list[str] = []
    before = "neither"
    for region in regions(*(text.split("\n") for text in (base, ours, theirs))):
        if region.changed == "both" or "neither" not in (before, region.changed):
            return None
        found += region.theirs if region.changed == "theirs" else region.ours
        before = region.changed
    return "\n".join(found)


def _edits(base: Sequence[_T], side: Sequence[_T], *, is_ours: bool) -> Iterator[_Edit]:
    for kind, *places in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Edit(places[0], places[1], is_ours, places[2], places[3])


def _applied(
    base: Sequence[_T], stretch: tuple[int, int], side: Sequence[_T], edits: Sequence[_Edit]
) -> list[_T]:
    """Return a stretch of the base as one side has it."""
    at, end = stretch
    found: list[_T] = []
    for edit in edits:
        found += [*base[at : edit.start], *side[edit.first : edit.last]]
        at = edit.end
    return [*found, *base[at:end]]


def _region(base: Sequence[_T], ours: list[_T], theirs: list[_T]) -> Region[_T]:
    changed: Side = "both"
    if ours == theirs:
        changed = "neither"
    elif ours == list(base):
        changed = "theirs"
    elif theirs == list(base):
        changed = "ours"
    return Region(changed, base, ours, theirs)
