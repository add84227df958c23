"""The command line: each command parses, calls, and prints. What takes time is imported inside."""

import datetime
import io
import os
import sys
from pathlib import Path
from typing import Any

import click

import handouts
from handouts.console import Console
from handouts.errors import HandoutsError
from handouts.project import find

_PATH = click.Path(path_type=Path)
_trainings = click.argument("trainings", nargs=-1, metavar="[TRAINING]...")
_project = click.option(
    "--project", "folder", type=_PATH, metavar="DIR",
    help="The project's folder; otherwise the nearest one upwards that has content/.",
)  # fmt: skip
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, nothing else.")
_quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")

_session = click.argument("session", metavar="TRAINING/SESSION")
_paper = click.option(
    "--paper", default="", metavar="letter|a4", help="Instead of the training's own."
)
_theme = click.option("--theme", default="", metavar="NAME", help="Instead of the training's own.")
_preprinted = click.option(
    "--preprinted", is_flag=True, help="The paper has frame and logo already."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(handouts.__version__, prog_name="handouts")
def cli() -> None:
    """Turn one article and one comparison chart into handouts for a training day."""


@cli.command()
@click.argument("folder", type=_PATH)
@_quiet
def new(folder: Path, quiet: bool) -> None:
    """Make a project in FOLDER, with an example training to begin from."""
    from handouts.starting import create  # noqa: PLC0415

    Console(quiet).created(create(folder))


@cli.command("import")
@click.argument("article", type=_PATH)
@click.argument("chart", type=_PATH)
@click.option("--as", "name", required=True, metavar="NAME", help="The new training's name.")
@click.option("--replace", is_flag=True, help="Overwrite the article and the chart it has.")
@_project
@_quiet
def import_(  # noqa: PLR0913, PLR0917 - a command's parameters are its options
    article: Path, chart: Path, name: str, replace: bool, folder: Path | None, quiet: bool
) -> None:
    """Bring in an ARTICLE (text, Markdown, HTML) and a CHART (table as text or HTML)."""
    from handouts.starting import bring_in  # noqa: PLC0415

    project = find(folder, Path.cwd())
    today = datetime.date.today()
    imported, written = bring_in(project, (article, chart), name, replace, today)
    Console(quiet).imported(name, imported, written)


@cli.command()
@_trainings
@_project
@_json
@_quiet
def check(trainings: tuple[str, ...], folder: Path | None, as_json: bool, quiet: bool) -> None:
    """Tell every problem of the content; build nothing."""
    from handouts import worksheets  # noqa: PLC0415
    from handouts.load_sessions import load_all  # noqa: PLC0415

    project = find(folder, Path.cwd())
    sessions = project.select_sessions(trainings)
    loaded, _ = load_all(project, project.select(trainings), sessions)
    left_out = {training.name: worksheets.left_out(training) for training in loaded}
    Console(quiet, as_json).checked(left_out)


@cli.command("list")
@_project
@_json
def list_(folder: Path | None, as_json: bool) -> None:
    """Show trainings, sessions, documents, editions, papers and themes."""
    from handouts.inventory import inventory  # noqa: PLC0415

    Console(as_json=as_json).listed(inventory(find(folder, Path.cwd())))


@cli.command()
@_trainings
@click.option("-d", "--document", "documents", multiple=True, help="Only this; may be repeated.")
@click.option("-e", "--edition", "editions", multiple=True, help="Only this; may be repeated.")
@_paper
@_theme
@click.option("--versions", default=1, type=click.IntRange(1, 26), help="Of each worksheet.")
@click.option("--seed", default=1, type=int, help="Another one shuffles the worksheets anew.")
@click.option("--jobs", default=0, type=click.IntRange(min=0), help="Files made at once.")
@click.option("--force", is_flag=True, help="Make everything again, even what is current.")
@_project
@_json
@_quiet
def build(folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Make the PDFs of all trainings, or of those named, that are not current."""
    from handouts import pipeline  # noqa: PLC0415
    from handouts.request import Request  # noqa: PLC0415

    console = Console(quiet, as_json)
    project = find(folder, Path.cwd())
    built = pipeline.build(project, Request(**wanted), console.progress)
    console.built(project, built)


@cli.command()
@_session
@_paper
@_theme
@_preprinted
@_project
@_json
@_quiet
def proof(session: str, folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Show what certificates would say, and what must be mended, before any is issued."""
    from handouts.certificates.commands import prove  # noqa: PLC0415
    from handouts.certificates.console import CertificateConsole  # noqa: PLC0415

    console = CertificateConsole(quiet, as_json)
    proved = prove(find(folder, Path.cwd()), session, datetime.date.today(), wanted)
    console.proved(proved)
    sys.exit(1 if proved.problems else 0)


@cli.command()
@_session
@_paper
@_theme
@_preprinted
@click.option("--reissue", default="", metavar="NUMBER", help="Issue this one again, corrected.")
@click.option("--name", default="", help="Whom to reissue to, as the roster has the name now.")
@click.option("--void", default="", metavar="NUMBER", help="Declare this one void.")
@click.option("--why", default="", help="Why it is void; kept in the register.")
@click.option("--export", is_flag=True, help="Write the register as CSV; issue nothing.")
@click.option("--jobs", default=0, type=click.IntRange(min=0), help="Processors to use.")
@_project
@_json
@_quiet
def certify(session: str, folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Issue the certificates of a session that are missing, and make missing files again."""
    from handouts.certificates import commands  # noqa: PLC0415
    from handouts.certificates.console import CertificateConsole  # noqa: PLC0415

    console = CertificateConsole(quiet, as_json)
    project = find(folder, Path.cwd())
    done = commands.certify(project, session, datetime.date.today(), wanted, console.issuing)
    console.certified(project, done)


@cli.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE_NUMBER_OR_CODE...")
@click.option("--public-key", default="", metavar="TEXT", help="The provider's, instead of ours.")
@_project
@_json
def verify(given: tuple[str, ...], public_key: str, folder: Path | None, as_json: bool) -> None:
    """Tell whether certificates are genuine and still valid.

    Exit codes: 0 each file is as it was issued; 4 the code or number is genuine, and the paper has
    yet to be compared with what is shown; 1 altered, void, replaced or unknown.
    """
    from handouts.certificates.console import CertificateConsole  # noqa: PLC0415
    from handouts.certificates.verification import exit_code  # noqa: PLC0415
    from handouts.certificates.verification import verify as verdicts_on  # noqa: PLC0415

    project = None if public_key else find(folder, Path.cwd())
    verdicts = verdicts_on(project, given, public_key)
    CertificateConsole(as_json=as_json).verified(verdicts)
    sys.exit(exit_code(verdicts))


@cli.command()
@_session
@click.option("--before", is_flag=True, help="What goes out before the day, not after it.")
@click.option("--send", is_flag=True, help="Send what is missing, after a question.")
@click.option("--yes", type=int, metavar="N", help="Send to N people without the question.")
@click.option("--to-me", is_flag=True, help="Send one of the messages to yourself.")
@click.option("--changed", is_flag=True, help="Send to those too who have an earlier version.")
@click.option("--status", is_flag=True, help="Show who got what and when; send nothing.")
@click.option("--retry-uncertain", is_flag=True, help="Let uncertain messages be sent again.")
@click.option("--mark-sent", is_flag=True, help="Take uncertain messages for sent.")
@click.option("--rate", default=60, type=click.IntRange(0), help="Messages a minute; 0: no limit.")
@click.option("--largest", default=20, type=click.FloatRange(0.1, 1000), help="MB of a message.")
@_project
@_json
@_quiet
def mail(session: str, folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Write what each participant is to get into the outbox; nothing leaves without --send."""
    from handouts.mail.console import MailConsole  # noqa: PLC0415

    console = MailConsole(quiet, as_json)
    sys.exit(console.run(find(folder, Path.cwd()), session, wanted))


@cli.command()
@click.argument("of", metavar="TRAINING[/SESSION]")
@click.option(
    "--copies",
    default=0,
    type=click.IntRange(0, 10_000),
    metavar="N",
    help="For N participants; 0, the default, for all on the roster.",
)
@click.option("--versions", default=1, type=click.IntRange(1, 26), help="Of each worksheet.")
@click.option("--seed", default=1, type=int, help="Another one shuffles the worksheets anew.")
@_paper
@_theme
@click.option("--booklet", is_flag=True, help="A booklet too: folded sheets, stapled.")
@click.option("--two-up", is_flag=True, help="A draft too, two pages on each side.")
@click.option("--hole-punch", is_flag=True, help="Mark where the holes of a binder go.")
@click.option("--greyscale", is_flag=True, help="No colours in what is for paper.")
@click.option("--jobs", default=0, type=click.IntRange(min=0), help="Files made at once.")
@click.option("--force", is_flag=True, help="Make everything again, even what is current.")
@_project
@_json
@_quiet
def packet(folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Join all that a day needs on paper into one file each, and plan the printing."""
    from handouts.packets import flow  # noqa: PLC0415
    from handouts.packets.console import PacketConsole  # noqa: PLC0415
    from handouts.packets.request import PacketRequest  # noqa: PLC0415

    console = PacketConsole(quiet, as_json)
    project = find(folder, Path.cwd())
    console.packed(project, flow.pack(project, PacketRequest(**wanted), console.progress))


@cli.command()
@_json
def doctor(as_json: bool) -> None:
    """Tell whether this machine can set type, what it covers, and what to install."""
    from handouts.doctor import examine  # noqa: PLC0415

    findings = examine()
    Console(as_json=as_json).examined(findings)
    sys.exit(0 if all(f.fine for f in findings if f.needed) else 3)


def main() -> None:
    """Run the command line and exit: 0 done, 1 content, 2 call, 3 could not finish, 130 Ctrl-C.

    `verify` has a code of its own besides, 4: see there.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal cannot show is no error
            stream.reconfigure(errors="replace")
    console = Console(as_json="--json" in sys.argv[1:])
    try:
        with cli.make_context("handouts", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as wish:
        sys.exit(wish.exit_code)
    except click.ClickException as error:
        console.stopped(error.format_message())
        error.show()
        sys.exit(2)
    except HandoutsError as error:
        console.failed(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        told = "Interrupted. What was finished is kept; earlier files are as they were."
        console.stopped(told)
        click.echo(told, err=True)
        sys.exit(130)
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(3)
    except OSError as error:
        told = f"{error.filename or 'The output'} cannot be used: {error.strerror or error}."
        console.stopped(told)
        click.echo(told, err=True)
        sys.exit(3)
