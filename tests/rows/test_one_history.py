"""One person, one history: the log of touchpoints tells every stage of everybody's journey again, with arithmetic of its own."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from worlds import ALPHA, SEED, corner

import sim

DIMENSIONS = ["cognitive", "affective", "social", "physical"]
WEB = ("channels.choosing.own_web=-0.5", "channels.app.offered=true", "channels.pick_up.offered=true",
       "channels.ordering.lost_a_step=0.03", "channels.ordering.outage=0.05", "channels.delivery.late=0.3",
       "channels.delivery.failed=0.1", "channels.web_returns.share=0.3", "channels.looking_up.score=3.4",
       "channels.choosing.search_web=1", "channels.seams.carries=1", "visit.phone.own_gap=0.1")
"""Orders of all kinds, what goes wrong with them, and what does not fit between web and store."""
TOLD = ("channels.communication.campaigns=[{coverage: 0.9, contacts: 6, prize: 20, winners: 0.3, through: leaders, seeds: 0.5, "
        "promise: 0.9}]", "experience.word_of_mouth.talk=1", "experience.posting.posting=3")
BOUND = ("channels.crm.exists=true", "channels.crm.coverage=1", "channels.crm.reach=1", "channels.crm.consent=1",
         "channels.personalisation.intensity=1", "channels.card.exists=true", "channels.card.start_share=0.5",
         "channels.card.threshold=1", "channels.card.offer_share=0.3", "channels.card.offer_depth=0.2",
         "channels.card.special_access=true", "experience.ties.parcels=20", "experience.ties.deliveries=20")
AROUND = ("channels.rival={on: true, quality: 0.4}", "centre.tenants=[{name: anchor, weight: 4, quality: -0.5}]",
          "channels.third={city: {stage: before}, users: {stage: after}}", "visit.advising.temptation=0.5",
          "experience.trust.found_out=1", "experience.conduct.conduct=-0.6", "visit.browsing.need_help=0.3")
WEEKS = 3


@pytest.fixture(scope="module")
def run():
    """Everything that the journey knows of, lived by a few people who are all logged."""
    return sim.run(corner(*WEB, *TOLD, *BOUND, *AROUND, "engine.touchpoint_sample=1", "people.size=400", f"horizon.periods={WEEKS}"), SEED)


def with_overall(run) -> pd.DataFrame:
    """Moments outside of the store, with their valence over all dimensions as each shopper weighs it: from shares of fun and task trips."""
    p, log = run.scenario.visit.feeling, run.touchpoints
    task, fun = (np.array([getattr(p, f"{goal}_{d}") for d in DIMENSIONS]) for goal in ("task", "recreational"))
    log = log[log["in_stage"].notna()].merge(run.shoppers[["uid", "recreational"]], left_on="shopper", right_on="uid")
    hedonic = log["recreational"] * p.hedonic_recreational + (1 - log["recreational"]) * p.hedonic_task
    weights = np.outer(hedonic, fun / fun.sum()) + np.outer(1 - hedonic, task / task.sum())
    return log.assign(overall=(weights * log[DIMENSIONS].to_numpy(float)).sum(axis=1))


def test_d2_s6_the_log_tells_the_stages_of_everybody_again(run):
    """Sum of in_stage x valence by stage, with the mean of the visits as remembered, against what shoppers are left with."""
    log = with_overall(run)
    last = log[log["period"] == WEEKS - 1]
    parts = (last["in_stage"] * last["overall"]).groupby([last["shopper"], last["stage"]], observed=False).sum().unstack(fill_value=0.0)
    visits = run.visits[run.visits["period"] == WEEKS - 1].groupby("shopper")["remembered"].mean()
    parts = parts.reindex(run.shoppers["uid"], fill_value=0.0)
    parts["during"] += visits.reindex(parts.index, fill_value=0.0)
    for stage in ("before", "during", "after"):
        assert parts[stage].to_numpy() == pytest.approx(run.shoppers[f"stage_{stage}"].to_numpy(float), abs=2e-6), stage
        assert (parts[stage] != 0).sum() > 50
    shares = log[log["overall"] != 0].groupby("touchpoint", observed=True)[["enters", "in_stage"]].agg(["min", "max"])
    assert shares.loc["web_order"].tolist() == [0, 0, 1, 1] and shares.loc["used"].tolist() == [1, 1, 1, 1]
    assert shares.loc["wrong_item_showed"].tolist() == [1, 1, 1, 1] and shares.loc["visited_rival"].tolist() == [0, 0, 0, 0]
    assert (shares.loc["delivered"].to_numpy() == np.float32(0.3)).all()


def test_d2_s6_the_log_tells_what_moments_made_of_the_state_again(run):
    """What each week's moments left: M(t) = (M(t-1) + v) / 2 over all weeks, overall and by dimension."""
    log = with_overall(run)
    kept = 0.5 ** (WEEKS - log["period"])
    for column, name in (("overall", "elsewhere"), *((d, f"elsewhere_{d}") for d in DIMENSIONS)):
        left = (kept * log["enters"] * log[column]).groupby(log["shopper"]).sum().reindex(run.shoppers["uid"], fill_value=0.0)
        assert left.to_numpy() == pytest.approx(run.shoppers[name].to_numpy(float), abs=2e-6), name
        assert (left != 0).sum() > 100 or column == "physical"      # no moment outside of the store is felt there


def test_d2_a_web_shop_that_is_down_is_in_the_stage_of_purchase_and_not_in_the_state_of_the_store():
    """The shipped outage of week 1 against none, parcels and goods left out of the state: who ordered in that week, and nobody else,
    has it in `stage_during`, by what stage_orders says; visits and the state of the store are the same to the bit."""
    asked = ("channels.choosing.own_web=-0.5", "channels.delivery.enters=0", "service.on=false", "experience.use.weight=0",
             "experience.use.learning=0", "engine.touchpoint_sample=1")
    usual, down = (sim.run(corner(*asked, f"scenario={name}"), SEED) for name in ("baseline", "web_outage"))
    log = usual.touchpoints[usual.touchpoints["period"] == 1]
    tried = usual.shoppers["uid"].isin(log.loc[log["touchpoint"].isin(["web_order", "gave_up_order"]), "shopper"]).to_numpy()
    change = {name: (down.shoppers[name].astype(float) - usual.shoppers[name].astype(float)).to_numpy()
              for name in ("stage_during", "stage_orders", "experience", "experience_web")}
    assert tried.sum() > 100 and (change["stage_orders"][tried] < 0).mean() > 0.6 and (change["stage_orders"][tried] <= 0).all()
    assert (change["stage_during"][~tried] == 0).all()
    assert change["stage_during"] == pytest.approx(change["stage_orders"], abs=1e-6)
    assert (change["experience"] == 0).all() and (change["experience_web"][change["stage_orders"] < 0] < 0).all()
    assert down.summary["stage_during"] < usual.summary["stage_during"] and down.visits["remembered"].equals(usual.visits["remembered"])


def test_s6_what_is_known_by_the_week_alone_is_spread_over_its_days_and_hours(run):
    """Offers, and what is heard of the company: one a week and person, as often on each day and in each eighth of the opening hours."""
    for name in ("offer_received", "heard_of_conduct"):
        rows = run.touchpoints[run.touchpoints["touchpoint"] == name]
        eighths = (rows["time_s"] // (28800 / 8)).astype(int)
        assert len(rows) > 300 and stats.chisquare(np.bincount(rows["day"], minlength=7)).pvalue > ALPHA
        assert stats.chisquare(np.bincount(eighths, minlength=8)).pvalue > ALPHA and eighths.between(0, 7).all()


def test_s6_every_contact_with_a_campaign_is_one_moment_and_the_later_ones_pester(run):
    log = run.touchpoints[run.touchpoints["channel"].isin(["media", "social"])]
    contacts = log[log["touchpoint"].isin(["advert", "passed_on", "pestered"])]
    assert len(contacts) == run.shoppers["ad_contacts"].sum() and contacts["touchpoint"].nunique() == 3
    assert (contacts["tone"] == np.float32(0.9)).all() and not contacts.duplicated(["shopper", "period", "day", "time_s"]).any()
    at = contacts["day"].astype(int) * 86400 + contacts["time_s"].astype(float)
    kind, of = contacts["touchpoint"] == "pestered", [contacts["shopper"], contacts["period"]]
    quiet, loud = at[~kind].groupby(of).max(), at[kind].groupby(of).min()
    both = pd.concat([quiet, loud], axis=1, keys=["quiet", "loud"]).dropna()
    assert len(both) > 300 and (both["loud"] > both["quiet"]).all()


def test_s3_s6_what_is_said_has_a_tone(run):
    """Praise and complaint heard, and posted, as often as the week's sums and the posts say."""
    log = run.touchpoints
    heard, posted = (log.loc[log["touchpoint"] == name, ["shopper", "period", "tone"]] for name in ("heard", "posted"))
    assert set(heard["tone"]) == {-1.0, 1.0}
    for name, tone in (("heard_positive", 1.0), ("heard_negative", -1.0)):
        assert (heard["tone"] == tone).sum() == run.periods[name].sum() > 10
    posts = run.posts.assign(tone=np.where(run.posts["praise"], 1.0, -1.0))[list(posted)]
    written, logged = (table.astype(float).sort_values(list(posted)).to_numpy() for table in (posts, posted))
    assert (written == logged).all() and len(written) > 50


def test_j1_s6_the_store_is_looked_up_within_the_hour_before_setting_out_or_ordering(run):
    log = run.touchpoints
    read = log[log["touchpoint"] == "looked_up"]
    then = log[log["touchpoint"].isin(["turned_away", "enter", "pass_by", "web_order", "app_order", "gave_up_order", "web_down"])]
    both = read.merge(then, on=["shopper", "period", "day"], suffixes=("", "_then"))
    lead = both["time_s_then"] - both["time_s"]
    assert len(read) > 500 and (both.assign(lead=lead).groupby(["shopper", "period", "day"])["lead"].min().between(0, 3600)).all()
    assert set(zip(read["shopper"], read["period"], read["day"], strict=True)) == set(
        zip(both["shopper"], both["period"], both["day"], strict=True))
    gone = both[both["touchpoint_then"] == "turned_away"]
    assert len(gone) > 100 and (gone["time_s"] == gone["time_s_then"]).all()


def test_s6_what_happens_in_the_store_has_its_zone(run):
    log = run.touchpoints[run.touchpoints["channel"] == "store"]
    for name, zone in (("picked_up", "checkout"), ("points_redeemed", "checkout"), ("card_taken", "checkout"), ("basket_lost", "entrance"),
                       ("brought_back", "checkout")):
        assert set(log.loc[log["touchpoint"] == name, "zone"]) == {zone}, name
    online = run.touchpoints[run.touchpoints["channel"].isin(["web", "app"])]
    assert (online["touchpoint"] == "points_redeemed").any() and online["zone"].isna().all()
    slow = sim.run(corner("channels.pick_up.offered=true", "channels.choosing.own_web=-8", "channels.choosing.pick_up=10",
                          "people.size=300", "visit.paying.fixed_s=550", "staff.cashiers=1", "staff.peak_cashiers=0", "engine.touchpoint_sample=1"), SEED)
    refused = slow.touchpoints[slow.touchpoints["touchpoint"] == "not_handed_out"].merge(slow.visits, on=["shopper", "period", "day"])
    assert len(refused) > 3 and (refused["zone"] == "checkout").all() and (refused["time_s"] == refused["leave_s"]).all()


def test_p4_s6_goods_are_brought_back_on_the_first_visit_of_the_week_if_there_is_one():
    """Half of what beginners buy is chosen by mistake, and all of that comes back a week later."""
    run = sim.run(corner("engine.touchpoint_sample=1", "people.size=500", "horizon.periods=3", "experience.use.wrong_choice=0.5",
                         "experience.use.return_wrong=1"), SEED)
    back = run.touchpoints[run.touchpoints["touchpoint"] == "brought_back"]
    first = run.visits.sort_values(["day", "arrive_s"]).groupby(["shopper", "period"])[["day", "arrive_s"]].first()
    both = back.merge(first, on=["shopper", "period"], how="left", suffixes=("", "_visit"))
    came = both["arrive_s"].notna()
    assert came.sum() > 100 and (~came).sum() > 50
    assert (both["day"] == both["day_visit"])[came].all() and (both["time_s"] == both["arrive_s"])[came].all()
    assert stats.chisquare(np.bincount(both.loc[~came, "day"].astype(int), minlength=7)).pvalue > ALPHA
