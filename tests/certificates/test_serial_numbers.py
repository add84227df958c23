import random
import re
from itertools import combinations

import pytest

from handouts.certificates.serial_numbers import LETTERS, new_number, read_number

NUMBER = "7K4M-9QXR-2TP0"


def test_a_number_is_three_groups_of_four_letters_that_are_not_mistaken_for_one_another() -> None:
    for _ in range(200):
        number = new_number()
        assert re.fullmatch(f"[{LETTERS}]{{4}}(-[{LETTERS}]{{4}}){{2}}", number)
        assert read_number(number) == number
    assert not set("ILOU") & set(LETTERS)


def test_every_letter_but_the_last_is_drawn_and_no_number_comes_twice() -> None:
    numbers = [new_number().replace("-", "") for _ in range(2000)]
    assert len(set(numbers)) == 2000
    assert all(len({number[place] for number in numbers}) == 32 for place in range(11))


def test_the_check_letter_stays_what_it_is() -> None:
    """Numbers on paper must be read by every later version."""
    assert read_number(NUMBER) == NUMBER
    assert read_number("0000-0000-0000") == "0000-0000-0000"
    assert read_number("0123-4567-89AM") == "0123-4567-89AM"


def test_every_wrong_letter_is_found() -> None:
    for place, letter in enumerate(NUMBER):
        if letter != "-":
            for other in set(LETTERS) - {letter}:
                assert read_number(NUMBER[:place] + other + NUMBER[place + 1 :]) is None


def test_any_two_letters_that_changed_places_are_found() -> None:
    rng = random.Random(1)  # noqa: S311 - a test
    for _ in range(50):
        letters = list(new_number().replace("-", ""))
        rng.shuffle(letters)
        for one, other in combinations(range(12), 2):
            number = read_number("".join(letters))
            swapped = letters.copy()
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if number and swapped != letters:
                assert read_number("".join(swapped)) is None


@pytest.mark.parametrize(
    "typed",
    [
        "7k4m9qxr2tp0",
        " 7K4M 9QXR\t2TP0\n",
        "7K4M–9QXR‑2TP0",
        "7K-4M-9Q-XR-2T-P0",
        "7K4M\u00ad-9QXR-\u200b2TP0",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert read_number(typed) == NUMBER


def test_letters_that_look_like_digits_are_read_as_these() -> None:
    assert read_number("o123-4567-89am") == "0123-4567-89AM"
    assert read_number("Oi23-4567-89AM") == read_number("0L23-4567-89AM") == "0123-4567-89AM"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "7K4M-9QXR-2TP",
        "7K4M-9QXR-2TP0F",
        "7K4M-9QXR-2TPU",
        "7K4M-9QXR-2TP!",
        "٧K4M9QXR2TP0",
    ],
)
def test_what_is_no_number_is_told_so(typed: str) -> None:
    assert read_number(typed) is None
