"""What the tests judge finished files with."""
