"""What is wrong with the columns of a list, and which of them are not used."""

from collections.abc import Sequence

from handouts.content.roster import contents, headings, questions
from handouts.content.roster.answers import Answers
from handouts.content.roster.columns import MOST_COLUMNS, HeadingRow, letters
from handouts.content.roster.fields import NAMES
from handouts.content.roster.findings import Findings, RowDiagnostic, listed
from handouts.content.roster.found import FoundList
from handouts.content.roster.heading_words import squash
from handouts.messages import message


def check(table: FoundList, findings: Findings) -> None:
    """Report columns that are misspelt or incomplete, ask about doubles; name those not used."""
    heading = table.heading
    for column, places in heading.doubles.items():
        titles = [heading.called(place) for place in places]
        questions.which_of(column, titles, heading.row, findings)
    used = {*heading.places.values(), *heading.days, *heading.statuses}
    used |= {place for places in heading.stays.values() for place in places}
    used |= {place for places in heading.doubles.values() for place in places}
    unused = []
    for place, title in enumerate(heading.titles):
        if not title or place in used:
            continue
        close = headings.nearly(title) if _is_unknown(table, place) else None
        if close:
            what = message("roster.unknown-column", title=title, close=close)
            findings.report(heading.row, RowDiagnostic(what))
        elif _is_worth_naming(table, place):
            unused.append(title)
    if unused:
        what = message("roster.unused-columns", titles=listed(unused))
        findings.remark(heading.row, RowDiagnostic(what))
    _remark_on_statuses(heading, findings)
    _remark_on_unnamed(table, used, findings)
    _check_names(heading, findings)
    if table.answers.last_name_first is None:
        _remark_on_order(heading, findings)


def _remark_on_statuses(heading: HeadingRow, findings: Findings) -> None:
    """Name the columns that are taken for statuses by what their cells hold."""
    given = heading.places.get("status")
    found = [p for p in heading.statuses if p != given and not headings.meaning(heading.titles[p])]
    if found:
        titles = [heading.called(place) for place in found]
        what = message("roster.statuses-by-cells", titles=listed(titles), first=titles[0])
        findings.remark(heading.row, RowDiagnostic(what))


def _is_worth_naming(table: FoundList, place: int) -> bool:
    """Whether a column that is not used has anything in it but running numbers."""
    title = table.heading.titles[place]
    return (
        title not in table.answers.unused
        and not headings.is_running_number(title)
        and bool(contents.cells(table.rows[table.heading.row :], place))
    )


def _is_unknown(table: FoundList, place: int) -> bool:
    title = table.heading.titles[place]
    return (
        place < MOST_COLUMNS
        and headings.meaning(title) is None
        and title not in table.answers.unused
    )


def _remark_on_unnamed(table: FoundList, used: set[int], findings: Findings) -> None:
    """Name the columns in which something stands below an empty heading."""
    heading = table.heading
    filled = {
        place for row in table.rows[heading.row :] for place, cell in enumerate(row) if cell.strip()
    }
    width = len(heading.titles)
    unnamed = [place for place in filled - used if place < width and not heading.titles[place]]
    if unnamed:
        what = message("roster.unnamed-columns", letters=listed(map(letters, sorted(unnamed))))
        findings.remark(heading.row, RowDiagnostic(what))


def _check_names(heading: HeadingRow, findings: Findings) -> None:
    """Report where it stays open which column holds the first and which the last name."""
    there = heading.places.keys() & NAMES
    if there == {"first"}:
        what = message("roster.no-last-name", title=heading.title("first"))
    elif there == {"last"}:
        what = message("roster.no-first-name", title=heading.title("last"))
    elif "name" in there and len(there) == 2:
        (part,) = there - {"name"}
        what = message(
            "roster.whole-name-open", whole=heading.title("name"), part=heading.title(part)
        )
    else:
        return
    findings.report(heading.row, RowDiagnostic(what))


def _remark_on_order(heading: HeadingRow, findings: Findings) -> None:
    """Say where last names come first, and nothing tells where they end."""
    title = heading.titles[heading.places["name"]] if "name" in heading.places else ""
    if headings.order_is_last_first(title) and not heading.last_first:
        what = message("roster.last-name-first", title=heading.title("name"))
        findings.remark(heading.row, RowDiagnostic(what))


def check_answers(
    answers: Answers, roster: FoundList, reports: Sequence[FoundList], findings: Findings
) -> None:
    """Report answers that name no column, of the roster or by its heading of a report beside it."""
    heading = roster.heading
    titles = listed(filter(None, heading.titles))
    elsewhere = {squash(title) for one in reports for title in one.heading.titles} - {""}
    there = [*heading.titles, *map(letters, range(len(heading.titles)))]
    for column, title in answers.columns.items():
        place = heading.places.get(column)
        said = () if place is None else (heading.titles[place], letters(place))
        if squash(title) not in {*map(squash, said)} | elsewhere:
            what = message("roster.no-such-column", column=column, title=title, titles=titles)
            findings.report(heading.row, RowDiagnostic(what))
    for title in answers.unused:
        if squash(title) not in {*map(squash, there)} | elsewhere:
            what = message("roster.no-such-unused-column", title=title, titles=titles)
            findings.report(heading.row, RowDiagnostic(what))
