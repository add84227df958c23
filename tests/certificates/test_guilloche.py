"""The frame in its three designs: it fits the paper, its repeats meet, it is written briefly."""

import re
from collections.abc import Iterator
from math import cos, hypot, radians, sin

import pytest

from handouts.certificates.guilloche import AXIS, BAND, EDGE, Frame, Motif, Point, frame

PAPERS = {"letter": (27940, 21590), "a4": (29700, 21000)}


@pytest.fixture(params=PAPERS)
def engraving(request: pytest.FixtureRequest) -> Frame:
    return frame("engraved", *PAPERS[request.param])


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


def reach(motif: Motif) -> float:
    return max(hypot(x, y) for x, y in painted(motif))


@pytest.mark.parametrize("design", ["engraved", "rules", "plain"])
@pytest.mark.parametrize("paper", PAPERS)
def test_no_line_is_nearer_to_the_edge_than_a_printer_can_print(paper: str, design: str) -> None:
    drawn = frame(design, *PAPERS[paper])
    assert all(rule.inset - rule.weight / 2 >= EDGE for rule in drawn.rules)
    for rosette in drawn.rosettes:
        assert min(rosette.x, drawn.width - rosette.x) - rosette.half >= EDGE
        assert min(rosette.y, drawn.height - rosette.y) - rosette.half >= EDGE


def test_designs_differ_in_what_they_are_made_of() -> None:
    engraved, rules, plain = (frame(each, 29700, 21000) for each in ("engraved", "rules", "plain"))
    assert engraved.bands
    assert (rules.bands, len(rules.rules), rules.bar) == ((), 2, 0)
    assert (plain.bands, plain.rules, plain.bar) == ((), (), 1200)
    outer, inner = rules.rules
    assert inner.inset - outer.inset - (inner.weight + outer.weight) / 2 == pytest.approx(
        220, abs=40
    )


def test_the_plait_stays_between_its_rules_all_the_way_round(engraving: Frame) -> None:
    outer = sorted(rule.inset for rule in engraving.rules)[1]
    inner = sorted(rule.inset for rule in engraving.rules)[2]
    for x, y in (point for band in engraving.bands for point in painted(band)):
        from_edge = min(x, y, engraving.width - x, engraving.height - y)
        assert outer < from_edge < inner


def test_the_plait_runs_from_corner_to_corner(engraving: Frame) -> None:
    corners = 2 * (AXIS + BAND)
    lengths = engraving.width - corners, engraving.height - corners
    for band, length in zip(engraving.bands, lengths, strict=True):
        ends = {strand[-1][0] for strand in strands(band)}
        assert len(ends) == 1
        reached = (band.steps[-1].along + ends.pop()) * band.sides[0].along
        assert reached == pytest.approx(length, abs=1)


def test_each_repeat_begins_where_the_one_before_it_ends(engraving: Frame) -> None:
    for band in engraving.bands:
        starts = sorted(strand[0][1] for strand in strands(band))
        assert starts == sorted(strand[-1][1] for strand in strands(band))
    for motif in (rosette.motif for rosette in engraving.rosettes):
        sector = 360 / (len(motif.sides) * len(motif.steps))
        starts = sorted((strand[0] for strand in strands(motif)), key=lambda point: point[1])
        ends = sorted(
            (turned(strand[-1], -sector) for strand in strands(motif)), key=lambda point: point[1]
        )
        for end, start in zip(ends, starts, strict=True):
            assert end == pytest.approx(start, abs=1)


def test_rosettes_stay_inside_their_squares_in_the_corners(engraving: Frame) -> None:
    for rosette in engraving.rosettes:
        assert reach(rosette.motif) < rosette.half
    assert {(rosette.x, rosette.y) for rosette in engraving.rosettes} == {
        (x, y) for x in (AXIS, engraving.width - AXIS) for y in (AXIS, engraving.height - AXIS)
    }


def test_both_papers_are_drawn_with_the_same_few_short_paths() -> None:
    drawn = [
        {motif.path for motif in (*e.bands, *(rosette.motif for rosette in e.rosettes))}
        for e in (frame("engraved", *size) for size in PAPERS.values())
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 2
    assert sum(map(len, drawn[0])) < 2500
