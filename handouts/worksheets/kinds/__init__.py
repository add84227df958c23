"""The kinds of worksheets, a module each. A new module is a new kind."""
