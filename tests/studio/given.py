"""What a trainer has at the beginning of her week: an article, a chart, and lists of people."""

import csv
import io
from pathlib import Path

import docx
import openpyxl

TITLE = "Two ways to water a garden"
AUTHOR = "Ada Byron"
PEOPLE = (
    ("Maria Stone", "maria@example.org", "LPC"),
    ("Tomás Ferreira", "tomas@example.org", "LMFT"),
    ("Jo Appleby", "jo@example.org", ""),
)
_PARTS = (
    (
        "With a hose",
        "Whoever waters with a hose is done before the tea is cold. Much of the water lands on "
        "leaves and paths, and the beds get as much as the pressure gives. A hose asks for little "
        "attention, which is why most gardens have one.",
    ),
    (
        "With a can",
        "A can is carried to each plant. Its water lands at the roots, and on the way the gardener "
        "sees what grows and what is eaten. It takes an hour where the hose takes a quarter.",
    ),
    (
        "What to ask",
        "Before a summer begins it is worth asking what the garden is for, who has the time, and "
        "how dry the soil becomes. The answers change from year to year.",
    ),
)
_CHART = (
    ("", "With a hose", "With a can"),
    ("Effort", "Little, once the hose is unrolled", "A walk for every single plant"),
    ("Water", "Lands on leaves and on paths too", "Lands at the roots and nowhere else"),
    ("Attention", "Thoughts are free to wander", "Each plant is seen from close by"),
    ("Time", "A quarter of an hour", "An hour in the morning"),
    ("Cost", "A tap, a hose and a nozzle", "One can that lasts for decades"),
)


def article(folder: Path) -> Path:
    """Write the article as Word does."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(f"By {AUTHOR}")
    for heading, text in _PARTS:
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    file = folder / "watering.docx"
    document.save(str(file))
    return file


def chart(folder: Path) -> Path:
    """Write the chart as Excel does."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _CHART:
        sheet.append(row)
    file = folder / "watering.xlsx"
    book.save(file)
    return file


def roster(folder: Path) -> Path:
    """Write the list of those who registered, as a registration system does."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Name", "E-mail", "Credentials"])
    rows.writerows(PEOPLE)
    file = folder / "registrations.csv"
    file.write_text(text.getvalue(), "utf-8")
    return file
