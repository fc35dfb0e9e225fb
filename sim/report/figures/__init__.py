"""Figures: one file a family. Each function returns a `Picture`: the drawing, or the reason why there is none."""
