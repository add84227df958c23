"""The house fonts, the fonts of this machine, and which characters they cover."""
