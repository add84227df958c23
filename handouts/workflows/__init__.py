"""What a trainer can do, a function each. Nothing here prints, asks or exits."""
