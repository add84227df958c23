"""Sends ready messages with smtplib alone, as a script of a few lines would.

    python -m benchmarks.mail_smtplib FOLDER PORT SENDER

Sends each file `*.eml` of a folder to its first `To:` over one connection.
"""

import re
import smtplib
import sys
from pathlib import Path

_TO = re.compile(rb"^To:.*?<(.+?)>", re.DOTALL | re.MULTILINE)


def main() -> None:
    """Send them all."""
    folder, port, sender = sys.argv[1:]
    with smtplib.SMTP("127.0.0.1", int(port)) as smtp:
        for file in sorted(Path(folder).glob("*.eml")):
            message = file.read_bytes()
            (address,) = _TO.search(message).groups()  # type: ignore[union-attr]
            smtp.sendmail(sender, address.decode(), message)


if __name__ == "__main__":
    main()
