"""Starts the studio of the current folder as its command does, and looks whether it answers."""

import http.cookiejar
import re
import subprocess
import sys
import urllib.request


def main() -> None:
    """Follow the address that the command prints; fail where no page comes back."""
    command = [sys.executable, "-m", "handouts", "studio", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as studio:  # noqa: S603 - ours
        try:
            said = studio.stderr.readline() if studio.stderr else ""
            (address,) = re.findall(r"http://\S+", said)
            cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
            with browser.open(address, timeout=60) as page:
                found = page.read().decode()
            with browser.open(address.split("/enter")[0] + "/assets/studio.js", timeout=60) as code:
                size = len(code.read())
        finally:
            studio.terminate()
    if "<h1>Trainings</h1>" not in found or size < 10_000:
        sys.exit("The studio does not show its first page.")
    print(f"The studio answers; its code has {size} bytes.")  # noqa: T201 - a command of .ci/run


if __name__ == "__main__":
    main()
