"""What stands in the packets of a training, and every way in which its options can be wrong."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from handouts.content.training import PacketOptions
from handouts.content.worksheet_options import LeaveOut, WorksheetsFile
from handouts.documents import registry as documents
from handouts.documents.registry import Document
from handouts.packets import contents
from handouts.project.layout import Project
from handouts.workflows.check import check as check_project
from handouts.worksheets import kinds
from tests.conftest import REPOSITORY
from tests.small_project import ARTICLE, CHART, TRAINING, read, small_project, told

HERE = Project(REPOSITORY)
NO_OPTIONS = PacketOptions()
OWN = """\
{#
title: Objectives
audience: participants
order: 30
editions:
  print: {plain: 1}
#}
{% extends "base.html" %}
"""


def names(found: Sequence[Document]) -> list[str]:
    return [document.name for document in found]


def reported(folder: Path, *lines: str) -> str:
    """What a trainer is told of `packet:` with these lines, the first of which is line 5."""
    return told(folder, training=f"{TRAINING}packet:\n" + "".join(f"{line}\n" for line in lines))


def test_participants_get_what_is_for_them_in_the_order_of_the_day() -> None:
    assert names(contents.for_participants(HERE, NO_OPTIONS, [""])) == [
        "handout",
        "chart",
        "reading-guide",
        "blank-chart",
        "spot-the-swap",
        "in-the-room",
        "my-case",
        "where-am-i",
        "action-plan",
        "evaluation",
    ]


def test_a_worksheet_that_is_added_stands_in_its_place_and_one_left_out_does_not() -> None:
    own = WorksheetsFile(add=("matching",), leave_out=LeaveOut(kinds=("blank-chart", "my-case")))

    assert names(contents.for_participants(HERE, NO_OPTIONS, [""], own))[2:6] == [
        "reading-guide",
        "matching",
        "spot-the-swap",
        "in-the-room",
    ]


def test_the_facilitator_gets_the_run_sheet_first_and_what_is_on_card_last() -> None:
    cards = WorksheetsFile(add=("sorting-cards",))

    assert names(contents.for_facilitator(HERE, NO_OPTIONS, [""], cards)) == [
        "run-sheet",
        "facilitator-guide",
        "sign-in-sheet",
        "key-card",
        "answer-keys",
        "sorting-cards",
        "badges",
        "tent-cards",
    ]


def test_every_document_stands_in_one_of_the_two() -> None:
    every = WorksheetsFile(add=kinds())
    both = [
        *contents.for_participants(HERE, NO_OPTIONS, [""], every),
        *contents.for_facilitator(HERE, NO_OPTIONS, [""], every),
    ]

    every = documents.registry(HERE).values()
    on_the_day = [one.name for one in every if one.name != "brand" and not one.head.apart]
    assert sorted(names(both)) == sorted(["run-sheet", *on_the_day])


def test_an_own_document_is_given_to_participants_where_its_order_puts_it(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    own = tmp_path / "templates" / "documents" / "objectives.html"
    own.parent.mkdir(parents=True)
    own.write_text(OWN, "utf-8")

    assert names(contents.for_participants(project, NO_OPTIONS, [""]))[:4] == [
        "handout",
        "chart",
        "objectives",
        "reading-guide",
    ]


def test_an_own_document_on_card_goes_to_the_facilitator(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    own = tmp_path / "templates" / "documents" / "tokens.html"
    own.parent.mkdir(parents=True)
    own.write_text(OWN.replace("order: 30", "order: 30\nstock: card"), "utf-8")

    assert "tokens" not in names(contents.for_participants(project, NO_OPTIONS, [""]))
    assert names(contents.for_facilitator(project, NO_OPTIONS, [""]))[5:7] == [
        "tokens",
        "badges",
    ]


def test_wishes_are_followed_in_their_order() -> None:
    options = PacketOptions(
        participants=("reflection", "sorting-cards", "handout"),
        facilitator=("tent-cards", "chart", "run-sheet", "answer-keys"),
    )

    assert names(contents.for_participants(HERE, options, [""])) == [
        "reflection",
        "sorting-cards",
        "handout",
    ]
    assert names(contents.for_facilitator(HERE, options, [""])) == [
        "tent-cards",
        "chart",
        "run-sheet",
        "answer-keys",
    ]


@pytest.mark.parametrize("asked", ["participants", "facilitator"])
def test_options_for_one_packet_leave_the_other_as_it_is(asked: str) -> None:
    options = PacketOptions.model_validate({asked: ["handout"]})
    choices = {"participants": contents.for_participants, "facilitator": contents.for_facilitator}

    assert {name: names(found(HERE, options, [""])) for name, found in choices.items()} == {
        name: ["handout"] if name == asked else names(found(HERE, NO_OPTIONS, [""]))
        for name, found in choices.items()
    }


def test_the_wishes_of_a_file_are_read(tmp_path: Path) -> None:
    training = read(
        tmp_path,
        training=f"{TRAINING}packet:\n  participants:\n    - chart\n    - handout\n"
        "  facilitator: [run-sheet, chart]\n",
    )

    assert training.head.packet == PacketOptions(
        participants=("chart", "handout"), facilitator=("run-sheet", "chart")
    )


@pytest.mark.parametrize("nothing", ["packet:\n", "packet:\n  participants:\n  facilitator:\n"])
def test_keys_without_anything_behind_them_are_no_wishes(tmp_path: Path, nothing: str) -> None:
    assert read(tmp_path, training=TRAINING + nothing).head.packet == NO_OPTIONS


def test_an_unknown_name_is_reported_with_the_nearest_or_with_all_there_are(tmp_path: Path) -> None:
    registry = ", ".join(documents.registry(HERE))

    assert reported(
        tmp_path,
        "  participants:",
        "    - handuot",
        "    - quiz",
        "  facilitator:",
        "    - run-shet",
        "    - quiz",
    ) == (
        'content/tea/training.yaml:6: there is no document "handuot"\n'
        "        - handuot\n"
        '  Did you mean "handout"?\n'
        'content/tea/training.yaml:7: there is no document "quiz"\n'
        "        - quiz\n"
        f"  There are: {registry}.\n"
        'content/tea/training.yaml:9: there is no document "run-shet"\n'
        "        - run-shet\n"
        '  Did you mean "run-sheet"?\n'
        'content/tea/training.yaml:10: there is no document "quiz"\n'
        "        - quiz\n"
        f"  There are: run-sheet, {registry}."
    )


def test_what_only_packets_have_cannot_be_asked_for(tmp_path: Path) -> None:
    registry = ", ".join(documents.registry(HERE))

    assert reported(tmp_path, "  participants:", "    - cover", "    - handout") == (
        'content/tea/training.yaml:6: there is no document "cover"\n'
        "        - cover\n"
        f"  There are: {registry}."
    )


def test_what_is_for_the_facilitator_is_never_given_to_participants(tmp_path: Path) -> None:
    assert reported(
        tmp_path, "  participants: [handout, answer-keys]", "  facilitator: [answer-keys]"
    ) == (
        'content/tea/training.yaml:5: "answer-keys" is for the facilitator, and cannot be given to '
        "participants\n"
        "      participants: [handout, answer-keys]\n"
        "  Move it to `facilitator:`, or leave it out."
    )


def test_there_are_documents_only_for_the_facilitator() -> None:
    registry = documents.registry(HERE).values()
    private = [document.name for document in registry if document.head.audience == "facilitator"]

    *on_the_day, last = private
    assert last == "brand"
    assert on_the_day == [
        "facilitator-guide", "sign-in-sheet", "key-card", "answer-keys", "badges", "tent-cards",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", [d.name for d in documents.registry(HERE).values() if d.head.audience == "facilitator"]
)
def test_each_document_of_the_facilitator_is_refused(tmp_path: Path, name: str) -> None:
    assert reported(tmp_path, f"  participants: [{name}]") == (
        f'content/tea/training.yaml:5: "{name}" is for the facilitator, and cannot be given to '
        "participants\n"
        f"      participants: [{name}]\n"
        "  Move it to `facilitator:`, or leave it out."
    )


def test_a_document_that_stands_twice_is_reported_where_it_stands_again(tmp_path: Path) -> None:
    assert reported(
        tmp_path,
        "  participants:",
        "    - chart",
        "    - handout",
        "    - chart",
        "  facilitator: [chart, run-sheet, run-sheet]",
    ) == (
        'content/tea/training.yaml:8: "chart" stands in `participants:` twice\n'
        "        - chart\n"
        "  Leave one of them out.\n"
        'content/tea/training.yaml:9: "run-sheet" stands in `facilitator:` twice\n'
        "      facilitator: [chart, run-sheet, run-sheet]\n"
        "  Leave one of them out."
    )


def test_an_empty_list_is_not_taken_for_all_or_for_nothing(tmp_path: Path) -> None:
    assert reported(tmp_path, "  participants: []", "  facilitator: []") == (
        'content/tea/training.yaml:5: "participants" is an empty list\n'
        "      participants: []\n"
        "  Name what it is to have, or leave `participants:` out for all there is.\n"
        'content/tea/training.yaml:6: "facilitator" is an empty list\n'
        "      facilitator: []\n"
        "  Name what it is to have, or leave `facilitator:` out for all there is."
    )


def test_an_unknown_key_is_reported_with_the_nearest(tmp_path: Path) -> None:
    assert reported(tmp_path, "  participant: [handout]") == (
        'content/tea/training.yaml:5: "packet" has an unknown key "participant"\n'
        "      participant: [handout]\n"
        '  Did you mean "participants"?'
    )


def test_one_name_without_a_list_is_reported(tmp_path: Path) -> None:
    assert reported(tmp_path, "  participants: handout") == (
        'content/tea/training.yaml:5: "packet" "participants" is not a list\n'
        "      participants: handout\n"
        "  Begin each entry's line with `- `."
    )


def test_a_list_without_keys_is_reported(tmp_path: Path) -> None:
    assert told(tmp_path, training=f"{TRAINING}packet: [handout]\n") == (
        'content/tea/training.yaml:4: "packet" has no keys\n'
        "    packet: [handout]\n"
        "  Write keys and values, each on a line of its own: `key: value`. Keys here are: "
        "participants, facilitator."
    )


def test_entries_that_are_not_names_are_reported(tmp_path: Path) -> None:
    assert reported(tmp_path, "  participants:", "    - ", "    - [chart]", "    - a: b") == (
        'content/tea/training.yaml:6: "packet" "participants" 1 is empty\n'
        "        - \n"
        "  Write its text.\n"
        'content/tea/training.yaml:7: "packet" "participants" 2 is not one text\n'
        "        - [chart]\n"
        "  Put the whole text in quotes, because of its [, its { or its colon.\n"
        'content/tea/training.yaml:8: "packet" "participants" 3 is not one text\n'
        "        - a: b\n"
        "  Put the whole text in quotes, because of its [, its { or its colon."
    )


def test_problems_of_options_are_reported_with_those_of_all_other_files(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        training=f"{TRAINING}packet:\n  participants: [handuot]\n",
        provider="name: Quiet Harbour Courses\nfax: none\n",
    ) == (
        'content/provider.yaml:2: the file has an unknown key "fax"\n'
        "    fax: none\n"
        "  Keys here are: name, address, website, email, phone, logo, logo_small, logo_on_dark, "
        "colour, second_colour, fonts, signatory, approvals, mail_server, verify_url, signatories, "
        "certificate_face, certificate_frame, certificate_ground, certificate_script.\n"
        'content/tea/training.yaml:5: there is no document "handuot"\n'
        "      participants: [handuot]\n"
        '  Did you mean "handout"?'
    )


def test_problems_of_options_are_reported_with_the_others_of_their_own_file(tmp_path: Path) -> None:
    assert told(
        tmp_path, training=f"{TRAINING}theme: pres\npacket:\n  participants: [handuot]\n"
    ) == (
        'content/tea/training.yaml:4: there is no theme "pres"\n'
        "    theme: pres\n"
        '  Did you mean "press"?\n'
        'content/tea/training.yaml:6: there is no document "handuot"\n'
        "      participants: [handuot]\n"
        '  Did you mean "handout"?'
    )


def test_a_packet_begins_with_every_template_that_is_for_its_front(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    own = tmp_path / "templates" / "packets" / "welcome.html"
    own.parent.mkdir(parents=True)
    own.write_text(OWN.replace("order: 30", "role: front\norder: 15"), "utf-8")

    assert names(contents.front(project, "participants")) == ["cover", "welcome", "contents"]
    assert names(contents.front(project, "facilitator")) == ["run-sheet"]


def unlisted(folder: Path, packet: str, worksheets: str = "", **files: str) -> list[str]:
    """What no packet has of the worksheets of a training with these lists; asked for with a !."""
    text = f"{TRAINING}packet: {packet}\n" if packet else TRAINING
    training = read(folder, training=text, worksheets=worksheets or "versions: 1\n", **files)
    made = [name for name in MADE if name in documents.named(documents.registry(HERE), FEES)]
    found = contents.unlisted(HERE, training, made)
    return [f"{one.audience} {one.name}{'!' * one.is_asked_for}" for one in found]


FEES = ("", "fees")
MADE = ("blank-chart", "matching", "matching-fees", "sorting-cards", "my-case")


@pytest.mark.parametrize(
    ("packet", "worksheets", "lacking"),
    [
        ("", "add: [matching]", []),
        ("{participants: [handout, my-case, matching, blank-chart]}", "add: [matching]", []),
        ("{participants: [handout, my-case]}", "", ["participants blank-chart"]),
        (
            "{participants: [handout, my-case]}",
            "add: [matching, blank-chart]",
            ["participants blank-chart!", "participants matching!"],
        ),
        ("{participants: [my-case, blank-chart], facilitator: [matching]}", "add: [matching]", []),
        ("{facilitator: [run-sheet]}", "add: [sorting-cards]", ["facilitator sorting-cards!"]),
        ("{participants: [my-case, blank-chart]}", "add: [sorting-cards]", []),
        ("{participants: [my-case]}", "leave_out: {kinds: [blank-chart]}", []),
    ],
)
def test_worksheets_that_a_list_lacks_are_found_with_whether_they_are_asked_for(
    tmp_path: Path, packet: str, worksheets: str, lacking: list[str]
) -> None:
    assert unlisted(tmp_path, packet, worksheets) == lacking


def test_of_several_charts_the_sheet_of_each_is_found_that_no_list_has(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.content / "tea" / "chart-fees.yaml").write_text(CHART, "utf-8")
    article = f"{ARTICLE}\n[chart]\n\n[chart fees]\n"
    for listed, lacking in (("matching", []), ("matching-fees", ["participants matching!"])):
        packet = f"{{participants: [my-case, blank-chart, {listed}]}}"
        assert unlisted(tmp_path, packet, "add: [matching]", article=article) == lacking


def test_check_names_what_is_asked_for_and_listed_nowhere(tmp_path: Path) -> None:
    packet = "packet:\n  participants: [handout]\n"
    asks = "add: [matching]\nreflection: [What do you brew?, What do you pour?, Why?]\n"
    rows = "".join(f"  - {{label: L{n}, kettle: Quick {n}, pot: Slow {n * 7}}}\n" for n in range(6))
    chart = f"{CHART.partition('rows:')[0]}rows:\n{rows}"
    project = small_project(tmp_path, training=TRAINING + packet, worksheets=asks, chart=chart)
    found = [one for one in check_project(project).warnings if "training.yaml" in one]
    assert found == [
        "content/tea/training.yaml:5: made because you ask for it, but `packet: participants:` "
        "does not list it, so that no packet has it: matching, reflection. Add the name there, "
        "where it is to stand; until then it is a file of its own."
    ]
