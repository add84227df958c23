"""Text on its way to a terminal: what would command it, or show it otherwise than it is, is seen.

An escape sequence in the name of a file could recolour or retitle a terminal, or write over what
was printed before; a bidi control could show a name backwards (Unicode Technical Report 36, 3.5).
"""

import json
import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1, except the tab and the line feed
    "\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff"  # bytes of a file's name that are no letters, as Python keeps them
    "\U000e0001\U000e0020-\U000e007f"
    "]"
)
"""Characters that command a terminal, change the order of others, or end a line, and those that
nobody sees. The joiners U+200C and U+200D stay, for words of many languages need them."""


def visible(text: str) -> str:
    r"""Return a text whose lines and tabs are meant, with `\x1b` where it has an escape."""
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


def one_line(text: str) -> str:
    r"""Return a text that is to stand on one line: as above, with `\n` where it has a line feed."""
    return visible(text.replace("\n", "\\n").replace("\t", " "))


def as_json(content: object) -> str:
    r"""Return JSON in which letters stand as they are, and what is unseen as `\u…`."""
    return _UNSEEN.sub(
        lambda found: json.dumps(found[0])[1:-1], json.dumps(content, ensure_ascii=False, indent=2)
    )
