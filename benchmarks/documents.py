"""How long a long Word document takes: 100 pages with 50 pictures, beside mammoth alone."""

import io
import random
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import content, rivals, timing
from benchmarks.report import Table, verdict
from benchmarks.timing import Task

PAGES, PICTURES = 100, 50
ALONE = "mammoth, the HTML alone"
IMPORT = f"handouts import, {PAGES} pages and {PICTURES} pictures in a Word document"
_PARAGRAPHS = 5
"""Of a page, each of 90 words."""
_CONVERT = """
import sys
import mammoth
with open(sys.argv[1], "rb") as file:
    print(len(mammoth.convert_to_html(file).value))
"""


def table(folder: Path, rounds: int, say: Callable[[str], None]) -> Table:
    """Measure both in the same rounds."""
    project = content.example(folder)
    document = folder / "long.docx"
    _write(document)
    tasks = {
        ALONE: Task([sys.executable, "-c", _CONVERT, document]),
        IMPORT: Task(
            [rivals.script("handouts"), "import", document, "--as", "long", "--replace",
             "--project", project]
        ),
    }  # fmt: skip
    say(f"A long document: {len(tasks)} commands")
    runs = timing.interleave(tasks, rounds, say)
    rows = [[name, *timing.figures(measured, runs[ALONE])] for name, measured in runs.items()]
    found = timing.ratio(runs[IMPORT], runs[ALONE])
    promise = "a document is imported in at most 8 × the time of mammoth alone, all checked"
    columns = ("A document", f"× {ALONE}", "seconds", "MB")
    note = verdict(found <= 8, promise, f"{found:.2f} ×")
    title = f"A Word document of {PAGES} pages with {PICTURES} pictures"
    return Table(title, columns, rows, [note])


def _write(path: Path) -> None:
    import docx  # noqa: PLC0415 - what is heavy here adds to the memory that can be measured

    chance = random.Random(1)  # noqa: S311 - words that are the same each time
    words = ["room", "silence", "trainer", "question", "waiting", "screen", "minute", "answer"]
    made = docx.Document()
    made.add_paragraph("A long document", style="Title")
    for page in range(PAGES):
        made.add_heading(f"Part {page + 1}", 1 + page % 2)
        for number in range(_PARAGRAPHS):
            text = " ".join(chance.choices(words, k=90)).capitalize()
            made.add_paragraph().add_run(f"{text}, said {page * _PARAGRAPHS + number}.")
        if page % (PAGES // PICTURES) == 0:
            made.add_picture(_picture(page))
            drawn = made.paragraphs[-1]._p.xpath(".//wp:docPr")[0]
            drawn.set("descr", f"A room of colour {page}")
    made.save(str(path))


def _picture(number: int) -> io.BytesIO:
    """Return a photograph as Word makes it on saving, for 220 dots to the inch, no two the same."""
    from PIL import Image  # noqa: PLC0415

    file = io.BytesIO()
    gradient = Image.linear_gradient("L").resize((1430, 953))
    flat = Image.new("L", (1430, 953), number)
    Image.merge("RGB", (gradient, flat, gradient)).save(file, "JPEG")
    file.seek(0)
    return file
