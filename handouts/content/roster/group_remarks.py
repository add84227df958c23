"""What is reported of many rows at once: one question or one remark for each kind."""

from collections.abc import Iterable, Sequence
from typing import Literal

from handouts.content.roster import Out, cells, words
from handouts.content.roster.entries import Entries, Entry
from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.content.roster.name_parts import turned
from handouts.content.roster.unlikely import Unlikely
from handouts.messages import Message, message

_MOST_NAMED = 30
"""Of one kind that are named; the others are counted."""
_NOBODY_KNOWN = frozenset({"address", "device", "letter", "nobody", "telephone"})
"""Kinds of which a list has many at once, so that they are one question."""
_GIVEN = ("credentials", "license_state", "license_number", "id")


def ask_who_they_are(entries: Sequence[Entry], findings: Findings) -> None:
    """Report the rows whose names cannot be those of people who attend, each kind once."""
    kinds: dict[Unlikely | Literal["unknown"], list[Entry]] = {}
    asked_of = {entry.written.unlikely for entry in entries}
    together = len(asked_of & _NOBODY_KNOWN) > 1
    for entry in entries:
        if (why := entry.written.unlikely) is not None:
            joined = together and why in _NOBODY_KNOWN
            kinds.setdefault("unknown" if joined else why, []).append(entry)
    for kind, rows in kinds.items():
        asked = _question(kind, rows)
        findings.report(rows[0].row.number, RowDiagnostic(asked))


def _question(kind: Unlikely | Literal["unknown"], rows: Sequence[Entry]) -> Message:
    written = list(dict.fromkeys(shortened(one.written.written) for one in rows))
    named = limited(f"{shortened(one.written.written)} (row {one.row.number})" for one in rows)
    everybody = tuple(map(quoted_yaml, written[:_MOST_NAMED]))
    if kind == "comma":
        answers = tuple(dict.fromkeys(_answer(one, turned(one.name) or "") for one in rows))
        return message("people.is-comma", count=len(rows), named=named, answers=limited(answers))
    if kind == "leading":
        answer = _answer(rows[0], rows[0].name)
        return message(
            "people.is-leading", count=len(rows), named=named, everybody=everybody, answer=answer
        )
    return message(
        {
            "address": "people.is-address",
            "device": "people.is-device",
            "letter": "people.is-letter",
            "order": "people.is-order",
            "nobody": "people.is-nobody",
            "several": "people.is-several",
            "telephone": "people.is-telephone",
            "unknown": "people.is-unknown",
        }[kind],
        count=len(rows),
        named=named,
        first=quoted_yaml(written[0]),
        everybody=everybody,
    )


def report_unnamed(entries: Sequence[Entry], findings: Findings) -> None:
    """Report the rows without a name: one by its cells, several together."""
    if len(entries) == 1:
        diagnostic = RowDiagnostic(message("people.no-name"), quoted=_cells(entries[0]))
        findings.report(entries[0].row.number, diagnostic)
    elif entries:
        named = limited(f"row {one.row.number} ({shortened(_cells(one))})" for one in entries)
        what = message("people.no-names", count=len(entries), named=named)
        findings.report(entries[0].row.number, RowDiagnostic(what))


def _cells(entry: Entry) -> str:
    return " | ".join(filter(None, map(cells.clean, entry.row.cells)))


def _answer(entry: Entry, name: str) -> str:
    """Return the line of `names:` that says whose name a row has."""
    return f"{quoted_yaml(shortened(entry.written.written))}: {quoted_yaml(name)}"


def quoted_yaml(text: str) -> str:
    """Return a text as YAML takes it between two others."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def remark(found: Entries, groups: Sequence[Sequence[Entry]], findings: Findings) -> None:
    """Remark on what was done to the rows of a list, each kind once."""
    _remark_on_out(found.out, findings)
    there = [entry for group in groups for entry in group]
    for what, named in (
        (_ignored, [(one, shortened(one.written.written)) for one in found.ignored]),
        (_turned, [(one, one.name) for one in there if one.written.was_turned]),
        (_left_out, [(one, _around(one)) for one in there if one.written.left_out]),
        (_degrees, [(one, _with_degrees(one)) for one in there if one.written.credentials]),
        (_late, [(one, one.name) for one in there if one.presence.late]),
        (_again, [(g[0], f"{g[0].name} ({len(g)} rows)") for g in groups if len(g) > 1]),
    ):
        if named:
            texts = list(dict.fromkeys(text for _, text in named))
            diagnostic = RowDiagnostic(what(len(texts), limited(texts)))
            findings.remark(named[0][0].row.number, diagnostic)
    _remark_on_missing(there, findings)


def _ignored(count: int, named: tuple[str, ...]) -> Message:
    return message("people.ignored", count=count, named=named)


def _turned(count: int, named: tuple[str, ...]) -> Message:
    return message("people.turned", count=count, named=named)


def _left_out(count: int, named: tuple[str, ...]) -> Message:
    return message("people.left-out-of-names", count=count, named=named)


def _degrees(count: int, named: tuple[str, ...]) -> Message:
    return message("people.degrees-behind-names", count=count, named=named)


def _late(count: int, named: tuple[str, ...]) -> Message:
    return message("people.late", count=count, named=named)


def _again(count: int, named: tuple[str, ...]) -> Message:
    return message("people.joined-again", count=count, named=named)


def _around(entry: Entry) -> str:
    return f"{entry.name} ({', '.join(entry.written.left_out)})"


def _with_degrees(entry: Entry) -> str:
    return f"{entry.name} ({', '.join(entry.written.credentials)})"


def _remark_on_out(out: Sequence[Out], findings: Findings) -> None:
    if out:
        named = limited(f"{shortened(one.name)} ({one.why})" for one in out)
        what = message("people.are-out", count=len(out), named=named)
        findings.remark(out[0].row, RowDiagnostic(what))


def _remark_on_missing(entries: Iterable[Entry], findings: Findings) -> None:
    """Remark on cells that say that something is still to come, and on IDs that were damaged."""
    for column in _GIVEN:
        rows = [one for one in entries if _is_left_out(column, one)]
        if rows:
            title = rows[0].row.heading.title(column)
            named = limited(f"{one.name} ({shortened(one.row[column])})" for one in rows)
            what = message("people.not-given", column=title, count=len(rows), named=named)
            findings.remark(rows[0].row.number, RowDiagnostic(what))


def _is_left_out(column: str, entry: Entry) -> bool:
    cell = entry.row[column]
    if not cell or words.are("nothing", cell):
        return False
    return cells.is_not_given(cell) or (column == "id" and cells.is_damaged(cell))


def limited(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the first texts, and how many more there are."""
    listed = list(texts)
    if len(listed) <= _MOST_NAMED:
        return tuple(listed)
    more = str(message("people.and-more", count=len(listed) - _MOST_NAMED))
    return (*listed[:_MOST_NAMED], more)
