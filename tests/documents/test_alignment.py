"""Where lines begin on finished pages, and how heavy rules are, measured in their PDFs."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from handouts import worksheets
from handouts.branding.colours import contrast
from handouts.documents.registry import registry
from handouts.project.layout import Project
from handouts.typesetting import stylesheets
from tests import reading
from tests.conftest import REPOSITORY
from tests.reading import Word

CARDS = {"sorting-cards", "diamond-cards", "pocket-card"}
OTHERS = {"where-am-i", "true-or-false", "reading-guide", "my-case", *CARDS}
"""Their numbers stand alone, above or beside headings, or before choices."""
HANGING = sorted({*worksheets.kinds(), "chart"} - OTHERS)
"""Sheets with numbers before words of more than one line."""
ROWS = {"chart", "blank-chart", "fill-the-chart", "in-the-room", "spot-the-swap"}
"""Where charts are stacked for a phone, the number stands before a heading of one line."""
DOCUMENTS = registry(Project(REPOSITORY))
STYLES = REPOSITORY / "styles"


def file(built: Project, edition: str, name: str) -> Path:
    folder = built.build / "two-models" / "participants" / edition
    return next(
        path for path in (folder / f"{name}.pdf", folder / f"{name}-a.pdf") if path.is_file()
    )


def hangs(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Yield the first word behind a number, and the one with which the next line begins."""
    for number in words:
        if not re.fullmatch(r"\d{1,2}\.?", number.text):
            continue
        line = [w for w in words if abs(w.baseline - number.baseline) < 0.5]
        if any(0 < number.left - word.left < 70 for word in line):
            continue  # within running text
        behind = [w for w in line if w.left > number.left]
        first = min(behind, key=lambda word: word.left, default=None)
        if first is None or first.left - number.left > 75:
            continue
        below = [w for w in words if 8 < w.baseline - first.baseline < 28]
        next_line = [w for w in below if number.left - 1 <= w.left < first.left + 6]
        nearest = min(next_line, key=lambda word: (word.baseline, word.left), default=None)
        if nearest is not None and not re.fullmatch(r"\d{1,2}\.?", nearest.text):
            yield first, nearest


@pytest.mark.parametrize("edition", ["print", "email", "large-print"])
def test_lines_behind_a_number_all_begin_where_the_first_one_does(
    example_built: Project, edition: str
) -> None:
    found, out = 0, []
    headings = ROWS if edition == "email" else set()
    made = [name for name in HANGING if edition in DOCUMENTS[name].head.editions]
    for name in sorted({*made} - headings):
        for words in reading.words(file(example_built, edition, name)):
            for first, below in hangs(words):
                found += 1
                if abs(first.left - below.left) > 0.2:
                    out.append((name, first.text, below.text, below.left - first.left))
    assert out == []
    assert found > 10


def test_the_numbers_of_headings_are_as_high_as_capitals() -> None:
    sheet = (STYLES / "base.css").read_text("utf-8")
    assert re.search(r"h1, h2, [^{]*\{[^}]*font-variant-numeric: lining-nums", sheet)


def test_pen_lines_stand_out_and_the_rules_of_tables_are_lighter(example_built: Project) -> None:
    press = stylesheets.variables((STYLES / "themes" / "press.css").read_text("utf-8"))
    drawn = set(reading.rules(file(example_built, "print", "reflection")))
    assert (0.0, press["--pen"]) in drawn
    assert contrast(press["--pen"]) >= 4.5
    chart = set(reading.rules(file(example_built, "print", "chart")))
    assert {weight for weight, colour in chart if colour == press["--hairline"]} == {0.35}


def test_what_covers_the_rules_of_a_last_page_is_wider_than_they() -> None:
    sheet = (STYLES / "components" / "notes.css").read_text("utf-8")
    ruled = re.search(r"\.ruled \{([^}]*)\}", sheet)
    assert ruled is not None
    sides = re.findall(r"(?:left|right): ([\d.]+)pt", ruled[1])
    assert [float(side) >= 1 for side in sides] == [True, True]
