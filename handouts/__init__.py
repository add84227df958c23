"""From one article and one comparison chart to everything a training day needs on paper."""

__version__ = "0.1.0"
