"""Parameters that several commands have, and the kinds of values that they take."""

import math
import os
from pathlib import Path
from typing import Any

import click


class PathType(click.Path):
    """A path that is not empty: an empty one would be the current folder, which nobody wrote."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises BadParameter."""
        if not os.fspath(value).strip():
            self.fail("it is empty. Write the path.", param, ctx)
        return super().convert(value, param, ctx)


PATH = PathType(path_type=Path)
trainings = click.argument("trainings", nargs=-1, metavar="[TRAINING]...")
project = click.option(
    "--project", "folder", type=PATH, metavar="DIR",
    help="The project's folder; otherwise the nearest one upwards that has content/.",
)  # fmt: skip
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, nothing else."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")


class Number(click.FloatRange):
    """A number in a range, in which `nan` is none: no comparison with it is ever true."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number. Raises BadParameter."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return float(number)


session = click.argument("session", metavar="TRAINING/SESSION")
paper = click.option(
    "--paper", default="", metavar="letter|a4", help="Instead of the training's own."
)
theme = click.option("--theme", default="", metavar="NAME", help="Instead of the training's own.")
preprinted = click.option(
    "--preprinted", is_flag=True, help="The paper has frame, logo and seal already."
)
foil = click.option(
    "--foil", is_flag=True, help="Leave the seal's place empty for a gold sticker of 2 inches."
)
blind = click.option(
    "--blind", is_flag=True, help="Leave the seal's place empty, marked for an embosser."
)
versions = click.option(
    "--versions", default=0, type=click.IntRange(0, 26), help="Of each worksheet."
)
seed = click.option("--seed", type=int, help="Another one shuffles the worksheets anew.")
jobs = click.option("--jobs", default=0, type=click.IntRange(min=0), help="Files made at once.")
force = click.option("--force", is_flag=True, help="Make everything again, even what is current.")
