"""Logo and colours of a provider: what they are, and what every page makes of them."""
