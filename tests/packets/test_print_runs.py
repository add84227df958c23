"""What is sent to the printer: on what, in how many copies, and how many sheets it takes."""

import dataclasses

import pytest

from handouts.documents.front_matter import DocumentHead
from handouts.documents.registry import Document
from handouts.packets.print_runs import (
    PageSpan,
    Paper,
    Plan,
    PrintRun,
    booklet,
    draft,
    runs_of,
    shared,
    shares,
    whole_file,
)
from handouts.typesetting.imposition import MOST_SHEETS

COLOUR = Paper("letter", is_grey=False)
BINDERY = "a copy shop to bind it: an office stapler does not take so many sheets"
FOLDED = "a stapler that reaches the fold"

ON_PAPER = PrintRun(
    path="packet.pdf",
    pages=None,
    copies=1,
    sheets=1,
    sides=2,
    edge="long",
    paper="letter",
    stock="paper",
    is_grey=False,
)
"""The run of a file that has one sheet."""


def document(name: str, **head: object) -> Document:
    plain = {"title": name, "audience": "participants", "editions": {"print": {"plain": 0}}}
    return Document(name, DocumentHead.model_validate({**plain, **head}))


GUIDE, KEYS = document("guide"), document("keys")
CARDS = document("cards", stock="card", needs="a cutter", shared_by=2)
BADGES = document("badges", stock="card", needs="badge holders", sides=1)
TENTS = document("tents", stock="card", needs="a ruler", sides=1)


def once(_: Document) -> int:
    return 1


def test_a_file_of_one_kind_is_one_run_of_all_its_pages() -> None:
    spans = [PageSpan(GUIDE, "Guide", 1, 4), PageSpan(KEYS, "Answer keys", 5, 2)]

    assert runs_of("packet.pdf", spans, once, COLOUR) == [dataclasses.replace(ON_PAPER, sheets=3)]


def test_each_stretch_that_is_printed_in_another_way_is_a_run_of_its_own() -> None:
    spans = [
        PageSpan(GUIDE, "Guide", 1, 4),
        PageSpan(KEYS, "Answer keys", 5, 6),
        PageSpan(CARDS, "Cards", 11, 8),
        PageSpan(BADGES, "Badges", 19, 6),
        PageSpan(TENTS, "Tent cards", 25, 48),
        PageSpan(GUIDE, "Guide again", 73, 2),
    ]
    copies = {"cards": 12}

    assert runs_of("f.pdf", spans, lambda found: copies.get(found.name, 1), COLOUR) == [
        dataclasses.replace(
            ON_PAPER, path="f.pdf", pages=(1, 10), sheets=5, of=("Guide", "Answer keys")
        ),
        dataclasses.replace(
            ON_PAPER,
            path="f.pdf",
            pages=(11, 18),
            copies=12,
            sheets=4,
            stock="card",
            of=("Cards",),
            needs=("a cutter",),
        ),
        dataclasses.replace(
            ON_PAPER,
            path="f.pdf",
            pages=(19, 23),
            sheets=3,
            sides=1,
            stock="card",
            of=("Badges",),
            needs=("badge holders",),
        ),
        dataclasses.replace(
            ON_PAPER,
            path="f.pdf",
            pages=(25, 71),
            sheets=24,
            sides=1,
            stock="card",
            of=("Tent cards",),
            needs=("a ruler",),
        ),
        dataclasses.replace(ON_PAPER, path="f.pdf", pages=(73, 74), of=("Guide again",)),
    ]


def test_what_differs_only_in_its_copies_is_printed_apart() -> None:
    spans = [PageSpan(GUIDE, "Guide", 1, 2), PageSpan(KEYS, "Answer keys", 3, 2)]
    copies = {"guide": 25, "keys": 1}

    found = runs_of("packet.pdf", spans, lambda document: copies[document.name], COLOUR)

    assert [(run.pages, run.copies, run.all_sheets, run.of) for run in found] == [
        ((1, 2), 25, 25, ("Guide",)),
        ((3, 4), 1, 1, ("Answer keys",)),
    ]


def test_versions_of_the_same_cards_are_printed_together() -> None:
    spans = [
        PageSpan(CARDS, f"Cards, version {letter}", at, 8) for letter, at in (("A", 1), ("B", 9))
    ]

    assert runs_of("packet.pdf", [*spans, PageSpan(GUIDE, "Guide", 17, 2)], once, COLOUR)[0] == (
        dataclasses.replace(
            ON_PAPER,
            pages=(1, 16),
            sheets=8,
            stock="card",
            of=("Cards, version A", "Cards, version B"),
            needs=("a cutter",),
        )
    )


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (2, 1), (3, 2), (27, 14), (28, 14)])
def test_an_odd_page_takes_a_sheet_of_its_own(pages: int, sheets: int) -> None:
    (run,) = runs_of("packet.pdf", [PageSpan(GUIDE, "Guide", 1, pages)], once, COLOUR)

    assert run == dataclasses.replace(ON_PAPER, sheets=sheets)
    assert whole_file("packet.pdf", pages, 1, COLOUR) == run


def test_a_file_without_parts_has_no_runs() -> None:
    assert runs_of("packet.pdf", [], once, COLOUR) == []


def test_a_run_has_its_paper_and_ink() -> None:
    grey = Paper("a4", is_grey=True)
    (run,) = runs_of("packet.pdf", [PageSpan(GUIDE, "Guide", 1, 2)], once, grey)

    assert run == dataclasses.replace(ON_PAPER, paper="a4", is_grey=True)
    assert whole_file("packet.pdf", 2, 1, grey) == run


def test_what_is_kept_in_a_binder_needs_a_hole_punch_and_card_does_not() -> None:
    punched = Paper("letter", is_grey=False, is_punched=True)
    marked = document("marked", needs="a ruler")
    spans = [
        PageSpan(GUIDE, "Guide", 1, 2),
        PageSpan(marked, "Marked", 3, 2),
        PageSpan(CARDS, "Cards", 5, 8),
    ]

    assert [run.needs for run in runs_of("packet.pdf", spans, once, punched)] == [
        ("a hole punch",),
        ("a ruler", "a hole punch"),
        ("a cutter",),
    ]
    assert [run.needs for run in runs_of("packet.pdf", spans, once, COLOUR)] == [
        (),
        ("a ruler",),
        ("a cutter",),
    ]


def test_one_sided_pages_are_never_all_of_a_file_because_blank_ones_lie_between() -> None:
    (run,) = runs_of("packet.pdf", [PageSpan(TENTS, "Tent cards", 1, 48)], once, COLOUR)

    assert (run.pages, run.sides, run.sheets) == ((1, 47), 1, 24)


def test_a_booklet_needs_a_stapler_up_to_what_one_takes_and_then_a_copy_shop() -> None:
    runs = [booklet("booklet.pdf", [pages], 25, COLOUR) for pages in (2, 30, 31, 32)]

    assert runs == [
        dataclasses.replace(
            ON_PAPER, path="booklet.pdf", copies=25, sheets=sheets, edge="short", needs=(needed,)
        )
        for sheets, needed in ((1, FOLDED), (15, FOLDED), (16, BINDERY), (16, BINDERY))
    ]
    assert MOST_SHEETS == 15


def test_a_draft_is_turned_on_the_short_edge_and_needs_nothing() -> None:
    wanted = dataclasses.replace(ON_PAPER, path="draft.pdf", copies=1, sheets=6, edge="short")
    assert draft("draft.pdf", 12, COLOUR) == wanted


def test_a_packet_that_is_not_folded_needs_nothing() -> None:
    assert whole_file("packet.pdf", 400, 1, COLOUR).needs == ()


@pytest.mark.parametrize(
    ("people", "versions", "copies"),
    [
        (1, 1, 1),
        (2, 1, 1),
        (3, 1, 2),
        (24, 1, 12),
        (25, 1, 13),
        (25, 3, 5),
        (1, 3, 1),
        (1, 26, 1),
        (53, 26, 2),
        (20_000, 1, 10_000),
        (20_000, 3, 3_334),
        (20_000, 26, 385),
    ],
)
def test_people_share_cards_and_no_group_goes_without(
    people: int, versions: int, copies: int
) -> None:
    assert shared(CARDS, people, versions) == copies
    assert copies * versions * 2 >= people


@pytest.mark.parametrize("people", [1, 25, 20_000])
def test_what_nobody_shares_is_printed_once(people: int) -> None:
    assert [shared(document, people, 3) for document in (GUIDE, BADGES, TENTS)] == [1, 1, 1]


def test_25_copies_of_three_versions_are_shared_out_from_the_first() -> None:
    assert shares(25, "ABC") == {"A": 9, "B": 8, "C": 8}


@pytest.mark.parametrize(
    ("copies", "letters", "each"),
    [
        (1, ("",), {"": 1}),
        (1, "ABC", {"A": 1, "B": 0, "C": 0}),
        (4, "ABC", {"A": 2, "B": 1, "C": 1}),
        (24, "ABC", {"A": 8, "B": 8, "C": 8}),
        (20_000, ("",), {"": 20_000}),
        (20_000, "ABC", {"A": 6_667, "B": 6_667, "C": 6_666}),
    ],
)
def test_copies_are_shared_out_as_equally_as_can_be(
    copies: int, letters: str, each: dict[str, int]
) -> None:
    found = shares(copies, letters)

    assert found == each
    assert list(found) == list(letters)
    assert sum(found.values()) == copies


def test_a_plan_adds_up_each_stock_and_leaves_out_what_is_only_asked_for() -> None:
    packets = dataclasses.replace(ON_PAPER, copies=24, sheets=15)
    cards = dataclasses.replace(ON_PAPER, copies=12, sheets=4, stock="card")
    badges = dataclasses.replace(ON_PAPER, sheets=3, sides=1, stock="card")
    large = dataclasses.replace(ON_PAPER, sheets=34)

    plan = Plan("build/tea", (ON_PAPER, packets, cards, badges), (large,))

    assert {stock: plan.sheets(stock) for stock in ("paper", "card")} == {"paper": 361, "card": 51}
    assert packets.all_sheets == 360


def test_a_plan_for_20_000_people_counts_every_sheet() -> None:
    packets = dataclasses.replace(ON_PAPER, copies=20_000, sheets=15)
    cards = dataclasses.replace(ON_PAPER, copies=10_000, sheets=4, stock="card")

    plan = Plan("build/tea", (packets, cards), ())

    assert (plan.sheets("paper"), plan.sheets("card")) == (300_000, 40_000)


def test_a_plan_without_card_takes_none() -> None:
    assert Plan("build/tea", (ON_PAPER,), ()).sheets("card") == 0
