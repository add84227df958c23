"""Finished files, read as a stranger reads them: one for each person, and one for the printer."""

from pathlib import Path

import pypdfium2
from pypdf import PdfReader

from handouts.certificates import qr_reading, signing_key, verification_code
from handouts.certificates.ledger import LedgerEntry
from tests import reading
from tests.certificates.conftest import HOSTILE, Desk
from tests.tools import verapdf


def seen(file: Path) -> list[str]:
    """The text of each page, as pdfium has it."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [
            reading.normalised(page.get_textpage().get_text_bounded().replace("\ufffe", "-"))
            for page in document
        ]
    finally:
        document.close()


def said(entry: LedgerEntry) -> list[str]:
    """What a certificate says of its person."""
    award = entry.award
    of_the_person = [award.name, award.credentials, award.license_number]
    return [*of_the_person, f"{award.hours} clock hours", entry.number]


def test_each_file_says_what_was_awarded_and_nothing_of_others(issued_once: Desk) -> None:
    entries = issued_once.entries()
    for entry in entries:
        by_pdfium = seen(issued_once.path(entry))
        by_pypdf = reading.pages(PdfReader(issued_once.path(entry)))
        for face, back in (by_pdfium, by_pypdf):
            assert [each for each in said(entry) if each not in f"{face} {back}"] == []
            assert not any(other.number in face + back for other in entries if other != entry)
            assert entry.number in face
        if not entry.award.license_number:
            assert "LPC 7" not in "".join(by_pdfium)


def test_the_face_says_one_sentence(issued_once: Desk) -> None:
    face, _ = seen(issued_once.path(issued_once.entry("Małgorzata Łęcka")))
    assert (
        "who completed six clock hours of continuing education, including one hour of ethics, in "
        "Two Models of Psychotherapy presented by Robin Ashdown, LPC, in person at"
    ) in face
    part, _ = seen(issued_once.path(issued_once.entry("Zoë Con")))
    assert "who completed five and a half clock hours of continuing education in" in part


def test_a_jest_of_a_name_is_printed_as_it_was_typed(issued_once: Desk) -> None:
    reader = PdfReader(issued_once.path(issued_once.entry(HOSTILE)))
    assert HOSTILE in reading.pages(reader)[0]
    assert reader.metadata is not None
    assert reader.metadata.title == f"Certificate of Completion – {HOSTILE}"
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": f"Certificate of Completion – {HOSTILE}"}


def test_each_file_tells_what_it_is(issued_once: Desk) -> None:
    for entry in issued_once.entries():
        reader = PdfReader(issued_once.path(entry))
        about = reader.metadata
        assert about is not None
        assert about.title == f"Certificate of Completion – {entry.award.name}"
        assert about.author == "Harbour Street Training"
        assert about.creation_date is not None
        assert about.creation_date.date().isoformat() == entry.issued
        assert reader.trailer["/Root"]["/Lang"] == "en-US"
        assert len(reader.pages) == 2
        assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
        for page in reader.pages:
            landscape = page.mediabox
            assert (float(landscape.width), float(landscape.height)) == (792, 612)


def test_each_file_is_small_and_carries_its_fonts(issued_once: Desk) -> None:
    for entry in issued_once.entries():
        file = issued_once.path(entry)
        assert file.stat().st_size <= 44_000
        fonts = reading.fonts(PdfReader(file))
        assert fonts
        assert set(fonts.values()) == {True}
    plain = issued_once.path(issued_once.entry("Zoë Con"))
    assert plain.stat().st_size <= 41_000


def test_the_code_on_each_file_says_what_the_file_says(issued_once: Desk) -> None:
    key = signing_key.public_key(issued_once.project.records)
    for entry in issued_once.entries():
        (code,) = qr_reading.codes_in(issued_once.path(entry).read_bytes())
        claims = verification_code.opened(code, key)
        assert isinstance(claims, verification_code.Claims)
        assert (claims.number, claims.name, claims.hours) == (
            entry.number, entry.award.name, entry.award.hours
        )  # fmt: skip


def test_the_printers_file_has_all_by_family_name_with_a_bookmark_each(issued_once: Desk) -> None:
    entries = issued_once.entries()
    together = issued_once.folder / "certificates.pdf"
    reader = PdfReader(together)
    for pages in (seen(together), reading.pages(reader)):
        for face, back, entry in zip(pages[::2], pages[1::2], entries, strict=True):
            assert [each for each in said(entry) if each not in f"{face} {back}"] == []
    assert reading.bookmarks(reader) == [
        (0, f"Certificate of Completion – {entry.award.name}") for entry in entries
    ]
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificates: two-models/example"
    assert set(reading.fonts(reader).values()) == {True}


def test_pages_of_the_printers_file_share_what_they_have_in_common(issued_once: Desk) -> None:
    together = (issued_once.folder / "certificates.pdf").stat().st_size
    alone = sum(issued_once.path(entry).stat().st_size for entry in issued_once.entries())
    assert together < alone * 0.9


def test_all_files_are_accessible(issued: Desk) -> None:
    issued.reissue(issued.entry("Zoë Con").number)
    files = [issued.path(e) for e in issued.entries() if e.state == "valid"]
    assert verapdf.failures([*files, issued.folder / "certificates.pdf"]) == {}
