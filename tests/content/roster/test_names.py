from pathlib import Path

import pytest

from handouts.content.roster import names
from tests.content.roster.rosters import problems, read, remarks, the_one

COMMA = (
    "Write the name as it is to be printed, without a comma: Ann Lee. "
    'What follows a name, such as PhD, goes into a column "Credentials".'
)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ann Lee", "Lee"),
        ("Ludwig van der Rohe", "Rohe"),
        ("Martin King Jr.", "King"),
        ("Martin King SR", "King"),
        ("Daniel Ray III", "Ray"),
        ("Sukarno", "Sukarno"),
        ("Jr.", "Jr."),
        ("李小龙", "李小龙"),
    ],
)
def test_the_family_name_is_the_last_word(name: str, family: str) -> None:
    assert names.family(name) == family


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Łęcka-Øster", "lecka oster"),
        ("GROẞMANN", "grossmann"),
        ("Ægidius Œuvre", "aegidius oeuvre"),
        ("Đặng Þór Yıldırım", "dang thor yildirim"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("King Jr.", "king jr"),
    ],
)
def test_names_are_compared_without_accents(name: str, folded: str) -> None:
    assert names.folded(name) == folded


def test_a_name_is_put_together_from_its_parts(tmp_path: Path) -> None:
    text = "Last,First,MI\nvan der Berg,Zoë,Q.\nHernández Peña,Luis,-\n"
    found = read(tmp_path, text)
    assert [(person.name, person.family) for person in found.participants] == [
        ("Zoë Q. van der Berg", "van der Berg"),
        ("Luis Hernández Peña", "Hernández Peña"),
    ]
    assert (problems(found), remarks(found)) == ([], [])


@pytest.mark.parametrize(
    ("suffix", "name", "credentials"),
    [("Jr.", "Bo Lind Jr.", ""), ("III", "Bo Lind III", ""), ("PhD", "Bo Lind", "PhD")],
)
def test_what_stands_in_a_column_of_suffixes_ends_the_name(
    tmp_path: Path, suffix: str, name: str, credentials: str
) -> None:
    (person,) = read(tmp_path, f"First,Last,Suffix\nBo,Lind,{suffix}\n").participants
    assert (person.name, person.family, person.credentials) == (name, "Lind", credentials)


def test_a_whole_name_comes_before_its_parts(tmp_path: Path) -> None:
    text = "Full name,First,Last\nBob Ray,Robert,Ray\n,Ann,Lee\nCy Fox,CY,FOX\n"
    found = read(tmp_path, text)
    assert [(person.name, person.family) for person in found.participants] == [
        ("Bob Ray", "Ray"),
        ("Ann Lee", "Lee"),
        ("Cy Fox", "FOX"),
    ]
    assert remarks(found) == [
        'roster.csv:2: the whole name is not that of its parts; "Full name" is printed\n'
        "    Bob Ray | Robert Ray\n  It will be printed just so."
    ]


@pytest.mark.parametrize(("row", "part"), [("Sukarno,", "last"), (",Sukarno", "first")])
def test_one_name_alone_is_remarked_upon(tmp_path: Path, row: str, part: str) -> None:
    found = read(tmp_path, f"First,Last\n{row}\n")
    assert the_one(found).name == "Sukarno"
    assert remarks(found) == [
        f"roster.csv:2: there is no {part} name\n    Sukarno\n  It will be printed just so."
    ]


@pytest.mark.parametrize("row", [",a@b.org", "-,a@b.org", "n/a,a@b.org", "\u200b,a@b.org"])
def test_a_row_without_a_name(tmp_path: Path, row: str) -> None:
    found = read(tmp_path, f"Name,E-mail\n{row}\n")
    (said,) = problems(found)
    assert said.startswith("roster.csv:2: there is no name in the row\n")
    assert said.endswith("  Write the name, or delete what else stands in the row.")


@pytest.mark.parametrize(
    ("name", "cause", "cure"),
    [
        ("Lee, Ann，Bo", "has a comma in it", COMMA),
        ("12345", "has no letter in it", "Write the name."),
        ("\u0301\u0301", "has no letter in it", "Write the name."),
        (
            "Jos? Garc?a",
            "has a question mark in it",
            "Type the name anew; a letter with an accent was probably lost.",
        ),
        (
            "JosÃ© GarcÃ\u00ada",
            "has garbled letters",
            'Type it anew; "José García" is probably meant.',
        ),
        ("=cmd|' /C calc'!A0", "begins with = as a formula does", "Type what is to be printed."),
        ("+Ann", "begins with + as a formula does", "Type what is to be printed."),
        ("-Ann", "begins with - as a formula does", "Type what is to be printed."),
        ("@Ann", "begins with @ as a formula does", "Type what is to be printed."),
        ("#NAME?", "holds #NAME? instead of text", "Correct its formula, or type the text."),
        ("Ann " * 60, "has more than 200 letters", "Shorten it to what is to be printed."),
        (
            "Ann \ufffd",
            "is not fit for print: the character U+FFFD (REPLACEMENT CHARACTER) cannot be printed",
            "It stands where a letter was lost; type the word anew.",
        ),
        (
            "Ann" + "\u0323" * 6,
            "is not fit for print: a letter carries more than 4 accents or points",
            "Type the word anew.",
        ),
    ],
)
def test_a_name_that_cannot_stand_on_a_certificate(
    tmp_path: Path, name: str, cause: str, cure: str
) -> None:
    found = read(tmp_path, f'Full name\tHours\n"{name}"\t5\n')
    said = problems(found)[0].splitlines()
    assert (said[0], said[-1]) == (f'roster.csv:2: the cell "Full name" {cause}', f"  {cure}")
    assert found.participants == ()


def test_the_part_that_is_wrong_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, 'First,Last\n"Ann, Bo",Lee\nBob,"Ray, Al"\nCy,=Fox\n')
    assert problems(found) == [
        f'roster.csv:2: the cell "First" has a comma in it\n    Ann, Bo\n  {COMMA}',
        f'roster.csv:3: the cell "Last" has a comma in it\n    Ray, Al\n  {COMMA}',
        'roster.csv:4: the cell "Last" begins with = as a formula does\n    =Fox\n'
        "  Type what is to be printed.",
    ]


@pytest.mark.parametrize(
    ("name", "oddity"),
    [
        ("ann lee", "is written without capitals"),
        ("ANN LEE", "is written in capitals only"),
        ("Ann Lee 2nd", "has a digit in it"),
        ("Marta O.", "ends with an initial"),
        ("Ines K", "ends with an initial"),
    ],
)
def test_an_odd_name_is_remarked_upon(tmp_path: Path, name: str, oddity: str) -> None:
    found = read(tmp_path, f"Name\n{name}\n")
    assert the_one(found).name == name
    assert remarks(found) == [
        f"roster.csv:2: the name {oddity}\n    {name}\n  It will be printed just so."
    ]


@pytest.mark.parametrize("name", ["Ann Lee", "李小龙", "Zoë d’Arc", "João Ação", "José"])
def test_a_plain_name_is_not_remarked_upon(name: str) -> None:
    assert (names.checked(name), names.oddity(name)) == (name, None)
