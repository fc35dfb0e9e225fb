"""Elimination by aspects: a way to buy is what is left when all that lacks the aspects one thinks of has been struck out.

An aspect is thought of with a chance in proportion to its weight, and every alternative without it is struck out; so on
with the aspects that still tell the rest apart (Tversky 1972). The aspects of alternative (place k, search j) with utility U_kj:

    place     a_k = e^U_k0, of which those of the company's online shops have c = alike min_k a_k in common
    search    b_0 = 1,  b_1 = e^W                       W: utility of searching the web first
    both      d_k1 = max(0, e^U_k1 - a_k b_1),  d_k0 = max(0, a_k b_1 - e^U_k1)      lock-in and synergy: of that pair alone

    P(kj) = [a'_k (b_j + d_kj) / (b_0 + b_1 + d_k0 + d_k1) + d_kj + b_j P(k | j) + c P(kj | online)] / sum of all weights

a' is a without c; P(k | j) and P(kj | online) are the same rule among what is left. So a further way to buy takes from those
that are like it, which no logit without nests can say.
"""

from sim.ground.rules import clip, exp, rule

ONLINE = 1
"""Nest of the company's online shops; the rival's is `RIVAL_AT / 2`."""
RIVAL_AT = 4
"""Alternative of going straight to a rival, whose utility is the zero of all."""
OFFERED = -100.0
"""Utility below which a way to buy does not exist."""


@rule
def weight(utility):
    """Weight of the aspects that a utility stands for; 0 of what is not offered."""
    return exp(clip(utility, -50.0, 50.0)) if utility > OFFERED else 0.0


@rule
def pair_weight(utilities, k, j):
    """Weight d_kj of what place k and search j have only together."""
    alone = weight(utilities[2 * k] + utilities[RIVAL_AT + 1] - utilities[RIVAL_AT])
    beyond = weight(utilities[2 * k + 1]) - alone
    return max(0.0, beyond if j == 1 else -beyond)


@rule
def common_weight(utilities, nest, alike):
    """Weight c of what the company's online shops have in common; 0 if there is but one."""
    least, shops = 1e30, 0
    for k in range(len(utilities) // 2):
        if nest[2 * k] == ONLINE and weight(utilities[2 * k]) > 0.0:
            least = min(least, weight(utilities[2 * k]))
            shops += 1
    return alike * least if shops > 1 else 0.0


@rule
def own_weight(utilities, nest, k, common):
    """Weight a'_k of place k that it shares with no other."""
    whole = weight(utilities[2 * k])
    return whole - common if nest[2 * k] == ONLINE and whole > 0.0 else whole


@rule
def sum_of(utilities, nest, common, j, online_only):
    """Sum of a'_k + d_kj over places; j: of one search, or -1 for a'_k + d_k0 + d_k1; online_only: of the company's online shops."""
    total = 0.0
    for k in range(len(utilities) // 2):
        if nest[2 * k] == ONLINE or not online_only:
            total += own_weight(utilities, nest, k, common)
            total += pair_weight(utilities, k, 0) if j != 1 else 0.0
            total += pair_weight(utilities, k, 1) if j != 0 else 0.0
    return total


@rule
def elimination_shares(utilities, nest, alike, shares):
    """Write the chance of each alternative (2 k + j) into `shares`; alike: see `sim.channels.choosing.Choosing`."""
    common = common_weight(utilities, nest, alike)
    search = weight(utilities[RIVAL_AT + 1] - utilities[RIVAL_AT])
    online, whole = sum_of(utilities, nest, common, -1, True), sum_of(utilities, nest, common, -1, False)
    for k in range(len(utilities) // 2):
        own, shop = own_weight(utilities, nest, k, common), nest[2 * k] == ONLINE
        for j in range(2):
            b, d = search if j == 1 else 1.0, pair_weight(utilities, k, j)
            placed = own * (b + d) / (1.0 + search + pair_weight(utilities, k, 0) + pair_weight(utilities, k, 1)) + d
            among = (own + d) / sum_of(utilities, nest, common, j, True) if shop and common > 0.0 else 0.0
            searched = b * (own + d + common * among) / (sum_of(utilities, nest, common, j, False) + common)
            shared = common * (placed + b * among) / (online + 1.0 + search) if shop and common > 0.0 else 0.0
            shares[2 * k + j] = (placed + searched + shared) / (whole + common + 1.0 + search)
