"""The packets that stand in the build folder: what was asked of them, and their print plan."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from handouts.builds.currency import records
from handouts.packets.build import MadePackets
from handouts.packets.print_runs import Plan
from handouts.packets.remarks import EmptyRoster, NotListed, NotMade, SessionToPack
from handouts.packets.request import PacketRequest
from handouts.project.atomic_files import write_whole
from handouts.project.layout import Project, is_private, session_folder

_NAME = ".packet.json"
_Remark = Annotated[
    NotMade | SessionToPack | NotListed | EmptyRoster, Field(union_mode="left_to_right")
]
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
    """SHA-256 of each file by its path in the folder of them: the plan is that of these."""


def keep_packet(project: Project, request: PacketRequest, made: MadePackets) -> None:
    """Keep what was asked of packets, and their plan, beside them. Raises WorldError."""
    folder = _folder(project, request.of)
    kept = KeptPacket(
        dataclasses.replace(request, jobs=0, force=False),
        made.plan,
        tuple(one for reasons in made.left_out.values() for one in reasons),
        made.remarks,
        {one.path.relative_to(folder).as_posix(): one.record.sha256 for one in made.files},
    )
    path, content = project.relative(folder / _NAME), _adapter().dump_json(kept)
    private = is_private(path.removeprefix("build/"))
    write_whole(folder / _NAME, content, inside=project.root, private=private)


def kept_packet(project: Project, name: str) -> KeptPacket | None:
    """Return what is known of the packets of a training, or of `<training>/<session>`.

    None where there are none, or where one of their files was made anew since by a run that did not
    finish: a plan of other files would have the wrong pages printed.
    """
    folder = _folder(project, name)
    try:
        kept: KeptPacket = _adapter().validate_json((folder / _NAME).read_bytes())
    except (OSError, ValueError):
        return None
    known = records(project)
    for path, sha256 in kept.files.items():
        record = known.get((folder / path).relative_to(project.build).as_posix())
        if record is None or record.sha256 != sha256:
            return None
    plan = dataclasses.replace(kept.plan, folder=project.relative(folder))
    return dataclasses.replace(kept, request=dataclasses.replace(kept.request, of=name), plan=plan)


def _folder(project: Project, name: str) -> Path:
    """Return where packets are; what is kept there stays right where the training is renamed."""
    training, _, session = name.partition("/")
    return project.build / (session_folder(training, session) if session else training)


@cache
def _adapter() -> TypeAdapter[KeptPacket]:
    return TypeAdapter(KeptPacket)
