"""From the sheets of a file to the one list of people in it, or to the one question about it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handouts.content.roster import apart, columns, guess, headings, questions
from handouts.content.roster.answers import Answers
from handouts.content.roster.columns import HeadingRow
from handouts.content.roster.fields import NAMES
from handouts.content.roster.findings import Findings, RowDiagnostic, listed, shortened
from handouts.content.roster.found import HIDDEN, STRUCK, FoundList
from handouts.content.roster.lists import Section, sections
from handouts.content.roster.sheets import VisibleSheet
from handouts.messages import Value, message

_MOST_NAMED = 5
"""Rows that are named one by one."""
_KINDS = ("others", "out", "people")


@dataclass(frozen=True)
class _List:
    """One list of a sheet, which may have several parts with the same columns."""

    sheet: VisibleSheet
    parts: tuple[Section, ...]

    @property
    def kind(self) -> str:
        """What its title says that it lists, or that of its sheet: one of _KINDS, or nothing."""
        kinds = {_kind(part.title) for part in self.parts}
        own = "" if "" in kinds else next((kind for kind in reversed(_KINDS) if kind in kinds), "")
        return own or _kind(self.sheet.name)

    @property
    def heading(self) -> HeadingRow:
        """Of its first part."""
        return self.parts[0].heading


def find(sheets: Sequence[VisibleSheet], answers: Answers, findings: Findings) -> FoundList | None:
    """Return the list of people, or None and a problem in the findings."""
    filled = [sheet for sheet in sheets if sheet.is_filled]
    if answers.sheet is not None and any(sheet.name for sheet in filled):
        named = [sheet for sheet in filled if sheet.name.casefold() == answers.sheet.casefold()]
        if not named:
            questions.no_such_sheet(answers.sheet, [sheet.name for sheet in filled], findings)
            return None
        filled = named
    if not filled:
        return None
    lists = [one for sheet in filled for one in _lists(sheet, answers)]
    if answers.heading is not None and answers.heading > max(len(one.rows) for one in filled):
        questions.no_such_row(answers.heading, findings)
        return None
    chosen = [one for one in _chosen(lists) if one.heading.places.keys() & NAMES]
    if len(chosen) > 1:
        several = [(one.sheet.name, one.heading.row, one.parts[0].title) for one in chosen]
        questions.which_list(several, findings)
        return None
    if not chosen:
        chosen = [
            _List(sheet, (Section(heading, "", len(sheet.rows)),))
            for sheet in filled[:1]
            if (heading := guess.heading(sheet.rows, answers, findings)) is not None
        ]
    if not chosen:
        return None
    _remark_on_others(chosen[0], lists, filled, findings)
    return _table(chosen[0], answers, findings)


def _kind(title: str) -> str:
    return next((kind for kind in _KINDS if headings.is_among(title, "sections", kind)), "")


def _lists(sheet: VisibleSheet, answers: Answers) -> list[_List]:
    """Return the lists of a sheet; parts with the same columns are one."""
    found: list[_List] = []
    for section in sections(sheet.rows, answers):
        same = next((one for one in found if _is_part(section, one)), None)
        if same is None:
            found.append(_List(sheet, (section,)))
        else:
            found[found.index(same)] = _List(sheet, (*same.parts, section))
    return found


def _is_part(section: Section, one: _List) -> bool:
    """Whether a section goes on with a list, also where its people are out."""
    kinds = {_kind(section.title), *(_kind(part.title) for part in one.parts)}
    return one.parts[0].is_like(section) and (kinds == {"others"} or "others" not in kinds)


def _chosen(lists: Sequence[_List]) -> list[_List]:
    """Return the list of people; several where nothing decides between them."""
    left = [one for one in lists if one.kind not in ("others", "out")] or list(lists)
    left = [one for one in left if one.kind == "people"] or left
    first = left[:1]
    for one in left[1:]:
        if first[-1].sheet is one.sheet and _length(first[-1]) <= 1:
            first[-1] = one  # what stands above it is a report's summary of one row
        else:
            first.append(one)
    return first


def _length(one: _List) -> int:
    body = (row for part in one.parts for row in one.sheet.rows[part.heading.row : part.end])
    return sum(any(map(str.strip, row)) for row in body)


def _remark_on_others(
    read: _List, lists: Iterable[_List], sheets: Iterable[VisibleSheet], findings: Findings
) -> None:
    """Name the lists and the sheets that are not read."""
    others: list[Value] = [
        message("roster.titled-row", row=part.heading.row, title=shortened(part.title))
        if part.title
        else message("roster.row", row=part.heading.row)
        for one in lists
        if one.sheet is read.sheet and one.parts != read.parts
        for part in one.parts
    ]
    if others:
        what = message("roster.other-lists", row=read.heading.row, others=tuple(others))
        findings.remark(read.heading.row, RowDiagnostic(what))
    unread = [sheet.name for sheet in sheets if sheet is not read.sheet]
    if unread:
        sheet = shortened(read.sheet.name)
        what = message("roster.other-sheets", sheet=sheet, others=listed(unread))
        findings.remark(0, RowDiagnostic(what))


def _table(one: _List, answers: Answers, findings: Findings) -> FoundList:
    """Return the list without the rows that are nobody's, which are named in a remark."""
    rows: list[Sequence[str]] = []
    under: dict[int, str] = {}
    nobodys: dict[int, str] = {}
    for part in one.parts:
        rows += [()] * (part.heading.row - len(rows))
        out = part.title if _kind(part.title) == "out" else ""
        body = apart.body(one.sheet.rows, part.heading, part.end)
        if out:
            under |= dict.fromkeys(range(len(rows) + 1, part.end + 1), out)
        rows += body.rows[part.heading.row :]
        under |= body.under
        nobodys |= body.apart
    _remark_on_rows(nobodys, findings)
    _remark_on_hidden_columns(one, findings)
    _report_formulas(one, nobodys, findings)
    fitting = _with_stays(_fitting(rows, one.heading, findings), one.heading)
    in_order = columns.is_last_first(one.heading, fitting[one.heading.row :])
    heading = replace(one.heading, last_first=in_order)
    return FoundList(fitting, heading, _marks(one, fitting), under, answers)


def _remark_on_rows(nobodys: Mapping[int, str], findings: Findings) -> None:
    if nobodys:
        named = tuple(
            message("roster.titled-row", row=row, title=shortened(text))
            for row, text in [*nobodys.items()][:_MOST_NAMED]
        )
        more = len(nobodys) - len(named)
        what = (
            message("roster.no-people-and-more", rows=named, more=more)
            if more
            else message("roster.no-people", rows=named)
        )
        findings.remark(min(nobodys), RowDiagnostic(what))


def _remark_on_hidden_columns(one: _List, findings: Findings) -> None:
    """Name the columns that are read although they cannot be seen."""
    heading = one.heading
    used = {*heading.places.values(), *heading.days, *heading.statuses}
    if hidden := sorted(used & one.sheet.hidden_columns):
        what = message("roster.hidden-columns", titles=listed(map(heading.called, hidden)))
        findings.remark(heading.row, RowDiagnostic(what))


def _report_formulas(one: _List, nobodys: Collection[int], findings: Findings) -> None:
    """Report formulas without results in the rows of people; rows of nothing else seem empty."""
    heading, end = one.heading, one.parts[-1].end
    used = {*heading.places.values(), *heading.days, *heading.statuses}
    is_last = end >= len(one.sheet.rows)
    cells = sorted(
        (row, place)
        for row, place in one.sheet.without_result
        if place in used and row > heading.row and (is_last or row <= end) and row not in nobodys
    )
    if cells:
        named = tuple(f"{columns.letters(place)}{row}" for row, place in cells[:_MOST_NAMED])
        what = message("roster.formulas-without-results", count=len(cells), cells=named)
        findings.report(cells[0][0], RowDiagnostic(what))


def _fitting(
    rows: Iterable[Sequence[str]], heading: HeadingRow, findings: Findings
) -> list[Sequence[str]]:
    """Return the rows without those that have more cells than headings, which are reported."""
    fitting: list[Sequence[str]] = []
    for number, row in enumerate(rows, 1):
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        if number > heading.row and filled and max(filled) >= len(heading.titles) > 0:
            what = message("roster.more-cells-than-headings")
            findings.report(number, RowDiagnostic(what, quoted=" | ".join(row)))
            fitting.append(())
        else:
            fitting.append(row)
    return fitting


def _with_stays(rows: Iterable[Sequence[str]], heading: HeadingRow) -> list[Sequence[str]]:
    """Return rows with the times of several stays in one cell each, on a line of their own.

    Only stays with both times are joined, so that the lines of both cells belong together.
    """
    joined, left = heading.stays.get("joined", ()), heading.stays.get("left", ())
    if not joined:
        return list(rows)
    changed: list[Sequence[str]] = []
    for row in rows:
        cells = [*row, *[""] * (max(*joined, *left) + 1 - len(row))] if row else []
        stays = [(cells[a], cells[b]) for a, b in zip(joined, left, strict=True) if cells]
        whole = [(came, went) for came, went in stays if came.strip() and went.strip()]
        begun = [came for came, _ in stays if came.strip()]
        if begun and not whole:
            cells[joined[0]] = begun[0]
        elif whole:
            cells[joined[0]] = "\n".join(came for came, _ in whole)
            cells[left[0]] = "\n".join(went for _, went in whole)
        changed.append(cells)
    return changed


def _marks(one: _List, rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Return the rows that are hidden, and those whose names are struck out."""
    names = {place for column, place in one.heading.places.items() if column in NAMES}
    marks = dict.fromkeys(one.sheet.hidden, HIDDEN)
    for number, struck in one.sheet.struck.items():
        if number <= len(rows):
            written = {p for p in names if p < len(rows[number - 1]) and rows[number - 1][p]}
            if written and written <= struck:
                marks[number] = STRUCK
    return marks
