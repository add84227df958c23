import pytest

from handouts.content.field_types import web_address_problem
from handouts.content.provider import Provider
from handouts.content.session import SessionFile
from handouts.content.text_file import SourceFile
from handouts.content.yaml_file import read_yaml

DATE = "Write it as year-month-day: 2026-11-14."
ANY_DATE = "Write it as year-month-day: 2026-11-22."
TIME = "Write hours and minutes, from 00:00 to 23:59:"
HOURS = "Write clock hours as a number"
QUARTERS = "Clock hours are counted in quarters: 5.25, 5.5, 5.75."
WHOLE = "Clock hours of the whole session, without breaks."


def session(date: str = "2026-11-14", start: str = "09:00", hours: str = "6") -> list[str]:
    """What is said of a session with these values."""
    text = f"days:\n  - {{date: {date}, start: {start}}}\nplace: Hall\nhours: {hours}\n"
    source = SourceFile("session.yaml", text)
    read_yaml(source, SessionFile)
    return [f"{problem.cause}. {problem.fix}" for problem in source.problems]


@pytest.mark.parametrize(
    ("date", "cure"),
    [
        ("14.11.2026", DATE),
        ("14. 11. 2026", DATE),
        ("11/14/2026", DATE),
        ("14/11/2026", DATE),
        ("2026/11/14", DATE),
        ("2026.11.14", DATE),
        ("20261114", DATE),
        ("14 November 2026", DATE),
        ("Nov. 14th 2026", DATE),
        ("'November 14, 2026'", DATE),
        ("11/04/2026", ANY_DATE),
        ("31.11.2026", ANY_DATE),
        ("14 Smarch 2026", ANY_DATE),
        ("2026-11-14T09:00", ANY_DATE),
        ("tomorrow", ANY_DATE),
        ("1795000000", ANY_DATE),
        ("0", ANY_DATE),
        ("[2026, 11]", ANY_DATE),
    ],
)
def test_a_date_that_is_spelt_in_another_way(date: str, cure: str) -> None:
    assert session(date=date) == [f'"days" 1 "date" is not a date. {cure}']


def test_no_date_at_all() -> None:
    assert session(date="") == [f'"days" 1 "date" is empty. {ANY_DATE}']


@pytest.mark.parametrize(
    ("time", "meant"),
    [
        ("9 am", "09:00"),
        ("9am", "09:00"),
        ("9:00 AM", "09:00"),
        ("2.30 p.m.", "14:30"),
        ("12 am", "00:00"),
        ("12:15 pm", "12:15"),
        ("9", "09:00"),
        ("0930", "09:30"),
        ("9h", "09:00"),
        ("9:00:00", "09:00"),
        ("25:00", "09:00"),
        ("13 pm", "09:00"),
        ("3600", "09:00"),
        ("1e3", "09:00"),
        ("morning", "09:00"),
        ("[9, 0]", "09:00"),
    ],
)
def test_a_time_that_is_spelt_in_another_way(time: str, meant: str) -> None:
    assert session(start=time) == [f'"days" 1 "start" is not a time of day. {TIME} {meant}.']


@pytest.mark.parametrize("time", ["9:00", "09:00", "9.00", "23:59", ""])
def test_times_that_are_taken(time: str) -> None:
    assert session(start=time) == []


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("6.5h", f"is not a number of hours. {HOURS} alone: 6.5."),
        ("5,5", f"is not a number of hours. {HOURS} alone: 5.5."),
        ("6 hours", f"is not a number of hours. {HOURS} alone: 6."),
        ("6:30", f"is not a number of hours. {HOURS} alone: 6.5."),
        ("maybe", f"is not a number of hours. {HOURS} alone: 5.5."),
        ("1e3", f"is not a number of hours. {HOURS} alone: 5.5."),
        (".nan", f"is not a number of hours. {HOURS} alone: 5.5."),
        ("[6]", f"is not a number of hours. {HOURS} alone: 5.5."),
        ("-2", f"is less than nothing. {HOURS}: 5.5."),
        ("", f"is empty. {HOURS}: 5.5."),
        ("0", f"has to be more than 0. {WHOLE}"),
        ("1001", f"has to be at most 1000. {WHOLE}"),
        ("5.1", f"is not in quarters of an hour. {QUARTERS}"),
    ],
)
def test_hours_that_are_spelt_in_another_way(hours: str, told: str) -> None:
    assert session(hours=hours) == [f'"hours" {told}']


def test_words_for_yes_and_no_and_for_one_of_a_few() -> None:
    text = "days: [{date: 2026-11-14}]\nplace: Hall\nhours: 6\ncertificate: maybe\n"
    source = SourceFile("session.yaml", f"{text}mail: {{after: {{certificate: maybe}}}}\n")
    read_yaml(source, SessionFile)
    assert [f"{problem.cause}. {problem.fix}" for problem in source.problems] == [
        '"certificate" cannot be "maybe". Write one of these: completion or attendance.',
        '"mail" "after" "certificate" is neither yes nor no. Write yes or no.',
    ]


def test_a_cure_is_that_of_the_innermost_field() -> None:
    source = SourceFile("provider.yaml", "name: A\nmail_server: {host: a, port: 70000}\n")
    read_yaml(source, Provider)
    assert [f"{problem.cause}. {problem.fix}" for problem in source.problems] == [
        '"mail_server" "port" has to be at most 65535. '
        "587 as a rule, with `starttls`; 465 with `tls`."
    ]


@pytest.mark.parametrize(
    "address",
    [
        *("https://www.example.org", "HTTP://example.org/a?b=c#d", "https://[::1]:8000/"),
        *("https://xn--bcher-kva.example/%20", "http://example.org:80"),
        *("https://exämple.org", "https://example.org/שלום"),
    ],
)
def test_addresses_of_pages(address: str) -> None:
    assert web_address_problem(address) is None


CHARACTERS = "has characters that no web address has"


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("javascript:alert(1)", "is not a web address with https://"),
        ("data:text/html,x", "is not a web address with https://"),
        ("file:///etc/passwd", "is not a web address with https://"),
        ("www.example.org", "is not a web address with https://"),
        ("//example.org", "is not a web address with https://"),
        ("https:///x", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://[x", "is not a web address"),
        ("https://example.org:port", "is not a web address"),
        ("https://user:word@example.org", "has a user's name or password in it"),
        ("https://example.org@evil.example", "has a user's name or password in it"),
        ("https://example.org/a b", CHARACTERS),
        ("https://example.org/\u202egro", CHARACTERS),
        ("https://example.org/\x07", CHARACTERS),
        ("https://example.org/\u00a0x", CHARACTERS),
        ("https://example.org\\@evil.example", CHARACTERS),
    ],
)
def test_addresses_that_lead_to_no_page(address: str, cause: str) -> None:
    assert str(web_address_problem(address)) == cause


def test_the_website_of_a_provider_leads_to_a_page() -> None:
    source = SourceFile("provider.yaml", "name: A\nwebsite: javascript:alert(1)\n")
    read_yaml(source, Provider)
    assert [str(problem) for problem in source.problems] == [
        'provider.yaml:2: "website" is not a web address with https://\n'
        "    website: javascript:alert(1)\n"
        "  Write the address of a page: https://www.example.org."
    ]
    loud = read_yaml(SourceFile("provider.yaml", "name: A\nwebsite: HTTP://a.example\n"), Provider)
    assert loud is not None
    assert (loud.website, loud.contact) == ("http://a.example", ("a.example",))
