"""Packets: all that a training day needs on paper in one file each, and a plan for the printer."""
