"""The commands that are about one session: its certificates, and its mail.

Each parses, calls, and prints. What takes time is imported inside.
"""

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from handouts.cli import parameters
from handouts.project.layout import find


@click.command()
@parameters.session
@parameters.paper
@parameters.theme
@parameters.preprinted
@parameters.foil
@parameters.blind
@parameters.project
@parameters.as_json
@parameters.quiet
def proof(session: str, folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Show what certificates would say, and what must be fixed, before any is issued."""
    from handouts.cli.certificates import CertificateConsole  # noqa: PLC0415
    from handouts.cli.certify import prove  # noqa: PLC0415

    console = CertificateConsole(quiet, as_json)
    proved = prove(find(folder, Path.cwd()), session, datetime.datetime.now(), wanted)
    console.proved(proved)
    sys.exit(1 if proved.problems else 0)


@click.command()
@parameters.session
@parameters.paper
@parameters.theme
@parameters.preprinted
@parameters.foil
@parameters.blind
@click.option("--reissue", default="", metavar="NUMBER", help="Issue this one again, corrected.")
@click.option("--name", default="", help="Whom to reissue to, as the roster has the name now.")
@click.option(
    "--new", multiple=True, metavar="NAME",
    help="Somebody new on the roster, and none of those who left it; may be repeated.",
)  # fmt: skip
@click.option("--before-the-end", is_flag=True, help="Issue though the session is not over.")
@click.option("--void", default="", metavar="NUMBER", help="Declare this one void.")
@click.option("--why", default="", help="Why it is void; kept in the register.")
@click.option("--picture", is_flag=True, help="Make a picture of each for sharing, too: PNG.")
@click.option("--export", is_flag=True, help="Write the register as CSV; issue nothing.")
@click.option("--jobs", default=0, type=click.IntRange(min=0), help="Processors to use.")
@parameters.project
@parameters.as_json
@parameters.quiet
def certify(session: str, folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Issue the certificates of a session that are missing, and make missing files again."""
    from handouts.cli import certify as command  # noqa: PLC0415
    from handouts.cli.certificates import CertificateConsole  # noqa: PLC0415

    console = CertificateConsole(quiet, as_json)
    project = find(folder, Path.cwd())
    done = command.certify(project, session, datetime.datetime.now(), wanted, console)
    console.certified(project, done, command.pictures(project, session, wanted, console))


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE_NUMBER_OR_CODE...")
@click.option("--public-key", default="", metavar="TEXT", help="The provider's, instead of ours.")
@parameters.project
@parameters.as_json
def verify(given: tuple[str, ...], public_key: str, folder: Path | None, as_json: bool) -> None:
    """Tell whether certificates are genuine and still valid.

    Exit codes: 0 each file is as it was issued; 4 the code or number is genuine, and the paper has
    yet to be compared with what is shown; 1 altered, void, replaced or unknown.
    """
    from handouts.certificates.verify import provider_key  # noqa: PLC0415
    from handouts.cli import certify as command  # noqa: PLC0415
    from handouts.cli.certificates import CertificateConsole, exit_code  # noqa: PLC0415

    of = provider_key(public_key) if public_key else find(folder, Path.cwd())
    verdicts = command.verify(of, given)
    CertificateConsole(as_json=as_json).verified(verdicts)
    sys.exit(exit_code(verdicts))


@click.command()
@parameters.session
@click.option("--before", is_flag=True, help="What goes out before the day, not after it.")
@click.option("--send", is_flag=True, help="Send what is missing, after a question.")
@click.option(
    "--yes", type=click.IntRange(0), metavar="N", help="Send to N people without the question."
)
@click.option("--to-me", is_flag=True, help="Send one of the messages to yourself.")
@click.option("--changed", is_flag=True, help="Send to those too who have an earlier version.")
@click.option("--status", is_flag=True, help="Show who got what and when; send nothing.")
@click.option("--retry-uncertain", is_flag=True, help="Let uncertain messages be sent again.")
@click.option("--mark-sent", is_flag=True, help="Take uncertain messages for sent.")
@click.option(
    "--rate", default=60, type=click.IntRange(0, 60_000), help="Messages a minute; 0: no limit."
)
@click.option("--largest", default=20, type=parameters.Number(0.1, 1000), help="MB of a message.")
@parameters.project
@parameters.as_json
@parameters.quiet
def mail(session: str, folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Write what each participant is to get into the outbox; nothing leaves without --send."""
    from handouts.cli.mail import MailConsole  # noqa: PLC0415

    console = MailConsole(quiet, as_json)
    sys.exit(console.run(find(folder, Path.cwd()), session, wanted))
