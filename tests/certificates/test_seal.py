"""The seal: drawn from a number, inside its circle, with the provider's name round it."""

import re
from math import hypot

import pytest

from handouts.certificates.seal import SealWords, seal
from handouts.certificates.serial_numbers import new_number
from handouts.typesetting.variable_data.glyph_runs import TextLine
from handouts.typesetting.variable_data.placeholders import PixelBox

SIZE = 40 * 96 / 25.4
BOX = PixelBox(0, 0, SIZE, SIZE)
NUMBER = "7K4M-9QXR-2TPA"


def line(text: str, width: float) -> TextLine:
    return TextLine(text, (), width, text)


SHORT = (line("QUIET HARBOUR", 11), line("Quiet Harbour", 8))
WORDS = SealWords(SHORT, line("6", 0.5), line("CLOCK HOURS", 8))


def drawn(number: str) -> bytes:
    return seal(number, BOX, WORDS, "#12555a").drawing


def test_each_number_has_a_seal_of_its_own_and_always_the_same() -> None:
    numbers = {new_number() for _ in range(50)}
    assert len({drawn(number) for number in numbers}) == len(numbers)
    assert drawn(NUMBER) == drawn(NUMBER)


@pytest.mark.parametrize("number", [NUMBER, *(f"{n}K4M-9QXR-2TPA" for n in range(10))])
def test_nothing_is_drawn_outside_the_circle_or_over_the_words(number: str) -> None:
    paths = re.findall(
        rb"(-?\d+ -?\d+) m((?: ?-?\d+ -?\d+ -?\d+ -?\d+ -?\d+ -?\d+ c)+)", drawn(number)
    )
    lace = [[*map(int, re.findall(rb"-?\d+", start + rest))] for start, rest in paths]
    far = [
        hypot(x, y)
        for numbers in lace
        for x, y in zip(numbers[-2::-6], numbers[-1::-6], strict=False)
    ]  # fmt: skip
    assert len(far) > 50
    assert max(far) <= 2001
    assert not any(1150 < distance < 1430 for distance in far)


def test_the_name_runs_round_the_circle_and_hours_stand_in_the_middle() -> None:
    made = seal(NUMBER, BOX, WORDS, "#12555a")
    ring, figure, unit = made.texts
    assert (ring.line.text, figure.line.text, unit.line.text) == (
        "QUIET HARBOUR", "6", "CLOCK HOURS"
    )  # fmt: skip
    assert ring.radius > 0
    assert figure.radius == unit.radius == 0
    assert figure.size == pytest.approx(26 * 96 / 72)


def test_a_long_name_is_written_smaller_then_without_capitals_then_not_at_all() -> None:
    def ring(*widths: float) -> list[str]:
        lines = tuple(line(str(width), width) for width in widths)
        return [
            one.line.text
            for one in seal(NUMBER, BOX, SealWords(lines, None, None), "#000000").texts
        ]

    assert ring(20, 10) == ["20"]
    assert ring(60, 35) == ["35"]
    assert ring(200, 100) == []


def test_a_logo_takes_the_place_of_the_hours() -> None:
    made = seal(NUMBER, BOX, SealWords(SHORT, None, None), "#12555a")
    assert [text.line.text for text in made.texts] == ["QUIET HARBOUR"]


def test_a_smaller_place_has_a_smaller_seal() -> None:
    small = seal(NUMBER, PixelBox(0, 0, SIZE / 2, SIZE / 2), WORDS, "#12555a")
    whole = seal(NUMBER, BOX, WORDS, "#12555a")
    assert [text.size * 2 for text in small.texts] == pytest.approx([t.size for t in whole.texts])
