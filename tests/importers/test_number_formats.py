import pytest

from handouts.importers.number_formats import format_code, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (20.0, "General", "20"),
        (0.1 + 0.2, "General", "0.3"),
        (-2.5, "General", "-2.5"),
        (1200, '"$"#,##0', "$1,200"),
        (1200, "[$€-407] #,##0.00", "€ 1,200.00"),
        (1200, '#,##0.00\\ "kr"', "1,200.00 kr"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"none"', "none"),
        (7, "000", "007"),
        (1.5, "0.##", "1.5"),
        (2, "0.##", "2"),
        (1_500_000, '0.0,,"m"', "1.5m"),
        (12, '0 "people"', "12 people"),
        (5, '"every" 0 "weeks"', "every 5 weeks"),
        (1.25, "# ?/?", "1.25"),
        (46354, "yyyy-mm-dd", "2026-11-28"),
        (46354, "d mmmm yyyy", "28 November 2026"),
        (46354.604166667, "m/d/yy h:mm", "11/28/26 14:30"),
        (0.604166667, "h:mm AM/PM", "2:30 PM"),
        (1.5, "[h]:mm", "36:00"),
        (0.00347222, "mm:ss", "05:00"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e300, "yyyy-mm-dd", "1e+300"),
        (3, "@", "3"),
        (3, "", "3"),
    ],
)
def test_numbers_are_shown_as_in_excel(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_formats_are_the_workbooks_own_or_those_of_all() -> None:
    assert [format_code(number, {164: "0.0"}) for number in (164, 9, 999)] == [
        "0.0",
        "0%",
        "General",
    ]


def test_days_may_be_counted_from_1904() -> None:
    assert shown(0, "yyyy", from_1904=True) == "1904"
