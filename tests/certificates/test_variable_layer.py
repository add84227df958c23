"""A person's lines: in one line, smaller, in two lines, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.certificates.certificate import Credential
from handouts.typesetting.variable_data.variable_layer import FLOOR, FittedText, halves
from tests.certificates.conftest import Desk

LONG = "Maximiliana Konstantine Featherstonehaugh-Montgomery"


def name(text: str, credentials: str = "") -> Credential:
    return Credential("0000-0000-0000", text, credentials, "", "", "6")


def points(setting: FittedText) -> float:
    return setting.size * 0.75


def test_the_floor_of_names_is_18_pt() -> None:
    assert FLOOR * 0.75 == 18


def test_names_are_set_as_large_as_there_is_room(desk: Desk) -> None:
    typesetter = desk.check().typesetter
    longer = f"{LONG} von und zu Ehrenbreitstein-Hohenlohe-Schillingsfürst"
    awards = [name("Ann Lee"), name(LONG), name(longer), name("W" * 80), name(f"{longer} " * 3)]
    short, smaller, two, no_break, too_long = typesetter.names(awards).values()
    assert (len(short.lines), short.shrunk) == (1, False)
    assert (len(smaller.lines), smaller.shrunk) == (1, True)
    assert 18 <= points(smaller) < points(short)
    assert [line.text for line in two.lines] == [
        "Maximiliana Konstantine Featherstonehaugh-Montgomery",
        "von und zu Ehrenbreitstein-Hohenlohe-Schillingsfürst",
    ]
    assert 18 <= points(two) <= 26
    assert (no_break.fits, too_long.fits) == (False, False)


def test_every_line_stays_in_its_room(desk: Desk) -> None:
    typesetter = desk.check().typesetter
    box = typesetter.page_template(frozenset()).fields["person-name"].box
    texts = [f"{'Wilhelmina ' * count}Lee" for count in range(1, 20)]
    found = typesetter.names([name(text, "PhD") for text in texts])
    assert {len(setting.lines) for setting in found.values()} == {0, 1, 2}
    for setting in found.values():
        for line in setting.lines:
            assert line.width * setting.size <= box.right - box.left + 0.01
            assert points(setting) >= 18


def test_a_name_may_be_as_wide_as_it_is_taken_for_without_being_measured(desk: Desk) -> None:
    typesetter = desk.check().typesetter
    widest = [name(letter * 30) for letter in "WMÆŒ@%—"]
    assert all(setting.fits for setting in typesetter.names(widest).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee", ("Ann", "Lee")),
        ("Ann Bo Cy Lee", ("Ann Bo", "Cy Lee")),
        ("Featherstonehaugh-Montgomery", ("Featherstonehaugh-", "Montgomery")),
        ("Wolfeschlegelsteinhausen", ()),
        ("", ()),
    ],
)
def test_a_name_is_broken_near_its_middle(text: str, expected: tuple[str, ...]) -> None:
    assert halves(text) == expected


@given(st.lists(st.text("abc-", min_size=1, max_size=9), min_size=1, max_size=6))
def test_nothing_of_a_name_is_lost_where_it_is_broken(words: list[str]) -> None:
    text = " ".join(words)
    found = halves(text)
    assert not found or "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(line and line == line.strip() for line in found)
