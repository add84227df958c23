"""A small training that was invented for these tests, and any other of that form."""

import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from handouts.content import markdown
from handouts.content.chart import Chart, Row
from handouts.content.provider import Provider
from handouts.content.training import Article, ArticleMetadata, Training, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.text import characters
from handouts.worksheets import Material, material
from handouts.worksheets.deterministic_random import DeterministicRandom

PROPERTY = settings(
    database=None, deadline=None, max_examples=100 if os.environ.get("HANDOUTS_EVERY") else 15
)

CELLS = (
    ("Height", "Kept below *four* centimetres", "Allowed to reach the knee"),
    ("Mowing", "Every Saturday", "Twice a year, with a scythe"),
    ("Guests", "Children and footballs", "Beetles, larks and hares"),
    ("Water", "Sprinklers from May onwards", "Whatever falls from the sky"),
    ("Colour", "One green", "Forty greens and eleven yellows"),
    ("Reward", "The neighbours nod", "The evening hums"),
)
ARTICLE = """\
Nobody remembers who mowed first. A *sprinkler* ticks on every lawn, and Dr. Reed counts beetles
from her window.

## What a scythe does

The scythe leaves the larks where they are. It needs no petrol, only a whetstone and some patience.
Twice a year the neighbours come to watch.

## What hums

In the evening the whole slope hums with beetles. A hare sits where footballs used to lie. Children
ask what the yellow ones are called.

Some of the guests stay for the winter.
"""
TERMS = ("larks", "scythe", "whetstone", "hums", "beetles", "footballs", "winter", "petrol")
"""Words of the article for blanks; by themselves its sentences have too few that tell something."""


def chart(
    cells: Sequence[Sequence[str]] = CELLS,
    columns: Sequence[str] = ("Short lawn", "Tall meadow"),
    preferred: int | None = None,
) -> Chart:
    """A chart from rows of a label and its cells."""
    rows = (Row(number, label, tuple(row)) for number, (label, *row) in enumerate(cells, 1))
    return Chart("Lawn or meadow", tuple(columns), preferred, tuple(rows))


def lawns(
    table: Chart | None = None, article: str = ARTICLE, own: Mapping[str, Any] | None = None
) -> Material:
    """What exercises are made from: the training above, or a part of it in other words."""
    head = TrainingMetadata(code="LAWN", title="Lawns", date=datetime.date(2024, 5, 6))
    text = Article(ArticleMetadata(title="Lawn or Meadow?"), markdown.parse(article).blocks)
    training = Training("lawns", head, text, {"": table or chart()}, Provider(name="The Gardeners"))
    return material(training, WorksheetsFile.model_validate(own or {}))


_HOSTILE = (
    *(
        "*",
        "**bold*",
        "`code",
        "<b>not bold</b>",
        "&amp;",
        "\\*",
        "_under_score_",
        "# 1",
        "{{ 7 }}",
    ),
    *("[link](https://example.org)", "![no](picture.png)", "a/an", "T", "F: no", "A", "row 1"),
    *("שלום עולם", "مرحبا", "e\u0301te\u0301", "治疗与治愈", "การรักษา", "ﬁne ﬀ", "ß SS", "İi"),
    *("👩‍👩‍👧 👍🏽", "…", "“”", "x" * 200, "one\u00a0two", "a\u2028b", "Healing heals the healer"),
)
_WORDS = tuple(ARTICLE.split())
_TEXT = st.one_of(
    st.sampled_from(_HOSTILE),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join),
    st.text(min_size=1, max_size=20),
).map(str.strip).filter(characters.is_seen)  # fmt: skip


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Charts of any Unicode, of 2 to 5 columns and 0 to 60 rows, with cells that are alike."""
    pool = draw(st.lists(_TEXT, min_size=2, max_size=12))
    random = DeterministicRandom(str(draw(st.integers(0, 2**32))))
    columns = draw(st.lists(_TEXT, min_size=2, max_size=5))
    is_alike = draw(st.booleans())
    count = draw(st.one_of(st.integers(0, 12), st.integers(0, 60)))

    def some_text(place: int) -> str:
        text = pool[random.below(len(pool))]
        return text if is_alike and random.below(4) == 0 else f"{text} {place} {random.below(999)}"

    cells = [
        (
            pool[random.below(len(pool))] if random.below(2) else "",
            *(some_text(place) for place in range(len(columns))),
        )
        for place in range(count)
    ]
    preferred = draw(st.one_of(st.none(), st.integers(0, len(columns) - 1)))
    paragraphs = [" ".join(pool[: random.below(len(pool)) + 1]) for _ in range(random.below(6))]
    own = {
        "key_terms": draw(st.lists(st.sampled_from((*_WORDS, *pool, "hare/lark")), max_size=8)),
        "reflection": pool[: draw(st.integers(0, 3))],
        "leave_out": {"rows": draw(st.lists(st.integers(1, 60), max_size=3))},
    }
    article = "\n\n".join([*paragraphs, ARTICLE * draw(st.integers(0, 2))])
    return lawns(chart(cells, columns, preferred), article, own)
