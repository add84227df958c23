"""The commands proof, certify and verify, as a trainer calls them."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

import pytest

from handouts.certificates.serial_numbers import new_number
from handouts.cli import app, certify
from handouts.cli.certificates import CertificateConsole
from handouts.cli.output import Console
from handouts.errors import CallError, ContentError, HandoutsError, WorldError
from handouts.workflows.export_register import Exported
from tests.certificates.conftest import NOW, PEOPLE, SESSION, Desk


@dataclass(frozen=True)
class Called:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object that was printed."""
        return json.loads(self.out)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    """Call the command line in this process, where the engine is loaded already."""

    def called(desk: Desk, command: str, *arguments: str) -> Called:
        given = (command, *arguments, "--project", str(desk.project.root))
        code = 0
        try:
            app.cli.main(given, standalone_mode=False)
        except HandoutsError as error:
            Console(as_json="--json" in given).failed(error)
            code = error.exit_code
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return Called(code, captured.out, captured.err)

    return called


def wanted(desk: Desk, **options: object) -> dict[str, Any]:
    """What is asked for; the page is set once for all tests."""
    none = {"reissue": "", "name": "", "void": "", "why": "", "export": False}
    how = {"typesetter": desk.how.typesetter, "shown": desk.how.shown, "jobs": 1}
    return {"paper": "", "theme": "", "preprinted": False, **how, **none, **options}


def certified(desk: Desk, session: str = SESSION, **options: object) -> Any:
    """What the command comes to."""
    asked = wanted(desk, **options)
    return certify.certify(desk.project, session, NOW, asked, CertificateConsole(quiet=True))


def refused(desk: Desk, session: str = SESSION, **options: object) -> str:
    with pytest.raises(CallError) as caught:
        certified(desk, session, **options)
    return str(caught.value)


def test_a_morning_at_the_desk(desk: Desk, call: Any) -> None:
    desk.roster(PEOPLE[-2:])
    proved = call(desk, "proof", SESSION, "--json")
    assert (proved.code, proved.json["ok"], proved.err) == (0, True, "")
    assert [one["name"] for one in proved.json["without"]] == ["Una Bsent"]
    done = call(desk, "certify", SESSION, "--json")
    assert (done.code, done.json["ok"], done.err) == (0, True, "")
    zoe, *_ = done.json["certificates"]
    assert zoe == {
        "number": desk.entry("Zoë Con").number,
        "name": "Zoë Con",
        "hours": "5.5",
        "issued": datetime.date.today().isoformat(),
        "replaces": "",
        "path": f"build/two-models/sessions/example/certificates/{desk.entry('Zoë Con').file}",
        "new": True,
    }
    file = desk.project.root / zoe["path"]
    genuine = call(desk, "verify", str(file), "--json")
    assert (genuine.code, genuine.json["ok"]) == (0, True)
    assert genuine.json["verdicts"][0]["claims"]["name"] == "Zoë Con"
    again = call(desk, "certify", SESSION, "--reissue", zoe["number"].lower(), "--json")
    (fresh,) = [one for one in again.json["certificates"] if one["new"]]
    assert (again.code, fresh["replaces"]) == (0, zoe["number"])
    gone = call(desk, "certify", SESSION, "--void", fresh["number"], "--why", "came late")
    assert (gone.code, gone.out) == (0, "")
    assert gone.err == f"{fresh['number']} (Zoë Con) is void from now on: came late.\n"
    both = call(desk, "verify", zoe["number"], fresh["number"])
    assert (both.code, both.out.count("REPLACED"), both.out.count("VOID")) == (1, 1, 1)
    written = call(desk, "certify", SESSION, "--export", "--json")
    path = "build/two-models/sessions/example/register.csv"
    assert (written.code, written.json) == (0, {"ok": True, "path": path, "rows": 2})


def test_a_run_says_what_came_of_it(issued: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    issued.path(issued.entry("Zoë Con")).unlink()
    done = certified(issued)
    CertificateConsole().certified(issued.project, done)
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].split() == ["Number", "Name", "Hours", "Issued"]
    assert lines[1].split() == [issued.entries()[0].number, "Zoë", "Con", "5.5", "2026-11-22"]
    assert said.err.splitlines()[0] == "Una Bsent gets none: did not attend."
    assert said.err.splitlines()[-1] == (
        "0 certificates issued, 5 issued before, 1 made again from the ledger. All are in "
        "build/two-models/sessions/example/certificates/, for the printer together in "
        "build/two-models/sessions/example/certificates.pdf."
    )
    CertificateConsole().certified(issued.project, done, "build/pictures")
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "A picture of each, for sharing, is in build/pictures/."
    CertificateConsole(quiet=True).certified(issued.project, done)
    assert capsys.readouterr().err == ""


def test_problems_end_a_proof_with_1(desk: Desk, call: Any) -> None:
    desk.roster([PEOPLE[0], PEOPLE[0]])
    proved = call(desk, "proof", SESSION)
    assert proved.code == 1
    assert "roster.csv:3: the person of row 2 is here again" in proved.err
    assert proved.err.endswith("\n1 problem to be fixed first.\n")
    with pytest.raises(ContentError) as caught:
        certified(desk)
    assert [(one.line, one.cause) for one in caught.value.problems] == [
        (3, "the person of row 2 is here again")
    ]
    assert not desk.project.records.exists()


def test_questions_end_certify_with_1_and_are_data_in_json(
    issued: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    issued.roster([*(p for p in PEOPLE if p["Name"] != "Zoë Con"), {"Name": "Zoe Kohn"}])
    with pytest.raises(ContentError) as caught:
        certified(issued)
    Console(as_json=True).failed(caught.value)
    said = json.loads(capsys.readouterr().out)
    assert (caught.value.exit_code, said["ok"], len(said["problems"])) == (1, False, 1)
    assert said["questions"] == caught.value.details["questions"]
    assert [one["name"] for one in said["questions"]] == ["Zoe Kohn"]
    answered = certified(issued, new=("Zoe Kohn",))
    assert [c.award.name for c in answered.certificates if c.number in answered.new] == ["Zoe Kohn"]


def test_the_world_ends_it_with_3(issued: Desk) -> None:
    (issued.project.records / "ledger.sqlite3").write_bytes(b"garbage " * 99)
    with pytest.raises(WorldError, match="file is not a database") as caught:
        certified(issued)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_broken_roster_keeps_everything_from_being_built(
    desk: Desk, call: Any, command: str
) -> None:
    desk.roster(
        [{"Name": "Ann, PhD", "Hours": "x"}, {"Name": "Bo", "E-mail": "b", "Attended": "?"}]
    )
    done = call(desk, command, "two-models", "--json")
    assert done.code == 1
    roster = "content/two-models/sessions/example/roster.csv"
    assert [(p["path"], p["line"], p["cause"]) for p in done.json["problems"]] == [
        (roster, 2, 'the cell "Hours" is not a number of hours'),
        (roster, 3, 'the cell "E-mail" is not an e-mail address'),
        (roster, 3, 'the column "Attended" says neither yes nor no in 1 row: ?'),
    ]
    assert not list(desk.project.build.rglob("*.pdf"))


def test_a_session_is_named_whole(issued: Desk) -> None:
    told = 'Write training and session: "two-models/…"'
    assert refused(issued, "two-models") == told
    assert refused(issued, "two-models/exampel").startswith('There is no session "exampel".')
    assert refused(issued, "two-modles/example").startswith('There is no training "two-modles".')
    assert refused(issued, "two-models/../../x").startswith('"two-models/../../x" names no ')


def test_one_thing_is_done_at_a_time(issued: Desk) -> None:
    number = issued.entries()[0].number
    pairs = {
        "--reissue and --void cannot be done at once.": {"reissue": number, "void": number},
        "--reissue and --export cannot be done at once.": {"reissue": number, "export": True},
        "--void and --export cannot be done at once.": {"void": number, "export": True},
        "--picture and --void cannot be done at once.": {"picture": True, "void": number},
        "--name belongs to --reissue.": {"name": "Ann"},
        "--why belongs to --void.": {"why": "lost", "reissue": number},
        "--new and --reissue cannot be done at once.": {"new": ("Ann",), "reissue": number},
        "Say why with --why; it is kept in the register.": {"void": number},
    }
    for told, options in pairs.items():
        assert refused(issued, **options) == told


def test_a_number_that_cannot_be_one_is_told(issued: Desk) -> None:
    unknown = new_number()
    assert refused(issued, void="12AB", why="x") == (
        '"12AB" is not the number of a certificate: twelve letters and digits, the last of which '
        "checks the others."
    )
    assert refused(issued, void=unknown, why="x") == f"No certificate has the number {unknown}."
    assert refused(issued, reissue=unknown) == f"No certificate has the number {unknown}."


def test_paper_and_theme_must_exist(issued: Desk) -> None:
    assert refused(issued, paper="a5").startswith('There is no paper "a5".')
    assert refused(issued, theme="pres").startswith('There is no theme "pres".')


def test_a_register_needs_no_roster_that_can_be_read(issued: Desk) -> None:
    issued.roster_file.write_text("nonsense")
    done = certified(issued, export=True)
    assert done == Exported("build/two-models/sessions/example/register.csv", 5)
