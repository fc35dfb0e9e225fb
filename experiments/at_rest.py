"""Where the loop experience -> loyalty -> visits -> experience comes to rest: docs/pictures/at_rest.png, docs/long_run.md.

    python experiments/at_rest.py              a few minutes; deterministic
    python experiments/at_rest.py --small      a quick look that writes nothing

The same people with the same luck start twice: disappointed (bad memories, little loyalty) and delighted. If the two worlds
meet, the loop has one place of rest; what is left of the first gap is told with its interval, half way and at the end, and for those
who came often and those who came seldom.
"""

import argparse
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
STARTS = {"disappointed": ("experience.start=-0.4", "experience.loyalty.head_start=-0.2"),
          "usual": (), "delighted": ("experience.start=0.4", "experience.loyalty.head_start=0.2")}
PANELS = ("satisfaction", "loyalty", "visits")
"""What is drawn."""


def lived(people: int, periods: int, replications: int):
    """The worlds of each start: start -> list of results, one a replication."""
    from sim.engine.runs import Task, live
    from sim.scenario.reading import scenario

    usual = (f"people.size={people}", f"horizon.periods={periods}", "engine.kind=serial", "engine.keep_visits=false",
             "engine.touchpoint_sample=0", "engine.explain=false")
    return {name: [live(Task(scenario([*usual, *start]), 7, r, whole=True)).result for r in range(replications)]
            for name, start in STARTS.items()}


def told(gaps: list[float]) -> tuple[float, float]:
    """Mean of one number a replication, and half its 95 % interval."""
    import numpy as np
    from scipy import stats

    half = stats.t.ppf(0.975, max(len(gaps) - 1, 1)) * np.std(gaps, ddof=1) / np.sqrt(len(gaps))
    return float(np.mean(gaps)), float(half)


def gap(worlds: dict, measure: str, until: int, weeks: int) -> tuple[float, float]:
    """Gap of the delighted over the disappointed in the `weeks` weeks up to week `until`: mean and half its interval."""
    return told([(high.periods[measure] - low.periods[measure]).iloc[until - weeks:until].mean() for high, low in
                 zip(worlds["delighted"], worlds["disappointed"], strict=True)])


def gap_of_people(worlds: dict, often: bool) -> tuple[float, float]:
    """Gap of loyalty at the end of those who came at least every other week in both worlds, or of all others."""
    gaps = []
    for high, low in zip(worlds["delighted"], worlds["disappointed"], strict=True):
        visits = high.shoppers["visits"].where(high.shoppers["visits"] < low.shoppers["visits"], low.shoppers["visits"])
        those = (visits >= len(high.periods) / 2) == often
        gaps.append((high.shoppers["loyalty"].astype(float) - low.shoppers["loyalty"].astype(float))[those].mean())
    return told(gaps)


def drawn(worlds: dict):
    """The figure: each measure by week from each start."""
    import numpy as np

    from sim.outcomes.measures import measure
    from sim.report.style import BASE, BETTER, WORSE, look, sheet

    with look():
        figure = sheet(11, 3.8, "From bad and from good starts the loop moves toward the same place",
                       "Experience -> loyalty -> visits -> experience; the same people with the same luck from three starts, mean "
                       f"of {len(worlds['usual'])} replications.")
        for axes, name in zip(figure.subplots(1, len(PANELS)), PANELS, strict=True):
            what = measure(name)
            for start, colour in zip(STARTS, (WORSE, BASE, BETTER), strict=True):
                mean = np.mean([world.periods[name] for world in worlds[start]], axis=0)
                axes.plot(what.scale * mean, color=colour, label=start)
            axes.set(title=what.label, xlabel="week", ylabel=what.unit)
        figure.axes[0].legend(fontsize=8)
    return figure


def page(worlds: dict, people: int, weeks: int) -> str:
    """The page with the table of gaps."""
    from sim.outcomes.measures import measure
    from sim.report.declarations import markdown

    periods, rows, left = len(worlds["usual"][0].periods), [], {}
    for name in PANELS:
        first, *later = gap(worlds, name, weeks, weeks), gap(worlds, name, periods // 2, weeks), gap(worlds, name, periods, weeks)
        left[measure(name).label] = [abs(mean / first[0]) for mean, _ in later]
        rows.append([measure(name).label, f"{first[0]:.3g}"]
                    + [text for mean, half in later for text in (f"{mean:.3g} +/- {half:.2g}", f"{100 * mean / first[0]:.0f} %")])
    slowest = max(left, key=lambda label: left[label][1])
    still = "but shrinks" if left[slowest][1] < left[slowest][0] else "and does not shrink"
    often, seldom = (gap_of_people(worlds, which) for which in (True, False))
    return (f"""# The long run

Made by `python experiments/at_rest.py`. What was lived moves expectation, satisfaction and loyalty; loyalty moves how often people come;
visits are what is lived next. Does that loop come to rest, and at one place? {people} people of the supermarket live {periods} weeks
three times with the same luck ({len(worlds['usual'])} replications): as usual, with an experience state .4 of the scale below and loyalty .2
below (disappointed), and as much above (delighted).

![Where it comes to rest](pictures/at_rest.png)

Gap between the delighted and the disappointed, with the 95 % interval of what is left half way and at the end, and its share of the first:

""" + markdown(["measure", f"first {weeks} weeks", f"{weeks} weeks to week {periods // 2}", "left", f"{weeks} weeks to week {periods}", "left"],
               rows).rstrip() + f"""

What an interval around 0 holds can no longer be told apart. Slowest is {slowest.lower()}: {100 * left[slowest][0]:.0f} % of the first gap
is left half way and {100 * left[slowest][1]:.0f} % at the end, {still}. That of loyalty is at the end
{often[0]:.3g} +/- {often[1]:.2g} among those who came at least every other week in both worlds, and {seldom[0]:.3g} +/- {seldom[1]:.2g}
among all others: loyalty moves in weeks that are lived with the store, so who comes seldom carries the start for years.

Why there is one place of rest: every link is damped. The state keeps lam < 1 of itself with each visited week, and of what
happened elsewhere with each week; satisfaction is bounded and concave in its effect on loyalty; loyalty closes a fixed part
of its distance to the own past (`loyalty_start`) with each visited week; and visits follow loyalty by a logit that never
reaches 0 or 1, so nobody is lost for good. With `experience.forgetting.rate` above 0 the state of who stays away fades, too. Two places
of rest would need a link that grows on itself, which none of the published shapes in use does.
""")


def main(arguments: list[str] | None = None) -> int:
    """Run, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few people and weeks; writes nothing")
    small = parser.parse_args(arguments).small
    people, periods, replications, weeks = (60, 6, 2, 2) if small else (200, 120, 3, 6)
    from sim.report.style import pictured
    from sim.scenario.files import put

    worlds = lived(people, periods, replications)
    text, (png, _) = page(worlds, people, weeks), pictured(drawn(worlds))
    if small:
        print(text)
        return 0
    print(put(DOCS / "pictures" / "at_rest.png", lambda to: to.write_bytes(png)))
    print(put(DOCS / "long_run.md", lambda to: to.write_text(text, "utf-8")))
    return 0


if __name__ == "__main__":
    from sim.ground.told import told_plainly
    with told_plainly():
        sys.exit(main())
