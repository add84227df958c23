import dataclasses
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.builds.manifest import digest
from handouts.builds.plan import Job
from handouts.builds.typeset_job import fitted, make_file, typeset
from handouts.documents.editions import EDITIONS
from handouts.errors import PreflightError, WorldError
from handouts.typesetting.expected import Expected
from handouts.typesetting.render import Layout, Typesetter
from tests.conftest import REPOSITORY, snapshot

STYLE = """
@page { size: 105mm 148mm; margin: 15mm 15mm 25mm }
body { font: 11pt/15pt "Source Serif Pro"; margin: 0 }
p { margin: 0 0 5mm }
"""
FITS = {"as-set": "", "small": "body { font-size: 8pt; line-height: 10pt }", "notes": ""}
WORDS = "Filling words. "

MakeJob = Callable[..., Job]


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter([REPOSITORY])


@pytest.fixture
def job(tmp_path: Path) -> MakeJob:
    (tmp_path / "style.css").write_text(STYLE, "utf-8")
    for fit, text in FITS.items():
        (tmp_path / f"{fit}.css").write_text(text, "utf-8")

    def made(body: str, fits: dict[str, int], end: str = "<div id='end'></div>") -> Job:
        fonts = REPOSITORY / "styles" / "fonts.css"
        return Job(
            path="print/sheet.pdf",
            html=(
                '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A test</title>'
                f"</head><body><h1>A test</h1>{body}{end}</body></html>"
            ),
            base=tmp_path,
            fits=fits,
            sheets={fit: (fonts, tmp_path / "style.css", tmp_path / f"{fit}.css") for fit in fits},
            fallback_fonts=(),
            edition=EDITIONS["print"],
            expected=Expected((), (), (), ("Source Serif Pro",), (297.64, 419.53)),
            fingerprint="made from this",
        )

    return made


def test_a_file_is_set_read_back_and_recorded(
    job: MakeJob, typesetter: Typesetter, tmp_path: Path
) -> None:
    record = make_file(job("<p>One treats.</p>", {"as-set": 0}), typesetter, tmp_path / "build")
    files = snapshot(tmp_path / "build")
    assert list(files) == ["print/sheet.pdf"]
    content = files["print/sheet.pdf"]
    assert len(PdfReader(BytesIO(content)).pages) == 1
    assert record == dataclasses.replace(
        record,
        fingerprint="made from this",
        sha256=digest(content),
        pages=1,
        size=len(content),
        fit="as-set",
    )
    assert 0 < record.seconds < 10


def test_a_document_is_typeset_without_a_file(
    job: MakeJob, typesetter: Typesetter, tmp_path: Path
) -> None:
    made = job("<p>One treats.</p>", {"as-set": 0})
    before = snapshot(tmp_path)
    document = typeset(made, typesetter)
    assert snapshot(tmp_path) == before
    assert (document.pages, document.fit, document.faults) == (1, "as-set", ())
    make_file(made, typesetter, tmp_path / "build")
    assert (tmp_path / "build" / made.path).read_bytes() == document.content


def test_a_document_that_is_unfit_is_returned_with_its_faults(
    job: MakeJob, typesetter: Typesetter
) -> None:
    document = typeset(job("<p>One \ue123 treats.</p>", {"as-set": 0}), typesetter)
    (fault,) = document.faults
    assert "U+E123" in fault
    assert document.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("count", "fits", "chosen"),
    [
        (5, {"as-set": 1, "small": 1}, ("as-set", 1)),
        (72, {"as-set": 1, "small": 1}, ("small", 1)),
        (72, {"as-set": 1, "small": 0}, ("small", 1)),
        (180, {"as-set": 1, "small": 1, "notes": 0}, ("notes", 3)),
        (400, {"as-set": 1, "small": 1, "notes": 0}, ("notes", 6)),
    ],
)
def test_the_first_fit_that_keeps_to_its_pages_is_taken(
    job: MakeJob, tmp_path: Path, count: int, fits: dict[str, int], chosen: tuple[str, int]
) -> None:
    made = job(f"<p>{WORDS * count}</p>", fits)
    record = make_file(made, Typesetter([REPOSITORY]), tmp_path / "build")
    assert record.fit == chosen[0]
    assert abs(record.pages - chosen[1]) <= (1 if chosen[1] > 1 else 0)


class Counted(Typesetter):
    """Keeps which fits were tried."""

    def __init__(self) -> None:
        super().__init__([REPOSITORY])
        self.tried: list[str] = []

    def lay_out(self, html: str, base: Path, sheets: Sequence[Path | str]) -> Layout:
        self.tried.append(Path(sheets[-1]).stem)
        return super().lay_out(html, base, sheets)


def test_smaller_type_is_not_tried_where_it_could_not_be_enough(
    job: MakeJob, tmp_path: Path
) -> None:
    fits = {"as-set": 1, "small": 1, "notes": 0}
    counted = Counted()
    make_file(job(f"<p>{WORDS * 400}</p>", fits), counted, tmp_path / "build")
    assert counted.tried == ["as-set", "notes"]


def test_more_space_is_not_tried_where_less_began_another_page(
    job: MakeJob, tmp_path: Path
) -> None:
    for line in (1, 2, 3):
        (tmp_path / f"answers-{line}.css").write_text(f"p {{ line-height: {line}00pt }}", "utf-8")
    fits = {"as-set": 0, "answers-1": 0, "answers-2": 0, "answers-3": 0, "notes": 0}
    made, counted = job(f"<p>{WORDS * 10}</p>", fits, "<div id='exercises-end'></div>"), Counted()
    assert make_file(made, counted, tmp_path / "build").fit == "notes"
    assert counted.tried == ["as-set", "answers-1", "notes"]


@pytest.mark.parametrize(("pages", "is_tried"), [(3, True), (4, False)])
def test_uneven_rows_are_not_tried_where_more_than_one_page_is_too_much(
    job: MakeJob, tmp_path: Path, pages: int, is_tried: bool
) -> None:
    (tmp_path / "as-set-uneven.css").write_text("", "utf-8")
    body = "<p style='break-after: page'>One page.</p>" * (pages - 1) + "<p>The last one.</p>"
    counted = Counted()
    fitted(job(body, {"as-set": 2, "as-set-uneven": 2, "notes": 0}), counted)
    assert ("as-set-uneven" in counted.tried) is is_tried
    assert counted.tried[-1] == "notes"


def test_a_fit_that_ends_on_a_nearly_empty_page_is_passed_over(
    job: MakeJob, typesetter: Typesetter, tmp_path: Path
) -> None:
    body = f"<p>{WORDS * 60}</p><p class='last'>One more.</p>"
    (tmp_path / "as-set.css").write_text(".last { break-before: page }", "utf-8")
    record = make_file(job(body, {"as-set": 0, "small": 0}), typesetter, tmp_path / "build")
    assert (record.fit, record.pages) == ("small", 1)


def test_space_for_notes_never_begins_a_page_of_its_own(job: MakeJob, tmp_path: Path) -> None:
    end = "<div id='end'></div><div id='notes'><h2>Notes</h2></div>"
    for count, chosen in ((5, "notes"), (45, "as-set")):
        (tmp_path / "notes.css").write_text("#notes { height: 60mm }", "utf-8")
        (tmp_path / "as-set.css").write_text("#notes { display: none }", "utf-8")
        fits = {"notes": 0, "as-set": 0}
        made = job(f"<p>{WORDS * count}</p>", fits, end)
        # A typesetter remembers its sheets, and these were just written.
        record = make_file(made, Typesetter([REPOSITORY]), tmp_path / "build")
        assert (record.fit, record.pages) == (chosen, 1)


def test_exercises_that_leave_most_of_a_page_empty_take_the_next_fit(
    job: MakeJob, tmp_path: Path
) -> None:
    end = "<div id='exercises-end'></div>"
    (tmp_path / "small.css").write_text("p { line-height: 30pt }", "utf-8")
    for count, chosen in ((5, "small"), (48, "as-set")):
        made = job(f"<p>{WORDS * count}</p>", {"as-set": 0, "small": 0}, end)
        record = make_file(made, Typesetter([REPOSITORY]), tmp_path / "build")
        assert (record.fit, record.pages) == (chosen, 1)


def test_no_fit_is_taken_for_its_lines_that_begins_another_page(
    job: MakeJob, tmp_path: Path
) -> None:
    end = "<div id='exercises-end'></div>"
    (tmp_path / "small.css").write_text("p { line-height: 200pt }", "utf-8")
    made = job(f"<p>{WORDS * 10}</p>", {"as-set": 0, "small": 0, "notes": 0}, end)
    assert make_file(made, Typesetter([REPOSITORY]), tmp_path / "build").fit == "notes"


def test_a_file_that_is_unfit_is_not_kept_and_the_earlier_one_is(
    job: MakeJob, typesetter: Typesetter, tmp_path: Path
) -> None:
    earlier = tmp_path / "build" / "print" / "sheet.pdf"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"earlier")
    wrong = dataclasses.replace(
        job("<p>One \ue123 treats.</p>", {"as-set": 0}),
        expected=Expected(("Lost.",), (), (), ("Source Serif Pro",), (297.64, 419.53)),
    )
    with pytest.raises(PreflightError) as raised:
        make_file(wrong, typesetter, tmp_path / "build")
    assert raised.value.path == earlier
    (cause,) = raised.value.causes
    assert cause.startswith("WeasyPrint warns: .notdef glyph")
    assert "U+E123" in cause
    assert snapshot(tmp_path / "build") == {"print/sheet.pdf": b"earlier"}


def test_a_file_that_cannot_be_written_is_told(
    job: MakeJob, typesetter: Typesetter, tmp_path: Path
) -> None:
    (tmp_path / "build").write_bytes(b"mine")
    with pytest.raises(WorldError, match=r"sheet\.pdf cannot be written"):
        make_file(job("<p>One treats.</p>", {"as-set": 0}), typesetter, tmp_path / "build")
    assert (tmp_path / "build").read_bytes() == b"mine"


def test_what_the_renderer_fails_on_is_told_with_the_document_and_nothing_is_kept(
    job: MakeJob, tmp_path: Path
) -> None:
    (tmp_path / "as-set.css").write_text("h1 { margin: calc(1px/0) }", "utf-8")
    with pytest.raises(WorldError) as raised:
        make_file(job("", {"as-set": 0}), Typesetter([REPOSITORY]), tmp_path / "build")
    assert str(raised.value) == (
        f"{tmp_path}/build/print/sheet.pdf could not be made: the renderer failed with ValueError: "
        "cannot convert float NaN to integer. Look at what is unusual in it: a drawing (save it as "
        "PNG), a very long paragraph or cell, a list within many lists, or what the project has in "
        "styles/ and templates/. Earlier files are as they were."
    )
    assert not (tmp_path / "build").exists()
