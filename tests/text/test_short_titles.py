import pytest

from handouts.text import short_titles


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Two Models of Psychotherapy", ""),
        ("Who Mends Bicycles, and Who Rides? — and Why", "Who Mends Bicycles, and Who Rides?"),
        ("Working With Grief: A Day for Counselors and Clergy", "Working With Grief"),
        ("The Listening Therapist — Presence in the Consulting Room", "The Listening Therapist"),
        ("The Listening Therapist – Presence in the Consulting Room", "The Listening Therapist"),
        ("Trauma-Informed Practice in Community Mental Health", ""),
        ("Grief: A Day for Counselors, Clergy and Everybody Else", ""),
        ("A Title that Goes On for Very Long without a Question?", ""),
    ],
)  # fmt: skip
def test_a_long_title_is_called_by_its_words_before_a_question_mark_colon_or_dash(
    title: str, short: str
) -> None:
    assert short_titles.proposed(title) == short


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Two Models  of Psychotherapy", "Two Models of Psychotherapy"),
        ("Who Will Repair the Red Bicycle, or the New One?", "Who Will Repair the Red Bicycle…"),
        ("Working with Grief, Loss, Death and the Bereaved", "Working with Grief, Loss, Death…"),
        ("The the the the the the the the the the the the", "The…"),
        ("Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsgesellschaftskapit…"),
    ],
)  # fmt: skip
def test_a_title_is_cut_behind_a_word_that_can_end_it(title: str, cut: str) -> None:
    assert short_titles.cut(title, 40) == cut
