import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY, slow


@slow
def test_builds_and_packets_that_are_killed_again_and_again_leave_whole_files(
    tmp_path: Path,
) -> None:
    crash = [sys.executable, "-m", "tests.builds.crash", tmp_path, "10"]
    run = subprocess.run(crash, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[0]) >= 10, run.stdout
