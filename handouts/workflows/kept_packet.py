"""The packets that stand in the build folder: what was asked of them, and their print plan."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from handouts.builds.currency import records
from handouts.packets.build import MadePackets
from handouts.packets.print_runs import Plan
from handouts.packets.remarks import EmptyRoster, NotMade, SessionToPack
from handouts.packets.request import PacketRequest
from handouts.project.atomic_files import write_whole
from handouts.project.layout import Project, is_private, session_folder

_NAME = ".packet.json"
_Remark = Annotated[NotMade | SessionToPack | EmptyRoster, Field(union_mode="left_to_right")]
"""The one without a field comes last, for anything would do for it."""


@dataclass(frozen=True)
class KeptPacket:
    """Packets that were made, as whoever prints them has to know them."""

    request: PacketRequest
    plan: Plan
    left_out: tuple[str, ...]
    """Why documents, worksheets or rows of a chart are left out, each a sentence."""
    remarks: tuple[_Remark, ...]
    files: Mapping[str, str]
    """SHA-256 of each file by its path in the build folder: the plan is that of these."""


def keep_packet(project: Project, request: PacketRequest, made: MadePackets) -> None:
    """Keep what was asked of packets, and their plan, beside them. Raises WorldError."""
    kept = KeptPacket(
        dataclasses.replace(request, jobs=0, force=False),
        made.plan,
        tuple(one for reasons in made.left_out.values() for one in reasons),
        made.remarks,
        {one.path.relative_to(project.build).as_posix(): one.record.sha256 for one in made.files},
    )
    place = _place(project, request.of)
    path = place.relative_to(project.build).as_posix()
    content = _adapter().dump_json(kept)
    write_whole(place, content, inside=project.root, private=is_private(path))


def kept_packet(project: Project, name: str) -> KeptPacket | None:
    """Return what is known of the packets of a training, or of `<training>/<session>`.

    None where there are none, or where one of their files was made anew since by a run that did not
    finish: a plan of other files would have the wrong pages printed.
    """
    try:
        kept: KeptPacket = _adapter().validate_json(_place(project, name).read_bytes())
    except (OSError, ValueError):
        return None
    known = records(project)
    return kept if all(_is_of(known, *file) for file in kept.files.items()) else None


def _is_of(known: Mapping[str, Any], path: str, sha256: str) -> bool:
    return path in known and known[path].sha256 == sha256


def _place(project: Project, name: str) -> Path:
    training, _, session = name.partition("/")
    return project.build / (session_folder(training, session) if session else training) / _NAME


@cache
def _adapter() -> TypeAdapter[KeptPacket]:
    return TypeAdapter(KeptPacket)
