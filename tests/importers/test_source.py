import pytest

from handouts.errors import ContentError, Problem
from handouts.importers.given import LARGEST_TEXT, Given
from handouts.importers.source import read_source

AGAIN = "Save the article into it again, or name another file."
DELETE = "Delete it; it is invisible, so type the word anew."
SAVE = "Open the file where it was written, and save it again, as UTF-8 if you are asked."
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


def test_the_old_mac_has_letters_of_its_own() -> None:
    text = "Café\nThey don’t – “quite”\n"
    source = read_source(Given("a.txt", text.replace("\n", "\r").encode("mac_roman")), "article")

    assert (source.text, source.encoding) == (text, "Mac Roman")


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
        ("a.txt", b"PK\x03\x04\x00\x00", 0,
         ("the document is damaged, or is not what its name says",
          "Open it where it was written, and save it again.")),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", 0,
         ("this is a Word document of the old kind (.doc)",
          "Open it in Word, choose File, Save As, and there Word Document (.docx).")),
        ("a.jpg", b"\xff\xd8\xff\xe0", 0,
         ("this is a picture",
          "Name the document that the text is in; a picture has no text that can be read.")),
        ("a.txt", b"ab\x00\x01\x02\x00cd\x00\x00\x00", 0,
         ("the file is not text",
          "Open it where it was written, and save it as a Word document (.docx) or, if it is a "
          "table, as an Excel workbook (.xlsx).")),
        ("a.txt", b"ok\n\x81\x8d", 2,
         ("the text is neither UTF-8 nor Windows-1252", SAVE)),
        ("a.txt", "ä ö ü\n".encode() + b"\xfc", 2,
         ("a letter is broken here: the rest of the file is UTF-8",
          "Type the letter anew, and save the file as UTF-8.")),
        ("a.txt", b"\xff\xfea\x00\n\x00\x00\xd8", 2,
         ("the text is broken here: it is no UTF-16-LE", SAVE)),
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
    found = [(each.path, each.line, each.cause, each.fix) for each in problems(name, content)]
    assert found == [(name, line, *told)]


def test_more_than_five_megabytes_of_text_are_not_looked_at() -> None:
    assert [str(each) for each in problems("a.txt", b"\x00" * (LARGEST_TEXT + 1))] == [
        "a.txt: the file has 5.0 MB of text\n  It may have up to 5 MB, without pictures."
    ]


def test_at_most_twenty_characters_are_told() -> None:
    assert len(problems("a.txt", b"word\x07 " * 50)) == 20
