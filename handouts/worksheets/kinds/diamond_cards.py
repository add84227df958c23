"""The nine cells of the diamond as cards to be cut out and laid, under the sheet's own letters."""

import dataclasses

from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.kinds import diamond_nine
from handouts.worksheets.sheet import Material, Worksheet

KIND = "diamond-cards"
DRAWN_AS = diamond_nine.KIND
MINUTES = 10
ORDER = 71
NEEDS = "chart"
IS_USUAL = False


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return the nine cells of the sheet, each for a card."""
    return dataclasses.replace(diamond_nine.nine(KIND, material, random), minutes=MINUTES)
