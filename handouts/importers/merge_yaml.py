"""A YAML file that was edited by hand and made anew → one that has both changes, by its keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from handouts.content.yaml_edit import Changes, NotEditableError, read_values, with_values
from handouts.content.yaml_values import Plain, is_same_text
from handouts.importers.merged import Merged
from handouts.importers.three_way import Region, regions

_Mapping = Mapping[str, Plain]
_NOTE = "# Changed by hand, and in the file that was brought in, which has:"


def merged_yaml(base: str, ours: str, theirs: str) -> Merged | None:
    """Return one text of three; None where one of them is no mapping that can be read.

    `base` is what an earlier import wrote, `ours` what became of it by hand, `theirs` what an
    import makes now. What both changed stays as it is in `ours`, and stands as it is in `theirs`
    in a comment at the end. What the import did not change stays to the letter.
    """
    if base == ours:
        return Merged(theirs, int(ours != theirs), 0, 0)
    if theirs in (base, ours):
        return Merged(ours, 0, 1, 0)
    merge = _Merge()
    try:
        was, own, now = (read_values(text) for text in (base, ours, theirs))
        if not (was and own and now):
            return None
        new = merge.mappings(was, own, now, "")
        changes: Changes = {
            (key,): new.get(key) for key in own | new if new.get(key) != own.get(key)
        }
        text = with_values(ours, changes, {(): [*now], **_orders(now)})
    except NotEditableError:
        return None
    notes = [line for line in merge.conflicts if line not in text.split("\n")]
    if notes:
        text = "\n".join([text.rstrip("\n"), _NOTE, *notes, ""])
    return Merged(text, merge.taken, merge.kept, len(merge.conflicts))


def _orders(theirs: _Mapping) -> dict[tuple[str | int, ...], list[str]]:
    """Return the order of keys in what an import makes, of its mappings and lists of mappings."""
    found: dict[tuple[str | int, ...], list[str]] = {}
    for key, value in theirs.items():
        if isinstance(value, dict):
            found[(key,)] = [*value]
        elif isinstance(value, list):
            rows = [row for row in value if isinstance(row, dict)]
            found[(key, 0)] = list(dict.fromkeys(name for row in rows for name in row))
    return found


@dataclass
class _Merge:
    """Joins the values of both sides, and counts what it did."""

    taken: int = 0
    kept: int = 0
    conflicts: list[str] = field(default_factory=list)

    def mappings(
        self, base: _Mapping, ours: _Mapping, theirs: _Mapping, path: str
    ) -> dict[str, Plain]:
        """Return `ours` with what `theirs` has otherwise than `base`."""
        found = dict(ours)
        for key in {**theirs, **base}:
            was, own, now = (each.get(key) for each in (base, ours, theirs))
            where = f"{path}, {key}" if path else key
            if _is_same(now, was) or _is_same(now, own):
                self.kept += not (_is_same(own, was) or _is_same(own, now))
            elif _is_same(own, was):
                self.taken += 1
                found[key] = now
            elif isinstance(was, dict) and isinstance(own, dict) and isinstance(now, dict):
                found[key] = self.mappings(was, own, now, where)
            elif _are_rows(was) and _are_rows(own) and _are_rows(now):
                found[key] = self.rows(was, own, now)
            else:
                self._report(where, now)
        return {key: value for key, value in found.items() if value is not None or key in ours}

    def rows(
        self, base: list[_Mapping], ours: list[_Mapping], theirs: list[_Mapping]
    ) -> list[Plain]:
        """Return the mappings of a list with what `theirs` has otherwise than `base`."""
        found: list[_Mapping] = []
        for region in regions(*(list(map(_Row, rows)) for rows in (base, ours, theirs))):
            was, own, now = (
                [row.value for row in side] for side in (region.base, region.ours, region.theirs)
            )
            if region.changed == "theirs":
                self.taken += max(1, len(now))
                found += now
            elif region.changed == "both" and len(was) == len(own) == len(now):
                for each in zip(was, own, now, strict=True):
                    found.append(self.mappings(*each, _named(each[2])))
            else:
                self.kept += max(1, len(own)) if region.changed != "neither" else 0
                found += [*own, *(self._new_rows(region) if region.changed == "both" else [])]
        return [dict(row) for row in found]

    def _new_rows(self, region: Region["_Row"]) -> list[_Mapping]:
        """Return the rows that only `theirs` has; those of a label that `ours` has are reported."""
        labels = {row.value.get("label") for row in region.ours} - {None}
        found = []
        for row in region.theirs:
            if row in (*region.base, *region.ours):
                continue
            if row.value.get("label") in labels:
                self._report(_named(row.value), row.value)
            else:
                self.taken += 1
                found.append(row.value)
        return found

    def _report(self, where: str, value: object) -> None:
        shown = "(nothing)" if value is None else value
        if isinstance(shown, Mapping):
            shown = "; ".join(f"{key}: {cell}" for key, cell in shown.items())
        self.conflicts.append(f"# {where}: {' '.join(str(shown).split())}")


class _Row:
    """A row that can be compared as a whole."""

    def __init__(self, value: _Mapping) -> None:
        self.value = value
        self._key = repr(sorted((key, str(cell).rstrip("\n")) for key, cell in value.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Row) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _is_same(value: Plain, other: Plain) -> bool:
    return value == other or is_same_text(value, other)


def _named(row: _Mapping) -> str:
    """Return what a row is called: its label, or its first cell."""
    return f'row "{next(iter(row.values()), "")}"'


def _are_rows(value: Plain) -> TypeGuard[list[_Mapping]]:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)
