"""How time and memory grow with shoppers and with weeks, for a company of twenty stores whose customers talk.

    python benchmarks/scaling.py                    a table, docs/scaling.md and docs/pictures/scaling.png (a quarter of an hour)
    python benchmarks/scaling.py --small            a quick look that writes nothing
    python benchmarks/scaling.py engine.threads=1   with more keys on top of scenario=twenty_stores and word of mouth

Each point is a process of its own, so that its memory is its own; compiled code is at hand. Time is wall time, that of the
first week counted like the others, since in it code is read from the disk; memory is the largest resident size.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PEOPLE, WEEKS, HALF = 100_000, 52, 26
"""The goal, and the half of its weeks over which the number of people varies."""
BY_SHOPPERS = [(shoppers, HALF) for shoppers in (12_500, 25_000, 50_000, PEOPLE)]
BY_WEEKS = [(PEOPLE, weeks) for weeks in (4, 13, HALF, WEEKS)]
SMALL = [(1_000, 2), (2_000, 2), (2_000, 4)]
TALK = ("experience.word_of_mouth.talk=1",)
POINT = """
import json, resource, sys, time, warnings
import sim
from sim.ground.told import Told
warnings.simplefilter("ignore", Told)       # few people in twenty stores are meant
size, weeks, *more = sys.argv[1:]
model = sim.RetailModel(sim.scenario(["scenario=twenty_stores", f"people.size={size}", f"horizon.periods={weeks}", *more]))
model.step()
start = time.perf_counter()
for _ in range(int(weeks) - 1):
    model.step()
seconds = (time.perf_counter() - start) * int(weeks) / (int(weeks) - 1)
print(json.dumps({"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def measured(shoppers: int, weeks: int, more: list[str]) -> dict:
    """One point: seconds and megabytes."""
    done = subprocess.run([sys.executable, "-c", POINT, str(shoppers), str(weeks), *TALK, *more], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE, text=True)
    return {"shoppers": shoppers, "weeks": weeks} | json.loads(done.stdout.splitlines()[-1])


def drawn(table: pd.DataFrame):
    """The figure: time by shoppers, time by weeks, memory by shoppers, each with its straight line."""
    from sim.report.style import BASE, GREY, look, sheet

    shoppers, weeks = table[table["weeks"] == HALF], table[table["shoppers"] == PEOPLE].sort_values("weeks")
    with look():
        figure = sheet(11, 3.8, "Time grows in proportion to shoppers and to weeks, memory by the shopper",
                       "Twenty stores, word of mouth, no logs of single visits; every point is a process of its own. The line is "
                       "that of least squares.")
        for axes, (part, x, y, title) in zip(figure.subplots(1, 3), (
                (shoppers, "shoppers", "seconds", f"Time of {HALF} weeks (s)"),
                (weeks, "weeks", "seconds", f"Time of {PEOPLE:,} shoppers (s)"),
                (shoppers, "shoppers", "mb", f"Largest memory in {HALF} weeks (MB)")), strict=True):
            axes.plot(part[x], np.polyval(np.polyfit(part[x], part[y], 1), part[x]), color=GREY, linewidth=1)
            axes.plot(part[x], part[y], "o", color=BASE)
            axes.set(title=title, xlabel=x, ylim=(0, None), xlim=(0, None))
            axes.xaxis.set_major_formatter("{x:,.0f}")
            axes.locator_params(axis="x", nbins=5)
    return figure


def page(table: pd.DataFrame) -> str:
    """The page with the table."""
    from sim.report.declarations import markdown

    rows = [[f"{one.shoppers:,}", str(one.weeks), f"{one.seconds:.0f}", f"{1e6 * one.seconds / one.shoppers / one.weeks:.0f}",
             f"{one.mb:,.0f}"] for one in table.itertuples()]
    return f"""# Time and memory of a large company

Made by `python benchmarks/scaling.py`: twenty stores, customers who talk with each other (`{TALK[0]}`), no logs of single
visits (`scenario=twenty_stores`).

![Time and memory](pictures/scaling.png)

""" + markdown(["shoppers", "weeks", "s", "us a shopper and week", "largest memory (MB)"], rows).rstrip() + "\n"


def main() -> int:
    """Measure, print, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("overrides", nargs="*", help="more keys on top of the scenario")
    parser.add_argument("--small", action="store_true", help="few people and weeks; writes nothing")
    args = parser.parse_args()
    points = SMALL if args.small else list(dict.fromkeys([*BY_SHOPPERS, *BY_WEEKS]))
    table = pd.DataFrame([measured(*point, args.overrides) for point in tqdm(points, unit="point")])
    print(table.round(1).to_string(index=False))
    if not args.small:
        from sim.report.style import pictured
        from sim.scenario.files import put
        png, _ = pictured(drawn(table))
        print(put(ROOT / "docs" / "pictures" / "scaling.png", lambda to: to.write_bytes(png)))
        print(put(ROOT / "docs" / "scaling.md", lambda to: to.write_text(page(table), "utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
