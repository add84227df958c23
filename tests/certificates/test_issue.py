"""Issuing: nobody is left out, nobody has two, and what was issued stays as it was."""

import json
import multiprocessing
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from handouts.certificates import change, issue
from handouts.certificates.change import Voiding
from handouts.certificates.ledger import Ledger
from handouts.certificates.serial_numbers import new_number, read_number
from handouts.cli.certificate_wording import explained, naming_options
from handouts.errors import CallError, ContentError, WorldError
from handouts.fonts import house
from tests.certificates.conftest import (
    HOSTILE,
    OPTIONS,
    PEOPLE,
    REPOSITORY,
    SESSION,
    TODAY,
    Desk,
    example,
)
from tests.conftest import snapshot

GOSIA, BOBBY, ZOE = "Małgorzata Łęcka", HOSTILE, "Zoë Con"
EMPTY: list[dict[str, str]] = []


def changed(name: str, **cells: str) -> list[dict[str, str]]:
    """The people, with other cells for one of them; a column's `_` stands for a space or hyphen."""
    headings = {"Email": "E-mail", "License_number": "License number"}
    edited = {headings.get(key, key): value for key, value in cells.items()}
    return [{**person, **edited} if person["Name"] == name else person for person in PEOPLE]


def own_remarks(done: issue.Issued) -> list[str]:
    """What is remarked of certificates, not of the roster."""
    return [r for r in map(explained, done.remarks) if not r.startswith("content/")]


def void_list(desk: Desk) -> object:
    return json.loads((desk.project.build / "verify/void.json").read_text())


def bound(desk: Desk) -> list[str]:
    """The text of both sides of each certificate in the file for the printer."""
    document = pypdfium2.PdfDocument(desk.folder / "certificates.pdf")
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [f"{face} {back}" for face, back in zip(texts[::2], texts[1::2], strict=True)]


# The first run, and every later one


def test_everybody_who_came_has_one_and_the_others_are_told_why(desk: Desk) -> None:
    done = desk.certify()
    assert [e.award.name for e in done.certificates] == [ZOE, GOSIA, "Ann Lee", "Ann Lee", BOBBY]
    assert [e.award.hours for e in done.certificates] == ["5.5", "6", "6", "6", "6"]
    assert [(d.participant.name, d.reason) for d in done.without] == [
        ("Una Bsent", "did not attend")
    ]
    assert done.new == {e.number for e in done.certificates}
    assert (done.folder, done.made_again, own_remarks(done)) == (desk.folder, 0, [])
    assert tuple(desk.entries()) == done.certificates
    assert {(e.state, e.issued, e.session) for e in done.certificates} == {
        ("valid", "2026-11-22", SESSION)
    }
    assert all(read_number(e.number) == e.number for e in done.certificates)
    assert desk.is_in_order()
    for text, entry in zip(bound(desk), done.certificates, strict=True):
        assert entry.number in text
    assert void_list(desk) == {"updated": "2026-11-22", "void": {}}


def test_files_are_named_for_their_people_and_never_alike(issued: Desk) -> None:
    assert [e.file for e in issued.entries()] == [
        f"{stem}-{e.number}.pdf"
        for stem, e in zip(
            ("Zoë-Con", "Małgorzata-Łęcka", "Ann-Lee", "Ann-Lee", "bBobbyb-77-amp-Drop-Tables"),
            issued.entries(),
            strict=True,
        )
    ]


def test_any_names_make_files_that_every_system_takes(desk: Desk) -> None:
    names = ["CON", "con", "nul", "Ann Lee", "ANN LEE", "../.. Etc", ".Hidden", "Ö" * 30]
    desk.roster({"Name": name, "ID": f"{n}"} for n, name in enumerate(names))
    done = desk.certify()
    assert {e.award.name: e.file.removesuffix(f"-{e.number}.pdf") for e in done.certificates} == {
        "CON": "CON-",
        "con": "con-",
        "nul": "nul-",
        "Ann Lee": "Ann-Lee",
        "ANN LEE": "ANN-LEE",
        "../.. Etc": "Etc",
        ".Hidden": "Hidden",
        "Ö" * 30: "Ö" * 30,
    }
    assert len({name.casefold() for name in desk.singles()}) == len(names)


@pytest.mark.skipif(house.system_family("Ж") is None, reason="no font with Cyrillic is here")
def test_a_name_in_another_script_is_printed_and_names_its_file(desk: Desk) -> None:
    desk.roster([{"Name": "Анна Ковалёва"}])
    (entry,) = desk.certify().certificates
    assert entry.file == f"Анна-Ковалёва-{entry.number}.pdf"
    assert "Анна Ковалёва" in bound(desk)[0]


def test_records_are_for_their_owner_alone(issued: Desk) -> None:
    records = issued.project.records
    assert records.stat().st_mode & 0o777 == 0o700
    modes = {f.name: f.stat().st_mode & 0o777 for f in records.iterdir()}
    assert {"ledger.sqlite3", "running.sqlite3", "signing-key.pem"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_another_run_issues_and_changes_nothing(issued: Desk) -> None:
    entries, files = issued.entries(), snapshot(issued.project.build)
    done = issued.certify()
    assert (done.new, done.made_again, own_remarks(done)) == (frozenset(), 0, [])
    assert (issued.entries(), snapshot(issued.project.build)) == (entries, files)


def test_who_is_added_later_is_issued_one_then(issued: Desk) -> None:
    before = issued.entries()
    issued.roster([*PEOPLE, {"Name": "Ann Lee", "E-mail": "third@example.org"}])
    done = issued.certify()
    (new,) = done.new
    assert [e for e in issued.entries() if e.number != new] == before
    assert issued.entry(GOSIA) in before
    assert (len(done.certificates), len(bound(issued))) == (6, 6)
    assert issued.is_in_order()


def test_a_sorted_roster_and_edited_addresses_change_nothing(issued: Desk) -> None:
    before = issued.entries()
    issued.roster(reversed(changed(GOSIA, Email="new@example.org")))
    done = issued.certify()
    number = issued.entry(GOSIA).number
    assert own_remarks(done) == [
        f'row 5: the e-mail address of {GOSIA} was "anna@example.org" when {number} was issued and '
        'is "new@example.org" now. If this is somebody else: --new "new@example.org"'
    ]
    assert (done.new, issued.entries()) == (frozenset(), before)


def test_what_differs_from_a_certificate_is_remarked_and_not_issued_again(issued: Desk) -> None:
    zoe = issued.entry(ZOE)
    issued.roster(changed(ZOE, Name="Zoë Conn", Hours="6", Credentials="LPC"))
    done = issued.certify()
    cure = f"If the certificate is wrong: --reissue {zoe.number}"
    assert own_remarks(done) == [
        f'row 6: name was "Zoë Con" when {zoe.number} was issued and is "Zoë Conn" now. '
        f'{cure}. If this is somebody else: --new "Zoë Conn"',
        f'row 6: credentials was "" when {zoe.number} was issued and is "LPC" now. {cure}',
        f'row 6: hours was "5.5" when {zoe.number} was issued and is "6" now. {cure}',
    ]
    assert (done.new, issued.entry(ZOE)) == (frozenset(), zoe)


def test_who_left_the_roster_keeps_the_certificate_with_a_remark(issued: Desk) -> None:
    anna = issued.entry(GOSIA)
    issued.roster([person for person in PEOPLE if person["Name"] != GOSIA])
    done = issued.certify()
    assert own_remarks(done) == [
        f"{anna.number} was issued to {GOSIA}, who is not on the roster any longer. If that was "
        f"wrong: --void {anna.number} --why …"
    ]
    assert anna in done.certificates


def test_who_did_not_come_after_all_is_remarked(issued: Desk) -> None:
    anna = issued.entry(GOSIA)
    issued.roster(changed(GOSIA, Attended="no"))
    done = issued.certify()
    assert own_remarks(done) == [
        f"row 4: {anna.number} was issued to {GOSIA}, who would get none now: did not attend. If "
        f"it was wrong: --void {anna.number} --why …"
    ]


def test_nothing_is_issued_while_anything_must_be_fixed(desk: Desk) -> None:
    desk.roster([*PEOPLE, PEOPLE[0], {"Name": "Bob", "Hours": "7"}, {"Name": "Eve", "Hours": "x"}])
    with pytest.raises(ContentError) as caught:
        desk.certify()
    assert [(problem.line, problem.cause) for problem in caught.value.problems] == [
        (8, "the person of row 2 is here again"),
        (9, "Bob has 7 hours, more than the session's 6"),
        (10, 'the cell "Hours" is not a number of hours'),
    ]
    assert not desk.project.build.exists()
    assert not desk.project.records.exists()


# Files


def test_lost_and_damaged_files_are_made_again_byte_for_byte(issued: Desk) -> None:
    before = snapshot(issued.project.build)
    first, second, third, *_ = issued.entries()
    issued.path(first).unlink()
    issued.path(second).write_bytes(issued.path(second).read_bytes()[:-9])
    issued.path(third).write_bytes(b"")
    (issued.folder / "certificates.pdf").unlink()
    shutil.rmtree(issued.project.build / "verify")
    done = issued.certify()
    assert (done.made_again, done.new) == (3, frozenset())
    assert snapshot(issued.project.build) == before


def test_files_are_made_again_as_they_were_when_all_else_has_changed(issued: Desk) -> None:
    issued = replace(issued, how=OPTIONS)  # whose typesetter is made anew, from the changed files
    before, root = snapshot(issued.folder), issued.project.root
    training = issued.project.content / "two-models/training.yaml"
    training.write_text(training.read_text().replace("title: ", "title: Anew. ", 1))
    provider = issued.project.content / "provider.yaml"
    with provider.open("a") as file:
        file.write(
            "signatories:\n  - name: Kim Vale\n    title: Chair\ncertificate_frame: plain\n"
            "certificate_ground: true\ncertificate_script: true\n"
        )
    (root / "templates").mkdir()
    shutil.copytree(REPOSITORY / "templates/certificates", root / "templates/certificates")
    lines = root / "templates/certificates/lines.html"
    hours = '{{ phrase("certificate.clock-hours", number=award.hours) }}'
    lines.write_text(lines.read_text().replace(hours, "{{ award.hours }} hours by the clock"))
    (root / "styles/themes").mkdir(parents=True)
    for theme in (REPOSITORY / "styles/themes").glob("*.css"):
        shutil.copy(theme, root / "styles/themes")
        with (root / "styles/themes" / theme.name).open("a") as sheet:
            sheet.write(":root { --ink: #500 }\n")
    shutil.rmtree(issued.folder)
    issued.roster([*PEOPLE, {"Name": "Bea New", "E-mail": "bea@example.org"}])
    done = issued.certify()
    assert done.made_again == len(PEOPLE) - 1
    made = snapshot(issued.folder)
    del before["certificates.pdf"]
    assert {name: made[name] for name in before} == before
    told = bound(issued)
    assert ["hours by the clock" in text for text in told] == [
        e.award.name == "Bea New" for e in done.certificates
    ]


def test_a_stray_file_is_left_alone(issued: Desk) -> None:
    stray = issued.folder / "certificates" / "notes.txt"
    stray.write_text("mine")
    issued.certify()
    assert stray.read_text() == "mine"


def test_a_folder_that_leads_out_of_the_project_is_not_written_to(issued: Desk) -> None:
    outside = issued.project.root.parent / "outside"
    shutil.move(issued.folder, outside)
    issued.folder.symlink_to(outside)
    before = snapshot(outside)
    with pytest.raises(WorldError, match=r"leads out of the project, to .*\. Delete the link"):
        issued.certify()
    assert snapshot(outside) == before


# Void and replaced ones


def test_a_void_one_loses_its_file_and_is_not_issued_again(issued: Desk) -> None:
    zoe = issued.entry(ZOE)
    told = issued.void(zoe.number, " came \n late ")
    assert told == replace(zoe, state="void", changed="2026-11-22", why="came late")
    assert not issued.path(zoe).exists()
    assert not any(zoe.number in text or "Zoë" in text for text in bound(issued))
    assert void_list(issued) == {"updated": "2026-11-22", "void": {zoe.number: None}}
    done = issued.certify()
    assert done.new == frozenset()
    assert [(d.participant.name, d.reason) for d in done.without] == [
        ("Una Bsent", "did not attend"),
        (ZOE, f"certificate {zoe.number} is void: came late"),
    ]
    assert issued.is_in_order()


def test_when_all_are_void_no_file_is_left(issued: Desk) -> None:
    for entry in issued.entries():
        issued.void(entry.number)
    assert snapshot(issued.folder) == {}


def test_a_reissued_one_takes_the_others_place_and_names_it(issued: Desk) -> None:
    old = issued.entry(ZOE)
    issued.roster(changed(ZOE, Name="Zoë Conn"))
    done = issued.reissue(old.number)
    (number,) = done.new
    new = issued.entry("Zoë Conn")
    assert (new.number, new.award.replaces, new.state) == (number, old.number, "valid")
    (kept,) = [e for e in issued.entries() if e.number == old.number]
    assert kept == replace(old, state="replaced", changed="2026-11-22", replaced_by=number)
    assert own_remarks(done) == []
    assert (issued.is_in_order(), void_list(issued)) == (
        True,
        {"updated": "2026-11-22", "void": {old.number: number}},
    )
    (text,) = [text for text in bound(issued) if number in text]
    assert "Zoë Conn" in text
    assert old.number in text


def test_a_seal_stays_as_it_is_however_often_a_certificate_is_issued_again(issued: Desk) -> None:
    first = issued.entry(ZOE)
    again = issued.entry(ZOE)
    for _ in range(2):
        (number,) = issued.reissue(again.number).new
        again = issued.entry(ZOE)
        assert (again.number, again.award.sealed) == (number, first.number)
    others = [e.award.sealed for e in issued.entries() if e.award.name != ZOE]
    assert len({*others, first.number}) == len(others) + 1


def test_a_chain_of_reissued_ones_leaves_one_that_is_valid(issued: Desk) -> None:
    first = issued.entry(ZOE).number
    (second,) = issued.reissue(first).new
    issued.void(second)
    (third,) = issued.reissue(second).new
    states = {e.number: (e.state, e.replaced_by) for e in issued.entries() if e.award.name == ZOE}
    assert states == {
        first: ("replaced", second),
        second: ("replaced", third),
        third: ("valid", ""),
    }
    assert issued.entry(ZOE).award.replaces == second
    assert (issued.certify().new, issued.is_in_order()) == (frozenset(), True)


def test_a_person_who_cannot_be_recognised_is_told_by_name(issued: Desk) -> None:
    zoe = issued.entry(ZOE)
    issued.roster(changed(ZOE, Name="Zoe Smith", Email="smith@example.org"))
    with pytest.raises(CallError) as caught, naming_options():
        issued.reissue(zoe.number)
    assert str(caught.value) == (
        f"Nobody on the roster who is due a certificate can be recognised as {ZOE}. Say who it is, "
        'as the roster spells the name now: --name "…".'
    )
    issued.reissue(zoe.number, "Zoe Smith")
    assert issued.entry("Zoe Smith").award.replaces == zoe.number


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Nobody", 'Nobody on the roster is called "Nobody". Write the name as it stands there.'),
        (
            "Ann Lee",
            '2 people on the roster are called "Ann Lee". Write the e-mail address or the ID of '
            "the one who is meant.",
        ),
        ("Una Bsent", "Una Bsent is due no certificate: did not attend."),
        (GOSIA, f"{GOSIA} has another certificate already, "),
    ],
)
def test_a_certificate_is_not_reissued_to_somebody_else(issued: Desk, name: str, told: str) -> None:
    before = issued.entries()
    with pytest.raises(CallError) as caught:
        issued.reissue(issued.entry(ZOE).number, name)
    assert str(caught.value).startswith(told)
    assert issued.entries() == before


def test_only_what_can_be_changed_is(issued: Desk) -> None:
    first, second, unknown = issued.entry(ZOE).number, issued.entry(GOSIA).number, new_number()
    (third,) = issued.reissue(first).new
    issued.void(second)
    before = issued.entries()

    def refused(session: str, number: str, why: str = "lost") -> str:
        with pytest.raises(CallError) as caught:
            change.void(issued.project, session, Voiding(number, why, TODAY))
        return str(caught.value)

    gone = f"The certificate {first} is replaced already, by {third}."
    assert refused(SESSION, first) == gone
    assert refused(SESSION, second) == f"The certificate {second} is void already."
    assert refused(SESSION, unknown) == f"No certificate has the number {unknown}."
    assert refused("tea/may", third) == f"The certificate {third} is of {SESSION}, not of tea/may."
    assert refused(SESSION, third, " ") == "Say why it is void; it is kept in the register."
    with pytest.raises(CallError, match=gone):
        issued.reissue(first)
    with pytest.raises(CallError, match=f"No certificate has the number {unknown}"):
        issued.reissue(unknown)
    assert issued.entries() == before


# When the world is against it


def test_without_the_key_that_signed_the_others_none_is_signed(issued: Desk) -> None:
    (issued.project.records / "signing-key.pem").unlink()
    issued.roster([*PEOPLE, {"Name": "Bea New"}])
    with pytest.raises(WorldError) as caught:
        issued.certify()
    assert str(caught.value) == (
        f"There is no {issued.project.records}/signing-key.pem, which signed the certificates "
        "before. Bring it back from a backup: with another key, those could no longer be checked."
    )
    assert not (issued.project.records / "signing-key.pem").exists()


@contextmanager
def full_disk(largest: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as a full disk lets none grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield  # Python ignores SIGXFSZ, so that a write fails with EFBIG
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("largest", [0, 100, 9_000, 20_000, 60_000])
def test_on_a_full_disk_nothing_is_lost_and_a_later_run_goes_on(desk: Desk, largest: int) -> None:
    with full_disk(largest), pytest.raises(WorldError, match=r"(?i)make room|restore"):
        desk.certify()
    before = desk.entries() if desk.project.records.exists() else []
    files = {e.file: e.sha256 for e in before}
    if (desk.folder / "certificates").exists():
        assert desk.singles().items() <= files.items()
    done = desk.certify()
    assert {e.number for e in before} <= {e.number for e in done.certificates}
    assert (len(done.certificates), desk.is_in_order()) == (5, True)


def test_a_ledger_that_is_something_else_is_told_and_kept(issued: Desk) -> None:
    path = issued.project.records / "ledger.sqlite3"
    path.write_bytes(b"not a ledger at all, but long enough to be looked at " * 20)
    kept = path.read_bytes()
    with pytest.raises(WorldError, match=f"{path} cannot be used: file is not a database"):
        issued.certify()
    assert path.read_bytes() == kept


def test_another_run_is_waited_for_and_at_last_told_of(
    issued: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue, "Ledger", partial(Ledger, wait=0.1))
    with (
        Ledger(issued.project.records) as other,
        other.exclusive_lock(),
        pytest.raises(WorldError) as caught,
    ):
        issued.certify()
    assert str(caught.value) == (
        "Another run is issuing certificates or sending mail for this project. Wait until it has "
        "ended."
    )
    assert issued.certify().new == frozenset()


def test_two_runs_at_once_issue_one_to_each(tmp_path: Path, desk: Desk) -> None:
    """Both begin at one moment, in processes of their own that have all loaded already."""
    names = [f"Ann {first}{second}lee" for first in "ABC" for second in "abcdefghij"]
    people = [{"Name": name, "E-mail": f"{n}@example.org"} for n, name in enumerate(names)]
    desk = example(tmp_path / "other", people, replace(desk.how, at_once=10))
    desk.check()  # the page is set once, before the two part
    fork = multiprocessing.get_context("fork")
    together, counts = fork.Barrier(2), fork.SimpleQueue()

    def run() -> None:
        together.wait(60)
        counts.put(len(desk.certify().new))

    runs = [fork.Process(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert [one.exitcode for one in runs] == [0, 0]
    assert sorted(counts.get() for _ in runs) == [0, 30]
    entries = desk.entries()
    assert [e.award.name for e in entries] == [person["Name"] for person in people]
    assert len({e.number for e in entries}) == 30
    assert desk.is_in_order()
    assert [names[-1] in text for text in bound(desk)] == [False] * 29 + [True]


def test_a_run_that_is_killed_anywhere_loses_nothing(tmp_path: Path) -> None:
    crash = [sys.executable, "-m", "tests.certificates.crash", tmp_path, "2"]
    run = subprocess.run(crash, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[0]) >= 2, run.stdout
