"""Packets beside the sum of their parts, and beside pypdf's plain merge of them."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import content, rivals, timing
from benchmarks.report import Table, verdict
from benchmarks.timing import Run, Task

PARTS = "handouts build: the parts, {} PDFs"
PACKETS = "handouts packet: 4 packets and the plan"
MERGED = "pypdf: the parts, merged into 4 files"
_ROOT = Path(__file__).parent.parent
_TRAINING = "two-models"
_OWN = {"cover", "contents", "run-sheet"}
"""Parts that only packets have."""


def table(folder: Path, rounds: int, say: Callable[[str], None]) -> Table:
    """Measure the packets of the example's training, without a session."""
    parts = content.example(folder / "packet-parts", sessions=False)
    packets = content.example(folder / "packets", sessions=False)
    building = [rivals.script("handouts"), "build", "--project", parts]
    packing = [rivals.script("handouts"), "packet", _TRAINING, "--project", packets]
    timing.run(Task(building))
    timing.run(Task(packing))
    merges = _merges(parts, packets, folder)
    listed = folder / "merges.txt"
    listed.write_text("\n".join("\t".join(map(str, merge)) for merge in merges), "utf-8")
    built = PARTS.format(len(list((parts / "build").rglob("*.pdf"))))
    tasks = {
        built: Task([*building, "--force"]),
        PACKETS: Task([*packing, "--force"]),
        MERGED: Task([sys.executable, "-m", "benchmarks.pypdf_merge", listed], folder=_ROOT),
    }
    say(f"Packets: {len(tasks)} commands")
    runs = timing.interleave(tasks, rounds, say)
    return _compared(runs, built, [_sizes(packets, *merge) for merge in merges])


def _merges(parts: Path, packets: Path, folder: Path) -> list[list[Path]]:
    """Return for each packet where to merge its parts, and the parts in their order."""
    records = json.loads((packets / "build" / ".manifest.json").read_text("utf-8"))["files"]
    merges = []
    for path, record in records.items():
        names = [key for key, *_ in record["parts"] if key not in _OWN]
        if len(names) > 1:
            packet = Path(path)
            found = [_part(parts / "build" / packet.parent, name) for name in names]
            merges.append([folder / f"{packet.parent.name}-{packet.name}", *found])
    return merges


def _part(beside: Path, name: str) -> Path:
    """Return the file of a part; cards are among those for participants."""
    here = beside / f"{name}.pdf"
    return here if here.exists() else beside.parent / "participants" / "print" / f"{name}.pdf"


def _sizes(packets: Path, merged: Path, *parts: Path) -> tuple[str, int, int, int]:
    """Return a packet's name, and the bytes of it, of its parts, and of pypdf's merge of them."""
    edition, _, name = merged.name.partition("-")
    if edition == "large":
        edition, name = "large-print", name.removeprefix("print-")
    own = next((packets / "build").rglob(f"{edition}/{name}"))
    total = sum(part.stat().st_size for part in parts)
    return f"{name}, {edition}", own.stat().st_size, total, merged.stat().st_size


def _compared(
    runs: dict[str, list[Run]], built: str, sizes: Sequence[tuple[str, int, int, int]]
) -> Table:
    """Return the table, and whether packets keep what is promised of them."""
    own, parts, merged = map(sum, list(zip(*sizes, strict=True))[1:])
    kilobytes = {built: parts, PACKETS: own, MERGED: merged}
    rows = [
        [
            name,
            f"{timing.ratio(runs[name], runs[built]):.2f}",
            f"{timing.seconds(runs[name]):.2f}",
            timing.memory(runs[name]),
            f"{kilobytes[name] / 1000:.0f}",
            f"{kilobytes[name] / parts:.2f}",
        ]
        for name in (built, PACKETS, MERGED)
    ]
    worst = max(size[1] / size[2] for size in sizes)
    time = timing.ratio(runs[PACKETS], runs[built])
    notes = [
        verdict(worst < 1, "each packet is smaller than its parts", f"at most {worst:.2f} ×"),
        verdict(time <= 1.25, "packets take at most 1.25 × the time of the parts", f"{time:.2f} ×"),
        *(
            f"{name}: {one / 1000:.0f} KB, its parts {two / 1000:.0f}, merged {three / 1000:.0f}."
            for name, one, two, three in sizes
        ),
        "Ours have a cover, contents and a run sheet besides. pypdf's merge loses the tags, and "
        "its time comes on top of that of the parts.",
    ]
    columns = ("Packets", "× the parts", "seconds", "MB", "KB in all", "× the parts' KB")
    return Table("Packets", columns, rows, notes)
