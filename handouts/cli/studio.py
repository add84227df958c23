"""The command that opens the studio."""

from pathlib import Path

from handouts.cli.output import print_message
from handouts.errors import WorldError
from handouts.messages import message


def open_studio(folder: Path, port: int, *, opens_browser: bool, makes_shortcut: bool) -> None:
    """Serve the studio until it is closed, or put its icon on the desktop.

    Raises WorldError where the studio is not installed, and what `serve` raises.
    """
    try:
        from handouts.studio import server, shortcut  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise WorldError(message("studio.not-installed")) from error
    server.check_made()
    if makes_shortcut:
        print_message(f"The icon is on the desktop: {shortcut.make(folder.resolve())}")
        return

    def ready(address: str) -> None:
        if opens_browser:
            print_message("The studio is open in your browser. Ctrl-C closes it.")
        else:
            print_message(f"The studio is at {address}\nThis address works once. Ctrl-C closes it.")

    server.serve(server.ServeOptions(folder, port, opens_browser=opens_browser, on_ready=ready))
