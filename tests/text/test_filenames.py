"""People's names as names of files."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.text.filenames import is_plain, readable_name, stem


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ann Lee", "Ann-Lee"),
        ("Siobhán O’Brien", "Siobhán-OBrien"),
        ("Małgorzata Wiśniewska-Łęcka", "Małgorzata-Wiśniewska-Łęcka"),
        ("Thomas Whitfield Jr.", "Thomas-Whitfield-Jr"),
        ("Анна Ковалёва", "Анна-Ковалёва"),
        ("王 小明", "王-小明"),
        ("Ann  \t Lee", "Ann-Lee"),
        ("Ann_Lee", "Ann-Lee"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\Users\\Ann", "CUsersAnn"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ('Ann "Annie" <Lee> {{7*7}} & | ? *', "Ann-Annie-Lee-77"),
        ("Ann\u202eeeL", "AnneeL"),
        ("प्रिया शर्मा", "प्रिया-शर्मा"),
        ("สมชาย ใจดี", "สมชาย-ใจดี"),
        ("\u0301Ann \u0301Lee", "Ann-Lee"),
        ("Ann\x00\x1b\u200bLee", "AnnLee"),
        ("Ann\nLee", "Ann-Lee"),
        ("🙂", "participant"),
        ("🙂 Ann 🙂", "Ann"),
        ("", "participant"),
        ("...", "participant"),
        ("CON", "CON-"),
        ("nul", "nul-"),
        ("Lpt1", "Lpt1-"),
        ("com0", "com0-"),
        ("Con Lee", "Con-Lee"),
        ("Conrad", "Conrad"),
    ],
)
def test_a_name_is_readable_as_the_name_of_a_file(name: str, expected: str) -> None:
    assert stem(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Models – Handout", "Two Models – Handout"),
        ('  What/why: "how"? <b>\n*now*|.. ', "What why how b now"),
        ("Olu\u0301", "Olú"),
        ("con", "-con"),
        ("nul.txt", "-nul.txt"),
        ("..", "-"),
        ("é" * 200, "é" * 90),
    ],
)
def test_a_text_is_a_name_that_people_read(text: str, expected: str) -> None:
    assert readable_name(text) == expected
    assert is_plain(readable_name(text))


def test_both_ways_to_write_an_accent_make_one_name() -> None:
    assert stem("Zoe\u0308") == stem("Zo\u00eb") == "Zo\u00eb"


@pytest.mark.parametrize("name", ["A" * 300, "Ж" * 300, "王" * 300, "Ann " * 100])
def test_a_long_name_is_cut_between_letters(name: str) -> None:
    cut = stem(name)
    assert 110 <= len(cut.encode()) <= 120
    assert name.replace(" ", "-").startswith(cut)
    assert not cut.endswith("-")


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder_or_is_refused_by_a_system(name: str) -> None:
    made = stem(name)
    assert re.match(r"[^\W_]", made)
    assert made == unicodedata.normalize("NFC", made)
    assert 0 < len(made.encode()) <= 121
    assert made.isprintable()
    assert not set(made) & set('/\\:*?"<>|. ')


@pytest.mark.parametrize("name", ["a.pdf", "Ковалёв-1.pdf", ".hidden", "a b", "null", "é" * 120])
def test_one_plain_name_is_taken(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "...", " ", "../x", "/x", "a/b", "a\\b", "C:x", "a\0b", "a\nb", "a\x1bb"),
        *("NUL", "nul.pdf", "COM1", "lpt9.txt", "con .x", "a ", "a.", " a", "a*", "é" * 128),
        *("a\u202eb", "a\u2028b", "a\udcffb"),
    ],
)
def test_what_is_no_plain_name_is_not(name: str) -> None:
    assert not is_plain(name)
