"""Make `handouts/worksheets/common_words.txt` from SCOWL, here from Debian's package of it.

apt-get download scowl && dpkg -x scowl_*.deb scowl
python setup/common_words.py scowl/usr/share/dict/scowl
"""

import sys
from pathlib import Path

from handouts.worksheets.words import stem

_LEVELS = (10, 20)
"""Of SCOWL: the words that nearly everyone uses."""
_LEAST = 5
"""Letters. Shorter words are never taken for terms."""
_HEAD = """\
# English words that most people use every day, in small letters, each without its ending.
# Made by setup/common_words.py from levels 10 and 20 of SCOWL 2020.12.07 (wordlist.aspell.net):
# words of five letters or more, in American spelling.
#
# Copyright 2000-2018 by Kevin Atkinson
# Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the
# output created from the scripts, and its documentation for any purpose is hereby granted without
# fee, provided that the above copyright notice appears in all copies and that both that copyright
# notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no
# representations about the suitability of this array for any purpose. It is provided "as is"
# without express or implied warranty.
"""


def main(folder: Path) -> None:
    """Write the list again from SCOWL's folder of lists."""
    files = [
        folder / f"{name}-words.{level}" for name in ("english", "american") for level in _LEVELS
    ]
    words = {word for file in files for word in file.read_text("latin-1").split()}
    found = {
        stem(word) for word in words if len(word) >= _LEAST and word.isalpha() and word.isascii()
    }
    target = Path(__file__).parents[1] / "handouts" / "worksheets" / "common_words.txt"
    target.write_text(_HEAD + "\n".join(sorted(found)) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
