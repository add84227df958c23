"""Which files of packets are current: looked at without making any."""

from collections.abc import Mapping
from contextlib import suppress

from handouts.builds.build import Load
from handouts.builds.manifest import Manifest
from handouts.packets import jobs
from handouts.packets import order as names
from handouts.packets.build import delivery_of
from handouts.packets.order import Order
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project


def currency(project: Project, request: PacketRequest, load: Load) -> Mapping[str, bool]:
    """Return for each file that `pack` would leave there whether the present one is left alone.

    Paths are those in the build folder. The facilitator's packet and the plan are compared with the
    participants' files that are there. Raises CallError and ContentError where `pack` would, before
    it makes anything.
    """
    order = Order(delivery_of(project, request, load), request)
    order.check()
    manifest = Manifest.read(project.build)
    found = {order.own_path(name): False for name in (names.FACILITATOR, names.PLAN)}
    with suppress(KeyError):  # the later ones show pages of files that were never made
        for stage in (jobs.for_participants, jobs.for_facilitator, jobs.for_printer):
            for output in (one for batch in stage(order, manifest.files) for one in batch.outputs):
                found[output.path] = manifest.is_current(output.path, output.fingerprint)
    return found
