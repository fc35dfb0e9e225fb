"""Persuasion: what a contact with a message does to a person.

Two routes (Petty and Cacioppo 1986). With elaboration e = 1 / (1 + e^(-b (involvement - 1/2)))

    told <- told + w e argument quality trust fresh v            by arguments: lasts
    cued <- cued + w (1 - e) cue quality trust fresh v           by cues: fades soon
    expectation of t = that of the own past, brand and hearsay + told + cued

The value of a message is what it promises beyond what is believed, and five things shape it, each within +-m:

    v = (promise - norm - told - cued) + frame + setting + filter + others + belief
    frame    b campaign's frame            setting  b campaign's setting        filter  -b v, what does not fit is dulled
    others   b what others are heard to say                                     belief  b (2 loyalty - 1)

v (1 - |v| / latitude) is taken in: what is too far from one's own opinion is not believed (Sherif and Hovland 1961). Each further
contact in a period is less fresh. What n contacts of a period annoy together, x of them beyond what is tolerable, is

    A = m_a (1 - e^(-a x (x + 1) / 2 m_a))

the first beyond costs a, the second twice as much, and when m_a is reached the rest is thrown away unseen (reactance:
Godfrey, Seiders and Voss 2011; avoidance of what is too much: Cho and Cheon 2004). Contradicting messages cost trust:
trust <- trust (1 - l |message - image| / 2). A contact brings the brand to mind (recall).

Who does not win a promotion compares himself with those who might: he feels their mean gain, less if he had their chance
(inequity: Fehr and Schmidt 1999; a fair procedure: Brockner and Wiesenfeld 1996).

A promise binds: who finds less than he was promised is disappointed in that visit by the part of the gap that is owed to the
promise (`sim/experience/promise.py`), and trusts less. Own visits take the place of what one was told.
"""

from sim.experience.promise import missing
from sim.experience.trust import lose_trust
from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule, share, step

FIELDS = {
    "shopper": (
        Field("told", "f4", "affect", -2, 2, means="what arguments of advertising add to the expectation"),
        Field("cued", "f4", "affect", -2, 2, means="what cues of advertising add to the expectation"),
        Field("swayed", "f4", "affect", -2, 2, means="what advertising adds to the expectation this period"),
        Field("image", "f4", "-1..1", -1, 1, means="what the store's messages so far say of it"),
        Field("ad_contacts", "i4", means="contacts with messages of the store so far"),
        Field("by_frame", "f4", "affect", -1, 1, means="what the frame added to the value of the last message"),
        Field("by_setting", "f4", "affect", -1, 1, means="what the setting added to the value of the last message"),
        Field("by_filter", "f4", "affect", -1, 1, means="what selective perception added to the value of the last message"),
        Field("by_others", "f4", "affect", -1, 1, means="what others say added to the value of the last message"),
        Field("by_belief", "f4", "affect", -1, 1, means="what attachment added to the value of the last message"),
    )
}


class Persuasion(Parameters):
    """How messages act."""

    weight: float = number(0.15, "share", 0, 1, "Weight w of a message against what is believed.",
                           "shape: a pseudo-observation of .1 to .3")
    elaboration: float = number(8.0, "-", 0, 100, "How sharply involvement decides the route (b).",
                                "shape: Petty, Cacioppo and Schumann 1983")
    told_fades: float = number(0.02, "1/period", 0, 1, "Part of what arguments did that is lost in a period.",
                               "shape: Petty and Cacioppo 1986, the central route lasts")
    cued_fades: float = number(0.25, "1/period", 0, 1, "Part of what cues did that is lost in a period.",
                               "shape: Petty and Cacioppo 1986")
    latitude: float = number(2.0, "affect", 0.01, 4, "Distance from one's own opinion at which nothing is believed.",
                             "shape: Sherif and Hovland 1961")
    fresh: float = number(0.6, "x", 0, 1, "Effect of each further contact of a period against the one before.",
                          "shape: wear-out, Pechmann and Stewart 1988")
    tolerable: float = number(3.0, "1/period", 0, 100, "Contacts in a period that nobody minds.",
                              "shape: an inverted U in frequency")
    annoys: float = number(0.02, "affect", 0, 1, "What the first contact beyond that costs (a); the second twice as much, up to the most.")
    most_annoyed: float = number(0.3, "affect", 0.01, 2, "Most that all contacts of a period cost together (m_a).",
                                 "assumption: messages all week long anger as much as a parcel that is very late, "
                                 "channels.delivery.pain_of_delay")
    recalled: float = number(0.02, "share", 0, 1, "Part of the gap to full recall that a fresh contact closes.")
    contradiction: float = number(0.03, "share", 0, 1, "Part of trust lost by a message that says the opposite of the image (l).",
                                  "shape: Duncan and Moriarty 1998, one voice")
    imprint: float = number(0.3, "share", 0, 1, "How far a message moves the image.")
    most: float = number(0.1, "affect", 0, 1, "Most that each of the five shapers adds or takes (m).")
    of_frame: float = number(0.1, "affect", 0, 4, "Slope on the frame.", "shape: Tversky and Kahneman 1981")
    of_setting: float = number(0.1, "affect", 0, 4, "Slope on the setting.")
    of_filter: float = number(0.2, "share", 0, 1, "Part of what does not fit that is not perceived.",
                              "shape: Klapper 1960, selective perception")
    of_others: float = number(0.3, "-", 0, 4, "Slope on what others say.", "shape: Deutsch and Gerard 1955")
    of_belief: float = number(0.05, "affect", 0, 4, "Slope on attachment, from -1 without loyalty to 1 with all.")
    former: float = number(1.5, "x", 0, 10, "Weight of what opinion leaders and formers pass on, against advertising.",
                           "shape: Katz and Lazarsfeld 1955")
    trust_of_promise: float = number(0.2, "share", 0, 1, "Part of trust lost by a gap of 1 that is owed to a promise.",
                                     "shape: Slovic 1993")
    own_visits: float = number(0.1, "share", 0, 1, "Part of what one was told that own visits of a period replace.")
    joy: float = number(0.2, "affect", 0, 1, "Most joy of winning a promotion.")
    left_out: float = number(0.2, "affect", 0, 1, "Most that is felt by who may not win what others win.",
                             "shape: Feinberg, Krishna and Zhang 2002, betrayal by offers to others; assumption: as the joy")
    fair_draw: float = number(0.3, "share", 0, 1, "Part of that which is felt by who had the same chance and did not win.",
                              "shape: Brockner and Wiesenfeld 1996, a fair procedure takes the edge off")
    prize_scale: float = number(10.0, "$", 0.01, 1e5, "Prize at which 63 % of either is felt.")


@rule
def elaboration(involvement, p):
    """How far a message is thought through, 0..1."""
    return share(p.elaboration * (involvement - 0.5))


@rule
def shaped(x, p):
    """What a shaper adds to the value of a message, within its bound."""
    return clip(x, -p.most, p.most)


@rule
def taken_in(value, p):
    """What of a message of this value is believed: nothing beyond the latitude."""
    return value * max(0.0, 1.0 - abs(value) / p.latitude)


@rule
def irritation(contacts, p):
    """What so many contacts of a period cost together, from 0 to the most that is felt."""
    beyond = max(0.0, contacts - p.tolerable)
    return p.most_annoyed * (1.0 - exp(-0.5 * p.annoys * beyond * (beyond + 1.0) / p.most_annoyed))


@rule
def annoyance(nth, p):
    """What the nth contact of a period costs, 0 or more."""
    return irritation(nth, p) - irritation(nth - 1.0, p)


@rule
def felt_prize(dollars, p):
    """How much of the most a gain of so much is felt, 0..1: by winners as joy, by the others as what they miss."""
    return 1.0 - exp(-dollars / p.prize_scale)


@rule
def envy(dollars, winners, may_win, p):
    """What not winning costs, 0 or more; dollars: prize; winners: share of those who may win that does."""
    return p.left_out * felt_prize(winners * dollars, p) * (p.fair_draw if may_win else 1.0)


@rule
def others_say(shopper):
    """What others were heard to say of the store against its norm; 0 if nothing."""
    return shopper.heard - shopper.norm if shopper.heard_worth > 0.0 else 0.0


@rule
def shape(shopper, value, campaign, p):
    """The value of a message as it is perceived; what each shaper added is kept with the shopper."""
    shopper.by_frame = shaped(p.of_frame * campaign.frame, p)
    shopper.by_setting = shaped(p.of_setting * campaign.setting, p)
    shopper.by_filter = shaped(-p.of_filter * value, p)
    shopper.by_others = shaped(p.of_others * others_say(shopper), p)
    shopper.by_belief = shaped(p.of_belief * (2.0 * shopper.loyalty - 1.0), p)
    return (value + shopper.by_frame + shopper.by_setting + shopper.by_filter + shopper.by_others + shopper.by_belief)


@step
def persuade(shoppers, contacts, promise, campaign, p, nth, fresh, annoyed):
    """Everybody lives through his contacts with one campaign.

    contacts: see `sim.channels.communication.CONTACT`; promise: as it is in this period; nth, fresh: int64 and float64 by
    shopper, contacts so far in this period and how fresh the next one is; annoyed: float64 by contact, what it costs.
    """
    for c in range(len(contacts)):
        contact = contacts[c]
        i = contact.person
        shopper = shoppers[i]
        nth[i] += 1
        annoyed[c] = annoyance(float(nth[i]), p)
        weight = p.weight * fresh[i] * shopper.trust * (p.former if contact.relayed == 1 else 1.0)
        if shopper.ad_contacts > 0:
            lose_trust(shopper, p.contradiction * 0.5 * abs(contact.message - shopper.image))
            shopper.image += p.imprint * (contact.message - shopper.image)
        else:
            shopper.image = contact.message
        shopper.ad_contacts += 1
        value = taken_in(shape(shopper, promise - shopper.norm - shopper.told - shopper.cued, campaign, p), p)
        e = elaboration(shopper.involvement, p)
        shopper.told = clip(shopper.told + min(weight, 1.0) * e * campaign.arguments * value, -1.0, 1.0)
        shopper.cued = clip(shopper.cued + min(weight, 1.0) * (1.0 - e) * campaign.cues * value, -1.0, 1.0)
        shopper.recall += (1.0 - shopper.recall) * p.recalled * fresh[i]
        fresh[i] *= p.fresh


@step
def annoyances(nth, p, annoyed):
    """Write what contact number `nth` of each person's period costs into `annoyed`, float64."""
    for k in range(len(nth)):
        annoyed[k] = annoyance(float(nth[k]), p)


@step
def fade(shoppers, p):
    """A period passes over what messages did."""
    for i in range(len(shoppers)):
        shoppers[i].told *= 1.0 - p.told_fades
        shoppers[i].cued *= 1.0 - p.cued_fades


@step
def sway(shoppers):
    """What was told moves the expectation with which this period is met, and what is looked forward to."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        before = shopper.expectation
        shopper.expectation = clip(before + shopper.told + shopper.cued, -1.0, 1.0)
        shopper.swayed = shopper.expectation - before
        shopper.anticipation = clip(shopper.anticipation + shopper.told + shopper.cued, -1.0, 1.0)


@step
def trust_after_promises(shoppers, lived, p):
    """Who met less than he was promised trusts less. The expectation is afterwards that of the own state again."""
    for i in range(len(shoppers)):
        shopper, n = shoppers[i], lived[i].visits
        own = shopper.expectation - shopper.swayed
        shopper.expectation = own
        if n == 0:
            continue
        gap = missing(own, shopper.swayed, lived[i].remembered / n)
        lose_trust(shopper, p.trust_of_promise * max(0.0, gap))
        shopper.told *= 1.0 - p.own_visits
        shopper.cued *= 1.0 - p.own_visits
