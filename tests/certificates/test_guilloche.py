"""The engraved frame: it fits the paper, its repeats meet, and it is written briefly."""

import re
from collections.abc import Iterator
from math import cos, hypot, radians, sin

import pytest

from handouts.certificates.guilloche import EDGE, SEAL, Frame, Medallion, Motif, Point, frame

PAPERS = {"letter": (27940, 21590), "a4": (29700, 21000)}


@pytest.fixture(params=PAPERS)
def engraving(request: pytest.FixtureRequest) -> Frame:
    return frame(*PAPERS[request.param])


def points(path: str) -> list[Point]:
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def strands(motif: Motif) -> list[list[Point]]:
    """The lines that one repeat is made of, each as its points."""
    return [points(line) for line in motif.path.split("M") if line]


def turned(point: Point, degrees: float) -> Point:
    (x, y), angle = point, radians(degrees)
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)


def painted(motif: Motif) -> Iterator[Point]:
    """Every point of a motif, where it comes to stand on the page or in its medallion."""
    for side in motif.sides:
        for step in motif.steps:
            for point in points(motif.path):
                x, y = turned(point, step.turn)
                x, y = turned(((x + step.along) * side.along, y * side.across), side.turn)
                yield x + side.x, y + side.y


def reach(medallion: Medallion) -> float:
    return max(hypot(x, y) for motif in medallion.motifs for x, y in painted(motif))


def test_nothing_is_nearer_to_the_edge_than_a_printer_can_print(engraving: Frame) -> None:
    assert min(rule.inset - rule.weight / 2 for rule in engraving.rules) >= EDGE
    for medallion in engraving.medallions:
        assert medallion.radius + EDGE <= medallion.x <= engraving.width - medallion.radius - EDGE
        assert medallion.radius + EDGE <= medallion.y <= engraving.height - medallion.radius - EDGE


def test_the_plait_stays_between_its_rules_all_the_way_round(engraving: Frame) -> None:
    outer = sorted(rule.inset for rule in engraving.rules)[1]
    inner = sorted(rule.inset for rule in engraving.rules)[2]
    for x, y in (point for band in engraving.bands for point in painted(band)):
        from_edge = min(x, y, engraving.width - x, engraving.height - y)
        assert outer < from_edge < inner


def test_the_plait_runs_from_corner_to_corner(engraving: Frame) -> None:
    first, *_, last = (m for m in engraving.medallions if m.radius != SEAL)
    lengths = last.x - first.x, last.y - first.y
    for band, length in zip(engraving.bands, lengths, strict=True):
        ends = {strand[-1][0] for strand in strands(band)}
        assert len(ends) == 1
        reached = (band.steps[-1].along + ends.pop()) * band.sides[0].along
        assert reached == pytest.approx(length, abs=1)


def test_each_repeat_begins_where_the_one_before_it_ends(engraving: Frame) -> None:
    for band in engraving.bands:
        starts = sorted(strand[0][1] for strand in strands(band))
        assert starts == sorted(strand[-1][1] for strand in strands(band))
    for motif in (motif for medallion in engraving.medallions for motif in medallion.motifs):
        sector = 360 / (len(motif.sides) * len(motif.steps))
        starts = sorted((strand[0] for strand in strands(motif)), key=lambda point: point[1])
        ends = sorted(
            (turned(strand[-1], -sector) for strand in strands(motif)), key=lambda point: point[1]
        )
        for end, start in zip(ends, starts, strict=True):
            assert end == pytest.approx(start, abs=1)


def test_ornaments_stay_inside_their_medallions(engraving: Frame) -> None:
    for medallion in engraving.medallions:
        assert all(radius <= medallion.radius for radius, _ in medallion.rings)
        assert reach(medallion) < medallion.rings[1][0]


def test_the_rosette_stands_on_the_axis_and_the_corners_are_alike(engraving: Frame) -> None:
    *corners, seal = engraving.medallions
    assert (seal.x, seal.radius) == (engraving.width // 2, SEAL)
    assert {(c.radius, c.rings, c.motifs) for c in corners} == {
        (corners[0].radius, corners[0].rings, corners[0].motifs)
    }
    assert sorted((c.x, c.y) for c in corners) == sorted(
        (x, y)
        for x in (corners[0].x, engraving.width - corners[0].x)
        for y in (corners[0].y, engraving.height - corners[0].y)
    )


def test_both_papers_are_drawn_with_the_same_few_short_paths() -> None:
    drawn = [
        {motif.path for motif in (*e.bands, *(m for x in e.medallions for m in x.motifs))}
        for e in (frame(*size) for size in PAPERS.values())
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 4
    assert sum(map(len, drawn[0])) < 4500
