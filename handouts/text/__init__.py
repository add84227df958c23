"""Letters alone: characters, names of files, nearest words. No input, no output."""
