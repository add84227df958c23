"""The command line: each command parses, calls, and prints. What takes time is imported inside."""

import datetime
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

import handouts
from handouts.cli import exceptions, parameters, session_commands
from handouts.cli.output import Console, print_message
from handouts.project.layout import find
from handouts.typesetting.limits import claim_process


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(handouts.__version__, prog_name="handouts")
def cli() -> None:
    """Turn one article and one comparison chart into handouts for a training day."""


@cli.command()
@click.argument("folder", type=parameters.PATH)
@click.option(
    "--provider", default="", metavar="NAME",
    help="Your organisation's name, or your own, under which certificates are issued.",
)  # fmt: skip
@parameters.quiet
def new(folder: Path, provider: str, quiet: bool) -> None:
    """Make a project in FOLDER, with an example training to begin from."""
    from handouts.workflows import new_project  # noqa: PLC0415

    console = Console(quiet)
    options = new_project.NewOptions(folder, provider or console.ask_provider())
    console.created(new_project.new(options))


@cli.command("import")
@click.argument("files", type=parameters.PATH, nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "name", default="", metavar="NAME", help="Of the training, if not its title.")
@click.option("--replace", is_flag=True, help="Bring new files into a training that is there.")
@parameters.project
@parameters.quiet
def import_(
    files: tuple[Path, ...], name: str, replace: bool, folder: Path | None, quiet: bool
) -> None:
    """Bring in an article, charts, or both, each from a FILE of its own or all from one."""
    from handouts.importers.given import read_given  # noqa: PLC0415
    from handouts.workflows import import_training as workflow  # noqa: PLC0415

    project = find(folder, Path.cwd())
    options = workflow.ImportOptions(name, datetime.date.today(), replace)
    if name:
        workflow.check_name(project, options)
    Console(quiet).imported(workflow.import_(project, read_given(files), options))


@cli.command()
@parameters.trainings
@parameters.project
@parameters.as_json
@parameters.quiet
def check(trainings: tuple[str, ...], folder: Path | None, as_json: bool, quiet: bool) -> None:
    """Report every problem of the content; build nothing."""
    from handouts.workflows import check as workflow  # noqa: PLC0415

    checked = workflow.check(find(folder, Path.cwd()), trainings)
    Console(quiet, as_json).checked(checked)


@cli.command("list")
@parameters.project
@parameters.as_json
def list_(folder: Path | None, as_json: bool) -> None:
    """Show trainings, sessions, documents, editions, papers and themes."""
    from handouts.workflows.inventory import inventory  # noqa: PLC0415

    Console(as_json=as_json).listed(inventory(find(folder, Path.cwd())))


@cli.command()
@parameters.trainings
@click.option("-d", "--document", "documents", multiple=True, help="Only this; may be repeated.")
@click.option("-e", "--edition", "editions", multiple=True, help="Only this; may be repeated.")
@parameters.paper
@parameters.theme
@parameters.versions
@parameters.seed
@parameters.jobs
@parameters.force
@parameters.project
@parameters.as_json
@parameters.quiet
def build(folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Make the PDFs of all trainings, or of those named, that are not current."""
    from handouts.builds.request import Request  # noqa: PLC0415
    from handouts.workflows import build as workflow  # noqa: PLC0415

    console = Console(quiet, as_json)
    project = find(folder, Path.cwd())
    with console.progress("Building") as on_progress:
        built = workflow.build(project, Request(**wanted), on_progress)
    console.built(project, built)


@cli.command()
@click.argument("of", metavar="TRAINING[/SESSION]")
@click.option(
    "--copies",
    default=0,
    type=click.IntRange(0, 10_000),
    metavar="N",
    help="For N participants; 0, the default, for all on the roster.",
)
@parameters.versions
@parameters.seed
@parameters.paper
@parameters.theme
@click.option("--booklet", is_flag=True, help="A booklet too: folded sheets, stapled.")
@click.option("--two-up", is_flag=True, help="A draft too, two pages on each side.")
@click.option("--hole-punch", is_flag=True, help="Mark where the holes of a binder go.")
@click.option("--greyscale", is_flag=True, help="No colours in what is for paper.")
@parameters.jobs
@parameters.force
@parameters.project
@parameters.as_json
@parameters.quiet
def packet(folder: Path | None, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Join all that a day needs on paper into one file each, and plan the printing."""
    from handouts.cli.packets import PacketConsole  # noqa: PLC0415
    from handouts.packets.request import PacketRequest  # noqa: PLC0415
    from handouts.workflows import packet as workflow  # noqa: PLC0415

    console = PacketConsole(quiet, as_json)
    project = find(folder, Path.cwd())
    with console.progress("Building") as on_progress:
        packed = workflow.packet(project, PacketRequest(**wanted), on_progress)
    console.packed(project, packed)


@cli.command()
@click.option(
    "--folder", type=parameters.PATH, metavar="DIR",
    help="Of the project, or where one is to be made; otherwise the current folder.",
)  # fmt: skip
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Of this machine; 0: any.")
@click.option("--no-browser", is_flag=True, help="Print the address; open no window.")
@click.option("--shortcut", is_flag=True, help="Put an icon on the desktop that opens the studio.")
def studio(folder: Path | None, port: int, no_browser: bool, shortcut: bool) -> None:
    """Do all of it in a window of your browser, without a terminal."""
    from handouts.cli.studio import open_studio  # noqa: PLC0415

    open_studio(folder or Path.cwd(), port, opens_browser=not no_browser, makes_shortcut=shortcut)


@cli.command()
@click.argument("file", type=parameters.PATH)
@parameters.project
@parameters.quiet
def backup(file: Path, folder: Path | None, quiet: bool) -> None:
    """Keep content, records, templates and styles in one encrypted FILE."""
    from handouts.cli.backup import BackupConsole  # noqa: PLC0415

    BackupConsole(quiet).back_up(find(folder, Path.cwd()), file)


@cli.command()
@click.argument("file", type=parameters.PATH)
@click.argument("folder", type=parameters.PATH)
@parameters.quiet
def restore(file: Path, folder: Path, quiet: bool) -> None:
    """Make a project in FOLDER, which must be new or empty, from a backup in FILE."""
    from handouts.cli.backup import BackupConsole  # noqa: PLC0415

    BackupConsole(quiet).restore(file, folder)


@cli.command()
@parameters.as_json
def doctor(as_json: bool) -> None:
    """Tell whether this machine can set type, what it covers, and what to install."""
    from handouts.workflows.doctor import examine  # noqa: PLC0415

    findings = examine()
    Console(as_json=as_json).examined(findings)
    sys.exit(0 if all(f.fine for f in findings if f.needed) else 3)


for command in (
    session_commands.proof,
    session_commands.certify,
    session_commands.verify,
    session_commands.mail,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit: 0 done, 1 content, 2 call, 3 could not finish, 130 Ctrl-C.

    `verify` has a code of its own, 4: see there.
    """
    claim_process()  # its progress bars have a thread
    sys.stdout, sys.stderr = exceptions.usable(sys.stdout), exceptions.usable(sys.stderr)
    try:
        code = _run(Console(as_json="--json" in sys.argv[1:]))
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:  # whoever read the output has gone, or there is no room for it
        code = 3
        with suppress(OSError):
            if not isinstance(error, BrokenPipeError):
                print_message(f"The output cannot be written: {error.strerror or error}.")
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # or Python would try again at its end, and report
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _run(console: Console) -> int:
    """Do what the command line says and return the exit code, whatever happens.

    Raises OSError where what happened cannot be printed.
    """
    try:
        with cli.make_context("handouts", sys.argv[1:]) as context:
            cli.invoke(context)
    except BrokenPipeError:
        raise
    except BaseException as error:
        return exceptions.ended(error, console)
    return 0
