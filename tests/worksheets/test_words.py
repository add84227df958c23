import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.worksheets.words import (
    all_unlike,
    escaped,
    find,
    likeness,
    names_own_column,
    plain,
    words,
)

from .lawns import PROPERTY


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
@PROPERTY
def test_escaped_letters_stay_as_they_are(text: str) -> None:
    assert plain(escaped(text)) == " ".join(text.split())


@given(st.text())
@PROPERTY
def test_words_stand_where_they_say(text: str) -> None:
    for compounds in (True, False):
        found = words(text, compounds=compounds)
        assert all(text[word.start : word.end] == word.text for word in found)
        assert [word.start for word in found] == sorted(word.start for word in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A pain-free view, isn’t it?", ["A", "pain-free", "view", "isn’t", "it"]),
        ("e\u0301te\u0301 हिन्दी שָׁלוֹם", ["e\u0301te\u0301", "हिन्दी", "שָׁלוֹם"]),
        ("“quoted”/either–or", ["quoted", "either", "or"]),
        ("'single' - quotes -", ["single", "quotes"]),
    ],
)  # fmt: skip
def test_words_are_whole_in_every_script(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("A *lawn*.", "a lawn"), ("“Why?”", "why"), ("ﬁne  grass", "fine grass"), ("...", "...")],
)
def test_marks_case_and_stops_make_no_difference(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)
    assert not all_unlike([one, "something else", other])


@pytest.mark.parametrize(("one", "other"), [("≤ 5", "≥ 5"), ("C", "C++"), ("!", "?"), ("👍", "👎")])
def test_signs_that_mean_something_make_a_difference(one: str, other: str) -> None:
    assert all_unlike([one, other])


HEALING = ("The treatment model", "The *healing* model")


@pytest.mark.parametrize(
    ("cell", "place", "word"),
    [
        ("A healing bond", 1, "healing"),
        ("Helps to heal", 1, "heal"),
        ("The wound is *healed*", 1, "healed"),
        ("For healers", 1, "healers"),
        ("Healing-oriented", 1, "Healing"),
        ("Physical health", 1, None),
        ("A model of care", 1, None),
        ("A healing bond", 0, None),
        ("Is treated", 0, "treated"),
        ("TREATMENTS", 0, "TREATMENTS"),
        ("Entreats", 0, None),
    ],
)
def test_a_cell_names_its_column_in_any_form(cell: str, place: int, word: str | None) -> None:
    assert names_own_column(cell, HEALING, place) == word


@pytest.mark.parametrize(
    ("cell", "titles", "word"),
    [
        ("Do less", ("Do", "Don’t"), "Do"),
        ("They doze", ("Do", "Don’t"), None),
        ("A cell", ("A", "B"), None),
        ("治愈需要时间", ("治愈", "治疗"), "治愈"),
        ("治疗需要时间", ("治愈", "治疗"), None),
    ],
)
def test_a_short_title_counts_as_a_whole(
    cell: str, titles: tuple[str, ...], word: str | None
) -> None:
    assert names_own_column(cell, titles, 0) == word


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("bond", "The bond, the Bond and the bonds.", ["bond", "Bond"]),
        ("nervous system", "A nervous  system; nervous, system.", ["nervous  system"]),
        ("trauma", "Trauma-informed", []),
        ("client's", "The client’s own", ["client’s"]),
        ("治愈", "我们谈治愈。", ["治愈"]),
        ("…", "And so on…", []),
    ],
)
def test_terms_are_found_as_whole_words(term: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find(term, text)] == expected
