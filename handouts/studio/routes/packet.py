"""Packets of a training or a session: their choices, the print plan, and what is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.routing import Route

from handouts.builds.job_runner import Client
from handouts.builds.progress import OnProgress
from handouts.documents.editions import PAPERS
from handouts.messages import message
from handouts.packets.build import MadePackets
from handouts.packets.print_runs import Plan, PrintRun
from handouts.packets.request import PacketRequest
from handouts.studio.filters import days
from handouts.studio.routes.files import (
    PAPER_NAMES,
    FilesOf,
    by_title,
    for_whom,
    number,
    outcome_of,
    title,
)
from handouts.studio.routes.session import frame as session_frame
from handouts.studio.routes.session import step_address
from handouts.studio.routes.training import FOR
from handouts.studio.web import Answer, Visit, page, words
from handouts.workflows.built_files import BuiltFile, built_packets, present_files
from handouts.workflows.built_names import FileNames
from handouts.workflows.edit_files import Conflict
from handouts.workflows.inventory import title_of
from handouts.workflows.kept_packet import kept_packet
from handouts.workflows.overview import session_overview
from handouts.workflows.packet import packet
from handouts.workflows.packet_contents import (
    AUDIENCES,
    packet_contents,
    save_packet_contents,
    worksheet_titles,
)

_MOST_COPIES = 10_000


@dataclass(frozen=True)
class PlannedRun:
    """What is sent to the printer at one go, as the page shows it."""

    title: str
    path: str
    """Of its file, in the build folder."""
    run: PrintRun


def _place(visit: Visit) -> FilesOf:
    """Return the training or session of an address. Raises HTTPException where there is none."""
    return FilesOf.of(visit, "packet")


@page
def show(visit: Visit) -> Answer:
    """Show what can be chosen, the packets that there are, and their plan."""
    return _shown(visit, _place(visit))


@page
def compared(visit: Visit) -> Answer:
    """Show plan and packets again, now with whether they are current."""
    place = _place(visit)
    packets = visit.studio.runner.client().call(built_packets, visit.project, place.name)
    return visit.show("_packets_made.html", is_compared=True, **_made(visit, place, packets))


def _shown(visit: Visit, place: FilesOf, wrong: str = "") -> Answer:
    status = 422 if wrong else 200
    values = {**_values(visit, place), "wrong": wrong}
    if place.is_session:
        frame = session_frame(visit, "packet")
        people = frame.overview.people
        return visit.show("session_packet.html", status, frame=frame, people=people, **values)
    heading = title_of(visit.project, place.training) or place.training
    return visit.show("training_packet.html", status, training_title=heading, people=0, **values)


def _values(visit: Visit, place: FilesOf) -> dict[str, Any]:
    project = visit.project
    work = visit.studio.works.at(place.path)
    last = work.result if work and isinstance(work.result, MadePackets) else None
    there = [one for one in present_files(project, place.name).files if one.of.group == "packets"]
    made = _made(visit, place, there)
    themes = tuple((each, each.capitalize()) for each in project.themes())
    return {
        **made,
        "work": work,
        "outcome": outcome_of(work, last.files if last else ()),
        "request": made["kept"].request if made["kept"] else PacketRequest(place.name),
        "papers": (("", "As in Look"), *((each, PAPER_NAMES.get(each, each)) for each in PAPERS)),
        "themes": (("", "As in Look"), *themes),
        "contents": packet_contents(project, place.training),
    }


def _made(visit: Visit, place: FilesOf, packets: Sequence[BuiltFile]) -> dict[str, Any]:
    """Return what the page shows of the packets that there are."""
    kept = kept_packet(visit.project, place.name)
    plan = kept.plan if kept else None
    return {
        "place": place,
        "kept": kept,
        "titles": worksheet_titles(visit.project, place.training),
        "runs": [*_runs(visit, place, plan.runs, plan)] if plan else [],
        "besides": [*_runs(visit, place, plan.besides, plan)] if plan else [],
        "packets": packets,
        "session_days": partial(_days_of, visit),
        "session_path": _path_of,
        "paper_names": PAPER_NAMES,
        "title": title,
        "for_whom": for_whom,
    }


def _days_of(visit: Visit, session: str) -> str:
    """Return when a session is, in words; its name where that cannot be read."""
    training, _, name = session.partition("/")
    return days(session_overview(visit.project, training, name).days) or name


def _path_of(session: str) -> str:
    return step_address(*session.split("/"), "packet")


def _runs(
    visit: Visit, place: FilesOf, runs: tuple[PrintRun, ...], plan: Plan
) -> Iterator[PlannedRun]:
    names = FileNames.of(visit.project, place.training, is_of_session=place.is_session)
    folder = plan.folder.removeprefix("build/")
    for run in runs:
        path = f"{folder}/{run.path}"
        of = names.read(path)
        edition = "" if of.edition in ("", "print") else f" ({FOR.get(of.edition, of.edition)})"
        yield PlannedRun(f"{title(of)}{edition}", path, run)


@page
def make(visit: Visit) -> Answer:
    """Make the packets, as far as they are not current."""
    place = _place(visit)
    request = PacketRequest(
        place.name,
        copies=number(visit, "copies", range(_MOST_COPIES + 1)),
        versions=number(visit, "versions", range(27)),
        seed=number(visit, "seed", range(1_000_000)) if visit.text("seed") else None,
        paper=visit.text("paper"),
        theme=visit.text("theme"),
        booklet=visit.ticked("booklet"),
        two_up=visit.ticked("two_up"),
        hole_punch=visit.ticked("hole_punch"),
        greyscale=visit.ticked("greyscale"),
        force=visit.ticked("force"),
    )
    project = visit.project

    named = by_title(project, place)

    def do(client: Client, on_progress: OnProgress) -> MadePackets:
        made: MadePackets = client.call(packet, project, request, on_progress=named(on_progress))
        return made

    visit.studio.works.start("Making the packets", place.path, do)
    return visit.go(place.path)


@page
def save_contents(visit: Visit) -> Answer:
    """Keep what stands in the packets of the training, in the order that was chosen."""
    place = _place(visit)
    (audience,) = (each for each in AUDIENCES if each == visit.text("audience"))
    names = visit.all("names") if visit.text("order") == "own" else None
    if names == []:
        return _shown(visit, place, words().text(message("studio.packet-empty")))
    saved = save_packet_contents(
        visit.project, place.training, {audience: names}, visit.text("version")
    )
    if isinstance(saved, Conflict):
        return _shown(visit, place, words().text(message("studio.changed-meanwhile")))
    return visit.go(place.path)


_OF_TRAINING = "/training/{training}/packet"
_OF_SESSION = "/training/{training}/session/{session}/packet"
ROUTES = [
    route
    for start in (_OF_TRAINING, _OF_SESSION)
    for route in (
        Route(start, show),
        Route(start, make, methods=["POST"]),
        Route(f"{start}/compared", compared),
        Route(f"{start}/contents", save_contents, methods=["POST"]),
    )
]
