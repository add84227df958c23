"""`python -m tests.tools.verapdf FILE…`: what veraPDF says of each file, for people."""

import sys
from pathlib import Path

from tests.tools import verapdf

if verapdf.checker() is None:
    sys.exit(f"no veraPDF: {verapdf.reason()}")
broken = verapdf.failures([Path(name) for name in sys.argv[1:]])
for name in sys.argv[1:]:
    rules = broken.get(Path(name), [])
    sys.stdout.write("\n  ".join([f"{'FAIL' if rules else 'pass'}  {name}", *rules]) + "\n")
sys.exit(1 if broken else 0)
