"""A file that an import made, that was edited by hand, and that is brought in again."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from handouts.importers.merge_article import merged_article
from handouts.importers.merge_yaml import merged_yaml
from handouts.importers.merged import Merged
from handouts.project.layout import ARTICLE_FILE, TRAINING_FILE

_DATE = re.compile(r"(?m)^date: .*$")


@dataclass(frozen=True)
class Versions:
    """Three versions of one file, each as its bytes."""

    base: bytes
    """As an earlier import wrote it."""
    ours: bytes
    """As it is, perhaps changed by hand."""
    theirs: bytes
    """As an import makes it now."""


def merged(file: str, versions: Versions, charts: Collection[str] = ()) -> Merged | None:
    """Return one text of three versions of a file of this name; None where one cannot be read.

    `charts` are as in `merged_article`. The date of a training stays: it is that of its content,
    and not of an import.
    """
    try:
        base, ours, theirs = (
            each.decode("utf-8-sig").replace("\r\n", "\n")
            for each in (versions.base, versions.ours, versions.theirs)
        )
    except UnicodeDecodeError:
        return None
    if file == ARTICLE_FILE:
        return merged_article(base, ours, theirs, charts)
    if file == TRAINING_FILE and (date := _DATE.search(base)):
        theirs = _DATE.sub(date[0], theirs, count=1)
    return merged_yaml(base, ours, theirs)
