"""The project's folder on disk: where everything is, and every change to a file."""
