from hypothesis import given
from hypothesis import strategies as st

from handouts.importers.three_way import Region, regions

TEXTS = st.lists(st.sampled_from("abcdefg"), max_size=10)


def test_each_stretch_says_who_changed_it() -> None:
    assert list(regions("abcde", "aXcde", "abcdY")) == [
        Region("neither", "a", "a", "a"),
        Region("ours", "b", ["X"], ["b"]),
        Region("neither", "cd", "cd", "cd"),
        Region("theirs", "e", ["e"], ["Y"]),
    ]


def test_changes_beside_each_other_are_no_change_of_both() -> None:
    assert [each.changed for each in regions("ab", "Xb", "aY")] == ["ours", "theirs"]
    assert [each.changed for each in regions("ab", "aXb", "b")] == ["theirs", "ours", "neither"]


def test_a_stretch_that_both_changed_otherwise_is_of_both() -> None:
    assert [each for each in regions("abc", "aXc", "aYc") if each.changed != "neither"] == [
        Region("both", "b", ["X"], ["Y"])
    ]
    assert {each.changed for each in regions("abc", "aXc", "aXc")} == {"neither"}


@given(TEXTS, TEXTS, TEXTS)
def test_the_stretches_together_are_all_of_each(base, ours, theirs) -> None:
    found = list(regions(base, ours, theirs))
    for name, whole in (("base", base), ("ours", ours), ("theirs", theirs)):
        assert [part for each in found for part in getattr(each, name)] == whole


@given(TEXTS, TEXTS)
def test_what_only_one_side_changed_is_that_side(base, changed) -> None:
    def result(ours, theirs) -> list[str]:
        parts = []
        for each in regions(base, ours, theirs):
            parts += each.theirs if each.changed == "theirs" else each.ours
        return parts

    assert result(base, changed) == changed
    assert result(changed, base) == changed
