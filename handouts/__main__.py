"""`python -m handouts` is the command `handouts`."""

from handouts.cli.app import main

main()
