"""What is reported of many rows at once: one question or one remark for each kind."""

from collections.abc import Iterable, Sequence

from handouts.content.roster import Out, cells, words
from handouts.content.roster.entries import Entries, Entry
from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.content.roster.unlikely import Unlikely
from handouts.messages import Message, message

_MOST_NAMED = 30
"""Of one kind that are named; the others are counted."""
_GIVEN = ("credentials", "license_state", "license_number", "id")


def ask_who_they_are(entries: Sequence[Entry], findings: Findings) -> None:
    """Report the rows whose names cannot be those of people who attend, each kind once."""
    kinds: dict[Unlikely, list[Entry]] = {}
    for entry in entries:
        if entry.written.unlikely is not None:
            kinds.setdefault(entry.written.unlikely, []).append(entry)
    for kind, rows in kinds.items():
        asked = _question(kind, rows)
        findings.report(rows[0].row.number, RowDiagnostic(asked))


def _question(kind: Unlikely, rows: Sequence[Entry]) -> Message:
    written = list(dict.fromkeys(shortened(one.written.written) for one in rows))
    return message(
        {
            "address": "people.is-address",
            "device": "people.is-device",
            "leading": "people.is-leading",
            "letter": "people.is-letter",
            "nobody": "people.is-nobody",
            "several": "people.is-several",
            "telephone": "people.is-telephone",
        }[kind],
        count=len(rows),
        named=limited(f"{shortened(one.written.written)} (row {one.row.number})" for one in rows),
        first=quoted_yaml(written[0]),
        everybody=tuple(map(quoted_yaml, written[:_MOST_NAMED])),
    )


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
