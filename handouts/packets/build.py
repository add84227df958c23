"""The flow from a training or a session to its packets and the plan for the printer."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from handouts import worksheets
from handouts.builds import fingerprints
from handouts.builds.build import Built, Load
from handouts.builds.plan import read_file
from handouts.builds.progress import OnProgress, unheard
from handouts.content.provider_check import refuse_example
from handouts.documents.editions import PAPERS
from handouts.documents.left_out import left_out
from handouts.errors import CallError, WorldError
from handouts.messages import message
from handouts.packets import jobs
from handouts.packets import order as names
from handouts.packets.incremental import IncrementalBuild
from handouts.packets.order import Order
from handouts.packets.parts import PacketTraining
from handouts.packets.print_plan import plan
from handouts.packets.print_runs import Plan
from handouts.packets.remarks import Remark, remarks
from handouts.packets.request import PacketRequest
from handouts.project.atomic_files import check_place
from handouts.project.layout import Project, choose


@dataclass(frozen=True)
class MadePackets:
    """What making packets came to."""

    files: tuple[Built, ...]
    plan: Plan
    left_out: Mapping[str, Sequence[str]]
    """For the training, why documents, worksheets or rows of a chart are left out."""
    remarks: tuple[Remark, ...]
    """What should be known of the packets."""


def pack(
    project: Project, request: PacketRequest, load: Load, on_progress: OnProgress = unheard
) -> MadePackets:
    """Make the packets of a training or a session, and the plan for the printer.

    The facilitator's packet shows pages of the participants' one, and the plan what all of them
    take, so they are made one after another. Raises CallError, ContentError, or WorldError;
    what could be finished before that stays, and every other file is as it was.
    """
    before = fingerprints.stamps(project)
    delivery = delivery_of(project, request, load)
    refuse_example(project)
    order = Order(delivery, request)
    order.check()
    for path in map(order.own_path, (names.FACILITATOR, names.PLAN)):
        check_place(project.build / path, inside=project.root)
    incremental = IncrementalBuild(project, order, on_progress, before)
    try:
        for stage in (jobs.for_participants, jobs.for_facilitator, jobs.for_printer):
            incremental.make(stage(order, incremental.records))
    except BaseException:
        with suppress(WorldError):  # the first error is the one to be reported
            incremental.close()
        raise
    incremental.close()
    found = left_out(project, delivery.training)
    printing = plan(order, incremental.records)
    known = tuple(remarks(order, project.sessions(delivery.training.name)))
    return MadePackets(incremental.built, printing, {delivery.training.name: found}, known)


def delivery_of(project: Project, request: PacketRequest, load: Load) -> PacketTraining:
    """Return what is to be packed, read from its files. Raises CallError and ContentError."""
    if request.paper:
        choose(request.paper, PAPERS, "paper")
    if request.theme:
        choose(request.theme, project.themes(), "theme")
    name = project.name(request.of)
    wanted = project.select_sessions([name]) if "/" in name else []
    (training,), sessions = load(project, project.select([name]), wanted)
    session = sessions[0] if sessions else None
    made = worksheets.all_sheets(training, request.seed, request.versions)
    people = len(session.roster.participants) if session else 0
    versions = request.versions or training.worksheets.versions
    copies = request.copies or max(people, versions)
    if copies < versions:
        found = message("packets.few-copies", versions=versions, copies=copies)
        raise CallError(found)
    return PacketTraining(project, training, session, made.sheets, copies, cache(read_file))
