"""The picture of a message has all of it."""

import PIL.Image
import pytest

from handouts.workflows.mail_preview import joined


@pytest.mark.parametrize("colours", [["red"], ["red", "lime", "blue"]])
def test_pictures_stand_below_each_other(colours: list[str]) -> None:
    whole = joined([PIL.Image.new("RGB", (4, 10), one) for one in colours])

    assert whole.size == (4, 10 * len(colours))
    for place, colour in enumerate(colours):
        expected = PIL.Image.new("RGB", (1, 1), colour).getpixel((0, 0))
        assert whole.getpixel((2, 10 * place + 5)) == expected
