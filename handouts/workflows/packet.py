"""Packets: all that a training day needs in one file each, and the plan for the printer."""

from handouts.builds.progress import OnProgress, unheard
from handouts.packets.build import MadePackets, pack
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.workflows.load import load_checked


def packet(
    project: Project, request: PacketRequest, on_progress: OnProgress = unheard
) -> MadePackets:
    """Make the packets of a training or a session, and the plan for the printer.

    Raises CallError, ContentError, or WorldError; what could be finished before that stays.
    """
    return pack(project, request, load_checked, on_progress)
