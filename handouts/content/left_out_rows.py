"""The numbers of the rows that worksheets leave out, where the rows of a chart have moved."""

from collections.abc import Iterator, Sequence

from handouts.content import yaml_places, yaml_tree
from handouts.content.yaml_blocks import rearranged
from handouts.content.yaml_places import Change, Part, replaced
from handouts.content.yaml_tree import Location, value_at


def with_moved_rows(text: str, chart: str, places: Sequence[int | None], *, is_only: bool) -> str:
    """Return the text of `worksheets.yaml` with the numbers that rows of a chart have now.

    `places` has for each row, from top to bottom, which one it was, counted from 0, and None for a
    new one. Rows that are no longer there are no longer left out. A text that cannot be read is
    returned as it is: its reader reports it.
    """
    tree = yaml_tree.read(text)
    if tree.problems:
        return text
    changes = []
    for location in _lists(chart, is_only=is_only):
        old = value_at(tree.value, location)
        if isinstance(old, list) and all(isinstance(each, str) and each.isdigit() for each in old):
            numbers = [_new_number(int(each), places) for each in old]
            part = _part(text, location)
            if part and numbers != [*map(int, old)]:
                changes.append(_change(text, part, numbers))
    return replaced(text, changes)


def _lists(chart: str, *, is_only: bool) -> Iterator[Location]:
    if is_only or not chart:
        yield "leave_out", "rows"
    yield "leave_out", "charts", chart


def _new_number(number: int, places: Sequence[int | None]) -> int | None:
    return places.index(number - 1) + 1 if number - 1 in places else None


def _part(text: str, location: Location) -> Part | None:
    node, part = yaml_places.composed(text), None
    for key in location:
        part = next((each for each in yaml_places.children(text, node) if each.key == key), None)
        node = part.value if part else None
    return part


def _change(text: str, part: Part, numbers: Sequence[int | None]) -> Change:
    kept = [(place, number) for place, number in enumerate(numbers) if number is not None]
    if not yaml_places.is_block(part.value) or not kept:
        return part.colon, part.end, f" [{', '.join(str(number) for _, number in kept)}]"
    found = yaml_places.children(text, part.value)
    own: list[tuple[int | None, str]] = []
    for place, number in kept:
        item = found[place]
        new = (item.value.start_mark.index, item.end, str(number))
        own.append((place, replaced(text, [new], item.start, item.line_end)))
    return rearranged(text, found, own, part.colon)
