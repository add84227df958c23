import pytest

from handouts.errors import ContentError, Problem
from handouts.importers.given import LARGEST_FILE, Given
from handouts.importers.source import read_source

WORD = "In Word: File, Save As, Plain Text (.txt), and there the encoding Unicode (UTF-8)."
AGAIN = "Save the article into it again, or name another file."
DELETE = "Delete it; it is invisible, so type the word anew."
TOO_LARGE = ("the file has 5.0 MB", "It may have up to 5 MB of text, without pictures.")
TEXT = "Ein Garten für alle – “jeden” Tag.\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8 with BOM"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16 without BOM"),
        (TEXT.encode("utf-16-be"), "UTF-16 without BOM"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("cp1252"), "Windows-1252"),
    ],
)
def test_text_is_read_in_every_encoding(content: bytes, encoding: str) -> None:
    source = read_source(Given("in/a.txt", content), "article")

    assert (source.text, source.encoding, source.name) == (TEXT, encoding, "a.txt")


def test_line_ends_of_every_system_are_one() -> None:
    given = Given("a.txt", b"one\r\ntwo\rthree\n")

    assert read_source(given, "article").text == "one\ntwo\nthree\n"


def problems(name: str, content: bytes) -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        read_source(Given(name, content), "article")
    return list(raised.value.problems)


@pytest.mark.parametrize(
    ("name", "content", "line", "told"),
    [
        ("a.docx", b"PK\x03\x04\x00\x00", 0,
         ("this is a Word document, not text", WORD)),
        ("a.txt", b"PK\x03\x04\x00\x00", 0,
         ("this is a packed file, such as .docx, .xlsx or .zip, not text", WORD)),
        ("a.pdf", b"%PDF-1.7\n", 0,
         ("this is a PDF, not text", WORD)),
        ("a.rtf", b"{\\rtf1 hello}", 0,
         ("this is Rich Text (RTF), not text", WORD)),
        ("a.txt", b"ab\x00\x01\x02\x00cd\x00\x00\x00", 0,
         ("the file is not text", WORD)),
        ("a.txt", b"ok\n\x81\x8d", 2,
         ("the text is neither UTF-8 nor Windows-1252", WORD)),
        ("a.txt", "ä ö ü\n".encode() + b"\xfc", 2,
         ("a letter is broken here: the rest of the file is UTF-8", WORD)),
        ("a.txt", b"\xff\xfea\x00\n\x00\x00\xd8", 2,
         ("the text is broken here: it is no UTF-16-LE", WORD)),
        ("a.txt", b"", 0,
         ("the file is empty", AGAIN)),
        ("a.txt", b" \n\xc2\xa0\n", 0,
         ("the file is empty", AGAIN)),
        ("a.txt", b"one\ntw\xe2\x80\xaeo", 2,
         ("the character U+202E (RIGHT-TO-LEFT OVERRIDE) cannot be printed", DELETE)),
        ("a.txt", b"one\n\ntw\x1bo", 3,
         ("the character U+001B (a control character) cannot be printed", DELETE)),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_with_a_cure(
    name: str, content: bytes, line: int, told: tuple[str, str]
) -> None:
    assert problems(f"in/{name}", content) == [Problem(f"in/{name}", line, *told)]


def test_more_than_five_megabytes_are_not_looked_at() -> None:
    assert problems("a.txt", b"\x00" * (LARGEST_FILE + 1)) == [Problem("a.txt", 0, *TOO_LARGE)]


def test_at_most_twenty_characters_are_told() -> None:
    assert len(problems("a.txt", b"word\x07 " * 50)) == 20
