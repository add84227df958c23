"""`make kills`: issuing, mailing, building and packing, each killed hundreds of times.

After each kill it is looked at what was left, and at the end everything is finished: nothing is
lost, nothing doubled, no file is half a file. What is wrong ends it with a traceback.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_TRIALS = ("tests.certificates.crash", "tests.mail.crash", "tests.builds.crash")
"""Each kills two runs in a round."""


def main() -> None:
    """Run all trials, and print how many runs each of them killed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--number", type=int, default=1000, help="of runs that are killed, about")
    rounds = -(-parser.parse_args().number // (2 * len(_TRIALS)))
    killed = 0
    for trial in _TRIALS:
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="handouts-kills-") as folder:
            command = [sys.executable, "-m", trial, folder, str(rounds)]
            done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
        print(f"{trial}: {done.stdout.strip()}, in {time.monotonic() - start:.0f} s", flush=True)
        counted = re.match(r"\d+", done.stdout)
        killed += int(counted[0]) if counted else 0
    print(f"{killed} runs killed, nothing lost, nothing doubled, no file is half a file")


if __name__ == "__main__":
    main()
