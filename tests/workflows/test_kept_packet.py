"""What was asked of packets, and their plan, stand beside them for whoever comes later."""

import dataclasses
from pathlib import Path

import pytest

from handouts.builds.build import Built
from handouts.builds.manifest import Manifest, Record
from handouts.packets.build import MadePackets
from handouts.packets.print_runs import Plan, PrintRun
from handouts.packets.remarks import EmptyRoster, NotListed, NotMade, SessionToPack
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.workflows.built_files import built_packets, present_files
from handouts.workflows.kept_packet import keep_packet, kept_packet
from handouts.workflows.packet import packet
from handouts.workflows.rename_training import rename_training
from tests.small_project import TRAINING, path, small_project

FEW = "packet:\n  participants: [chart]\n  facilitator: [run-sheet]\n"
RUN = PrintRun("a.pdf", (3, 4), 7, 1, 1, "long", "a4", "card", True, ("Cards",), ("scissors",))
LACKING = NotListed(("matching", "my-case"), "participants")
REMARKS = (NotMade("matching"), SessionToPack("tea/may"), LACKING, EmptyRoster())


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    return small_project(tmp_path, training=TRAINING + FEW)


def made(project: Project, name: str) -> MadePackets:
    """Packets of one file, as if they had been made."""
    record = Record("from", f"digest of {name}", 2, 3, 0)
    manifest = Manifest.read(project.build)
    manifest.files[name] = record
    manifest.write()
    folder = f"build/{name.rpartition('/')[0]}"
    plan = Plan(folder, (RUN,), (dataclasses.replace(RUN, pages=None),), (("A", 4), ("B", 3)))
    built = (Built(project.build / name, record, True),)
    return MadePackets(built, plan, {"tea": ("there is no article",)}, REMARKS)


@pytest.mark.parametrize(("name", "folder"), [("tea", "tea"), ("tea/may", "tea/sessions/may")])
def test_request_plan_and_remarks_come_back(tea: Project, name: str, folder: str) -> None:
    request = PacketRequest(name, 7, 2, 5, "a4", booklet=True, jobs=3, force=True)
    packets = made(tea, f"{folder}/a.pdf")

    keep_packet(tea, request, packets)
    kept = kept_packet(tea, name)

    assert kept
    assert kept.request == dataclasses.replace(request, jobs=0, force=False)
    assert kept.plan == packets.plan
    assert kept.remarks == REMARKS
    assert kept.left_out == ("there is no article",)


def test_it_goes_with_a_training_that_is_renamed(tea: Project) -> None:
    (tea.build / "tea").mkdir(parents=True)
    (tea.build / "tea/a.pdf").write_bytes(b"%PDF-")
    keep_packet(tea, PacketRequest("tea", 7), made(tea, "tea/a.pdf"))

    rename_training(tea, "tea", "two-teas")

    kept = kept_packet(tea, "two-teas")
    assert kept
    assert kept.request == PacketRequest("two-teas", 7)
    assert kept.plan.folder == "build/two-teas"
    assert kept_packet(tea, "tea") is None


def test_a_plan_of_files_that_were_made_anew_since_is_not_shown(tea: Project) -> None:
    keep_packet(tea, PacketRequest("tea"), made(tea, "tea/a.pdf"))
    manifest = Manifest.read(tea.build)
    manifest.files["tea/a.pdf"] = Record("from", "another digest", 9, 9, 0)
    manifest.write()

    assert kept_packet(tea, "tea") is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[", b'{"request": 1}', b"\xff\xfe"])
def test_what_is_damaged_is_as_if_it_were_not_there(tea: Project, content: bytes) -> None:
    keep_packet(tea, PacketRequest("tea"), made(tea, "tea/a.pdf"))
    (tea.build / "tea/.packet.json").write_bytes(content)

    assert kept_packet(tea, "tea") is None


def test_that_of_a_session_is_for_its_owner_alone(tea: Project) -> None:
    keep_packet(tea, PacketRequest("tea/may"), made(tea, "tea/sessions/may/a.pdf"))

    (kept,) = tea.build.glob("tea/sessions/may/.packet.json")
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.long
def test_packets_are_current_until_what_they_show_has_changed(tea: Project) -> None:
    packet(tea, PacketRequest("tea", copies=3, greyscale=True))
    (tea.build / "tea/participants/print/participant-packet-booklet.pdf").write_bytes(b"%PDF-")

    def states() -> dict[str, str]:
        return {Path(one.path).stem: one.state for one in built_packets(tea, "tea")}

    assert states() == {
        "participant-packet": "current",
        "participant-packet-booklet": "left over",
        "facilitator-packet": "current",
        "print-plan": "current",
    }
    path(tea, "chart").write_text(
        path(tea, "chart").read_text("utf-8").replace("Quick", "Swift"), "utf-8"
    )
    (tea.build / "tea/facilitator/print-plan.pdf").unlink()

    in_order = [one.path for one in present_files(tea, "tea").files if one.of.group == "packets"]
    now = built_packets(tea, "tea")
    assert [one.path for one in now if one.state != "missing"] == in_order
    assert states()["participant-packet"] == "changed"
    assert states()["print-plan"] == "missing"
