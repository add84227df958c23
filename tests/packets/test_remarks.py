"""What is reported of packets that were made, as data and in print."""

import json
from pathlib import Path

import pytest

from handouts.builds.plan import read_file
from handouts.cli.packets import PacketConsole
from handouts.packets.build import MadePackets
from handouts.packets.order import Order
from handouts.packets.parts import PacketTraining
from handouts.packets.print_runs import Plan
from handouts.packets.remarks import EmptyRoster, NotListed, NotMade, Remark, SessionToPack, remarks
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.workflows.load import load_checked
from tests.small_project import TRAINING, small_project

SESSION = "days: [{date: 2026-03-14}]\nplace: Harbour Hall\nhours: 3\n"


def found(folder: Path, *, session: bool, copies: int = 0) -> tuple[Remark, ...]:
    """The remarks on packets of a training that wants an evaluation and a matching sheet."""
    wanted = f"{TRAINING}packet:\n  participants: [handout, evaluation, matching]\n"
    project = small_project(folder, training=wanted)
    spring = project.content / "tea" / "sessions" / "spring"
    spring.mkdir(parents=True)
    (spring / "session.yaml").write_text(SESSION, "utf-8")
    (training,), sessions = load_checked(project, ["tea"], [("tea", "spring")] if session else [])
    delivery = PacketTraining(
        project, training, sessions[0] if sessions else None, {}, 1, read_file
    )
    order = Order(delivery, PacketRequest("tea", copies=copies))
    return tuple(remarks(order, project.sessions("tea")))


def test_what_cannot_be_made_and_sessions_with_packets_of_their_own_are_reported(
    tmp_path: Path,
) -> None:
    assert found(tmp_path, session=False) == (
        NotMade("evaluation"),
        NotMade("matching"),
        SessionToPack("tea/spring"),
    )


def test_an_empty_roster_is_reported_where_no_copies_are_asked_for(tmp_path: Path) -> None:
    assert found(tmp_path / "a", session=True) == (NotMade("matching"), EmptyRoster())
    assert found(tmp_path / "b", session=True, copies=9) == (NotMade("matching"),)


def test_the_command_prints_each_remark_as_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    printed = [
        "matching cannot be made here, and is in no packet on paper.",
        "Nobody is on the roster yet: --copies N plans for N participants.",
        "handouts packet tea/spring makes those of this session, with what its roster gives: "
        "sign-in sheet, badges, evaluation.",
        "Made, but in no packet, for `packet: participants:` of training.yaml does not list it: "
        "matching, my-case. Add what is missed there, where it is to stand; the rest stays a file "
        "of its own.",
    ]
    lacking = NotListed(("matching", "my-case"), "participants")
    all_remarks = (NotMade("matching"), EmptyRoster(), SessionToPack("tea/spring"), lacking)
    packed = MadePackets((), Plan("build/tea", (), ()), {}, all_remarks)
    PacketConsole(quiet=False, as_json=False).packed(Project(tmp_path), packed)
    assert capsys.readouterr().err.splitlines()[-4:] == printed
    PacketConsole(quiet=False, as_json=True).packed(Project(tmp_path), packed)
    assert json.loads(capsys.readouterr().out)["remarks"] == printed
