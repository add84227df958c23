"""Lists found in files that are written for one test each, or kept as a system wrote them."""

from pathlib import Path

from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.roster.findings import Findings
from handouts.content.roster.found import FoundList
from handouts.content.roster.reading import found_table

CASES = Path(__file__).parents[2] / "fixtures" / "cases" / "rosters"


def found(
    content: str | bytes, name: str = "list.csv", answers: Answers = NO_ANSWERS
) -> tuple[FoundList | None, Findings]:
    """The list in a file of this name, and what is said of it."""
    findings = Findings(name)
    raw = content.encode() if isinstance(content, str) else content
    return found_table(name, raw, answers, findings), findings


def the_list(
    content: str | bytes, name: str = "list.csv", answers: Answers = NO_ANSWERS
) -> FoundList:
    """The list in a file of which nothing is to be asked."""
    table, findings = found(content, name, answers)
    assert findings.problems == ()
    assert table is not None
    return table


def columns(table: FoundList) -> dict[str, str]:
    """What each column is called that holds something known."""
    return {column: table.heading.called(place) for column, place in table.heading.places.items()}


def cells(table: FoundList, *names: str) -> dict[int, tuple[str, ...]]:
    """The cells of some columns, by the numbers of the rows that have anything in them."""
    places = [table.heading.places[name] for name in names]
    return {
        number: tuple(row[place] if place < len(row) else "" for place in places)
        for number, row in enumerate(table.rows[table.heading.row :], table.heading.row + 1)
        if any(cell.strip() for cell in row)
    }


def days(table: FoundList) -> list[str]:
    """What the columns of single days are called."""
    return [table.heading.called(place) for place in table.heading.days]


def statuses(table: FoundList) -> list[str]:
    """What the columns of statuses are called."""
    return [table.heading.called(place) for place in table.heading.statuses]


def remarks(findings: Findings) -> list[str]:
    """What should be looked at, without what to do about it."""
    return [remark.cause for remark in findings.remarks]
