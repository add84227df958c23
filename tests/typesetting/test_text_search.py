"""Texts of scripts whose signs are not read back as they were written."""

from handouts.typesetting.text_search import PageText, stands


def test_signs_that_change_places_in_a_word_do_not_matter() -> None:
    """What is read back of Devanagari has a vowel sign elsewhere, and letters that nobody wrote."""
    page = PageText.of("अəनिता शPार्मा 6")
    assert stands("अनिता शर्मा", [page], 0) == (0, 0)
    assert stands("अनिता वर्मा", [page], 0) is None


def test_vowel_signs_of_hebrew_do_not_matter() -> None:
    """What is read back of them is letters that nobody wrote."""
    page = PageText.of("בԝְּרֵאשԢִׁית ספר")
    assert stands("בְּרֵאשִׁית", [page], 0) == (0, 0)
    assert stands("בְּרֵאשִׁיתם", [page], 0) is None
    assert stands("ספת", [page], 0) is None


def test_what_has_no_shape_is_not_looked_for() -> None:
    page = PageText.of("Done ✔ and ↩ so on")
    assert stands("Done ✔\ufe0f and ↩\ufe0e so\u200d on", [page], 0) == (0, 0)


def test_accents_may_be_read_back_in_another_place() -> None:
    page = PageText.of("ᴮᵷ̔ waits")
    assert stands("ᴮ̔ᵷ waits", [page], 0) == (0, 0)
    assert stands("ᴮ̔ᵷ wants", [page], 0) is None


def test_parts_of_a_word_that_are_read_in_different_directions_are_looked_for_apart() -> None:
    page = PageText.of("abcשלום, 12")
    assert stands("שלוםabc 12", [page], 0) == (0, 0)
    assert stands("שלוםabd 12", [page], 0) is None


def test_letters_whose_halves_are_read_back_the_wrong_way_round_are_not_looked_for() -> None:
    page = PageText.of("שלום \ufffd\ufffd")
    assert stands("שלום \U0001d400", [page], 0) == (0, 0)


def test_letters_of_a_ligature_may_be_read_back_from_the_right() -> None:
    """So it is between vowel signs, which divide the word where it is read back."""
    page = PageText.of("َالدِ\nوْ\nلِألَ")
    assert stands("لِلأَوْلَادِ", [page], 0) == (0, 0)
    assert stands("لِلأَوْلَارِ", [page], 0) is None
