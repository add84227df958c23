import pytest

from handouts.content import markdown, richtext
from handouts.documents.title_lines import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Two Ways to Ride", ["Two Ways to Ride"]),
        (
            "Who Mends the Old Bicycle, and Who Only Rides It? — and What Is the Use?",
            ["Who Mends the Old Bicycle,", "and Who Only Rides It?", "— and What Is the Use?"],
        ),
        ("Working with Grief: A Day for Nurses", ["Working with Grief:", "A Day for Nurses"]),
        (
            "Everything That a Listening Therapist Hears in a Year",
            ["Everything That a Listening", "Therapist Hears in a Year"],
        ),
        ("Donaudampfschifffahrtsgesellschaften", ["Donaudampfschifffahrtsgesellschaften"]),
    ],
)  # fmt: skip
def test_lines_of_a_title_are_about_as_long_as_one_another_and_begin_at_a_dash(
    title: str, lines: list[str]
) -> None:
    found = title_lines(markdown.parse_inline(title))
    assert [richtext.plain_text(line) for line in found] == lines


def test_a_title_with_marks_is_one_piece() -> None:
    inlines = markdown.parse_inline("A Title with *Marks* That Is Longer than a Line of It")
    assert title_lines(inlines) == [inlines]
