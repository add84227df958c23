"""One page for many people: it is typeset once, and each person's own lines are put onto it."""
