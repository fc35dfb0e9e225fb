"""What a shopper keeps in mind between visits: a share in 0..1 that fades by the period and is filled up by experience.

    kept = (1 - f) share          filled = share + (1 - share) part

Each experience closes a part of the gap to 1, so that the first says most. Used by knowledge and by recall.
"""

from sim.ground.rules import rule


@rule
def kept(share, fades):
    """What is left of a share (0..1) of which this part is lost in a period."""
    return share - fades * share


@rule
def filled(share, part):
    """A share (0..1) when this part (0..1) of the gap to 1 is closed."""
    return share + (1.0 - share) * part
