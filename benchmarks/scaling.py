"""How time and memory grow with shoppers and with weeks, for a company of twenty stores.

    python benchmarks/scaling.py                        a table, and docs/pictures/scaling.png
    python benchmarks/scaling.py engine.threads=1        with more keys on top of scenario=twenty_stores
    python benchmarks/scaling.py --full                 the last point too: 100,000 shoppers for 52 weeks

Each point is a process of its own, so that its memory is its own; compiled code is at hand. Time is wall time of the
weeks lived, memory the largest resident size of the process.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import matplotlib
import pandas as pd
from tqdm import tqdm

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
BY_SHOPPERS = [(shoppers, 4) for shoppers in (12_500, 25_000, 50_000, 100_000)]
BY_WEEKS = [(12_500, weeks) for weeks in (4, 13, 26, 52)]
FULL = (100_000, 52)
POINT = """
import json, resource, sys, time
import sim
size, weeks, *more = sys.argv[1:]
scenario = sim.scenario(["scenario=twenty_stores", f"people.size={size}", f"horizon.periods={weeks}", *more])
model = sim.RetailModel(scenario)
model.step()
start = time.perf_counter()
for _ in range(int(weeks) - 1):
    model.step()
seconds = (time.perf_counter() - start) * int(weeks) / (int(weeks) - 1)
print(json.dumps({"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def measured(shoppers: int, weeks: int, more: list[str]) -> dict:
    """One point: seconds and megabytes."""
    done = subprocess.run([sys.executable, "-c", POINT, str(shoppers), str(weeks), *more], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE, text=True)
    return {"shoppers": shoppers, "weeks": weeks} | json.loads(done.stdout.splitlines()[-1])


def draw(table: pd.DataFrame, file: Path) -> None:
    """Time by shoppers, time by weeks, memory by shoppers."""
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.6), layout="constrained")
    shoppers, weeks = table[table["weeks"] == 4], table[table["shoppers"] == 12_500]
    for ax, (part, x, y, title) in zip(axes, [
            (shoppers, "shoppers", "seconds", "Time by shoppers, 4 weeks"), (weeks, "weeks", "seconds", "Time by weeks, 12,500 shoppers"),
            (shoppers, "shoppers", "mb", "Largest memory by shoppers, 4 weeks")], strict=True):
        ax.plot(part[x], part[y], "o-", color="#1b6ca8")
        ax.set(title=title, xlabel=x, ylabel={"seconds": "s, wall time", "mb": "MB"}[y], ylim=(0, None), xlim=(0, None))
        ax.grid(alpha=0.3)
    figure.savefig(file, dpi=120)


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("overrides", nargs="*", help="more keys on top of scenario=twenty_stores")
    parser.add_argument("--full", action="store_true", help="100,000 shoppers for 52 weeks, too (minutes)")
    args = parser.parse_args()
    points = list(dict.fromkeys([*BY_SHOPPERS, *BY_WEEKS, *([FULL] if args.full else [])]))
    table = pd.DataFrame([measured(*point, args.overrides) for point in tqdm(points, unit="point")])
    print(table.round(1).to_string(index=False))
    draw(table, ROOT / "docs" / "pictures" / "scaling.png")


if __name__ == "__main__":
    main()
