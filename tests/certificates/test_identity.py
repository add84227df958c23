"""Who on a roster has which certificate."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from handouts.certificates.certificate import Credential
from handouts.certificates.identity import identity, matched
from handouts.certificates.ledger import LedgerEntry
from handouts.content.roster import Participant


def person(row: int, name: str, email: str = "", own: str = "") -> Participant:
    return Participant(row, name, name.rsplit(maxsplit=1)[-1], email=email, id=own)


def entry(number: str, of: Participant) -> LedgerEntry:
    award = Credential(number, of.name, "", "", "", "6")
    return LedgerEntry(
        "tea/may", identity(of), of.email, award, "stock", "file", "sha", "2026-11-22"
    )


def found(people: list[Participant], entries: list[LedgerEntry]) -> dict[int, str]:
    return {row: one.number for row, one in matched(people, entries).by_row.items()}


ANN, NAMESAKE = person(2, "Ann Lee", "ann@x.org"), person(3, "Ann Lee", "lee@x.org")
BOB = person(4, "Bob May", "bob@x.org")
ISSUED = [entry("A", ANN), entry("N", NAMESAKE), entry("B", BOB)]


def test_everybody_is_found_wherever_they_stand() -> None:
    moved = [dataclasses.replace(one, row=9 - one.row) for one in (BOB, NAMESAKE, ANN)]
    assert found(moved, ISSUED) == {7: "A", 6: "N", 5: "B"}


def test_case_and_spaces_do_not_matter() -> None:
    assert found([person(2, "ANN  LEE", "Ann@X.org")], [entry("A", ANN)]) == {2: "A"}


def test_a_person_is_known_by_name_when_the_address_was_edited() -> None:
    edited = dataclasses.replace(ANN, email="new@x.org")
    assert found([edited, NAMESAKE, BOB], ISSUED) == {2: "A", 3: "N", 4: "B"}


def test_a_person_is_known_by_address_when_the_name_was_corrected() -> None:
    corrected = dataclasses.replace(ANN, name="Anna Leigh")
    assert found([corrected, NAMESAKE, BOB], ISSUED) == {2: "A", 3: "N", 4: "B"}


def test_a_person_is_known_by_id_when_all_else_was_edited() -> None:
    old, new = person(2, "Ann Lee", "a@x.org", "7"), person(5, "Anna Leigh", "new@x.org", "7")
    assert found([new], [entry("A", old)]) == {5: "A"}


def test_a_person_with_another_id_is_another_person() -> None:
    old, new = person(2, "Ann Lee", "a@x.org", "7"), person(2, "Ann Lee", "a@x.org", "8")
    assert found([new], [entry("A", old)]) == {}


def test_one_address_of_two_names_that_have_little_in_common_points_to_nobody() -> None:
    office = [person(2, "Bob May", "office@x.org"), person(3, "Ann Lee", "a@x.org")]
    before = [entry("A", person(2, "Ines Roca", "office@x.org")), entry("B", office[1])]
    outcome = matched(office, before)
    assert {row: one.number for row, one in outcome.by_row.items()} == {3: "B"}
    assert [one.number for one in outcome.left] == ["A"]


def test_one_name_with_two_addresses_and_two_licences_points_to_nobody() -> None:
    then = dataclasses.replace(ANN, license_number="LPC 7")
    now = dataclasses.replace(ANN, email="new@x.org", license_number="LPC 7")
    award = dataclasses.replace(entry("A", then).award, license_number="LPC 7")
    issued = [dataclasses.replace(entry("A", then), award=award)]
    assert found([now], issued) == {2: "A"}
    assert found([dataclasses.replace(now, license_number="LPC 8")], issued) == {}


def test_who_is_said_to_be_new_is_only_known_by_what_is_sure() -> None:
    same_name = dataclasses.replace(ANN, email="new@x.org")
    same_address = dataclasses.replace(ANN, name="Anne Lee")
    for one, known in ((ANN, {2: "A"}), (same_name, {}), (same_address, {})):
        by_row = matched([one], [entry("A", ANN)], [identity(one)]).by_row
        assert {row: issued.number for row, issued in by_row.items()} == known


def test_an_id_that_was_added_or_taken_away_does_not_hide_a_person() -> None:
    without, having = person(2, "Ann Lee", "a@x.org"), person(2, "Ann Lee", "a@x.org", "7")
    assert found([having], [entry("A", without)]) == {2: "A"}
    assert found([without], [entry("A", having)]) == {2: "A"}


def test_of_two_who_may_be_meant_neither_is_taken() -> None:
    strangers = [person(2, "Ann Lee", "1@x.org"), person(3, "Ann Lee", "2@x.org")]
    assert found(strangers, [entry("A", ANN)]) == {}


def test_a_namesake_who_comes_later_takes_nobodys_certificate() -> None:
    assert found([NAMESAKE, ANN], [entry("A", ANN)]) == {2: "A"}


def test_who_is_not_on_the_roster_any_longer_is_left() -> None:
    outcome = matched([ANN, NAMESAKE], ISSUED)
    assert [one.number for one in outcome.left] == ["B"]


def test_a_void_certificate_is_its_persons_and_a_replaced_one_nobodys() -> None:
    void = dataclasses.replace(entry("V", BOB), state="void")
    replaced = dataclasses.replace(entry("R", ANN), state="replaced")
    assert found([ANN, BOB], [void, replaced]) == {4: "V"}
    assert matched([], [replaced]).left == ()


def test_a_name_is_never_taken_for_an_id() -> None:
    assert identity(person(2, "id 7")) != identity(person(3, "Ann Lee", own="7"))


_NAMES = st.sampled_from(["Ann Lee", "ann  lee", "Bob May", "Анна Ли", ""])
_PEOPLE = st.lists(
    st.builds(
        lambda name, email, own: (name or "Zoë", email, own),
        _NAMES,
        st.sampled_from(["", "a@x.org", "A@x.org", "b@x.org"]),
        st.sampled_from(["", "", "1", "2"]),
    ),
    max_size=8,
)


@given(_PEOPLE, _PEOPLE, st.randoms(use_true_random=False))
def test_order_never_matters_and_nobody_has_two(
    roster: list[tuple[str, str, str]], issued: list[tuple[str, str, str]], chance: object
) -> None:
    people = [person(row, *one) for row, one in enumerate(roster, 2)]
    entries = [entry(f"{n}", person(n, *one)) for n, one in enumerate(issued)]
    outcome = matched(people, entries)
    numbers = [one.number for one in outcome.by_row.values()]
    assert len(numbers) == len(set(numbers))
    assert sorted([*numbers, *(one.number for one in outcome.left)]) == [
        one.number for one in entries
    ]
    chance.shuffle(people)  # type: ignore[attr-defined]
    chance.shuffle(entries)  # type: ignore[attr-defined]
    again = matched(people, entries)
    assert again.by_row == outcome.by_row
    assert set(again.left) == set(outcome.left)


@given(_PEOPLE)
def test_who_was_just_issued_a_certificate_has_it(roster: list[tuple[str, str, str]]) -> None:
    people = [person(row, *one) for row, one in enumerate(roster, 2)]
    told_apart = {identity(one): one for one in people}
    entries = [entry(f"{one.row}", one) for one in told_apart.values()]
    outcome = found(list(told_apart.values()), entries)
    assert outcome == {one.row: f"{one.row}" for one in told_apart.values()}
