from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.worksheets.deterministic_random import DeterministicRandom

from .lawns import PROPERTY


def test_numbers_are_the_same_on_every_machine() -> None:
    random = DeterministicRandom("7", "matching", "A")

    assert [random.below(100) for _ in range(8)] == [37, 93, 71, 1, 18, 98, 25, 3]


@given(st.text(), st.integers(2, 40))
@PROPERTY
def test_a_permutation_is_never_the_identity(seed: str, count: int) -> None:
    shuffled = DeterministicRandom(seed).shuffled(range(count))

    assert shuffled != list(range(count))
    assert sorted(shuffled) == list(range(count))


def test_one_or_nothing_stays_as_it_is() -> None:
    assert DeterministicRandom("").shuffled([]) == []
    assert DeterministicRandom("").shuffled(["a"]) == ["a"]


def test_each_order_is_as_likely() -> None:
    seen = Counter(tuple(DeterministicRandom(str(seed)).shuffled("abc")) for seed in range(2000))

    assert len(seen) == 5  # all but the one that was given
    assert max(seen.values()) < 1.3 * min(seen.values())


def test_each_choice_is_as_likely_and_keeps_its_order() -> None:
    seen = Counter(tuple(DeterministicRandom(str(seed)).some("abc", 2)) for seed in range(2000))

    assert sorted(seen) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert max(seen.values()) < 1.2 * min(seen.values())


@pytest.mark.parametrize("ways", [2, 3, 5])
def test_drawing_evenly_is_balanced_and_never_four_in_a_row(ways: int) -> None:
    for count in range(40):
        drawn = DeterministicRandom(str(count)).evenly(count, ways)
        counts = [drawn.count(way) for way in range(ways)]
        assert len(drawn) == count
        assert max(counts) - min(counts) <= 1
        assert all(len(set(drawn[at : at + 4])) > 1 for at in range(count - 3))


def test_parts_of_a_seed_are_kept_apart() -> None:
    assert DeterministicRandom("ab", "c").below(2**60) != DeterministicRandom("a", "bc").below(
        2**60
    )
