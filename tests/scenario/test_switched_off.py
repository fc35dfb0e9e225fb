"""What is read only while a switch is on: off, it changes nothing and is told; on, it changes a run and is not told."""

import warnings

import pytest
from worlds import bits, corner

import sim
from sim.scenario.declared import EACH, walk
from sim.scenario.scenario import Scenario
from sim.scenario.switched_off import SWITCHES
from sim.scenario.too_late import NeverHappens

SMALL = ("people.size=250", "horizon.periods=3")
SPREADS = ("_low_", "_mode_", "_high_")
OF_A_RULE = {
    "experience.memory.rule": ("peak_end", "mean", "mean_weight=1", "peak_weight=1", "end_weight=1"),
    "experience.expectation.rule": ("will_should", "carried", "should_weight=0.9", "should_gain=1", "best_rival=0.5"),
    "experience.carry_over_rule": ("smoothing", "last_visit", "carry_over=0.9", "carry_over_old=0.9"),
    "experience.satisfaction.rule": ("kano", "disconfirmation", "zone=0", "of_attraction=9", "of_failing=20")}
"""Switch -> the rule that reads these parameters of its group, another that does not, and the parameters."""
PROSPECT = {"experience.satisfaction.rule": ("prospect", "performance", "loss_aversion=4", "sensitivity=0.5")}
ADAPTIVE = {"experience.expectation.rule": ("adaptive", "norm", "gain_new=0.9", "gain_old=0.9", "gain_periods=1")}
OLIVER = {"experience.satisfaction.rule": ("disconfirmation", "kano", "of_gain=5", "of_loss=5", "of_expectation=3")}
OF_A_NUMBER = {
    "experience.prior.certainty=3": ("brand=0.4", "brand_spread=0.5"),
    "experience.prior.hearsay_share=0.5": ("hearsay=0.4", "hearsay_worth=9"),
    "experience.promise.bias=0.3": ("believed=1", "learning=100", "of_broken=9"),
    "experience.forgetting.rate=0.3": ("memorable=0.1", "of_involvement=2")}
"""Switch as it is on -> parameters that are read then."""


def cases():
    """Switched on, switched off, and a parameter that is read only while it is on."""
    for rules in (OF_A_RULE, PROSPECT, ADAPTIVE, OLIVER):
        for switch, (on, off, *keys) in rules.items():
            group = switch.rpartition(".")[0]
            yield from ((f"{switch}={on}", f"{switch}={off}", f"{group}.{key}") for key in keys)
    for on, keys in OF_A_NUMBER.items():
        switch = on.partition("=")[0]
        yield from ((on, f"{switch}=0", f"{switch.rpartition('.')[0]}.{key}") for key in keys)


def told_of(*overrides: str) -> tuple[Scenario, str]:
    """A scenario of the corner shop, and what is told of keys without effect in it."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", NeverHappens)
        return corner(*SMALL, *overrides), "\n".join(str(one.message) for one in told)


def felt(scenario: Scenario) -> dict[str, str]:
    """Digests of what is lived, judged and bought in a run: all but what shoppers think should be, which stands by if no rule reads it."""
    run = sim.run(scenario, 7)
    run.periods, run.summary, run.replications = run.periods.drop(columns="should"), run.summary.drop("should"), run.replications.drop(
        columns="should")
    return {name: digest for name, digest in bits(run).items() if name != "shoppers"}


@pytest.mark.parametrize("on, off, parameter", cases())
def test_a_parameter_is_told_where_its_rule_is_off_and_changes_a_run_where_it_is_on(on, off, parameter):
    key = parameter.partition("=")[0]
    asked, told = told_of(off, parameter)
    assert f"{key} is set without effect: {off.partition('=')[0]} is" in told
    read, said = told_of(on, parameter)
    assert key not in said
    assert felt(read) != felt(told_of(on)[0])


def is_in(path: str, keys: set[str]) -> bool:
    """Whether a path is one of these keys, or in one of these groups."""
    return any(f"{path}.".startswith(f"{key}.") for key in keys)


def other_value(one):
    """Another value that a parameter may have, None if it is neither a number nor a switch."""
    if isinstance(one.default, bool):
        return not one.default
    if one.choices or not isinstance(one.default, int | float) or one.low is None:
        return None
    value = one.default + 0.3 * (min(one.high, one.default + 10) - one.default) or one.low
    return round(value) if isinstance(one.default, int) else value


def test_all_that_is_read_by_what_is_off_in_the_corner_shop_can_be_set_at_once_without_effect():
    usual = corner(*SMALL)
    reads = {key for switch in SWITCHES if not switch.is_on(usual) for key in switch.reads}
    switches = {key for switch in SWITCHES for key in (switch.key, *switch.others)}
    on = {key for switch in SWITCHES if switch.is_on(usual) for key in switch.reads}
    changed = {one.path: value for one in walk(Scenario) if EACH not in one.path and one.path not in switches and is_in(one.path, reads)
               and not is_in(one.path, on) and not any(part in one.path for part in SPREADS)
               and (value := other_value(one)) not in (None, one.default)}
    assert len(changed) > 100
    asked, told = told_of(*(f"{key}={str(value).lower()}" for key, value in changed.items()))
    assert not [key for key in changed if key not in told]
    assert felt(asked) == felt(usual)
