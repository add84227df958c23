"""Packets: all that a training day needs in one file each, and the plan for the printer."""

from handouts.builds.progress import OnProgress, unheard
from handouts.packets.build import MadePackets, pack
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.workflows.kept_packet import keep_packet
from handouts.workflows.load import load_checked


def packet(
    project: Project, request: PacketRequest, on_progress: OnProgress = unheard
) -> MadePackets:
    """Make the packets of a training or a session, and the plan for the printer.

    What was asked and the plan are kept beside them. Raises CallError, ContentError, or WorldError;
    what could be finished before that stays.
    """
    made = pack(project, request, load_checked, on_progress)
    keep_packet(project, request, made)
    return made
