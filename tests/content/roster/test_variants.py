"""Lists in the shapes of many systems, invented: what each column holds, and which rows count."""

import pytest

from tests.content.roster.tables import cells, columns, days, found, remarks, statuses, the_list

TWO = {"Marta Olsen", "Tomas Vega"}


def preamble(*lines: str) -> str:
    return "\n".join(lines) + "\n"


ZOOM = {
    "German": (
        "Besprechungs-ID;Thema;Startzeit;Endzeit;E-Mail-Adresse des Benutzers;Dauer (Minuten);"
        "Teilnehmer\n832;Zwei Wege;10.04.2027 08:52;10.04.2027 16:41;o@x.org;469;7\n\n"
        "Name (Originalname);E-Mail-Adresse;Beitrittszeit;Austrittszeit;Dauer (Minuten);Gast\n"
        "Marta Olsen;m@x.org;10.04.2027 08:58;10.04.2027 12:03;186;Ja\n"
    ),
    "Spanish": (
        "ID de reunión,Tema,Hora de inicio,Correo electrónico del usuario,Duración (minutos),"
        "Participantes\n832,Dos,10/04/2027 08:52,o@x.org,469,7\n\n"
        "Nombre (nombre original),Correo electrónico del usuario,Hora de entrada,Hora de salida,"
        "Duración (minutos),Invitado\n"
        "Marta Olsen,m@x.org,10/04/2027 08:58,10/04/2027 12:03,186,Sí\n"
    ),
    "Portuguese": (
        "ID da reunião,Tópico,Hora de início,E-mail do usuário,Duração (minutos),Participantes\n"
        "832,Duas,10/04/2027 08:52,o@x.org,469,7\n\n"
        "Nome (nome original),E-mail,Ingressar na hora,Hora de saída,Duração (minutos),Convidado\n"
        "Marta Olsen,m@x.org,10/04/2027 08:58,10/04/2027 12:03,186,Sim\n"
    ),
    "French": (
        "ID de réunion,Sujet,Heure de début,E-mail de l'utilisateur,Durée (minutes),Participants\n"
        "832,Deux,10/04/2027 08:52,o@x.org,469,7\n\n"
        "Nom (nom original),Adresse e-mail,Heure d'arrivée,Heure de départ,Durée (minutes),Invité\n"
        "Marta Olsen,m@x.org,10/04/2027 08:58,10/04/2027 12:03,186,Oui\n"
    ),
    "Italian": (
        "ID riunione,Argomento,Ora di inizio,E-mail utente,Durata (minuti),Partecipanti\n"
        "832,Due,10/04/2027 08:52,o@x.org,469,7\n\n"
        "Nome (nome originale),Indirizzo e-mail,Ora di ingresso,Ora di uscita,Durata (minuti),"
        "Ospite\nMarta Olsen,m@x.org,10/04/2027 08:58,10/04/2027 12:03,186,Sì\n"
    ),
    "Dutch": (
        "Vergadering-ID,Onderwerp,Begintijd,E-mail gebruiker,Duur (minuten),Deelnemers\n"
        "832,Twee,10-04-2027 08:52,o@x.org,469,7\n\n"
        "Naam (oorspronkelijke naam),E-mailadres,Deelnametijd,Vertrektijd,Duur (minuten),"
        "Gastgebruiker\nMarta Olsen,m@x.org,10-04-2027 08:58,10-04-2027 12:03,186,Ja\n"
    ),
    "with the host's name": (
        "Topic,ID,Host name,Host email,Duration (minutes),Start time,End time,Participants\n"
        "Two,832,Harbour Trainings,o@x.org,469,04/10/2027 08:52 AM,04/10/2027 04:41 PM,7\n\n"
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
        "Marta Olsen,m@x.org,04/10/2027 08:58 AM,04/10/2027 12:03 PM,186,Yes\n"
    ),
}


@pytest.mark.parametrize("language", ZOOM)
def test_reports_of_meetings_in_any_language(language: str) -> None:
    table = the_list(ZOOM[language])
    assert cells(table, "name", "email", "minutes") == {5: ("Marta Olsen", "m@x.org", "186")}
    assert {"joined", "left", "guest"} <= columns(table).keys()


@pytest.mark.parametrize(
    ("summary", "people", "headings", "activities"),
    [
        (
            "1. Resumen\nParticipantes asistentes\t2\n",
            "2. Participantes",
            "Nombre\tPrimera unión\tÚltima salida\tDuración de la reunión\tCorreo electrónico\t"
            "Id. de participante (UPN)\tRol",
            "3. Actividades en la reunión\nNombre\tHora de unión\tHora de salida\tDuración\t"
            "Correo electrónico\tRol",
        ),
        (
            "1. Zusammenfassung\nTeilnehmer\t2\n",
            "2. Teilnehmer",
            "Name\tErster Beitritt\tLetzter Austritt\tDauer der Besprechungsteilnahme\tE-Mail\t"
            "Teilnehmer-ID (UPN)\tRolle",
            "3. Aktivitäten während der Besprechung\nName\tBeitrittszeit\tAustrittszeit\tDauer\t"
            "E-Mail\tRolle",
        ),
        (
            "1. Résumé\nParticipants présents\t2\n",
            "2. Participants",
            "Nom\tPremière participation\tDernier départ\tDurée de la réunion\tE-mail\t"
            "ID du participant (UPN)\tRôle",
            "3. Activités pendant la réunion\nNom\tHeure d'arrivée\tHeure de départ\tDurée\tE-mail"
            "\tRôle",
        ),
    ],
)
def test_reports_with_numbered_sections(
    summary: str, people: str, headings: str, activities: str
) -> None:
    person = "Olsen, Marta\t10.04.27 8:58\t10.04.27 16:32\t6 h 40 min\tm@x.org\tm@x.org\tA"
    stay = "Olsen, Marta\t10.04.27 8:58\t10.04.27 16:32\t6 h 40 min\tm@x.org\tA"
    text = f"{summary}\n{people}\n{headings}\n{person}\n\n{activities}\n{stay}\n"
    table = the_list(text.encode("utf-16"))
    assert list(columns(table)) == ["name", "email", "joined", "left", "duration", "role", "id"]
    assert list(cells(table)) == [6]


SYSTEMS = {
    "Luma": (
        "api_id,name,first_name,last_name,email,created_at,approval_status,checked_in_at\n"
        "g1,Marta Olsen,Marta,Olsen,m@x.org,2027-03-02,approved,2027-04-10T08:58:00Z\n",
        {"name": "name", "first": "first_name", "last": "last_name", "email": "email"}
        | {"status": "approval_status", "checked_in": "checked_in_at"},
    ),
    "Ticket Tailor": (
        "Order ID,Order status,Buyer name,Buyer email,Ticket ID,Full name,Email address,Checked in"
        "\no1,Completed,Bo Lind,b@x.org,t1,Marta Olsen,m@x.org,Yes\n",
        {"name": "Full name", "email": "Email address", "status": "Order status"}
        | {"checked_in": "Checked in", "id": "Ticket ID"},
    ),
    "Hopin": (
        "First name,Last name,Email,Headline,Ticket type,Order status,Attended,"
        "Time spent (minutes)\nMarta,Olsen,m@x.org,,paid,completed,TRUE,400\n",
        {"first": "First name", "last": "Last name", "email": "Email", "status": "Order status"}
        | {"attended": "Attended", "minutes": "Time spent (minutes)"},
    ),
    "Cvent": (
        "First Name,Last Name,Email Address,Company Name,Invitee Status,Participant (Yes/No),"
        "License Number,State\nMarta,Olsen,m@x.org,Harbour,Accepted,Yes,4412,OR\n",
        {"first": "First Name", "last": "Last Name", "email": "Email Address"}
        | {"status": "Invitee Status", "license_state": "State"}
        | {"license_number": "License Number", "employer": "Company Name"},
    ),
    "Eventbrite in German": (
        "Bestellnr.,Bestelldatum,Vorname,Nachname,E-Mail-Adresse,Menge,Tickettyp,Bestelltyp,"
        "Teilnehmerstatus,Käufer Vorname,Käufer E-Mail\n"
        "9,2027-03-02,Marta,Olsen,m@x.org,1,Standard,PayPal,Nimmt teil,Bo,b@x.org\n",
        {"first": "Vorname", "last": "Nachname", "email": "E-Mail-Adresse"}
        | {"status": "Bestelltyp"},
    ),
    "Microsoft Forms": (
        "ID,Start time,Completion time,Email,Name,Your name (as on the certificate)\n"
        "1,4/10/27 9:00,4/10/27 9:05,anonymous,,Marta Olsen\n"
        "2,4/10/27 9:00,4/10/27 9:05,anonymous,,Tomas Vega\n",
        {"name": "Your name (as on the certificate)", "id": "ID"},
    ),
    "Qualtrics": (
        "StartDate,Status,Duration (in seconds),RecipientEmail,Q1\n"
        "Start Date,Response Type,Duration (in seconds),Recipient Email,Please enter your full name"
        '\n"{""ImportId"":""startDate""}",,,,"{""ImportId"":""QID1""}"\n'
        "2027-03-02 09:11,IP Address,240,,Marta Olsen\n",
        {"name": "Please enter your full name"},
    ),
    "Mailchimp": (
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,TIMEZONE,NOTES,TAGS\n"
        "m@x.org,Marta,Olsen,2,,,,spring\n",
        {"first": "First Name", "last": "Last Name", "email": "Email Address"},
    ),
    "Partiful": (
        "Name,Status,Checked in,Check-in Time,RSVP date\nMarta Olsen,Going,Yes,9:00 AM,x\n",
        {"name": "Name", "status": "Status", "checked_in": "Checked in"},
    ),
    "GoToMeeting": (
        "Meeting Date,Meeting Duration,Number of Attendees\n4/10/27,464 minutes,3\n\nDetails\n"
        "Name,Email Address,Join Time,Leave Time,Time in Session (minutes)\n"
        "Marta Olsen,m@x.org,8:58 AM,4:32 PM,454\n",
        {"name": "Name", "email": "Email Address", "joined": "Join Time", "left": "Leave Time"}
        | {"minutes": "Time in Session (minutes)"},
    ),
    "by hand in Italian": (
        "Cognome;Nome;Indirizzo e-mail;Numero iscrizione albo;Presenza;Ore\n"
        "Rossi;Anna;a@x.org;12345;sì;6\n",
        {"first": "Nome", "last": "Cognome", "email": "Indirizzo e-mail", "attended": "Presenza"}
        | {"hours": "Ore", "license_number": "Numero iscrizione albo"},
    ),
    "by hand in French": (
        "Nom;Prénom;Courriel;N° ADELI;Présence\nRossi;Anna;a@x.org;12345;oui\n",
        {"first": "Prénom", "last": "Nom", "email": "Courriel", "attended": "Présence"}
        | {"license_number": "N° ADELI"},
    ),
    "by hand in Dutch": (
        "Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Aanwezig;Uren\n"
        "Anna;van der;Berg;a@x.org;ja;6\n",
        {"first": "Voornaam", "middle": "Tussenvoegsel", "last": "Achternaam"}
        | {"email": "E-mailadres", "attended": "Aanwezig", "hours": "Uren"},
    ),
    "in two languages": (
        "Vorname / First name,Nachname / Last name,E-Mail *\nAnna,Berg,a@x.org\n",
        {"first": "Vorname / First name", "last": "Nachname / Last name", "email": "E-Mail *"},
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_columns_of_systems(system: str) -> None:
    text, right = SYSTEMS[system]
    assert columns(the_list(text)) == right


def test_rows_that_a_gradebook_puts_below_its_headings_are_no_people() -> None:
    text = (
        "Student,ID,SIS Login ID,Section,Quiz 1 (44),Final Grade\n"
        "    Points Possible,,,,10.00,(read only)\n"
        '"Olsen, Marta",101,molsen,A,9,A\n"Vega, Tomas",102,tvega,A,8,B\n'
    )
    table, findings = found(text)
    assert table is not None
    assert cells(table, "name") == {3: ("Olsen, Marta",), 4: ("Vega, Tomas",)}
    assert table.heading.last_first
    assert 'not read, because no person is in it: row 2 ("Points Possible")' in remarks(findings)


def test_a_list_by_hand_with_a_title_a_waiting_list_totals_and_notes() -> None:
    text = (
        "Two Ways to Listen;;;;\nSpringfield, 10 April 2027;;;;\nParticipants: 5;;;;\n;;;;\n"
        "Nr.;Nachname, Vorname;E-Mail;Tag 1;Tag 2\n"
        "1;Olsen, Marta;m@x.org;x;x\n2;Vega, Tomas;t@x.org;x;\n3;;;;\n;;;;\n"
        "Warteliste:;;;;\n4;Karlsson, Ines;i@x.org;;\n;;;;\n"
        "Summe;2;;2;1\nStand: 9. April 2027;;;;\n* wird noch bestätigt;;;;\n"
    )
    table, findings = found(text)
    assert table is not None
    assert list(cells(table)) == [6, 7, 11]
    assert table.under == {11: "Warteliste"}
    assert (table.heading.last_first, days(table)) == (True, ["Tag 1", "Tag 2"])
    assert remarks(findings) == [
        'not read, because no person is in it: row 13 ("Summe"), row 14 ("Stand: 9. April 2027"), '
        'row 15 ("* wird noch bestätigt")',
    ]


def test_groups_under_the_same_headings_are_one_list() -> None:
    names = "First name,Last name,E-mail\n"
    text = (
        f"Group A,,\n{names}Marta,Olsen,m@x.org\nTomas,Vega,t@x.org\n\n"
        f"Group B,,\n{names}Ruth,Adeyemi,r@x.org\n\n"
        f"Cancelled,,\n{names}Ines,Karlsson,i@x.org\n"
    )
    table = the_list(text)
    assert list(cells(table)) == [3, 4, 8, 12]
    assert table.under == {12: "Cancelled"}


def test_headings_of_two_rows() -> None:
    text = (
        "Participant,,Contact,Attendance,\nFirst name,Last name,E-mail,10 April,11 April\n"
        "Marta,Olsen,m@x.org,P,A\n"
    )
    table = the_list(text)
    assert columns(table) == {"first": "First name", "last": "Last name", "email": "E-mail"}
    assert (days(table), list(cells(table))) == (["10 April", "11 April"], [3])
    text = "Name,E-mail,Attendance,,\n,,Day 1,Day 2,\nMarta Olsen,m@x.org,P,A\n"
    table = the_list(text)
    assert columns(table) == {"name": "Name", "email": "E-mail"}
    assert (days(table), list(cells(table))) == (["Day 1", "Day 2"], [3])


def test_headings_on_each_printed_page_are_no_people() -> None:
    page = "Name,Hours\n" + "Ann Lee,6\n" * 40
    table = the_list(page * 6)
    assert len(cells(table)) == 240


def test_roles_and_statuses_are_no_headings() -> None:
    text = "Name,Role,Status\nMarta Olsen,Attendee,Attended\n\nTomas Vega,Participant,Present\n"
    assert {name for (name,) in cells(the_list(text), "name").values()} == TWO


def test_what_is_said_before_a_list_is_no_list() -> None:
    text = "Name,Two Ways\nDate,10 April\nHost,Bo Lind\n\nName,Email\nMarta Olsen,m@x.org\n"
    assert cells(the_list(text), "name") == {6: ("Marta Olsen",)}


@pytest.mark.parametrize(
    "row",
    [
        *("Total: 5,", "TOTAL,29.5", "Total participants: 23,", "Gesamt,12", "Moyenne,5.5"),
        *("Notes: two came late,", "Page 1 of 2,", "Generated on 9 April 2027,", "* to confirm,"),
        *("Trainer:,Bo Lind", "(as on the license),", "e.g. Jane Doe,", "Name,Hours"),
    ],
)
def test_rows_that_are_nobodys(row: str) -> None:
    table = the_list(f"Name,Hours\n{row}\nAnn Lee,6\n")
    assert list(cells(table)) == [3]


@pytest.mark.parametrize(
    "name",
    [
        *("Max", "Sum Kim", "Total Recall", "Page Miller", "Note Andersson", "Al", "Ann Lee."),
        *("Mr. Hans Peter von der Mühle-Schmidt Jr.", "Media Luna", "Example Ann"),
    ],
)
def test_rows_of_people_with_unusual_names(name: str) -> None:
    table = the_list(f"Name,Hours\nAnn Lee,6\n{name},6\n")
    assert cells(table, "name")[3] == (name,)


@pytest.mark.parametrize(
    ("names", "last_first"),
    [
        (["Olsen, Marta", "VEGA, Tomas", "Madonna"], True),
        (["OLSEN, MARTA", "VEGA, TOMAS"], True),
        (["Olsen, Marta", "Tomas Vega"], False),
        (["Marta Olsen, PhD", "Tomas Vega, LCSW"], False),
        (["Lee, Jr.", "Ray, Jr."], False),
        (["Olsen, Marta, PhD", "Vega, Tomas"], True),
        (["Olsen, Marta, PhD", "Vega, Tomas", "Bo Lind, LCSW"], False),
        (["Marta Olsen"], False),
    ],
)
def test_last_names_first(names: list[str], last_first: bool) -> None:
    table = the_list("Name\n" + "".join(f'"{name}"\n' for name in names))
    assert table.heading.last_first is last_first


@pytest.mark.parametrize(
    ("headings", "state"),
    [
        ("Name,State,License number", "State"),
        ("Name,State/Province,License #", "State/Province"),
        ("Name,City,State,License number", None),
        ("Name,State", None),
    ],
)
def test_a_state_beside_a_license_is_that_of_the_license(headings: str, state: str | None) -> None:
    row = ",".join(["Ann Lee", "x", "y", "z"][: headings.count(",") + 1])
    assert columns(the_list(f"{headings}\n{row}\n")).get("license_state") == state


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Duration (Minutes)", "minutes"),
        ("Minutes attended", "minutes"),
        ("Duration (hours)", "hours"),
        ("Time in Session", "duration"),
        ("Teilnahmedauer (Min.)", "minutes"),
    ],
)
def test_a_duration_whose_heading_names_its_unit(title: str, column: str) -> None:
    assert column in columns(the_list(f"Name,{title}\nAnn Lee,5\n"))


def test_of_two_names_or_addresses_the_one_for_certificates_is_read() -> None:
    text = (
        "First Name,Last Name,First Name (badge),Email Address,Confirm Email Address\n"
        "Marta,Olsen,Marti,m@x.org,m@x.orgg\n"
    )
    assert cells(the_list(text), "first", "email") == {2: ("Marta", "m@x.org")}
    text = "Name,Name (for certificate)\nMarta O,Marta Olsen\n"
    assert cells(the_list(text), "name") == {2: ("Marta Olsen",)}


def test_several_columns_of_attendance_are_days() -> None:
    table = the_list("Name,Attended (day 1),Attended (day 2)\nAnn Lee,y,n\n")
    assert days(table) == ["Attended (day 1)", "Attended (day 2)"]


@pytest.mark.parametrize(
    "title",
    [
        "presente giorno 1",
        "Présence J1",
        "2027-04-10",
        "Sat 10 April",
        "Morning",
        "Session 1",
        "4/10",
    ],
)
def test_columns_of_days_hold_marks(title: str) -> None:
    assert days(the_list(f"Name,{title}\nAnn Lee,x\nBob Ray,\n")) == [title]
    assert days(the_list(f"Name,{title}\nAnn Lee,Listening\nBob Ray,Talking\n")) == []


def test_all_statuses_are_given() -> None:
    table = the_list("Name,RSVP,Cancelled,Payment status\nAnn Lee,yes,,paid\n")
    assert statuses(table) == ["RSVP", "Cancelled", "Payment status"]


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (b"Nom;Pr\x8enom\nLef\x8fvre;Ren\x8ee\n", ("Renée", "Lefèvre")),
        (b"Nom;Pr\xe9nom\nLef\xe8vre;Ren\xe9e\n", ("Renée", "Lefèvre")),
        (b"Nombre;Apellidos\nJOS\x83;MU\x84OZ\n", ("JOSÉ", "MUÑOZ")),
        (b"Nombre;Apellidos\nJOS\xc9;MU\xd1OZ\n", ("JOSÉ", "MUÑOZ")),
        (b"First name;Last name\nPat;O\x92Neil\n", ("Pat", "O’Neil")),
        (b"First name;Last name\nPat;O\xd5Neil\n", ("Pat", "O’Neil")),
    ],
)
def test_the_encodings_of_older_programs(raw: bytes, names: tuple[str, str]) -> None:
    assert cells(the_list(raw), "first", "last")[2] == names


def test_a_list_in_another_language_is_asked_about_with_what_seems_right() -> None:
    _, findings = found("Imię,Nazwisko,E-mail\nAnna,Kowalska,a@x.org\nJan,Nowak,j@x.org\n")
    (question,) = findings.problems
    assert question.cause == (
        'which column has the names of the people? There are "Imię", "Nazwisko", "E-mail"'
    )
    assert question.fix.splitlines()[1:] == [
        *("columns:", "  email: E-mail", "  first: Imię", "  last: Nazwisko"),
    ]


MORE_SYSTEMS = {
    "Calendly": (
        "Event Type Name,Invitee Name,Invitee Email,Canceled,Marked as No-Show,User Name,User Email"
        "\nTwo,Marta Olsen,m@x.org,false,No,Harbour,o@x.org\n",
        {"name": "Invitee Name", "email": "Invitee Email", "status": "Canceled"},
    ),
    "Google Meet": (
        "First name,Last name,Email,Duration,Time joined,Time exited\n"
        "Marta,Olsen,m@x.org,6 hr 40 min,8:58 AM,4:32 PM\n",
        {"first": "First name", "last": "Last name", "email": "Email", "joined": "Time joined"}
        | {"left": "Time exited", "duration": "Duration"},
    ),
    "numbered questions": (
        "Timestamp,1. Full name,2. E-mail,3. License number,4. State\n"
        "2027/03/02,Marta Olsen,m@x.org,4412,OR\n",
        {"name": "1. Full name", "email": "2. E-mail", "license_state": "4. State"}
        | {"license_number": "3. License number"},
    ),
    "a sign-in sheet": (
        "Printed Name,License #,State,Time In,Time Out\nMarta Olsen,4412,OR,8:58,16:32\n",
        {"name": "Printed Name", "joined": "Time In", "left": "Time Out"}
        | {"license_state": "State", "license_number": "License #"},
    ),
    "a list in the middle of a sheet": (
        ",,,\n,List of participants,,\n,No.,Participant's Name,E-mail\n,1,Marta Olsen,m@x.org\n",
        {"name": "Participant's Name", "email": "E-mail"},
    ),
    "lines in quotation marks": (
        '"Name,E-mail,Hours"\n"Marta Olsen,m@x.org,6"\n',
        {"name": "Name", "email": "E-mail", "hours": "Hours"},
    ),
    "an address and a license": (
        "First Name,Last Name,Home City,Home State,Home Zip,License number,State\n"
        "Marta,Olsen,Salem,OR,97301,4412,WA\n",
        {"first": "First Name", "last": "Last Name", "license_state": "State"}
        | {"license_number": "License number"},
    ),
}


@pytest.mark.parametrize("system", MORE_SYSTEMS)
def test_columns_of_more_systems(system: str) -> None:
    text, right = MORE_SYSTEMS[system]
    found_columns = columns(the_list(text))
    assert found_columns == right


def test_places_that_nobody_has_taken_and_hints_are_named() -> None:
    text = "Name,E-mail,Hours,Item\n,,hh:mm,\n,,,Seat\nAnn Lee,a@x.org,6,Seat\n"
    table, findings = found(text)
    assert table is not None
    assert list(cells(table)) == [4]
    said = 'not read, because no person is in it: row 2 ("hh:mm"), row 3 ("Seat")'
    assert said in remarks(findings)


@pytest.mark.parametrize("title", ["NOM Prénom", "Apellidos y nombre", "Name (Last, First)"])
def test_last_names_first_without_a_comma_are_said(title: str) -> None:
    _, findings = found(f'"{title}"\nOlsen Marta\n')
    assert remarks(findings) == [
        f'the column "{title}" has the last name first, and no comma behind it: names are printed '
        "as they stand there"
    ]


def test_titles_inside_a_list_are_no_people_and_may_say_that_people_are_out() -> None:
    text = (
        "Name,E-mail,Hours\nMorning group,,\nAnn Lee,a@x.org,6\nGroup B:,,\nBob Ray,b@x.org,6\n"
        "Presenters,,\nCy Fox,c@x.org,6\nOnline,,\nDi Poe,d@x.org,6\nNo-shows (2),,\nEd Orr,,\n"
    )
    table, findings = found(text)
    assert table is not None
    assert list(cells(table)) == [3, 5, 7, 9, 11]
    named = 'row 2 ("Morning group"), row 4 ("Group B:"), row 8 ("Online")'
    assert remarks(findings) == [f"not read, because no person is in it: {named}"]
    assert table.under == {7: "Presenters", 11: "No-shows (2)"}


@pytest.mark.parametrize("name", ["Ann Day", "Grupo", "Ann Room Lee", "Jean de la Table"])
def test_rows_of_people_with_words_of_titles_in_their_names(name: str) -> None:
    table = the_list(f"Name,E-mail\n{name},a@x.org\n")
    assert cells(table, "name") == {2: (name,)}


def test_several_stays_are_one_of_several_lines() -> None:
    text = (
        "Name,Sign In AM,Sign Out AM,Sign In PM,Sign Out PM\n"
        "Ann Lee,8:58,12:03,12:58,16:32\nBob Ray,,,13:00,16:00\nCy Fox,9:00,,,\nDi Poe,,,13:00,\n"
    )
    assert cells(the_list(text), "joined", "left") == {
        2: ("8:58\n12:58", "12:03\n16:32"),
        3: ("13:00", "16:00"),
        4: ("9:00", ""),
        5: ("13:00", ""),
    }


@pytest.mark.parametrize(
    ("came", "went"),
    [
        ("Beitrittszeit", "Beendigungszeit"),
        ("Hora en que se unió", "Hora en que salió"),
        ("Heure à laquelle il a rejoint", "Heure à laquelle il a quitté"),
        ("Horário em que entrou", "Horário em que saiu"),
        ("Ora in cui ha fatto ingresso", "Ora dell'uscita"),
        ("Toetredingsmoment", "Moment van verlaten"),
    ],
)
def test_times_are_known_by_how_their_headings_and_cells_look(came: str, went: str) -> None:
    table = the_list(f"Name;{came};{went}\nMarta Olsen;10.04.2027 9:01;10.04.2027 12:00\n")
    assert columns(table) == {"name": "Name", "joined": came, "left": went}


def test_a_heading_that_only_begins_like_one_of_times_is_none() -> None:
    table = the_list("Nombre;Departamento;Unión\nMarta Olsen;Norte;Sí\n")
    assert columns(table) == {"name": "Nombre"}


def test_a_form_asks_for_the_name_on_the_certificate() -> None:
    question = "How should your name appear on your certificate?"
    table = the_list(f'Email,"{question}"\nm@x.org,Marta Olsen\nt@x.org,Tomas Vega\n')
    assert columns(table) == {"name": question, "email": "Email"}
