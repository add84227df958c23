import pytest

from handouts.content import markdown, richtext
from handouts.documents.title_lines import title_lines
from handouts.fonts.widths import width

WIDE, NARROW = 15.4, 9.2
"""Em that a line holds: of the theme press, and of signal."""


def lines(title: str, em: float) -> list[str]:
    return [richtext.plain_text(line) for line in title_lines(markdown.parse_inline(title), em)]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Two Ways to Ride", ["Two Ways to Ride"]),
        (
            "Who Mends the Old Bicycle, and Who Only Rides It? — and What Is the Use?",
            ["Who Mends the Old Bicycle,", "and Who Only Rides It?", "— and What Is the Use?"],
        ),
        ("Working with Grief: A Day for Nurses", ["Working with Grief:", "A Day for Nurses"]),
        ("Mending – and What It Asks of Us All", ["Mending – and What", "It Asks of Us All"]),
        (
            "Everything That a Listening Therapist Hears in a Year",
            ["Everything That a Listening", "Therapist Hears in a Year"],
        ),
        ("Donaudampfschifffahrtsgesellschaften", ["Donaudampfschifffahrtsgesellschaften"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_lines_of_a_title_are_about_as_long_as_one_another_and_begin_at_a_dash(
    title: str, found: list[str]
) -> None:
    assert lines(title, WIDE) == found


TITLES = (
    "Two Ways to Mend It",
    "What the Mechanic Hears When a Chain Is Tired",
    "Grease, Dust and the Long Way Home: A Practical Day for Riders — and for Mechanics",
    "Brakes: What Everybody Who Rides a Bicycle in a Town Ought to Know About Them — and Why "
    "Nobody Looks, Even in the Rain of May",
)


@pytest.mark.parametrize("em", [WIDE, 13.0, NARROW, 1.0])
@pytest.mark.parametrize("title", TITLES)
def test_lines_of_any_width_keep_all_words_and_no_dash_ends_one(title: str, em: float) -> None:
    found = lines(title, em)
    assert " ".join(found) == title
    assert not [line for line in found if line.endswith(("—", "— and"))]
    if em >= NARROW:
        assert max(map(width, found)) <= em
        mean = width(title) / len(found)
        assert not [line for line in found if " " not in line and width(line) < mean / 2]


def test_a_title_of_a_thousand_words_has_lines_too() -> None:
    title = " ".join(["word"] * 1000)
    assert " ".join(lines(title, WIDE)) == title


def test_a_title_with_marks_is_one_piece() -> None:
    inlines = markdown.parse_inline("A Title with *Marks* That Is Longer than a Line of It")
    assert title_lines(inlines, WIDE) == [inlines]
