import pytest

from handouts.text.counting import counted


@pytest.mark.parametrize(("number", "shown"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_a_noun_is_in_the_plural_but_for_one(number: int, shown: str) -> None:
    assert counted(number, "row") == shown
