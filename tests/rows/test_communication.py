"""Rows of what is said: campaigns, persuasion, word of mouth, posts."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows.paired import changes, changes_of_persons, is_clear, same
from scipy import stats
from worlds import ALPHA, corner

import sim
from sim.channels.communication import CONTACT, Campaign
from sim.engine.model import RetailModel
from sim.engine.tables import SHOPPER
from sim.experience.persuasion import (
    Persuasion,
    annoyance,
    elaboration,
    envy,
    fade,
    irritation,
    persuade,
    shape,
    shaped,
)
from sim.experience.promise import missing
from sim.experience.reviews import Reviews, Stars
from sim.experience.word_of_mouth import SAID, WordOfMouth, moved, speak, spread, talks
from sim.ground.errors import InputError
from sim.ground.rules import plain
from sim.outcomes.ledger import Account
from sim.people.network import Acquaintance, acquaint

TALK = "experience.word_of_mouth.talk=1"
WEEKS = "horizon.periods=8"
LEAN = ("engine.keep_visits=false", "engine.explain=false", "engine.touchpoint_sample=0")
"""Nothing is kept but what shoppers are at the end."""


def campaign(**keys) -> str:
    """One campaign as an override."""
    told = ", ".join(f"{key}: {value}" for key, value in keys.items())
    return f"channels.communication.campaigns=[{{{told}}}]"


def lived(*overrides, replication=0, periods=2) -> RetailModel:
    model = RetailModel(corner(*overrides), seed=7, replication=replication, threads=1)
    for _ in range(periods):
        model.step()
    return model


def listeners(number=1, **columns) -> np.ndarray:
    """So many shoppers who know nothing of the store yet, but for these columns."""
    shoppers = SHOPPER.rows(number)
    shoppers["uid"] = np.arange(number)
    for name, values in ({"loyalty": 0.5, "involvement": 0.5} | columns).items():
        shoppers[name] = values
    return shoppers


def contacted(shoppers, promise=0.5, times=1, messages=(0.0,), relayed=0, p=None, **keys):
    """The shoppers after so many contacts each; returns what they annoy."""
    contacts = np.zeros(len(shoppers) * times, dtype=CONTACT)
    contacts["person"] = np.repeat(np.arange(len(shoppers)), times)
    contacts["message"] = np.tile(np.resize(messages, times), len(shoppers))
    contacts["relayed"] = relayed
    annoyed = np.zeros(len(contacts))
    persuade(shoppers, contacts, promise, Campaign(**keys).numbers(), (p or Persuasion()).numbers(),
             np.zeros(len(shoppers), dtype=np.int64), np.ones(len(shoppers)), annoyed)
    return annoyed


# J12 linear mass communication

def test_j12_a_broadcast_reaches_its_coverage_and_hears_nothing_back():
    model = lived(campaign(coverage=0.4, contacts=3), periods=1)
    reached = int((model.shoppers["ad_contacts"] > 0).sum())
    assert stats.binomtest(reached, 1000, 0.4).pvalue > ALPHA
    assert model.sums["ad_reached"] == reached and model.sums["ad_contacts"] == 3 * reached and model.network is None
    assert model.ledger.balance[Account.COMMUNICATION] == 2 * 3 * reached
    with pytest.raises(InputError, match="feedback is 0.5, but a broadcast"):
        corner(campaign(feedback=0.5))


def test_j12_an_advert_is_met_but_not_felt():
    """What it says enters the expectation; before it is too often, a contact has no valence of its own."""
    log = sim.run(corner(campaign(coverage=1, contacts=1, promise=0.9), "engine.touchpoint_sample=1", "people.size=300"), 7).touchpoints
    met = log[log["touchpoint"] == "advert"]
    assert len(met) == 600 and (met[["cognitive", "affective", "social", "physical"]] == 0.0).all().all()


def test_j12_the_same_people_are_reached_whatever_is_said():
    people = [lived(campaign(promise=promise), periods=1).shoppers["ad_contacts"] for promise in (-0.5, 0.9)]
    assert np.array_equal(*people)


def test_no_campaign_is_exactly_the_baseline():
    assert same([], ["experience.persuasion.weight=1", "experience.persuasion.fresh=0.1", "people.network.kind=none"])
    assert same([], [campaign(from_period=50)])
    with pytest.raises(InputError, match="segment of campaign x is 'old'; it must be empty or one of routine"):
        corner(campaign(name="x", segment="old"))


# J11 one voice or several

ONE_VOICE, TWO_VOICES = "scenario=campaign", "scenario=contradicting_campaign"


def test_j11_a_contradicting_campaign_underperforms_at_equal_spend():
    """Of 3,000 people, each in both worlds, .09 sd of a change would be seen: trust, and visits made."""
    change = changes_of_persons(("trust", "visits"), [WEEKS, "people.size=3000", *LEAN, ONE_VOICE], [TWO_VOICES])
    assert is_clear(change["trust"], -1) and is_clear(change["visits"], -1)
    spent = [lived(one, periods=3).ledger.balance[Account.COMMUNICATION] for one in (ONE_VOICE, TWO_VOICES)]
    assert spent[0] == spent[1] > 0


def test_j11_contradiction_is_felt_only_by_who_meets_both_voices():
    shoppers = listeners(2, trust=1.0)
    contacted(shoppers[:1], times=2, messages=(1.0, 1.0))
    contacted(shoppers[1:], times=2, messages=(1.0, -1.0))
    assert shoppers["trust"][0] == 1.0 and shoppers["trust"][1] == pytest.approx(1.0 - Persuasion().contradiction)


# J13 through opinion leaders

@pytest.mark.parametrize("kind, better", [("hubs", True), ("lattice", False)])
def test_j13_leaders_reach_more_than_anybody_if_there_are_any(kind, better):
    """In a lattice all know equally many, so lots decide who leads: seeds at random are the very same people."""
    reach = [[lived(campaign(through=who, seeds=0.02, coverage=1), f"people.network.kind={kind}", replication=r,
                    periods=1).sums["ad_reached"] for r in range(8)] for who in ("leaders", "random")]
    difference = np.subtract(*reach)
    assert is_clear(difference, +1) if better else not difference.any()


def test_j13_seeding_leaders_brings_the_store_to_more_minds_than_seeding_anybody():
    """Recall of the store by 1,000 people after eight weeks, each in both worlds: .15 sd of a change would be seen."""
    change = changes_of_persons(("recall", "ad_contacts"), [WEEKS, *LEAN, "scenario=random_seeded"], ["scenario=leaders_seeded"])
    assert is_clear(change["recall"], +1) and is_clear(change["ad_contacts"], +1)


def test_j13_feedback_corrects_a_promise_at_once():
    """With full feedback an absurd promise is what those addressed live through."""
    told = [lived(campaign(through="leaders", promise=1.0, feedback=f, seeds=0.2, coverage=1, contacts=3), periods=1
                  ).shoppers["told"].mean() for f in (0.0, 1.0)]
    assert told[0] > 0.01 and abs(told[1]) < 0.1 * told[0]


# J14 word of mouth

def test_j14_without_word_of_mouth_everybody_is_alone():
    assert same([], ["people.network.kind=lattice", "people.network.degree=40", "experience.word_of_mouth.gain=1",
                     "experience.word_of_mouth.tells=1"])
    model = lived()
    assert model.network is None and not model.shoppers["word"].any() and not model.shoppers["heard_worth"].any()


def test_j14_talk_rises_at_both_ends_and_more_at_the_bottom():
    p = WordOfMouth(talk=1).numbers()
    draw = (np.arange(1000) + 0.5) / 1000
    share = {off: np.mean([talks(8.0 - p.below + off, 8.0, d, p) for d in draw]) for off in (-2, -1, 0, 1, 2)}
    assert share[-2] > share[-1] > share[0] < share[1] < share[2] and share[-2] > share[2] and share[-1] > share[1]


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.9])
def test_j14_a_listener_moves_by_what_room_there_is(chance):
    p = WordOfMouth().numbers()
    assert moved(chance, 1, 1.0, p) == pytest.approx(chance + 0.3 * (1 - chance))
    assert moved(chance, -1, 1.0, p) == pytest.approx(chance - 0.25 * chance)


def test_j14_word_gets_around_by_its_reproduction_number():
    """All know ten, each hears with .2 and passes on with .75: ten people are on average told by 1.5 times as many.

    Early on, while hardly anybody hears twice, the number of talkers grows by R = 10 x .2 x .75 = 1.5 a period.
    """
    people, p = 20_000, WordOfMouth(talk=1, base=0, up=0, down=0, tells=0.2, passes_on=0.75).numbers()
    network, talkers = acquaint(Acquaintance(kind="small_world", rewiring=1, degree=10), people, 3), []
    for seed in range(40):
        shoppers, said = listeners(people), np.zeros(people, dtype=SAID)
        nobody = np.zeros(people, dtype=[("visits", "i8"), ("moments", "i8")])
        shoppers["news"][seed * 10:seed * 10 + 40] = 1
        row = []
        for period in range(3):
            row.append(speak(shoppers, nobody, 7.5, 5.0, np.uint64(seed), period, p, said))
            spread(shoppers, said, network.first, network.friends, np.zeros(people), np.uint64(seed), period, p,
                   np.zeros((people, 2), dtype=np.int64))
        talkers.append(row)
    first, _, last = np.array(talkers).T
    degree = network.degree.astype(float)
    r = 0.75 * 0.2 * (degree**2).mean() / degree.mean()
    ratio = last / np.maximum(first, 1) / (r * degree.mean() * 0.75 * 0.2)
    assert ratio.mean() == pytest.approx(1.0, abs=0.05)
    assert stats.ttest_1samp(ratio, 1.0).pvalue > ALPHA


def test_j14_angry_people_cost_trips_and_advocates_win_them():
    """The same satisfaction, told by all as bad or as good; visits of 2,000 people, of which .11 sd of a change would be seen."""
    usual, told = [WEEKS, "people.size=2000", *LEAN], [TALK, "experience.word_of_mouth.base=0.3"]
    for below, sign in ((9, +1), (-9, -1)):
        change = changes_of_persons(("visits",), usual, [*told, f"experience.word_of_mouth.below={below}"])
        assert is_clear(change["visits"], sign)


# P5 hearsay

def test_p5_what_others_say_is_the_prior_of_newcomers_and_less_to_who_knows_the_store():
    """All are told bad things of the store after a first period; what is expected in the second is read before it is lived."""
    word = ["experience.word_of_mouth.base=0.5", "experience.word_of_mouth.below=-9", "experience.word_of_mouth.worth=2",
            "channels.spillover.web_to_store=0"]
    quiet, loud = (lived(*word, f"experience.word_of_mouth.talk={x}", "visit.paying.fixed_s=200", "staff.cashiers=1",
                         "staff.peak_cashiers=0", periods=1).shoppers for x in (0, 1))
    heard, change = loud["heard_worth"] > 0, loud["expectation"] - quiet["expectation"]
    assert heard.sum() > 200 and (change[~heard] == 0).all()
    newcomers, known = heard & (loud["tenure"] == 0), heard & (loud["tenure"] > 0)
    opinion = loud["opinion"] - quiet["expectation"]
    assert np.allclose(loud["expectation"][newcomers], loud["opinion"][newcomers], atol=1e-6)
    pulled = change[known] / opinion[known]
    assert newcomers.sum() > 20 and known.sum() > 50 and 0 < pulled.min() and pulled.max() < 1


# J15 five shapers

SHAPERS = {"frame": ({"frame": 1.0}, {}), "setting": ({"setting": 1.0}, {}), "filter": ({}, {}),
           "others": ({}, {"heard": 0.3, "heard_worth": 1.0}), "belief": ({}, {"loyalty": 1.0})}
NONE = dict.fromkeys(("of_frame", "of_setting", "of_filter", "of_others", "of_belief"), 0.0)


@pytest.mark.parametrize("shaper", SHAPERS)
@pytest.mark.parametrize("most", [0.02, 0.1])
def test_j15_each_shaper_alone_moves_the_value_within_its_bound_and_is_logged(shaper, most):
    keys, columns = SHAPERS[shaper]
    usual = Persuasion()
    alone = Persuasion(**NONE | {f"of_{shaper}": getattr(usual, f"of_{shaper}"), "most": most}).numbers()
    someone = SimpleNamespace(**{"heard": 0.0, "heard_worth": 0.0, "norm": 0.0, "loyalty": 0.5} | columns)
    change = plain(shape)(someone, 0.4, Campaign(**keys).numbers(), alone) - 0.4
    assert change == pytest.approx(getattr(someone, f"by_{shaper}")) and 0 < abs(change) <= most + 1e-12
    assert np.sign(change) == (-1 if shaper == "filter" else 1)
    assert plain(shape)(someone, 0.4, Campaign(**keys).numbers(), Persuasion(**NONE).numbers()) == 0.4
    assert shaped(9.0, alone) == most and shaped(-9.0, alone) == -most


def test_j15_shapers_are_logged_with_the_shoppers_of_a_run():
    shoppers = sim.run(corner(campaign(frame=0.8, setting=-0.5)), 7).shoppers
    met = shoppers["ad_contacts"] > 0
    assert np.allclose(shoppers["by_frame"][met], 0.08) and np.allclose(shoppers["by_setting"][met], -0.05)
    assert (shoppers["by_frame"][~met] == 0).all()


# J16 two routes

def attitude(involvement, arguments, cues, periods=0):
    shoppers = listeners(1, involvement=involvement, trust=1.0)
    contacted(shoppers, arguments=arguments, cues=cues, p=Persuasion(**NONE))
    for _ in range(periods):
        fade(shoppers, Persuasion().numbers())
    return float(shoppers["told"][0] + shoppers["cued"][0])


def test_j16_arguments_matter_at_high_involvement_and_cues_at_low():
    of_arguments = [attitude(i, 1, 0) - attitude(i, -1, 0) for i in (0.0, 1.0)]
    of_cues = [attitude(i, 0, 1) - attitude(i, 0, -1) for i in (0.0, 1.0)]
    assert of_arguments[1] > 10 * of_arguments[0] > 0 and of_cues[0] > 10 * of_cues[1] > 0
    assert elaboration(0.5, Persuasion().numbers()) == pytest.approx(0.5)


def test_j16_an_attitude_by_arguments_lasts_longer():
    left = [attitude(i, 1, 1, periods=10) / attitude(i, 1, 1) for i in (0.0, 1.0)]
    assert left[1] > 0.75 and left[0] < 0.15


def test_j16_the_interaction_is_found_in_a_run():
    """Slope of the attitude on involvement by the quality of the arguments, over the shoppers of a run."""
    slopes = []
    for arguments in (1.0, -1.0):
        people = lived(campaign(arguments=arguments, cues=0, promise=0.5, contacts=3), periods=1).shoppers
        met = people["ad_contacts"] > 0
        slopes.append(stats.linregress(people["involvement"][met], people["told"][met]))
    assert slopes[0].slope > 0 > slopes[1].slope and max(s.pvalue for s in slopes) < ALPHA


# J18, S3 posts

POSTING = "experience.posting.posting=3"


def test_j18_posts_are_events_with_reach():
    told = ("experience.posting.posting=5", "engine.touchpoint_sample=1", TALK, "horizon.periods=4")
    model, posts = lived(*told, periods=4), sim.run(corner(*told), 7)
    moments = posts.touchpoints[posts.touchpoints["touchpoint"] == "posted"]
    assert len(moments) == len(posts.posts) > 50 and set(moments["channel"]) == {"social"}
    assert posts.posts["reach"].sum() == sum(sums["posts_read"] for sums in model.records.sums)
    friends = dict(zip(model.shoppers["uid"].tolist(), model.network.degree.tolist(), strict=True))
    known = posts.posts["shopper"].map(friends)
    assert stats.spearmanr(known, posts.posts["reach"]).pvalue < ALPHA      # who knows more is read more


@pytest.mark.parametrize("mood, more", [(["visit.paying.fixed_s=250"], +1), (["visit.paying.fixed_s=60"], -1)])
def test_j18_the_volume_of_posts_follows_the_mood(mood, more):
    base = ["experience.posting.posting=10", "staff.cashiers=1", "staff.peak_cashiers=0", "visit.paying.fixed_s=150"]
    assert is_clear(changes("posts", base, mood), more)


def test_j18_posts_that_nobody_heeds_change_nobody():
    quiet, loud = (sim.run(corner(f"experience.posting.posting={x}"), 7) for x in (0, 5))
    assert quiet.visits.equals(loud.visits) and not len(quiet.posts) and len(loud.posts)


@pytest.mark.parametrize("planted, topic", [
    (["visit.paying.fixed_s=400", "staff.cashiers=1", "staff.peak_cashiers=0"], "wait"),
    (["visit.searching.overlook=0.4"], "missing"),
    (["visit.browsing.price_level=1.5"], "price")])
def test_s3_the_planted_complaint_is_the_top_topic(planted, topic):
    """By a test of the first against the second: three complaints of four would be told from one of two among 90."""
    posts = sim.run(corner("experience.posting.posting=10", *planted), 7).posts
    complaints = posts.loc[~posts["praise"], "topic"].value_counts()
    first, second = int(complaints.iloc[0]), int(complaints.iloc[1])
    assert complaints.index[0] == topic and stats.binomtest(first, first + second, alternative="greater").pvalue < ALPHA


@pytest.mark.parametrize("planted, topic", [
    (["channels.choosing.own_web=0", "channels.delivery.failed=0.7"], "delivery"),
    (["channels.choosing.own_web=0", "channels.ordering.outage=0.7"], "web"),
    (["service.failing.mispriced=1", "service.desk.solve=0", "service.desk.courtesy=0"], "service")])
def test_s3_complaints_are_about_parcels_the_web_and_the_desk_too(planted, topic):
    posts = [sim.run(corner("experience.posting.posting=5", *more), 7).posts for more in ([], planted)]
    usual, bad = (one.loc[~one["praise"], "topic"].value_counts()[topic] for one in posts)
    assert bad > 20 and bad > 5 * usual
    about = posts[1].loc[~posts[1]["praise"], "topic"].value_counts()
    assert about.index[0] == topic or topic == "service"


def test_j1_what_is_posted_makes_the_score_that_others_read_if_people_talk():
    base = ["experience.posting.posting=10", "experience.reviews.standing=20", "horizon.periods=3"]
    bad = ["visit.paying.fixed_s=400", "staff.cashiers=1", "staff.peak_cashiers=0"]
    fall = changes("online_score", [*base, TALK], bad, pairs=6)
    assert is_clear(fall, -1) and fall.mean() < -0.1
    assert lived(*base, TALK, *bad, periods=3).measures["turned_away"] > 0.02
    assert lived(*base, *bad).measures["online_score"] == 4.1
    assert same(bad, [*bad, "experience.reviews.standing=1", "experience.reviews.fades=1", "experience.reviews.ordinary=2"])


def test_j1_the_score_is_the_fading_mean_of_the_stars_that_were_left():
    p, stars = Reviews(standing=10, fades=0.5, ordinary=0.0), Stars()
    stars.leave(np.array([7.5 + 4.5, 7.5 - 2.25]), 7.5, p)      # two stars above the norm, and one below
    assert stars.score(4.0, 1.0, p) == pytest.approx(4.0 + 1.0 / 12.0)
    stars.leave(np.array([7.5]), 7.5, p)
    assert stars.score(4.0, 1.0, p) == pytest.approx(4.0 + 0.5 / 12.0) and stars.score(4.0, 0.0, p) == 4.0


# M5 too much

def test_m5_more_contacts_help_and_too_many_hurt():
    """An inverted U in the visits of 3,000 people, each in all three worlds (none, two, and as in scenario over_contacting): .09 sd of a
    change would be seen."""
    usual, some = [WEEKS, "people.size=3000", *LEAN], [campaign(contacts=2)]
    assert is_clear(changes_of_persons(("visits",), usual, some)["visits"], +1)
    assert is_clear(changes_of_persons(("visits",), [*usual, *some], [campaign(contacts=14)])["visits"], -1)
    assert annoyance(3.0, Persuasion().numbers()) == 0.0 < annoyance(4.0, Persuasion().numbers())


@given(st.floats(0, 200), st.floats(0, 20), st.floats(0, 1), st.floats(0.01, 2))
def test_m5_messages_of_a_period_annoy_together_no_more_than_the_most_and_at_first_more_with_each(contacts, tolerable, annoys, most):
    p = Persuasion(tolerable=tolerable, annoys=annoys, most_annoyed=most).numbers()
    assert 0.0 <= irritation(contacts, p) <= irritation(contacts + 1.0, p) <= most
    assert sum(annoyance(float(n), p) for n in range(1, 41)) == pytest.approx(irritation(40.0, p), abs=1e-12)
    usual = Persuasion().numbers()
    first = [annoyance(usual.tolerable + k, usual) for k in (1, 2, 3)]
    assert first[0] == pytest.approx(usual.annoys, rel=0.05) and first[0] < first[1] < first[2]


def test_m5_every_message_of_the_company_counts_whoever_sends_it():
    """Three contacts that nobody minds, and an offer on top: together one too many for everybody who got both."""
    offers = ["channels.crm.exists=true", "channels.crm.reach=1"]
    often = [campaign(coverage=0.5, contacts=3)]
    ads, told, both = (lived(*more, periods=1) for more in (often, offers, [*often, *offers]))
    assert ads.sums["pestered"] == told.sums["pestered"] == 0
    met = ads.shoppers["contacts"] == 3
    assert 0.4 < met.mean() < 0.6 and both.sums["pestered"] == met.sum()
    assert (both.shoppers["contacts"] == ads.shoppers["contacts"] + told.shoppers["contacts"]).all()
    off = both.shoppers["stage_after"] - told.shoppers["stage_after"]
    assert (off[met] < 0).mean() > 0.95 and abs(off[~met]).mean() < 0.2 * abs(off[met]).mean()


def test_m5_a_promise_helps_and_an_exaggerated_one_hurts():
    """An inverted U in what draws 1,500 people to the store by their feeling, each in all three worlds (none, a modest one, and as in
    scenario over_promising_campaign): .12 sd of a change would be seen."""
    told = {"arguments": 1, "cues": 1, "contacts": 3}
    usual, modest = ["horizon.periods=12", "people.size=1500", *LEAN], [campaign(promise=0.1, **told)]
    up = changes_of_persons(("value_feeling", "visits"), usual, modest)
    assert is_clear(up["value_feeling"], +1) and is_clear(up["visits"], +1)
    down = changes_of_persons(("value_feeling", "satisfaction", "trust"), [*usual, *modest], [campaign(promise=1, **told)])
    assert all(is_clear(change, -1) for change in down.values())
    assert missing(-0.2, 0.0, 0.1) == 0.0 and missing(0.1, 0.2, 0.5) == 0.0
    assert missing(0.1, 0.2, 0.0) == pytest.approx(0.2)


def test_d21_m5_the_visit_that_breaks_a_campaigns_promise_is_rated_worse_and_the_gap_is_told():
    """As in scenario over_promising_campaign; person by person, in the first week, in which nobody was disappointed before."""
    week = ["horizon.periods=1", "people.size=1500"]
    honest, loud = (sim.run(corner(*week, *more), 7).visits for more in ([], [campaign(promise=1, arguments=1, cues=1, contacts=3)]))
    both = loud.merge(honest, on=["shopper", "day", "arrive_s"], suffixes=("", "_0"))
    told = both[both["promised"] > both["promised_0"] + 1e-9]
    assert 0.2 < len(told) / len(both) < 0.95
    assert is_clear((told["satisfaction"] - told["satisfaction_0"]).to_numpy(), -1)
    gap = told["expectation"] - told["expectation_0"]
    assert np.ptp(told["promised"] - told["promised_0"] - gap) < 1e-6      # but for what is delivered to all of them
    fell_short = told["remembered"] < told["expectation_0"]
    slope = sim.scenario([]).experience.promise.of_broken
    kept = fell_short & (told["satisfaction"] > 1.0)
    assert told["why_promise"][kept].to_numpy() == pytest.approx(-slope * gap[kept].to_numpy(), abs=1e-5)


# P2 not among the winners

def test_p2_who_is_left_out_of_a_promotion_is_less_satisfied():
    """Against the same campaign without a prize; of the 500 who are left out .2 sd of a change would be seen."""
    prize = {"coverage": 1, "contacts": 1, "winners_segment": "routine"}
    without, with_prize = (sim.run(corner(campaign(prize=p, **prize)), 7).shoppers for p in (0, 20))
    change = (with_prize["satisfaction"] - without["satisfaction"]).to_numpy()
    left_out = (without["segment"] != "routine").to_numpy()
    assert is_clear(change[left_out], -1) and is_clear(change[~left_out], +1)
    lottery = {"coverage": 1, "contacts": 1, "winners_segment": "routine", "winners": 0.1}     # as in scenario prize_for_some
    week = ["horizon.periods=1", campaign(**lottery)]
    change = changes_of_persons(("satisfaction",), week, [campaign(prize=10, **lottery)])["satisfaction"]
    assert is_clear(change[left_out], -1) and is_clear(change, -1)      # nearly all are left out


@given(st.floats(0, 1000), st.floats(0, 1), st.booleans())
def test_p2_not_winning_is_felt_by_what_others_gain_and_less_after_a_fair_draw(prize, winners, may_win):
    p = Persuasion().numbers()
    felt = envy(prize, winners, may_win, p)
    assert 0.0 <= felt <= envy(prize, 1.0, False, p) <= p.left_out and felt <= envy(prize, winners, False, p)
    assert envy(prize, 0.0, may_win, p) == envy(0.0, winners, may_win, p) == 0.0     # nobody gains anything


def test_p2_what_winners_get_is_paid_to_the_cent():
    model = lived(campaign(prize=5, winners=0.3, cost_contact=0, coverage=1), periods=1)
    winners = 1000 - model.sums["not_winners"]
    assert stats.binomtest(int(winners), 1000, 0.3).pvalue > ALPHA
    assert model.ledger.balance[Account.COMMUNICATION] == 500 * winners and model.ledger.balanced()


# the network

def test_a_network_has_its_degree_and_hubs_have_a_heavy_tail():
    most = {kind: acquaint(Acquaintance(kind=kind), 3000, 5).degree for kind in ("lattice", "small_world", "random", "hubs")}
    assert all(abs(degree.mean() - 10) < 0.5 for degree in most.values())
    assert most["lattice"].max() == 10 and most["hubs"].max() > 5 * most["random"].max()
    assert len(acquaint(Acquaintance(kind="none"), 3000, 5).friends) == 0


def test_a_newcomer_changes_no_tie_among_the_others_where_there_are_hubs():
    fewer, more = (acquaint(Acquaintance(), size, 5) for size in (400, 401))
    assert np.array_equal(more.without(400).first, fewer.first) and np.array_equal(more.without(400).friends, fewer.friends)


def test_a_shopper_may_leave_while_people_talk():
    model = lived(TALK, periods=1)
    model.agents[5].remove()
    model.step()
    assert len(model.network.first) == len(model.shoppers) + 1 == 1000


def test_j18_readers_weigh_posts_by_their_own_odds_whether_anybody_talks_or_not():
    """Posts without talk and with next to none (1e-9) leave the same opinions."""
    posts = ["people.size=500", "horizon.periods=3", "experience.posting.posting=2", "experience.posting.weight=1"]
    silent, low = (sim.run(corner(*posts, *more), 7).shoppers for more in ([], ["experience.word_of_mouth.talk=1e-9",
                                                                                 "experience.reviews.to_score=0"]))
    assert silent["word"].abs().max() > 0 and np.abs(silent["word"] - low["word"]).max() < 1e-5
