"""Where the loop experience -> loyalty -> visits -> experience comes to rest: docs/pictures/at_rest.png, docs/long_run.md.

    python experiments/at_rest.py              a few minutes; deterministic
    python experiments/at_rest.py --small      a quick look that writes nothing

The same people with the same luck start twice: disappointed (bad memories, little loyalty) and delighted. If the two worlds
meet, the loop has one place of rest; what is left of the first gap is told with its interval.
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
    """Measures by period: start -> list of tables, one a replication."""
    from sim.engine.runs import Task, live
    from sim.scenario.reading import scenario

    usual = (f"people.size={people}", f"horizon.periods={periods}", "engine.kind=serial", "engine.keep_visits=false")
    return {name: [live(Task(scenario([*usual, *start]), 7, r)).periods for r in range(replications)]
            for name, start in STARTS.items()}


def gap_left(worlds: dict, measure: str, weeks: int):
    """Gap of the delighted over the disappointed in the first and the last weeks: mean and half the 95 % interval of each."""
    import numpy as np
    from scipy import stats

    def told(part):
        gaps = np.array([part(high[measure] - low[measure]).mean() for high, low in
                         zip(worlds["delighted"], worlds["disappointed"], strict=True)])
        half = stats.t.ppf(0.975, max(len(gaps) - 1, 1)) * gaps.std(ddof=1) / np.sqrt(len(gaps))
        return float(gaps.mean()), float(half)
    return told(lambda gap: gap.iloc[:weeks]), told(lambda gap: gap.iloc[-weeks:])


def drawn(worlds: dict):
    """The figure: each measure by week from each start."""
    import numpy as np

    from sim.outcomes.measures import measure
    from sim.report.style import BASE, BETTER, WORSE, look, sheet

    with look():
        figure = sheet(11, 3.8, "From bad and from good starts the loop comes to rest at the same place",
                       "Experience -> loyalty -> visits -> experience; the same people with the same luck from three starts, mean "
                       f"of {len(worlds['usual'])} replications.")
        for axes, name in zip(figure.subplots(1, len(PANELS)), PANELS, strict=True):
            what = measure(name)
            for start, colour in zip(STARTS, (WORSE, BASE, BETTER), strict=True):
                mean = np.mean([table[name] for table in worlds[start]], axis=0)
                axes.plot(what.scale * mean, color=colour, label=start)
            axes.set(title=what.label, xlabel="week", ylabel=what.unit)
        figure.axes[0].legend(fontsize=8)
    return figure


def page(worlds: dict, people: int, weeks: int) -> str:
    """The page with the table of gaps."""
    from sim.outcomes.measures import measure
    from sim.report.declarations import markdown

    rows = []
    for name in PANELS:
        (first, _), (last, half) = gap_left(worlds, name, weeks)
        rows.append([measure(name).label, f"{first:.3g}", f"{last:.3g} +/- {half:.2g}", f"{100 * last / first:.0f} %"])
    periods = len(worlds["usual"][0])
    return (f"""# The long run

Made by `python experiments/at_rest.py`. What was lived moves expectation, satisfaction and loyalty; loyalty moves how often people come;
visits are what is lived next. Does that loop come to rest, and at one place? {people} people of the supermarket live {periods} weeks
three times with the same luck ({len(worlds['usual'])} replications): as usual, with an experience state .4 of the scale below and loyalty .2
below (disappointed), and as much above (delighted).

![Where it comes to rest](pictures/at_rest.png)

Gap between the delighted and the disappointed, with the 95 % interval of what is left in the last {weeks} weeks:

""" + markdown(["measure", f"first {weeks} weeks", f"last {weeks} weeks", "left"], rows).rstrip() + """

Why there is one place of rest: every link is damped. The state keeps lam < 1 of itself with each visited week, and of what
happened elsewhere with each week; satisfaction is bounded and concave in its effect on loyalty; loyalty closes a fixed part
of its distance to the own past (`loyalty_start`) with each visited week; and visits follow loyalty by a logit that never
reaches 0 or 1, so nobody is lost for good. Whoever comes seldom forgets slowly: what is left after the last weeks belongs to
people who have hardly come back. With `experience.forgetting.rate` above 0 theirs fades, too. Two places of rest would need
a link that grows on itself, which none of the published shapes in use does.
""")


def main(arguments: list[str] | None = None) -> int:
    """Run, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few people and weeks; writes nothing")
    small = parser.parse_args(arguments).small
    people, periods, replications, weeks = (60, 6, 2, 2) if small else (200, 60, 3, 6)
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
    sys.exit(main())
