"""Hold the engine against the published figures of configs/calibration/targets.yaml, or fit its parameters to them.

    python experiments/calibrate.py --check            measure every target and write the tables of docs/calibration.md
    python experiments/calibrate.py --check --small    the same at a fraction of the size; writes nothing
    python experiments/calibrate.py --fit              search the parameters and print the values that it proposes
"""

import argparse
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "calibration.md"
SMALL = ("horizon.periods=2",)
"""Overrides of a quick look."""
FIT = ("horizon.periods=3",)
"""Overrides of every trial of the fit."""


def main(arguments: list[str] | None = None) -> int:
    """Check or fit; returns 0 if every target that is not marked as unmet lies within its band, else 1."""
    asked = _asked(arguments)
    from sim.engine.targets import read_targets
    from sim.ground.errors import InputError
    try:
        targets = read_targets()
        return fit(targets, asked) if asked.fit else check(targets, asked)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


def check(targets, asked: argparse.Namespace) -> int:
    """Measure, print, and write the page unless it is a quick look."""
    from sim.engine.targets_checked import checked
    replications = asked.replications or (2 if asked.small else 4)
    found = checked(targets, replications, 7 if asked.seed is None else asked.seed, SMALL if asked.small else (),
                    progress=True)
    print(found.table.round(3).to_string(), found.beside.round(3).to_string(), found.drift.round(4).to_string(),
          sep="\n\n")
    if not asked.small:
        write(PAGE, tables(targets, found, replications))
    missed = [target.name for target in targets.targets if not found.table.at[target.name, "inside"]]
    print(f"\n{len(targets.targets) - len(missed)} of {len(targets.targets)} within their bands; "
          f"outside: {', '.join(missed) or 'none'}")
    return int(any(not targets.named(name).remark for name in missed))


def fit(targets, asked: argparse.Namespace) -> int:
    """Search, print what is found, and which parameter came to rest at a bound."""
    from sim.engine.targets_fitted import Bench
    from sim.engine.targets_fitted import fit as search
    bench = Bench(targets, 1 if asked.seed is None else asked.seed, SMALL if asked.small else FIT,
                  SMALL if asked.small else (), asked.replications or 1, tell=lambda line: print(line, flush=True))
    values = search(bench, rounds=1 if asked.small else 2)
    print("\nproposed")
    for (store, path), value in sorted(values.items()):
        place = f"configs/{path.partition('.')[0]}/{store}.yaml" if store else "default"
        print(f"{path:42}{value:<12g}{place}")
    print(f"at a bound: {', '.join(sorted(bench.at_bound)) or 'none'}")
    return 0


def tables(targets, found, replications: int) -> dict[str, str]:
    """The generated parts of the page by the name of their marker."""
    from sim.report.declarations import markdown
    heads = ["target", "finding", "published", "engine", "inside", "fitted", "source (how known)"]
    rows = [[t.name, t.finding, f"{t.aim:g} ({t.low:g} to {t.high:g}) {t.unit}",
             with_interval(*found.table.loc[t.name, ["value", "ci_low", "ci_high"]], t.unit),
             "yes" if found.table.at[t.name, "inside"] else "**no**", ", ".join(f"`{p}`" for p in t.fitted),
             f"{t.source} ({t.status})"] for t in targets.targets]
    beside = [[name, *(shown(v) for v in line)] for name, line in zip(found.beside.index, found.beside.to_numpy(),
                                                                     strict=True)]
    drift = [[name, *(shown(v) for v in line)] for name, line in zip(found.drift.index, found.drift.to_numpy(),
                                                                    strict=True)]
    later = [[name, shown(row.panel), with_interval(row.engine, row.ci_low, row.ci_high), shown(row.benchmark)]
             for name, row in zip(found.later.index, found.later.itertuples(), strict=True)]
    return {
        "targets": f"{replications} replications; in brackets the 95 % interval.\n\n" + markdown(heads, rows),
        "unmet": "".join(f"- **{t.name}** {t.remark}\n" for t in targets.targets if t.remark),
        "not measured": "".join(f"- **{n.id}** {n.reason}\n" for n in targets.not_measured),
        "drift": markdown(["measure", "first quarter", "last quarter", "change", "from", "to"], drift),
        "later": markdown(["weeks 40 to 52", "panel", "engine", "BG/NBD model"], later),
        "beside": markdown(["measure", *found.beside.columns], beside),
    }


def with_interval(value: float, low: float, high: float, unit: str = "-") -> str:
    """A value with its interval, for the table; that of a share or of a percentage ends where these end."""
    most = {"share": 1.0, "%": 100.0}.get(unit)
    if most is not None and low == low:
        low, high = max(0.0, low), min(most, high)
    return shown(value) if low != low or low == high else f"{shown(value)} ({shown(low)} to {shown(high)})"


def shown(value: float) -> str:
    """A number with three digits or to the hundredth, whichever is shorter; money and people in whole numbers; "" for none."""
    return "" if value != value else f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 20 else f"{value:.3g}"


def write(page: Path, parts: dict[str, str]) -> None:
    """Put each part between its markers `<!-- name -->` and `<!-- end of name -->`; the rest of the page stays."""
    text = page.read_text("utf-8")
    for name, part in parts.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}{part.rstrip()}\n{end}{after}"
    page.write_text(text, "utf-8")


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="measure every target (this is what happens by default)")
    what.add_argument("--fit", action="store_true", help="search the parameters and print them; changes no file")
    parser.add_argument("--small", action="store_true", help="a quick look: fewer weeks, fewer replications")
    parser.add_argument("--replications", type=int, help="runs of each kind; 4, or 2 with --small; 1 for the fit")
    parser.add_argument("--seed", type=int, help="seed of the experiment; 7 for the check, 1 for the fit")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
