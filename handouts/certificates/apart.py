"""Looking for codes in a process of its own: `python -m handouts.certificates.apart`.

What strangers send may make a reader of PDFs or pictures crash, or take all time and memory. So the
file goes to another process, whose time and memory are limited, and what it finds comes back.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from handouts.certificates.qr_reading import UnreadableScanError, codes_in
from handouts.errors import WorldError
from handouts.messages import message

_MEMORY = 2_000_000_000
"""Bytes."""
_TIME = 30
"""Seconds of a processor, of which fifty pages need fewer than twenty."""
_PATIENCE = 300
"""Seconds, where the processors are busy with other things."""
_READ = 0
_UNREADABLE = 4
_TOO_MUCH = message("verify.takes-too-much")
COMMAND = (sys.executable, "-P", "-m", "handouts.certificates.apart")
_PACKAGES = str(Path(__file__).resolve().parents[2])
"""Where this package is, for the other process, which looks for none in the working folder."""


def codes_in_apart(content: bytes, command: Sequence[str] = COMMAND) -> list[str]:
    """Return the texts of all QR codes in a PDF or a picture, as `qr_reading.codes_in` does.

    `command` is what looks through it. Raises UnreadableScanError, also where it took too much, and
    WorldError where the other process cannot be started.
    """
    where = os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and the file is only its input
            command,
            input=content,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={**os.environ, "PYTHONPATH": where},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableScanError(_TOO_MUCH) from error
    except OSError as error:
        reason = error.strerror or str(error)
        failed = message("verify.not-started", program=command[0], reason=reason)
        raise WorldError(failed) from error
    if done.returncode not in (_READ, _UNREADABLE):
        raise UnreadableScanError(_TOO_MUCH)
    answer = json.loads(done.stdout)
    if done.returncode == _UNREADABLE:
        raise UnreadableScanError(answer)
    return list(answer)


def limit(memory: int = _MEMORY, seconds: int = _TIME) -> None:
    """Limit this process, as far as the system lets it."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, highest = resource.getrlimit(what)
        if highest == resource.RLIM_INFINITY or highest > most:
            resource.setrlimit(what, (most, highest))


def main() -> int:
    """Look through what comes in, and write what was found."""
    limit()
    try:
        found: list[str] | str = codes_in(sys.stdin.buffer.read())
        code = _READ
    except UnreadableScanError as error:
        found, code = str(error), _UNREADABLE
    sys.stdout.write(json.dumps(found))
    return code


if __name__ == "__main__":
    sys.exit(main())
