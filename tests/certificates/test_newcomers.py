"""Nobody gets two valid certificates: newcomers to a roster beside people who have left it."""

import dataclasses
from collections.abc import Sequence

import pytest

from handouts.certificates.ledger import Ledger
from handouts.certificates.newcomers import OpenQuestionsError, Question, questions
from handouts.cli.certificate_wording import as_data, explained_problems
from handouts.errors import CallError
from handouts.workflows.proof import proof
from tests.certificates.conftest import HOSTILE, PEOPLE, SESSION, Desk
from tests.conftest import snapshot

GOSIA, ZOE = "Małgorzata Łęcka", "Zoë Con"
ROSTER = "content/two-models/sessions/example/roster.csv"
NEW = {"Name": "Bea New", "E-mail": "bea@example.org"}


def without(*names: str) -> list[dict[str, str]]:
    """The people but for some."""
    return [person for person in PEOPLE if person["Name"] not in names]


def asked(desk: Desk, *new: str) -> OpenQuestionsError:
    """What is asked, while nothing is issued and no file changes."""
    before, files = desk.entries(), snapshot(desk.project.build)
    with pytest.raises(OpenQuestionsError) as caught:
        desk.certify(*new)
    assert (desk.entries(), snapshot(desk.project.build)) == (before, files)
    return caught.value


def questions_of(error: OpenQuestionsError) -> list[Question]:
    return [one for one in error.questions.values() if isinstance(one, Question)]


def pairs(desk: Desk) -> list[tuple[str, list[str]]]:
    """Each newcomer with those who may be the same person, the likeliest first."""
    with Ledger(desk.project.records) as ledger:
        found = questions(desk.session(), desk.check().due, ledger)
    return [(one.newcomer.name, [e.award.name for e in one.leavers]) for one in found]


def valid(desk: Desk) -> list[str]:
    """The names on the certificates that are valid."""
    return [entry.award.name for entry in desk.entries() if entry.state == "valid"]


def test_a_corrected_name_without_an_address_is_asked_about_and_nobody_gets_one(
    issued: Desk,
) -> None:
    number = issued.entry(ZOE).number
    issued.roster([*without(ZOE), {"Name": "Zoé Kohn"}, {**NEW, "Name": PEOPLE[0]["Name"]}])
    error = asked(issued)
    first, second = explained_problems(error.problems, error.questions)
    assert str(first) == (
        f"{ROSTER}:7: Zoé Kohn is new, and {ZOE} ({number}), who has a certificate, is no longer "
        "on the roster\n"
        "  Is it the same person under another name? "
        f'handouts certify {SESSION} --reissue {number} --name "Zoé Kohn"\n'
        f'  Is it somebody else? handouts certify {SESSION} --new "Zoé Kohn"'
    )
    # The other newcomer is called like two others, and so by the address.
    assert second.fix.endswith('--new "bea@example.org"')
    assert as_data(questions_of(error))[0] == {
        "row": 7,
        "name": "Zoé Kohn",
        "email": "",
        "somebody_else": f'handouts certify {SESSION} --new "Zoé Kohn"',
        "leavers": [
            {
                "number": number,
                "name": ZOE,
                "issued": "2026-11-22",
                "same_person": f'handouts certify {SESSION} --reissue {number} --name "Zoé Kohn"',
            }
        ],
    }


def test_questions_are_settled_one_by_one_and_stay_settled(issued: Desk) -> None:
    number = issued.entry(ZOE).number
    newcomers: Sequence[dict[str, str]] = [{"Name": "Zoé Kohn"}, {"Name": "Ida Smith"}, NEW]
    issued.roster([*without(ZOE, GOSIA), *newcomers])
    assert pairs(issued) == [
        ("Zoé Kohn", [ZOE, GOSIA]), ("Bea New", [ZOE, GOSIA]), ("Ida Smith", [GOSIA, ZOE])
    ]  # fmt: skip
    issued.reissue(number, "Zoé Kohn")
    assert pairs(issued) == [("Bea New", [GOSIA]), ("Ida Smith", [GOSIA])]
    assert [p.line for p in asked(issued, "Bea New").problems] == [7]
    assert pairs(issued) == [("Ida Smith", [GOSIA])]
    done = issued.certify("Ida Smith")
    assert len(done.new) == 2
    assert issued.certify("Ida Smith", "Bea New").new == frozenset()
    assert sorted(valid(issued)) == sorted(
        [HOSTILE, "Ann Lee", "Ann Lee", GOSIA, "Zoé Kohn", "Bea New", "Ida Smith"]
    )
    issued.roster([*without(ZOE, GOSIA), *newcomers, {"Name": "Cy Late"}])
    assert pairs(issued) == [("Cy Late", [GOSIA])]


def test_ids_and_void_certificates_leave_no_question(issued: Desk) -> None:
    issued.roster([{**person, "ID": str(n)} for n, person in enumerate(PEOPLE)])
    zoe = issued.entry(ZOE)
    issued.reissue(zoe.number)  # with the ID it has now
    issued.roster(
        [*without(ZOE), {"Name": "Zoe Cohn", "ID": "99"}, {"Name": "Zoe Kohn", "E-mail": "k@x.org"}]
    )
    assert pairs(issued) == [("Zoe Kohn", [ZOE])]
    issued.roster([*without(ZOE), {"Name": ZOE, "E-mail": "zoe@example.org", "ID": "99"}])
    assert pairs(issued) == [(ZOE, [ZOE])]  # the ID was corrected
    issued.void(issued.entry(ZOE).number)
    issued.roster([*without(ZOE), {"Name": "Zoe Kohn"}])
    assert pairs(issued) == []


def test_who_shares_an_address_or_a_name_with_a_leaver_can_be_said_to_be_new(issued: Desk) -> None:
    issued.roster([*without(ZOE), {"Name": "Ned Old", "E-mail": "zoe@example.org"}])
    assert pairs(issued) == [("Ned Old", [ZOE])]
    assert len(issued.certify("Ned Old").new) == 1
    issued.roster([*without(ZOE, GOSIA), {"Name": GOSIA, "E-mail": "other@example.org"}])
    assert len(issued.certify(GOSIA).new) == 1
    assert valid(issued).count(GOSIA) == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Nobody", 'Nobody on the roster is called "Nobody". Write the name as it stands there.'),
        (" ", 'Nobody on the roster is called " ". Write the name as it stands there.'),
        (
            "ann lee",
            '2 people on the roster are called "ann lee". Write the e-mail address or the ID of '
            "the one who is meant.",
        ),
        ("ann@example.org", "Ann Lee is not new and has a certificate already, "),
    ],
)
def test_only_somebody_new_is_said_to_be_new(issued: Desk, name: str, told: str) -> None:
    issued.roster([*PEOPLE, NEW])
    with pytest.raises(CallError) as caught:
        issued.certify("Bea New", name)
    assert str(caught.value).startswith(told)
    assert "Bea New" not in valid(issued)


def test_a_certificate_is_not_reissued_to_somebody_new_while_its_owner_is_there(
    issued: Desk,
) -> None:
    issued.roster([*PEOPLE, NEW])
    zoe = issued.entry(ZOE)
    with pytest.raises(CallError) as caught:
        issued.reissue(zoe.number, "Bea New")
    assert str(caught.value) == (
        f"The certificate {zoe.number} is that of {ZOE} in row 6 of the roster, who is somebody "
        "else than Bea New."
    )


def test_the_proof_asks_the_same_before(issued: Desk) -> None:
    issued.roster([*without(ZOE), {"Name": "Zoé Kohn"}])
    done = proof(issued.project, SESSION, dataclasses.replace(issued.how, shown=0))
    error = asked(issued)
    assert done.problems == error.problems
    assert done.questions == error.questions
