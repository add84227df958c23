"""The studio: the trainer's week in a window of her own browser, served to this machine alone."""
