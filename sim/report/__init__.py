"""The report: what the numbers mean, tables, figures on one look, and one self-contained page.

Nothing here decides anything: it reads a result or a comparison and shows it.
"""
