"""Choice: logit and nested logit shares (McFadden 1978), and the pick that a draw makes from shares."""

from sim.ground.rules import exp, rule


@rule
def pick(shares, draw):
    """Index of the alternative on which a uniform draw in [0, 1) falls; shares sum to 1."""
    cumulated = 0.0
    for k in range(len(shares) - 1):
        cumulated += shares[k]
        if draw < cumulated:
            return k
    return len(shares) - 1


@rule
def logit_shares(utilities, shares):
    """Write the multinomial logit shares exp(U_k) / sum exp(U) of `utilities` into `shares`."""
    top = _largest(utilities)
    total = 0.0
    for k in range(len(utilities)):
        shares[k] = exp(utilities[k] - top)
        total += shares[k]
    for k in range(len(utilities)):
        shares[k] /= total


@rule
def nested_logit_shares(utilities, nest, nests, scale, shares):
    """Write nested logit shares into `shares`.

    utilities[k]: utility of alternative k; nest[k]: its nest, 0..nests-1; scale: dissimilarity of a nest, in (0, 1];
    at 1 this is the multinomial logit. Within a nest exp(U/scale); between nests exp(scale * inclusive value).
    """
    top = _largest(utilities)
    total = 0.0
    for n in range(nests):
        inside = _inclusive(utilities, nest, n, scale, top)
        if inside > 0.0:
            total += inside**scale
    for k in range(len(utilities)):
        inside = _inclusive(utilities, nest, nest[k], scale, top)
        shares[k] = exp((utilities[k] - top) / scale) / inside * inside**scale / total if inside > 0.0 else 0.0


@rule
def _inclusive(utilities, nest, n, scale, top):
    """Sum of exp((U - top) / scale) over the alternatives of nest n."""
    inside = 0.0
    for k in range(len(utilities)):
        if nest[k] == n:
            inside += exp((utilities[k] - top) / scale)
    return inside


@rule
def _largest(values):
    """Largest of the values."""
    top = values[0]
    for k in range(1, len(values)):
        top = max(top, values[k])
    return top
