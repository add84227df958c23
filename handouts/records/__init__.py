"""Records that must never be lost: SQLite files. Knows nothing of what is recorded."""
