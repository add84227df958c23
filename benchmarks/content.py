"""Projects to measure with: a copy of the example, and invented trainings of any size."""

import random
import shutil
from pathlib import Path

from handouts.project.layout import packaged

# Invented, so that no language's hyphenation or frequencies are favoured; plain ASCII.
_WORDS = (
    *("amber", "basin", "candle", "delta", "ember", "fallow", "garden", "harbour", "island"),
    *("juniper", "kindle", "lantern", "meadow", "narrow", "orchard", "pebble", "quarry", "river"),
    *("saddle", "timber", "upland", "valley", "willow", "yonder", "gathering", "remembering"),
    *("understanding", "between", "listening", "a", "an", "at", "by", "in", "of", "on", "or", "so"),
)
_PROVIDER = """\
name: Harbour Street Training
address: |
  12 Harbour Street
  Springfield
website: https://www.example.net
email: workshops@example.org
phone: 555 0199
signatory:
  name: Helen Ashford
  credentials: LPC
  title: Director of Training
approvals:
  - body: Central Board of Continuing Education
    number: "4711"
    statement: >-
      Harbour Street Training is approved by the Central Board of Continuing Education, provider
      number 4711, and is alone responsible for the content of this program.
"""
"""Under the name of the example's provider nothing is issued, mailed or packed."""
_SENTENCE = 14
_PARAGRAPH = 90
_SECTION = 450


def example(folder: Path, *, sessions: bool = True) -> Path:
    """Copy the example content, with or without its sessions, and return the project's folder.

    Its provider is another one than the example's.
    """
    left_out = None if sessions else shutil.ignore_patterns("sessions")
    shutil.copytree(packaged() / "content", folder / "content", ignore=left_out)
    (folder / "content" / "provider.yaml").write_text(_PROVIDER, "utf-8")
    return folder


def invented(folder: Path, rows: int, words: int) -> Path:
    """Write a project with one training, `grown`, of so many chart rows and article words."""
    source = random.Random(f"{rows} {words}")  # noqa: S311 - the same words in every run
    training = folder / "content" / "grown"
    training.mkdir(parents=True)
    (folder / "content" / "provider.yaml").write_text("name: Harbour Street Training\n", "utf-8")
    (training / "training.yaml").write_text(
        "code: GROWN\ntitle: A Training of a Given Size\ndate: 2026-01-01\n", "utf-8"
    )
    (training / "chart.yaml").write_text(_chart(source, rows), "utf-8")
    (training / "article.md").write_text(_article(source, words), "utf-8")
    return folder


def _phrase(source: random.Random, count: int) -> str:
    return " ".join(source.choices(_WORDS, k=count)).capitalize()


def _chart(source: random.Random, rows: int) -> str:
    lines = ["title: Side by side"]
    lines += ["columns:", "  first: The first way", "  second: The second way", "rows:"]
    for number in range(1, rows + 1):
        lines.append(f"  - label: Point {number}")
        lines.append(f"    first: {_phrase(source, 9)}")
        lines.append(f"    second: {_phrase(source, 9)}")
    return "\n".join(lines) + "\n"


def _article(source: random.Random, words: int) -> str:
    """Return an article of so many words; headings come on top."""
    parts = ["---\ntitle: An Article of a Given Length\nbyline: Nobody in Particular\n---"]
    for section in range(0, words, _SECTION):
        parts.append(f"## Part {section // _SECTION + 1}")
        end = min(section + _SECTION, words)
        starts = range(section, end, _PARAGRAPH)
        parts += [_paragraph(source, min(_PARAGRAPH, end - start)) for start in starts]
    return "\n\n".join(parts) + "\n"


def _paragraph(source: random.Random, words: int) -> str:
    lengths = [min(_SENTENCE, words - start) for start in range(0, words, _SENTENCE)]
    return " ".join(f"{_phrase(source, length)}." for length in lengths)


def change_a_word(project: Path) -> None:
    """Change one word of the example's article: there and back again."""
    article = project / "content" / "two-models" / "article.md"
    text = article.read_text("utf-8")
    new, old = ("afternoon", "morning") if " same morning." in text else ("morning", "afternoon")
    changed = text.replace(f" same {old}.", f" same {new}.", 1)
    if changed == text:
        raise ValueError(f"{article} has lost the sentence that the benchmark changes")
    article.write_text(changed, "utf-8")
