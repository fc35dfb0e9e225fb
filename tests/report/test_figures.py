"""Figures: what is drawn is what was given, the same data give the same bytes, and emptiness is no mistake."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.report.figures.account import account, account_of_difference, causes_by_zone, noise_told, of_periods, parts_of
from sim.report.figures.channels import channels
from sim.report.figures.control import control
from sim.report.figures.differences import forest, table
from sim.report.figures.heat import density, density_per_m2, pleasure
from sim.report.figures.journey import DIMENSIONS, journey, journey_map
from sim.report.figures.money import money
from sim.report.figures.panel import panel
from sim.report.figures.recommendation import net_promoter, recommendation
from sim.report.figures.tickets import ticket_counts, tickets
from sim.report.figures.topics import topics
from sim.report.figures.weeks import period_interval, replication_interval, weeks_of_comparison, weeks_of_run
from sim.report.findings import findings
from sim.report.style import LOOK, pictured

from . import fakes

RESULT = fakes.result(panel=True)
PAIR = fakes.comparison()



def whys(pair) -> dict:
    return {name: result.why for name, result in pair.results.items()}


ALL = {
    "weeks": lambda: weeks_of_run(RESULT), "weeks of a comparison": lambda: weeks_of_comparison(PAIR),
    "forest": lambda: forest(findings(PAIR), "baseline"), "table": lambda: table(findings(PAIR), "baseline"),
    "recommendation": lambda: recommendation(RESULT.shoppers), "channels": lambda: channels(RESULT.channels), "topics": lambda: topics(RESULT.posts),
    "money": lambda: money(RESULT.periods), "panel": lambda: panel(RESULT.holdout, RESULT.holdout_error),
    "journey": lambda: journey(RESULT.touchpoints), "account": lambda: account(RESULT.why),
    "control": lambda: control(RESULT.control), "tickets": lambda: tickets(RESULT.tickets),
    "causes": lambda: causes_by_zone(RESULT.why_by_zone),
    "account of a difference": lambda: account_of_difference(whys(PAIR), "baseline"),
    "density": lambda: density({"baseline": RESULT.heat}, {"baseline": RESULT.heat.open_s}),
    "pleasure": lambda: pleasure({"baseline": RESULT.heat}),
}


@pytest.mark.parametrize("name", ALL)
def test_every_figure_has_a_title_a_caption_and_a_text_for_those_who_cannot_see_it(name):
    picture = ALL[name]()
    assert picture.figure.get_suptitle() and picture.caption.endswith(".") and len(picture.alt) > 20


@pytest.mark.parametrize("name", ["money", "pleasure"])
def test_the_same_data_give_the_same_bytes(name):
    assert pictured(ALL[name]().figure) == pictured(ALL[name]().figure)


def test_bytes_do_not_depend_on_hash_seed_nor_on_the_readers_matplotlib_settings(tmp_path):
    code = ("from tests.report.test_figures import ALL, digest\nprint(digest(ALL['channels']()))")
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.grid: False\n")
    root = Path(__file__).parents[2]
    elsewhere = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, env={
        **os.environ, "PYTHONHASHSEED": "1", "MPLCONFIGDIR": str(tmp_path)})
    assert elsewhere.stdout == digest(ALL["channels"]()) + "\n"


def digest(picture) -> str:
    return hashlib.sha256(b"".join(pictured(picture.figure))).hexdigest()


def test_files_carry_neither_date_nor_version():
    png, svg = pictured(ALL["channels"]().figure)
    assert b"Software" not in png and b"<dc:date>" not in svg and b"Matplotlib" not in svg[:2000]


def test_drawing_leaves_the_callers_settings_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    ALL["money"]()
    assert dict(matplotlib.rcParams) == before and before["svg.hashsalt"] != LOOK["svg.hashsalt"]


def test_a_forest_plot_draws_the_intervals_it_was_given():
    found = findings(PAIR)
    panels = {axes.get_title(loc="left"): axes for axes in forest(found, "baseline").figure.axes}
    for f in found:
        axes = next(a for title, a in panels.items() if title.startswith(f.measure.label + " ("))
        drawn = [tuple(line.get_xdata()) for line in axes.lines]
        assert (f.low, f.high) in drawn and (f.difference,) in drawn


@pytest.mark.parametrize("k, name", [(0, "satisfaction"), (1, "nps"), (2, "loyalty")])
def test_each_measure_of_a_run_has_the_normal_band_of_its_standard_errors(k, name):
    low, high = period_interval(RESULT.periods, RESULT.errors, name)
    assert np.allclose(high - low, 2 * 1.959964 * RESULT.errors[name])
    band = weeks_of_run(RESULT).figure.axes[k].collections[0].get_paths()[0].vertices
    assert np.isclose(band[:, 1].min(), low.min()) and np.isclose(band[:, 1].max(), high.max())


def test_bars_of_an_account_are_its_parts_and_what_is_as_good_as_zero_is_named_and_not_drawn():
    axes = account(RESULT.why).figure.axes[0]
    drawn = dict(zip([t.get_text() for t in axes.get_yticklabels()], [bar.get_width() for bar in axes.patches],
                     strict=True))
    assert drawn["staff"] == 0.25 and drawn["waiting"] == -0.3 and "end of the scale" not in drawn
    hidden = account(RESULT.why).figure._supxlabel.get_text().replace("\n", " ")
    assert "as good as zero: memory, end of the scale" in hidden
    assert list(drawn.values()) == sorted(drawn.values(), reverse=True)


def test_bars_of_a_difference_add_up_to_the_change_of_the_rating():
    axes = account_of_difference(whys(PAIR), "baseline").figure.axes[0]
    base, variant = parts_of(PAIR.results["baseline"].why), parts_of(PAIR.results["slow_music"].why)
    assert sum(bar.get_width() for bar in axes.patches) == pytest.approx(variant.sum() - base.sum())


def test_causes_by_zone_leave_out_zones_where_nobody_was_and_causes_without_effect():
    together, axes = causes_by_zone(RESULT.why_by_zone).figure.axes
    zones = [t.get_text() for t in together.get_yticklabels()]
    assert len(zones) == 5 and zones[0].startswith("tills (36 %)") and not any("household" in z for z in zones)
    assert len(axes.get_xticklabels()) == 5


def test_a_replication_interval_is_students():
    from scipy.stats import t

    values = pd.DataFrame([[1.0, 2.0, 3.0, 4.0], [5.0, np.nan, np.nan, np.nan]])
    middle, low, high = replication_interval(values)
    assert np.allclose((low[0], high[0]), t.interval(0.95, 3, loc=2.5, scale=np.std([1, 2, 3, 4], ddof=1) / 2))
    assert middle[1] == 5.0 and np.isnan(low[1]) and np.isnan(high[1])


def test_the_lower_row_of_a_comparison_is_the_paired_difference():
    def wide(name):
        return PAIR.periods[PAIR.periods["scenario"] == name].pivot(index="period", columns="replication",
                                                                    values="satisfaction")

    _, low, high = replication_interval(wide("slow_music") - wide("baseline"))
    axes = next(a for a in weeks_of_comparison(PAIR).figure.axes if "Difference" in a.get_title(loc="left"))
    band = axes.collections[0].get_paths()[0].vertices
    assert np.isclose(band[:, 1].min(), low.min()) and np.isclose(band[:, 1].max(), high.max())
    _, low_apart, high_apart = replication_interval(wide("slow_music"))
    assert (high - low < high_apart - low_apart).all()


def test_who_was_never_asked_does_not_count():
    asked = pd.DataFrame({"recommend": [10.0, 9.0, 0.0, 7.0]})
    never = pd.concat([asked, pd.DataFrame({"recommend": [-1.0, np.nan, -1.0]})])
    assert digest(recommendation(asked)) == digest(recommendation(never))


def test_nps_is_exact_on_answers_made_by_hand():
    answers = np.repeat([10.0, 8.0, 3.0], [50, 30, 20])
    score, low, high = net_promoter(answers)
    half = 1.959964 * np.std(np.repeat([100, 0, -100], [50, 30, 20])) / 10
    assert score == pytest.approx(30) and (low, high) == pytest.approx((30 - half, 30 + half))


def test_people_per_square_metre_times_area_and_opening_time_are_the_seconds_lived():
    heat = RESULT.heat
    people = density_per_m2(heat, heat.open_s)
    assert np.nansum(people) * heat.plan.cell_m**2 * heat.open_s == pytest.approx(heat.seconds.sum())
    assert np.isnan(people[~heat.plan.walkable]).all()


def test_a_journey_map_gives_the_means_of_the_log_in_the_order_of_the_visit():
    log = fakes.touchpoints(np.random.default_rng(5))
    made = journey_map(log)
    assert made["minute"].is_monotonic_increasing and made["share"].between(0, 1).all()
    for name in made.index:
        assert np.allclose(made.loc[name, list(DIMENSIONS)].astype(float),
                           log.loc[log["touchpoint"] == name, list(DIMENSIONS)].mean())
    visits = len(log.drop_duplicates(["shopper", "period", "day"]))
    assert made["per_visit"].sum() * visits == pytest.approx(log[list(DIMENSIONS)].to_numpy().sum())


def test_tickets_are_counted_by_cause_and_outcome_and_the_bars_hold_them_all():
    counts = ticket_counts(RESULT.tickets)
    assert counts.to_numpy().sum() == len(RESULT.tickets) and counts.sum(axis=1).is_monotonic_decreasing
    bars = tickets(RESULT.tickets).figure.axes[0].patches
    assert sum(bar.get_width() for bar in bars) == len(RESULT.tickets)


def test_the_bars_of_control_are_its_shares():
    bars = control(RESULT.control).figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == pytest.approx(100 * RESULT.control["share"])
    assert control(RESULT.control).figure.get_suptitle().startswith("41 %")


NOBODY = RESULT.visits.iloc[:0]
EMPTY = {
    "no period": lambda: weeks_of_run(fakes.without_visits(weeks=0)),
    "no replication": lambda: weeks_of_comparison(fakes.comparison(weeks=0)),
    "no measure": lambda: forest([], "baseline"), "no table": lambda: table([], "baseline"),
    "nobody asked": lambda: recommendation(pd.DataFrame({"recommend": [np.nan, np.nan]})),
    "no journey": lambda: channels(RESULT.channels * 0), "no post": lambda: topics(RESULT.posts.iloc[:0]), "no sale": lambda: money(RESULT.periods.iloc[:0]),
    "no panel": lambda: panel(None, None), "no touchpoint": lambda: journey(RESULT.touchpoints.iloc[:0]),
    "no account": lambda: account(None), "nobody rated": lambda: account(RESULT.why * np.nan),
    "no zone": lambda: causes_by_zone(RESULT.why_by_zone.iloc[:0]), "no accounts": lambda: account_of_difference({}, "a"),
    "same accounts": lambda: account_of_difference({"a": RESULT.why, "b": RESULT.why}, "a"),
    "no contact": lambda: tickets(RESULT.tickets.iloc[:0]), "no variance": lambda: control(RESULT.control * np.nan),
    "no map": lambda: density({"run": None}, {"run": 0.0}), "no mood": lambda: pleasure({"run": None}),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", EMPTY)
def test_where_there_is_nothing_to_draw_the_caption_says_so(name):
    picture = EMPTY[name]()
    assert picture.figure is None and picture.caption.endswith(".")


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_one_week_and_weeks_without_visits_are_drawn():
    for made in (fakes.result(weeks=1), fakes.without_visits(weeks=3)):
        weeks_of_run(made).figure.draw_without_rendering()
    weeks_of_comparison(fakes.comparison(replications=1, weeks=1)).figure.draw_without_rendering()


def test_a_dollar_sign_or_a_backslash_in_a_name_is_text():
    made = fakes.comparison({r"$\frac{1}{0}$ <b>": 0.1})
    forest(findings(made), "$base$").figure.draw_without_rendering()


@pytest.mark.filterwarnings("error")
def test_many_variants_with_long_names_still_fit():
    made = fakes.comparison({f"variant_{k}_" + "x" * 60: 0.1 for k in range(6)}, replications=2, weeks=2)
    for picture in (weeks_of_comparison(made), forest(findings(made), made.base_name)):
        picture.figure.draw_without_rendering()


def test_pictures_show_the_first_of_many_variants_and_only_measures_that_moved():
    made = fakes.comparison({f"variant {k:02d}": 0.1 for k in range(20)}, replications=3, weeks=2)
    moved = made.table.index[0]
    made.table.loc[made.table.index != moved, ["difference", "ci_low", "ci_high"]] = 0.0
    drawn = table(findings(made), made.base_name).figure
    assert "The first 5 of 20 variants" in drawn._supxlabel.get_text() and "more measures did not change" in drawn._supxlabel.get_text()
    assert drawn.get_size_inches().max() < 25
    assert "The first 12 of 20 variants" in forest(findings(made), made.base_name).figure._supxlabel.get_text()
    assert "first 6 of 20 variants" in weeks_of_comparison(made).figure._supxlabel.get_text().replace("\n", " ")


def test_who_goes_straight_to_a_rival_is_not_called_a_showroomer():
    counts = RESULT.channels * 0
    counts.loc["direct", "rival"], counts.loc["web", "store"], counts.loc["direct", "store"] = 50, 10, 40
    assert channels(counts).figure.get_suptitle().replace("\n", " ") == (
        "50 % of journeys end with a purchase in the store, 10.0 % after a search on the web")


def test_what_is_bought_online_in_the_store_is_told_as_such():
    counts = RESULT.channels * 0
    counts.loc["direct", "store"], counts.loc["phone", "rival"], counts.loc["direct", "rival"] = 90, 4, 6
    assert channels(counts).figure.get_suptitle().replace("\n", " ").endswith("4.0 % are bought online at the shelf")


def test_bars_of_money_add_up_to_the_profit():
    costs = {"wages": 300.0, "staff_costs": 50.0, "equipment": 20.0, "other_costs": 30.0}
    periods = pd.DataFrame([{"sales": 2000.0, "margin": 600.0, **costs, "profit": 200.0}] * 2)
    axes = money(periods).figure.axes[0]
    bars = dict(zip([t.get_text() for t in axes.get_xticklabels()], [bar.get_height() for bar in axes.patches], strict=True))
    assert bars["Profit"] == 2 * 200.0 == bars["Margin"] - sum(bars[n] for n in ("Wages", "Staff costs", "Equipment", "Other costs"))
    assert bars["Margin"] == bars["Sales"] - bars["Cost of goods"]


def test_the_account_of_periods_is_the_mean_over_all_who_rated():
    ratings = pd.DataFrame({"period": [0, 0, 1, 1], "segment": ["a", "all"] * 2, "shoppers": [1, 1, 3, 3],
                            "level": [7.0, 7.0, 7.0, 7.0], "use": [0.0, 0.0, -0.4, -0.4]})
    why = of_periods(ratings)
    assert why.loc["all", "use"] == pytest.approx(-0.3) and why.loc["all", "shoppers"] == 4
    picture = account(why, "ratings")
    assert picture.name == "ratings" and "rating of a period" in picture.caption
    assert [t.get_text() for t in picture.figure.axes[0].get_yticklabels()] == ["living with it"]
    assert of_periods(None) is None and of_periods(ratings.iloc[:0]) is None


def test_the_noise_of_recall_is_told_beside_the_spread_of_ratings():
    visits = pd.DataFrame({"why_recall": [-0.5, 0.5], "satisfaction": [6.0, 8.0]})
    assert "differ by 1.41 points (sd); the noise of recall alone by 0.71" in noise_told(visits)
    assert noise_told(visits.drop(columns="why_recall")) == ""
