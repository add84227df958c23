import pytest

from handouts.importers.byline import is_byline, presenter


@pytest.mark.parametrize(
    "text",
    [
        "Ann Miller, PhD LPC",
        "Ann B. Miller, M.D.",
        "Lena Fischer, Dipl.-Psych.",
        "Lena Fischer, Dr. phil.",
        "by Ann Miller",
        "By: Ann Miller and Bo Lee",
        "Ann van der Berg",
        "Анна Миллер",
        "Ann Miller & Bo Lee",
        "Jean-Luc O’Neill, Ph.D., LCSW-C",
    ],
)
def test_a_name_is_a_byline(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Introduction",
        "The First Year",
        "What gardens teach",
        "By the end of the day it rains",
        "Ann Miller went home.",
        "Summer 2021",
        "Dig, Sow, Wait!",
    ],
)
def test_a_heading_is_no_byline(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("byline", "person"),
    [
        ("Ann B. Miller, PhD LPC", ("Ann B. Miller", "PhD LPC")),
        ("by Ann Miller, Ph.D., LCSW-C", ("Ann Miller", "Ph.D., LCSW-C")),
        ("Ann Miller", None),
        ("Ann Miller, Bo Lee", None),
        ("Ann Miller and Bo Lee, PhD", None),
        ("Ann Miller, PhD, and Bo Lee, MSc", None),
        ("Ann Miller, Director of Gardens", None),
    ],
)
def test_a_presenter_is_split_off_only_where_it_is_safe(byline: str, person: object) -> None:
    assert presenter(byline) == person
