"""The documents that can be built: what they are, for whom, and what their templates see."""
