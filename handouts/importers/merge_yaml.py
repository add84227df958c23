"""A YAML file that was edited by hand and made anew → one that has both changes, by its keys.

Its comments and the look of what is not touched stay, which is what ruamel.yaml is for.
"""

import io
from collections.abc import Callable, Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from handouts.importers.merged import Merged
from handouts.importers.three_way import regions

_WIDTH = 96
"""Characters of a line, as in what an import writes."""
_MISSING = object()
_NOTE = "# Changed by hand, and in the file that was brought in, which has:"


def merged_yaml(base: str, ours: str, theirs: str) -> Merged | None:
    """Return one text of three; None where one of them is no mapping that can be read.

    `base` is what an earlier import wrote, `ours` what became of it by hand, `theirs` what an
    import makes now. What both changed stays as it is in `ours`, and stands as it is in `theirs`
    in a comment at the end.
    """
    if base == ours:
        return Merged(theirs, int(ours != theirs), 0, 0)
    if theirs in (base, ours):
        return Merged(ours, 0, 1, 0)
    try:
        values = [_yaml().load(text) for text in (base, ours, theirs)]
    except YAMLError:
        return None
    if not all(isinstance(value, MutableMapping) for value in values):
        return None
    merge = _Merge()
    before, own, new = values
    merge.mappings(before, own, new, "")
    if not (merge.taken or merge.conflicts):
        return Merged(ours, 0, merge.kept, 0)
    text = ours
    if merge.taken:
        written = io.StringIO()
        _yaml().dump(own, written)
        text = written.getvalue()
    notes = [line for line in merge.conflicts if line not in text.split("\n")]
    if notes:
        text = "\n".join([text.rstrip("\n"), _NOTE, *notes, ""])
    return Merged(text, merge.taken, merge.kept, len(merge.conflicts))


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


@dataclass
class _Merge:
    """Puts changes of one side into the other, and counts what it did."""

    taken: int = 0
    kept: int = 0
    conflicts: list[str] = field(default_factory=list)

    def mappings(
        self,
        base: Mapping[str, Any],
        ours: MutableMapping[str, Any],
        theirs: Mapping[str, Any],
        path: str,
    ) -> None:
        """Put the changes between `base` and `theirs` into `ours`."""
        for place, key in enumerate([*theirs, *(key for key in base if key not in theirs)]):
            was, now, own = (each.get(key, _MISSING) for each in (base, theirs, ours))
            where = f"{path}, {key}" if path else str(key)
            if now in (was, own):
                self.kept += own not in (was, now)
            elif own == was:
                self.taken += 1
                _put(ours, key, now, place)
            elif _are(Mapping, was, own, now):
                self.mappings(was, own, now, where)
            elif _are(MutableSequence, was, own, now) and _are(Mapping, *was, *own, *now):
                self.rows(was, own, now)
            else:
                self._report(where, now)

    def rows(
        self,
        base: MutableSequence[Any],
        ours: MutableSequence[Any],
        theirs: MutableSequence[Any],
    ) -> None:
        """Put the changes between two lists of mappings into a third one, in place."""
        found = list(regions(*(list(map(_Row, rows)) for rows in (base, ours, theirs))))
        end = len(ours)
        for region in reversed(found):
            start = end - len(region.ours)
            sizes = {len(region.base), len(region.ours), len(region.theirs)}
            if region.changed == "ours":
                self.kept += max(1, len(region.ours))
            elif region.changed == "theirs":
                self.taken += max(1, len(region.theirs))
                _replace(ours, start, end, [row.value for row in region.theirs])
            elif region.changed == "both" and len(sizes) == 1:
                for number, (was, now) in enumerate(zip(region.base, region.theirs, strict=True)):
                    self.mappings(was.value, ours[start + number], now.value, _named(now.value))
            elif region.changed == "both":
                self.kept += max(1, len(region.ours))
                known = {row.value.get("label") for row in region.ours} - {None}
                new = [
                    row.value
                    for row in region.theirs
                    if row not in (*region.base, *region.ours)
                    and row.value.get("label") not in known
                ]
                self.taken += len(new)
                _replace(ours, end, end, new)
                for row in region.theirs:
                    if row not in (*region.base, *region.ours) and row.value not in new:
                        self._report(_named(row.value), row.value)
            end = start

    def _report(self, where: str, value: Any) -> None:
        shown = "(nothing)" if value is _MISSING else value
        if isinstance(shown, Mapping):
            shown = "; ".join(f"{key}: {cell}" for key, cell in shown.items())
        self.conflicts.append(f"# {where}: {' '.join(str(shown).split())}")


class _Row:
    """A row that can be compared as a whole."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.value = value
        self._key = repr(sorted((str(key), str(cell)) for key, cell in value.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Row) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _named(row: Mapping[str, Any]) -> str:
    """Return what a row is called: its label, or its first cell."""
    return f'row "{next(iter(row.values()), "")}"'


def _are(kind: Any, *values: object) -> bool:
    return all(isinstance(value, kind) for value in values)


def _put(ours: MutableMapping[str, Any], key: str, value: Any, place: int) -> None:
    if value is _MISSING:
        del ours[key]
    elif key in ours:
        ours[key] = value
    else:
        insert: Callable[[int, str, Any], None] = ours.insert  # type: ignore[attr-defined]
        insert(min(place, len(ours)), key, value)


def _replace(ours: MutableSequence[Any], start: int, end: int, rows: list[Any]) -> None:
    for number in reversed(range(start, end)):
        del ours[number]
    for number, row in enumerate(rows):
        ours.insert(start + number, row)
