"""Whether the certificates among the finished files are as records and roster say now."""

from handouts.workflows.built_files import present_files
from handouts.workflows.built_states import FileStates, certificate_states
from tests.certificates.conftest import PEOPLE, SESSION, Desk


def states(desk: Desk) -> dict[str, str]:
    """The state of each certificate that is not current, by name; `all` is the file of all."""
    found = certificate_states(desk.project, SESSION)
    names = {entry.file: entry.award.name for entry in desk.entries()}
    known = {names.get(path.rpartition("/")[2], "all"): of for path, of in found.known.items()}
    return {name: state for name, state in known.items() if state != "current"}


def test_certificates_are_current_until_the_roster_says_otherwise(issued: Desk) -> None:
    assert len(certificate_states(issued.project, SESSION).known) == len(issued.singles()) + 1
    assert states(issued) == {}

    issued.roster(
        [{**one, "Hours": "4"} if one["Name"].startswith("Zoë") else one for one in PEOPLE]
    )

    assert states(issued) == {"Zoë Con": "changed", "all": "changed"}


def test_a_file_that_is_damaged_or_gone_is_not_current(issued: Desk) -> None:
    issued.path(issued.entry("Zoë Con")).write_bytes(b"%PDF-")
    issued.path(issued.entry("Małgorzata Łęcka")).unlink()

    assert states(issued) == {"Zoë Con": "changed", "Małgorzata Łęcka": "missing", "all": "changed"}


def test_the_file_of_a_void_certificate_is_no_certificate(issued: Desk) -> None:
    entry = issued.entry("Zoë Con")
    issued.void(entry.number)
    assert states(issued) == {}

    issued.path(entry).write_bytes(b"%PDF-")

    assert states(issued) == {"Zoë Con": "left over"}


def test_nothing_is_known_while_the_roster_cannot_be_read(issued: Desk) -> None:
    issued.roster_file.write_bytes(b"Name\n\xff\xfe\x00")

    assert certificate_states(issued.project, SESSION) == FileStates()


def test_the_file_of_a_certificate_is_called_by_its_person(issued: Desk) -> None:
    found = present_files(issued.project, SESSION).present
    titles = [one.of.title for one in found if one.of.group == "certificates"]
    assert sorted(titles) == sorted(["", *(entry.award.name for entry in issued.entries())])
