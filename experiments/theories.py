"""Live the same shoppers with the same luck by rival theories, and draw what differs: docs/pictures/theories.png.

    python experiments/theories.py                                  some minutes; writes the picture and the table
    python experiments/theories.py store=electronics                any keys of a scenario
    python experiments/theories.py --small                          a quick look that writes nothing
    python experiments/theories.py --pairs 20 --folder outputs/theories seed=3

In the middle of the run the store is understaffed and gloomy for two weeks; theories differ in what is made of it and how
soon it is over. Each rule is held against the one in use, pair by pair.
"""

import argparse
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
BAD = (4, 5)
"""First and last period in which the store is bad."""
PERIODS = 12
GLOOM = (f"events=[{{name: gloom, from_period: {BAD[0]}, to_period: {BAD[1]}, "
         "change: {visit.sensing.pleasure_rest: -0.25, staff.cashiers: 2, staff.peak_cashiers: 0}}]")
SMALL = ("people.size=300", f"horizon.periods={PERIODS}", "engine.kind=serial", GLOOM)
MEASURES = ("satisfaction", "nps", "loyalty", "store_share", "web_share", "webrooming")
"""What is told of each theory."""
FAMILIES = {
    "Memory": ("satisfaction", {"mean": "experience.memory.rule=mean", "end": "experience.memory.rule=end",
                                "recency": "experience.memory.rule=recency"}),
    "Carry-over": ("satisfaction", {"Bayesian": "experience.carry_over_rule=bayesian",
                               "last visit": "experience.carry_over_rule=last_visit",
                               "rising with tenure": "experience.carry_over_old=0.9"}),
    "Expectation": ("satisfaction", {"adaptive": "experience.expectation.rule=adaptive",
                                     "norm": "experience.expectation.rule=norm",
                                     "will and should": "experience.expectation.rule=will_should"}),
    "Satisfaction": ("satisfaction", {"performance": "experience.satisfaction.rule=performance",
                                      "prospect": "experience.satisfaction.rule=prospect",
                                      "Kano": "experience.satisfaction.rule=kano"}),
    "Choice of channel": ("webrooming", {"multinomial": "channels.choosing.rule=multinomial",
                                          "habit": "channels.choosing.rule=habit",
                                          "elimination by aspects": "channels.choosing.rule=elimination"}),
}
"""Theories by what they are about: the measure that is drawn, and the rule that each sets; beside them the rule in use."""
IN_USE = {"Memory": "peak and end", "Carry-over": "smoothing", "Expectation": "carried", "Satisfaction": "disconfirmation",
          "Choice of channel": "nested logit"}


def compared(overrides: list[str], pairs: int, seed: int):
    """All theories against those in use (`sim.engine.compare.Comparison`); names are family: rule."""
    from sim.engine.compare import compare_scenarios
    from sim.scenario.reading import scenario

    base = scenario([*SMALL, *overrides])
    variants = {f"{family}: {name}": scenario([*SMALL, *overrides, rule]) for family, (_, rules) in FAMILIES.items()
                for name, rule in rules.items()}
    return compare_scenarios(base, variants, replications=pairs, seed=seed, progress=True)


def drawn(comparison):
    """The figure: a panel for each family, the measure by period with its interval over replications."""
    import numpy as np
    from matplotlib.ticker import MaxNLocator
    from scipy import stats

    from sim.outcomes.measures import measure
    from sim.report.style import BASE, GREY, PALE, PALETTE, look, sheet

    with look():
        figure = sheet(11, 8, "What rival theories make of two bad weeks: the same shoppers with the same luck",
                       f"Difference from the rule in use, week by week: mean and 95 % interval of {comparison.done} pairs. "
                       f"Grey: weeks {BAD[0]} and {BAD[1]}, in which the store is gloomy and understaffed. Each panel has its own "
                       "colours, one a theory.")
        for axes, (family, (name, rules)) in zip(figure.subplots(2, 3).flat, FAMILIES.items(), strict=False):
            what = measure(name)
            axes.axvspan(BAD[0] - 0.5, BAD[1] + 0.5, color=PALE, alpha=0.6, linewidth=0)
            base = by_period(comparison, comparison.base_name, name)
            axes.axhline(0.0, color=BASE, label=f"in use: {IN_USE[family]}")
            for k, rule in enumerate(rules):
                one = by_period(comparison, f"{family}: {rule}", name)
                off = what.scale * (one - base)
                half = stats.t.ppf(0.975, max(len(off) - 1, 1)) * off.std(ddof=1) / np.sqrt(len(off))
                mean = off.mean()
                axes.fill_between(one.columns, mean - half, mean + half, color=PALETTE[k], alpha=0.2, linewidth=0)
                axes.plot(one.columns, mean, color=PALETTE[k], label=rule)
            axes.set(title=f"{family}: {what.label.lower()}", xlabel="week", xlim=(-0.5, PERIODS - 0.5),
                     ylabel=f"difference from the rule in use ({'pp' if what.unit == '%' else what.unit})")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
            axes.legend(fontsize=7.5, ncols=2, loc="upper left", bbox_to_anchor=(0, -0.2))
        figure.axes[-1].set_axis_off()
        figure.axes[-1].text(0, 0.5, "Every rule is a switch of the\nscenario, or a function of yours:\ndocs/own_rules.md",
                             color=GREY, fontsize=10)
    return figure


def by_period(comparison, name: str, measure: str):
    """A measure of a scenario: one row a replication, one column a period."""
    periods = comparison.periods
    return periods[periods["scenario"] == name].pivot(index="replication", columns="period", values=measure)


def table(comparison) -> str:
    """The differences with their intervals as a table in Markdown."""
    from sim.report.declarations import markdown
    from sim.report.findings import findings

    found = {(f.scenario, f.measure.name): f for f in findings(comparison) if f.measure.name in MEASURES}
    heads = ["theory", *(found[next(iter(comparison.variants)), name].measure.label for name in MEASURES)]
    rows = [[f"in use ({', '.join(IN_USE.values())})", *(found[comparison.variants[0], n].levels()[0] for n in MEASURES)]]
    for variant in comparison.variants:
        rows.append([variant, *(f"{found[variant, n].change()} ({found[variant, n].interval()})" for n in MEASURES)])
    return markdown(heads, rows)


def main(arguments: list[str] | None = None) -> int:
    """Run, draw, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("overrides", nargs="*", help="keys of the scenario, and seed=...")
    parser.add_argument("--pairs", type=int, default=4, help="replications, 2 or more")
    parser.add_argument("--folder", type=Path, help="where to write; docs/ if nothing else is asked for")
    parser.add_argument("--small", action="store_true", help="two replications of few people; writes nothing")
    asked = parser.parse_args(arguments)
    from sim.ground.errors import InputError
    from sim.report.style import pictured
    from sim.scenario.files import put

    seed = [text for text in asked.overrides if text.startswith("seed=")]
    overrides = [text for text in asked.overrides if text not in seed] + (["people.size=80"] if asked.small else [])
    try:
        comparison = compared(overrides, 2 if asked.small else asked.pairs, int(seed[-1][5:]) if seed else 7)
    except (InputError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    text = table(comparison)
    print(text)
    png, _ = pictured(drawn(comparison))
    if not asked.small and (asked.folder or not overrides):
        folder = asked.folder or DOCS
        print(put(folder / "pictures" / "theories.png", lambda to: to.write_bytes(png)))
        print(put(folder / "theories.md", lambda to: to.write_text(page(text, comparison), "utf-8")))
    return 0


def page(text: str, comparison) -> str:
    """The page with the table."""
    return (f"# Rival theories on the same shoppers\n\nMade by `python experiments/theories.py`: {comparison.done} pairs with "
            f"shared luck, {PERIODS} weeks, weeks {BAD[0]} and {BAD[1]} gloomy and understaffed; differences from the rules in "
            f"use with their 95 % intervals. How to choose a rule or hand in your own: [own_rules.md](own_rules.md).\n\n"
            f"![Rival theories](pictures/theories.png)\n\n{text.rstrip()}\n")


if __name__ == "__main__":
    from sim.ground.told import told_plainly
    with told_plainly():
        sys.exit(main())
