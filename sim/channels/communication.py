"""Communication: what the company says, by which platforms, how often, to whom, and through whom.

Two models. *Linear*: a broadcast reaches the share `coverage` of those meant, and nothing comes back (Shannon and Weaver
1949). *Adjusted*: the message goes to opinion leaders (who know most people) or opinion formers (to whom the category
matters most), they pass it on to whom they know, and what they say of the store comes back at once and corrects the promise
(Katz and Lazarsfeld 1955, two-step flow):

    promise in t = promise + feedback (mean experience state of those addressed - promise)

A message has a place on a scale of images, -1..1 (from cheap to exquisite, say); platforms with one message speak with one
voice, different ones contradict each other to whoever meets more than one (Duncan and Moriarty 1998). What a contact does to
a person stands in `sim/experience/persuasion.py`.
"""

from typing import Literal

import numpy as np
from pydantic import model_validator

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import step
from sim.ground.span import Span

PASSED_ON = 1 << 19
"""Event from which on the dice of a campaign are those of passing it on."""
MOST_CAMPAIGNS = 50

CONTACT = np.dtype([("person", "i8"), ("relayed", "i8"), ("message", "f8")])
"""One contact of a person with a campaign: row, whether a friend passed it on, what it says of the store."""


class Platform(Parameters):
    """One platform of a campaign, and what it says."""

    name: str = choice("media", "name of the platform", "choice of the user")
    message: float = number(0.0, "-1..1", -1, 1, "what it says of the store", "choice of the user")


class Campaign(Span):
    """One campaign."""

    name: str = choice("campaign", "name of the campaign", "choice of the user")
    through: Literal["everybody", "leaders", "formers", "random"] = choice(
        "everybody", "who is addressed: everybody (broadcast), the best known people, those to whom the category matters "
        "most, or as many people at random", "choice of the user")
    seeds: float = number(0.02, "share", 0, 1, "share of people addressed if not everybody is", "choice of the user")
    passed_on: float = number(0.3, "share", 0, 1, "chance a period that who is addressed passes it on to a friend, for each "
                              "friend; not in a broadcast")
    coverage: float = number(0.5, "share", 0, 1, "share of those addressed who are reached in a period", "choice of the user")
    contacts: float = number(2.0, "1/period", 0, 100, "contacts a period with each person reached", "choice of the user")
    segment: str = choice("", "segment addressed; empty: all", "choice of the user")
    platforms: tuple[Platform, ...] = choice((Platform(),), "platforms and what each says of the store; all alike is one voice",
                                             "choice of the user")
    promise: float = number(0.1, "affect", -1, 1, "experience that is promised", "choice of the user")
    arguments: float = number(0.5, "-1..1", -1, 1, "quality of the arguments; weak ones (below 0) are argued against",
                              "choice of the user")
    cues: float = number(0.5, "-1..1", -1, 1, "attractiveness of source and form", "choice of the user")
    frame: float = number(0.0, "-1..1", -1, 1, "frame: how favourable the comparison is in which it is put",
                          "choice of the user")
    setting: float = number(0.0, "-1..1", -1, 1, "setting: how well place and time of the contact suit it",
                            "choice of the user")
    feedback: float = number(0.0, "share", 0, 1, "how far what those addressed live through corrects the promise; 0 in a "
                             "broadcast", "choice of the user")
    spend: float = number(0.0, "$ a period", 0, 1e8, "fixed cost", "choice of the user")
    cost_contact: float = number(0.02, "$", 0, 1000, "cost of a contact; what friends pass on is free")
    prize: float = number(0.0, "$", 0, 1e5, "what each winner of the promotion gets in a period; 0: there is none",
                          "choice of the user")
    winners: float = number(1.0, "share", 0, 1, "share of those reached who win, if they may", "choice of the user")
    winners_segment: str = choice("", "segment that may win; empty: all", "choice of the user")

    @model_validator(mode="after")
    def _is_possible(self):
        where = "set both under channels.communication.campaigns"
        if self.through == "everybody" and self.feedback > 0:
            raise ValueError(f"campaign {self.name}: feedback is {self.feedback:g}, but a broadcast (through: everybody) "
                             f"hears nothing back; it must be 0, or through be leaders, formers or random; {where}")
        if not self.platforms:
            raise ValueError(f"campaign {self.name}: platforms is empty; it must name at least one, for instance "
                             "[{name: media}]. Set it under channels.communication.campaigns")
        return self


class Communication(Parameters):
    """The campaigns of the company."""

    campaigns: tuple[Campaign, ...] = choice((), "campaigns, 0 to 50", "choice of the user")

    @model_validator(mode="after")
    def _is_possible(self):
        if len(self.campaigns) > MOST_CAMPAIGNS:
            raise ValueError(f"channels.communication.campaigns are {len(self.campaigns)}; there must be 0 to "
                             f"{MOST_CAMPAIGNS} campaigns")
        return self


def check_campaigns(campaigns: tuple[Campaign, ...], segments: list[str]) -> None:
    """Raise InputError, one line a fault, for segments that nobody belongs to."""
    faults = [f"channels.communication.campaigns: {key} of campaign {campaign.name} is {value!r}; it must be empty or one of "
              f"{', '.join(segments)}. Set it in configs/scenario/*.yaml"
              for campaign in campaigns for key, value in (("segment", campaign.segment),
                                                           ("winners_segment", campaign.winners_segment))
              if value and value not in segments]
    if faults:
        raise InputError("\n".join(faults))


@step
def reach(shoppers, addressed, segment, messages, which, seed, period, campaign, contacts):
    """Write the contacts with everybody reached; returns how many there are, even if `contacts` is too short for them.

    addressed: uint8 by shopper; segment: its number, -1 for all; messages: of the platforms; which: number of the campaign.
    """
    count = 0
    for i in range(len(shoppers)):
        if addressed[i] == 0 or (segment >= 0 and shoppers[i].segment != segment):
            continue
        moment = which * EVENTS_PER_DAY
        covered, once_more, _, _ = draws(seed, Purpose.CAMPAIGN, shoppers[i].uid, period, moment)
        if covered >= campaign.coverage:
            continue
        many = int(campaign.contacts)
        if once_more < campaign.contacts - many:
            many += 1
        for k in range(many):
            platform, _, _, _ = draws(seed, Purpose.CAMPAIGN, shoppers[i].uid, period, moment + 1 + k)
            if count < len(contacts):
                contacts[count].person = i
                contacts[count].relayed = 0
                contacts[count].message = messages[int(platform * len(messages))]
            count += 1
    return count


@step
def pass_on(shoppers, contacts, reached, first, friends, which, seed, period, campaign):
    """Those reached pass their message on to some of whom they know; returns the number of all contacts, as `reach` does.

    contacts: of which the first `reached` are the company's own; first, friends: see `sim.people.network`.
    """
    count, before = reached, -1
    for c in range(min(reached, len(contacts))):
        person = contacts[c].person
        if person == before:
            continue
        before = person
        for k in range(first[person + 1] - first[person]):
            moment = which * EVENTS_PER_DAY + PASSED_ON + k
            draw, _, _, _ = draws(seed, Purpose.CAMPAIGN, shoppers[person].uid, period, moment)
            if draw >= campaign.passed_on:
                continue
            if count < len(contacts):
                contacts[count].person = friends[first[person] + k]
                contacts[count].relayed = 1
                contacts[count].message = contacts[c].message
            count += 1
    return count


@step
def pick_winners(shoppers, met, segment, which, seed, period, campaign, won):
    """Who of those who met a campaign wins its promotion: writes 1 into `won`, and -1 for who is left out.

    met: uint8 by shopper; segment: number of the one that may win, -1 all.
    """
    for i in range(len(shoppers)):
        if met[i] == 0:
            continue
        _, _, draw, _ = draws(seed, Purpose.CAMPAIGN, shoppers[i].uid, period, which * EVENTS_PER_DAY)
        may = segment < 0 or shoppers[i].segment == segment
        won[i] = 1 if may and draw < campaign.winners else -1
