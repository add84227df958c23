"""What a person sees of the commands about backups."""

import sys
from pathlib import Path

import click

from handouts.cli.output import Console, print_message, print_result
from handouts.project.layout import Project
from handouts.text.visible import one_line
from handouts.workflows import backup as workflow


class BackupConsole(Console):
    """Where the results of backup and restore go."""

    def back_up(self, project: Project, file: Path) -> None:
        """Ask for a passphrase, write the backup, and show where. Raises CallError, WorldError."""
        made = workflow.back_up(project, _passphrase(is_new=True))
        workflow.write_backup(made, file)
        for remark in made.remarks:
            print_message(one_line(str(remark)))
        if not self.quiet:
            print_result(f"{one_line(str(file))}: {made.files:,} files, encrypted.")

    def restore(self, file: Path, folder: Path) -> None:
        """Ask for the passphrase, and make the project. Raises CallError and WorldError."""
        content = workflow.read_backup(file)
        found = workflow.restore(content, _passphrase(is_new=False), folder)
        if not self.quiet:
            made = found.made.astimezone()
            print_result(
                f"{one_line(str(found.folder))}: {found.files:,} files, as they were on "
                f"{made:%Y-%m-%d} at {made:%H:%M}."
            )


def _passphrase(*, is_new: bool) -> str:
    """Return what is typed unseen, or, without a terminal, the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    if is_new:
        print_message("Without the passphrase nobody can open the backup: keep it in a safe place.")
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True))
