"""The same seed gives the same sheets in another process, whatever Python's own hashes are."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from handouts.worksheets import Material, NotPossibleError, kinds, sheets

from .lawns import ARTICLE, TERMS, chart, lawns

UNSHUFFLED = (
    "reading-guide", "blank-chart", "wall-signs", "my-case", "diamond-cards", "diamond-nine",
    "agree-disagree", "the-author-asks", "where-am-i", "action-plan", "pocket-card", "reflection",
)  # fmt: skip
"""Or not to be made of the lawns."""
REPOSITORY = Path(__file__).parents[2]


def fingerprint(material: Material) -> str:
    """A short number for all versions of all sheets."""
    parts = []
    for kind in kinds():
        try:
            parts += [ascii(sheet) for sheet in sheets(kind, material, 7, 3)]
        except NotPossibleError as refused:
            parts.append(str(refused))
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def example() -> Material:
    return lawns(chart(preferred=1), own={"key_terms": ["larks", "hare/rabbit", "whetstone"]})


def test_sheets_are_the_same_in_every_process() -> None:
    script = (
        "from tests.worksheets.test_same_everywhere import example, fingerprint\n"
        "print(fingerprint(example()))"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert found == [fingerprint(example())] * 2


def test_another_seed_gives_other_sheets() -> None:
    material = lawns(own={"key_terms": TERMS})
    for kind in (kind for kind in kinds() if kind not in UNSHUFFLED):
        assert sheets(kind, material, 1, 1) != sheets(kind, material, 2, 1)


def test_another_word_in_the_article_gives_another_order() -> None:
    before = sheets("matching", lawns(), 1, 1)
    after = sheets("matching", lawns(article=ARTICLE.replace("slope", "hill")), 1, 1)

    assert before != after
