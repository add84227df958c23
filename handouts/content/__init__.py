"""What a trainer writes, from its files to validated models."""
