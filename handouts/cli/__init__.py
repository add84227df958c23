"""The command line: it parses, calls and prints. Nothing else in the package prints or asks."""
