"""Findings and their text: a verdict follows from the interval and the adjusted p value, and from nothing else."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes.measures import in_order, measure
from sim.report.findings import Finding, clear_changes, findings, moved
from sim.report.tables import HEADS, WIDTH, _aligned, _line, _sections, cells, comparison_text, probability, summary_text

from .fakes import comparison, result

CLEAR = Finding(measure("satisfaction"), "slow_music", 75.9, 76.4, 0.5, 0.2, 0.8, 0.001, math.nan, 30)


def test_a_finding_is_told_in_one_line():
    assert CLEAR.sentence() == "Satisfaction 75.9 -> 76.4 (+0.5; 95 % CI +0.2 to +0.8)"


@given(st.floats(-10, 10), st.floats(0.001, 10), st.one_of(st.just(math.nan), st.floats(0, 1)))
def test_a_difference_is_clear_exactly_when_the_interval_leaves_out_zero_and_the_adjusted_p_is_small(d, half, p):
    found = replace(CLEAR, difference=d, low=d - half, high=d + half, p_adjusted=p)
    clear = (d - half > 0 or d + half < 0) and not p >= 0.05
    assert (found.verdict == "clear") == clear
    assert bool(found.direction) == clear


@pytest.mark.parametrize("p_adjusted", [0.2, 0.01])
def test_the_footer_of_the_table_says_when_a_difference_is_clear(p_adjusted):
    made = comparison()
    made.table = made.table.assign(ci_low=0.1, difference=0.2, ci_high=0.3, p_value=0.01, p_adjusted=p_adjusted)
    *rows, footer = comparison_text(made).strip().splitlines()
    verdicts = {line.split("  ")[-1].strip() for line in rows if line.startswith("  ")}
    assert verdicts <= ({"clear", "better", "worse"} if p_adjusted < 0.05 else {"not clear"}) and verdicts
    assert "interval leaves out zero and p, adjusted" in footer and "below 0.05" in footer


@pytest.mark.parametrize("name, difference, direction", [
    ("satisfaction", 0.5, "better"), ("satisfaction", -0.5, "worse"), ("wait_min", 0.5, "worse"),
    ("wait_min", -0.5, "better"), ("showrooming", 0.5, "")])
def test_better_and_worse_follow_the_good_side_of_the_measure(name, difference, direction):
    found = replace(CLEAR, measure=measure(name), difference=difference, low=difference - 0.1, high=difference + 0.1)
    assert found.verdict == "clear" and found.direction == direction


def test_exactly_the_same_is_no_change_and_nothing_to_compare_is_unknown():
    assert replace(CLEAR, difference=0.0, low=0.0, high=0.0).verdict == "no change"
    assert replace(CLEAR, difference=math.nan, low=math.nan, high=math.nan).verdict == "unknown"


def test_one_replication_gives_no_interval_and_no_clear_verdict():
    alone = replace(CLEAR, low=math.nan, high=math.nan, p=math.nan)
    assert alone.interval() == "n/a" and alone.verdict == "not clear" and "n/a" in cells(alone)


def test_a_pair_and_several_variants_are_read_alike():
    pair, several = comparison({"slow_music": 0.1}), comparison({"slow_music": 0.1, "scent": 0.0})
    first = [f for f in findings(several) if f.scenario == "slow_music"]
    assert [replace(f, p_adjusted=0.0) for f in findings(pair)] == [replace(f, p_adjusted=0.0) for f in first]


def test_findings_carry_the_numbers_of_the_table():
    made = comparison()
    for f in findings(made):
        row = made.table.loc[f.measure.name]
        assert (f.base, f.variant, f.difference, f.low, f.high, f.p) == tuple(
            row[["base", "variant", "difference", "ci_low", "ci_high", "p_value"]])


def test_nothing_clear_is_said_plainly():
    assert clear_changes([replace(CLEAR, low=-0.2)]) == clear_changes([]) == "no clear difference"


def test_a_variant_without_any_effect_is_told_to_have_none():
    still = [replace(CLEAR, difference=0.0, low=0.0, high=0.0)]
    assert moved(still) == [] and clear_changes(still) == "nothing changed"
    made = comparison({"slow_music": 0.1})
    made.table[["difference", "ci_low", "ci_high"]] = 0.0
    assert "nothing changed: what it sets has no effect in this world" in comparison_text(made)


def test_few_pairs_come_with_a_warning():
    assert "With 3 pairs" in comparison_text(comparison(replications=3))
    assert "With" not in comparison_text(comparison(replications=8)).split("\n\n")[-1]


def test_the_text_of_a_comparison_is_aligned_ascii_in_groups_with_every_measure_the_headline_first():
    made = comparison({"slow_music": 0.1, "scent": 0.0}, replications=197, asked=200)
    text = comparison_text(made)
    assert text.isascii() and "197 of 200 replications" in text and "p, adjusted for" in text
    for block in text.split("\n\n")[:2]:
        heads, *lines = block.splitlines()[1:]
        rows, at = [line for line in lines if line.startswith("  ")], heads.index(HEADS[-1])
        assert len(rows) == made.table.index.nunique()
        assert all(line[at - 1] == " " and line[at] != " " and len(line) <= WIDTH for line in rows)
        assert [line for line in lines if not line.startswith("  ")] == list(dict.fromkeys(m.group for m in map(
            measure, in_order(made.table.index))))
        assert lines[0] == "Headline" and "Net promoter score" in rows[0]


def test_the_headline_is_told_even_where_it_did_not_move_and_other_measures_are_counted():
    made = comparison()
    made.table = made.table.assign(difference=0.0, ci_low=0.0, ci_high=0.0)
    other = next(n for n in made.table.index if measure(n).group != "Headline")
    made.table.loc[other, ["difference", "ci_low", "ci_high"]] = 1.0, 0.5, 1.5
    text, headline = comparison_text(made), sum(measure(n).group == "Headline" for n in made.table.index)
    assert text.count("no change") == headline > 0
    assert f"{made.table.index.nunique() - headline - 1} more did not change" in text


def test_large_sums_of_money_and_long_labels_fit_the_width_of_a_terminal():
    large = replace(CLEAR, measure=measure("profit"), base=1234567.0, variant=1239567.0, difference=5000.0, low=-4321.0, high=14321.0)
    minutes = replace(CLEAR, measure=measure("dwell_min"), base=18.5378, variant=19.3751, difference=0.8373, low=0.8281, high=0.8454)
    text = _aligned([("", [HEADS]), *_sections([large, minutes], lambda f: f.measure, _line)])
    assert max(map(len, text.splitlines())) <= WIDTH
    line = text.splitlines()[-1].split()
    assert line[4:] == ["18.538", "19.375", "+0.837", "min", "+0.828", "to", "+0.845", "0.001", "clear"]
    assert "-4,321 to +14,321" in text


def test_a_whole_comparison_does_not_speak_of_parts():
    assert "8 replications." in comparison_text(comparison(replications=8))


def test_the_text_of_a_summary_has_every_measure_and_its_meaning_within_the_width_of_a_terminal():
    summary = result().summary
    lines = summary_text(summary).splitlines()
    known = [measure(n) for n in summary.index if math.isfinite(summary[n])]
    assert max(map(len, lines)) <= WIDTH
    assert all(sum(line.startswith(f"  {m.label}  ") for line in lines) == 1 for m in known)
    assert "".join(lines).replace(" ", "").count(known[0].means.replace(" ", "")) == 1
    assert "n/a" in summary_text({"satisfaction": math.nan}) and summary_text({}) == ""


@given(st.floats(0, 1))
def test_a_probability_is_never_written_as_zero(p):
    assert float(probability(p).replace("<", "")) > 0
