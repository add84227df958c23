"""Names as people type them."""

import pytest

from handouts.content.roster.name_parts import taken_apart, turned
from handouts.content.roster.unlikely import unlikely
from tests.content.roster.test_presence import causes, listed, one


@pytest.mark.parametrize(
    ("typed", "name", "left_out"),
    [
        ("Marta Olsen (she/her)", "Marta Olsen", ("she/her",)),
        ("Marta Olsen [They / Them]", "Marta Olsen", ("They / Them",)),
        ("Marta Olsen she/her/ella", "Marta Olsen", ("she/her/ella",)),
        ("Marta Olsen - he/him", "Marta Olsen", ("he/him",)),
        ("Marta Olsen (pronouns: she, her)", "Marta Olsen", ("pronouns: she, her",)),
        ("Tomas Vega - Harbour Clinic", "Tomas Vega", ("Harbour Clinic",)),
        ("Tomas Vega | Harbour Clinic", "Tomas Vega", ("Harbour Clinic",)),
        ("Tomas Vega – Harbour – North", "Tomas Vega", ("Harbour", "North")),
        ("Tomas Vega (Guest)", "Tomas Vega", ("Guest",)),
        ("Tomas Vega (Unverified)", "Tomas Vega", ("Unverified",)),
        ("Tomas Vega (Invitado)", "Tomas Vega", ("Invitado",)),
        ("Ines K (Ines Karlsson)", "Ines K", ("Ines Karlsson",)),
        ("Ana Ruiz (Guest) (she/her)", "Ana Ruiz", ("she/her", "Guest")),
        ("Ana Ruiz (she/her", "Ana Ruiz", ("she/her",)),
        ("Bo Lind 🌸", "Bo Lind", ("🌸",)),
        ("Li Wei*", "Li Wei", ("*",)),
        ("O´Brien Pat", "O'Brien Pat", ()),
        ("Mary-Ann Lee", "Mary-Ann Lee", ()),
        ("Jean - Luc Picard", "Jean - Luc Picard", ()),
        ("Robert (Bob) Ray", "Robert (Bob) Ray", ()),
        ("José Ortega y Gasset", "José Ortega y Gasset", ()),
        ('Jo "Joey" Marsh', 'Jo "Joey" Marsh', ()),
        ("Zoë d’Arc", "Zoë d’Arc", ()),
        ("李小龙", "李小龙", ()),
    ],
)
def test_what_stands_around_a_name(typed: str, name: str, left_out: tuple[str, ...]) -> None:
    found = taken_apart(typed)
    assert (found.name, found.left_out, found.credentials) == (name, left_out, ())


@pytest.mark.parametrize(
    ("typed", "name", "credentials"),
    [
        ("Ruth Adeyemi LPC", "Ruth Adeyemi", ("LPC",)),
        ("Dr. Ines Karlsson, PhD", "Dr. Ines Karlsson", ("PhD",)),
        ("Ana Ruiz, LPC-S, NCC", "Ana Ruiz", ("LPC-S", "NCC")),
        ("Ana Ruiz, M.A., LMFT", "Ana Ruiz", ("M.A.", "LMFT")),
        ("Ana Ruiz LMFT (she/her)", "Ana Ruiz", ("LMFT",)),
        ("Ana Ruiz (LCSW)", "Ana Ruiz", ("LCSW",)),
        ("Ana Ruiz – PhD", "Ana Ruiz", ("PhD",)),
        ("Ann Lee Ph. D.", "Ann Lee", ("Ph.D.",)),
        ("Ann Lee EdD(c)", "Ann Lee", ("EdD(c)",)),
        ("Sue Ann, lcsw", "Sue Ann", ("lcsw",)),
        ("Anna Maier, Dipl.-Psych.", "Anna Maier", ("Dipl.-Psych.",)),
        ("Lee, Ann, LPC", "Lee, Ann", ("LPC",)),
        ("ANA RUIZ LCSW", "ANA RUIZ", ("LCSW",)),
        ("Tomas Vega Jr.", "Tomas Vega Jr.", ()),
        ("Tomas Vega, Jr., PhD", "Tomas Vega Jr.", ("PhD",)),
        ("Li Ma", "Li Ma", ()),
        ("LI MA", "LI MA", ()),
        ("Li MA", "Li MA", ()),
        ("Ana Li MA", "Ana Li", ("MA",)),
        ("Al Do", "Al Do", ()),
        ("Lee, Mac", "Lee, Mac", ()),
        ("Karlsson", "Karlsson", ()),
    ],
)
def test_degrees_behind_a_name(typed: str, name: str, credentials: tuple[str, ...]) -> None:
    found = taken_apart(typed)
    assert (found.name, found.credentials) == (name, credentials)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Olsen, Marta", "Marta Olsen"),
        ("van der Berg,Zoë", "Zoë van der Berg"),
        ("Vega, Tomas, Jr.", "Tomas Vega Jr."),
        ("Vega, Jr., Tomas", "Tomas Vega Jr."),
        ("Marta Olsen", None),
        ("a, b, c", None),
    ],
)
def test_a_name_with_the_last_one_first(typed: str, name: str | None) -> None:
    assert turned(typed) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("iPhone", "device"),
        ("Bo's iPad", "device"),
        ("Galaxy S21", "device"),
        ("SM-G991U", "device"),
        ("LAPTOP-AB12CD", "device"),
        ("Conference Room 2", "device"),
        ("12025550147", "telephone"),
        ("+1 (202) 555-0147", "telephone"),
        ("1202***0147", "telephone"),
        ("Zoom user", "nobody"),
        ("Info Requested", "nobody"),
        ("Info Requested Info Requested", "nobody"),
        ("Guest 2", "nobody"),
        ("Call-In User_1", "nobody"),
        ("Registrant", "nobody"),
        ("Points Possible", "nobody"),
        ("Total: 5", "nobody"),
        ("test test", "nobody"),
        ("Test Student", "nobody"),
        ("A & B", "several"),
        ("Ann and Bob Lee", "several"),
        ("Lee family", "several"),
        ("Familie Huber", "several"),
        ("Ana/Ann Ruiz", "several"),
        ("K", "letter"),
        ("ann.lee@x.org", "address"),
        ("Ann Lee", None),
        ("Mac Miller", None),
        ("Dell Curry", None),
        ("Michelle Handy", None),
        ("Anna Test", None),
        ("Rand Anderson", None),
        ("李", None),
        ("Sukarno", None),
    ],
)
def test_what_cannot_be_the_name_of_one_person(text: str, kind: str | None) -> None:
    assert unlikely(text) == kind


def test_what_cannot_be_a_name_is_one_question_for_its_kind() -> None:
    found = listed("Name\nAnn Lee\niPhone\nBo's iPad\nCy & Di\niPhone\n")
    assert [person.name for person in found.participants] == ["Ann Lee"]
    assert causes(found) == [
        "3 rows name a telephone or a computer instead of a person: "
        "iPhone (row 3), Bo's iPad (row 4), iPhone (row 6)",
        "1 row seems to name two people: Cy & Di (row 5)",
    ]
    assert '`ignore: ["iPhone", "Bo\'s iPad"]`' in found.problems[0].fix


def test_people_whom_nobody_can_tell_are_one_question_with_one_answer() -> None:
    found = listed(
        "Name,Duration\nAnn Lee,5h\nCall-in User_3,5h\niPhone,5h\n12025550147,5h\n"
        "+1 (202) 555-0199,5h\nTest Test,5h\n"
    )
    assert [person.name for person in found.participants] == ["Ann Lee"]
    (problem,) = found.problems
    assert problem.cause == (
        "5 rows have something instead of a name, and nobody can tell who it is: Call-in User_3 "
        "(row 3), iPhone (row 4), 12025550147 (row 5), +1 (202) 555-0199 (row 6), Test Test (row 7)"
    )
    assert (
        '`ignore: ["Call-in User_3", "iPhone", "12025550147", "+1 (202) 555-0199", "Test Test"]`'
        in problem.fix
    )


def test_rows_without_a_name_are_one_problem() -> None:
    found = listed("Name,E-mail\nAnn Lee,a@x.org\n,b@x.org\nCy Ode,c@x.org\n,d@x.org\n")
    assert [person.name for person in found.participants] == ["Ann Lee", "Cy Ode"]
    assert causes(found) == ["there is no name in 2 rows: row 3 (b@x.org), row 5 (d@x.org)"]


def test_roster_yaml_names_whoever_has_only_an_address() -> None:
    text = "Name,E-mail\nAnn Lee,a@x.org\n,b@x.org\n"
    found = listed(text, names={"b@x.org": "Bo Ek"})
    assert [person.name for person in found.participants] == ["Ann Lee", "Bo Ek"]
    assert found.problems == ()
    found = listed(text, names={"b@x.org": "Bo, Ek"})
    assert causes(found) == ['the cell "E-mail" has a comma in it']


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ('"Ruiz, Ana (External)"\nBo Lind', ["Ana Ruiz", "Bo Lind"]),
        ('"García López, Ana (Guest)"\nBo Lind', ["Ana García López", "Bo Lind"]),
        ('"Lind, Bo, PhD"\n"Ana Ruiz, LPC"', ["Bo Lind", "Ana Ruiz"]),
        ('"Ruiz, Ana"\n"O\'Brien, Pat, LPC"', ["Ana Ruiz", "Pat O'Brien"]),
        ('"Ruiz, Ana"\n"O\'Brien, Pat Jr."', ["Ana Ruiz", "Pat O'Brien Jr."]),
    ],
)
def test_last_names_stand_first_in_some_rows_of_a_column(names: str, printed: list[str]) -> None:
    found = listed(f"Name\n{names}\n")
    assert [person.name for person in found.participants] == printed
    assert found.problems == ()


def test_names_with_a_comma_of_which_nothing_tells_are_one_question() -> None:
    found = listed('Name\n"Ray, Dee"\n"Ek, Bo"\nCy Ode\n"Ann Lee, Bo Ek (Guest)"\n')
    assert [person.name for person in found.participants] == ["Cy Ode"]
    (problem,) = found.problems
    assert problem.cause == (
        "3 names have a comma, and nothing tells that the last name stands first: Ray, Dee "
        "(row 2), Ek, Bo (row 3), Ann Lee, Bo Ek (Guest) (row 5)"
    )
    assert '`names: {"Ray, Dee": "Dee Ray", "Ek, Bo": "Bo Ek", ' in problem.fix
    answered = listed('Name\n"Ray, Dee"\nCy Ode\n', names={"Ray, Dee": "Dee Ray"})
    assert [person.name for person in answered.participants] == ["Dee Ray", "Cy Ode"]
    assert answered.problems == ()


def test_the_answer_about_a_host_has_the_name_as_it_is_printed() -> None:
    found = listed('Name,Role,Duration\n"Ek, Bo",Participant,5h\n"Lee, Ann",Moderator,5h\n')
    assert '`names: {"Lee, Ann": "Ann Lee"}`' in found.problems[0].fix


def test_roster_yaml_says_whose_a_name_is_and_that_it_is_nobodys() -> None:
    found = listed(
        "Name\niPhone\nGalaxy S21\nGuest Two\n",
        names={"IPHONE": "Bo Lind", "Guest Two": "Guest Two"},
        ignore=["galaxy s21"],
    )
    assert [person.name for person in found.participants] == ["Bo Lind", "Guest Two"]
    assert found.problems == ()
    assert [r.cause for r in found.remarks] == [
        "roster.yaml says that 1 name is nobody's: Galaxy S21"
    ]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("Name,Role,Duration", "Harbour,Host,5h"),
        ("Name,Role,Duration", "Harbour,Co-host,5h"),
        ("Name,Role,Duration", "Harbour,Organizer,5h"),
        ("Name,Duration", "Harbour Trainings (Host),5h"),
        ("Name,Duration", "'Harbour Trainings (Host, me)',5h"),
    ],
)
def test_whoever_leads_is_asked_about(columns: str, row: str) -> None:
    text = row.replace("'", '"')
    others = "Ann Lee,Attendee,5h" if "Role" in columns else "Ann Lee,5h"
    found = listed(f"{columns}\n{text}\n{others}\n")
    assert [person.name for person in found.participants] == ["Ann Lee"]
    (cause,) = causes(found)
    assert cause.startswith("1 row seems to be of the host or of who leads the session: Harbour")


def test_the_few_that_are_no_guests_of_a_meeting_are_asked_about() -> None:
    head = "Name,Guest,Join Time,Leave Time\n"
    rows = [f"{name},{guest},9:00,10:00\n" for name, guest in (("Hall", "No"), ("Al Bo", "Yes"))]
    two = listed(f"{head}{rows[0]}{rows[1]}Cy Do,Yes,9:00,10:00\n")
    assert [person.name for person in two.participants] == ["Al Bo", "Cy Do"]
    everybody = listed(f"{head}{rows[0]}Cy Do,No,9:00,10:00\n")
    assert len(everybody.participants) == 2


def test_presenters_of_a_meeting_attend_it() -> None:
    assert one("Name,Role,Duration\nAnn Lee,Presenter,5h\n").name == "Ann Lee"


def test_degrees_are_printed_once_and_are_no_part_of_the_last_name() -> None:
    text = 'First name,Last name,Credentials\nRuth,Adeyemi LPC,LPC\nMarta,"Olsen, PhD",NCC\n'
    first, second = listed(text).participants
    assert (first.name, first.family, first.credentials) == ("Ruth Adeyemi", "Adeyemi", "LPC")
    assert (second.name, second.family, second.credentials) == ("Marta Olsen", "Olsen", "NCC, PhD")


def test_a_title_that_the_name_has_is_no_credential() -> None:
    assert one("Name,Credentials\nDr. Al Moe,Dr.\n").credentials == ""


def test_a_telephone_in_brackets_or_before_them_is_no_name() -> None:
    text = "Name (Original Name),Duration\niPhone (Ines Karlsson),5h\nAnn Lee (iPad),5h\n"
    assert [person.name for person in listed(text).participants] == ["Ines Karlsson", "Ann Lee"]


def test_one_name_with_its_last_name_first_is_turned_where_the_address_shows_it() -> None:
    text = 'Name,E-mail\n"Olsen, Marta",marta.olsen@x.org\nTomas Vega,t@x.org\n"Ek, Bo",b@x.org\n'
    found = listed(text)
    assert [person.name for person in found.participants] == ["Marta Olsen", "Tomas Vega"]
    assert causes(found) == [
        "1 name has a comma, and nothing tells that the last name stands first: Ek, Bo (row 4)"
    ]
