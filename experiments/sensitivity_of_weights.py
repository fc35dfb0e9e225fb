"""Draw how findings that disagree in the literature depend on their weight: docs/pictures/weights.png.

    python experiments/sensitivity_of_weights.py            some minutes; deterministic
    python experiments/sensitivity_of_weights.py --small    a quick look that writes nothing

For each disputed weight, paired runs with shared luck: the effect of a lever on a measure, from none of it to twice as much.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "weights.png"
TASK = "people.segments=[{name: task, share: 1, recreational: 0}]"
FUN = "people.segments=[{name: fun, share: 1, recreational: 1}]"
FAST = ("atmosphere.music.tempo_bpm=110", "atmosphere.music.volume_db=72", "atmosphere.colour.warmth=0.8")
RELAXING, STIMULATING = (("atmosphere.scent.present=true", "atmosphere.scent.strength=1",
                          f"atmosphere.scent.arousing={quality}") for quality in (-1, 1))
BUSY = 2.5
"""How many times as many people the busy store of the crowding panel has."""


@dataclass(frozen=True)
class Panel:
    """One dispute: key of the weight (two: joined by +), its values, measure, and levers by label (base, variant)."""

    title: str
    weight: str
    values: tuple[float, ...]
    measure: str
    levers: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def at(self, value: float) -> list[str]:
        """Overrides that set the weight: the second of two keys gets what the first leaves of the largest value."""
        keys = self.weight.split("+")
        return [f"{keys[0]}={value:g}"] + [f"{key}={self.values[-1] - value:g}" for key in keys[1:]]


PANELS = (
    Panel("Tempo: pace or arousal? Slow music", "visit.walking.tempo_effect", (0, 0.00224, 0.00447, 0.0067, 0.00894),
          "dwell_min", {"task trips": ((TASK,), ("atmosphere.music.tempo_bpm=60",)),
                        "recreational": ((FUN,), ("atmosphere.music.tempo_bpm=60",))}),
    Panel("Optimal arousal by goal: a lively shop", "visit.sensing.arousal_penalty", (0, 0.175, 0.35, 0.525, 0.7),
          "pleasure", {"task trips": ((TASK,), FAST), "recreational": ((FUN,), FAST)}),
    Panel("Interactions written in: scent with fast music", "visit.sensing.mismatch_penalty",
          (0, 0.125, 0.25, 0.375, 0.5), "pleasure",
          {"relaxing scent": (("atmosphere.music.tempo_bpm=110",), RELAXING),
           "stimulating scent": (("atmosphere.music.tempo_bpm=110",), STIMULATING)}),
    Panel("People or space? A busy store", "visit.crowding.control_of_crowd_task+visit.crowding.control_of_fixtures_task",
          (0, 0.15, 0.3, 0.75, 1.5), "pleasure", {"task trips": ((TASK,), ())}),
    Panel("Does a loss weigh more than a gain? Prices", "visit.browsing.loss_aversion", (1, 1.3, 1.6, 1.9, 2.2), "basket",
          {"a tenth dearer": ((), ("visit.browsing.price_level=1.1",)),
           "a tenth cheaper": ((), ("visit.browsing.price_level=0.9",))}),
    Panel("Does wide choice keep from buying?", "visit.browsing.loss_of_overload", (0, 0.2, 0.4, 0.6, 0.8), "basket",
          {f"{times} times the kinds": ((), (f"store.departments.grocery_dry.variety={times}",
                                             f"store.departments.dairy.variety={times}")) for times in (3, 6)}),
    Panel("Does disappointment weigh more than delight?", "experience.satisfaction.of_loss", (0.25, 0.5, 0.75, 1, 1.25),
          "satisfaction", {"understaffed": ((), ("staff.cashiers=3", "staff.advisors=1", "staff.peak_cashiers=1")),
                           "stimulating scent": ((), STIMULATING)}),
    Panel("Is well mended better than never broken?", "service.recovery.paradox", (0, 0.1, 0.2, 0.3, 0.4), "loyalty",
          {"full compensation": ((), ("service.recovery.compensation=1",))}),
)


def overrides(panel: Panel, value: float, chosen: tuple[str, ...], people: int) -> list[str]:
    """One scenario of a panel."""
    return [f"people.size={people}", "horizon.periods=1", "engine.kind=serial", *panel.at(value), *chosen]


def effects(panels, people: int, replications: int) -> list:
    """For each panel the mean change of its measure by label and weight, and its standard error: arrays [labels, values].

    All runs are lived side by side, one process a core; the result does not depend on how many.
    """
    import numpy as np
    from joblib import Parallel, delayed
    from tqdm import tqdm

    asked = [(panel, value, base, variant) for panel in panels for base, variant in panel.levers.values()
             for value in panel.values]
    tasks = [(overrides(panel, value, chosen, size), panel.measure, replication)
             for panel, value, base, variant in asked
             for chosen, size in ((base, people), (base + variant, people if variant else round(BUSY * people)))
             for replication in range(replications)]
    lived = Parallel(n_jobs=-1, return_as="generator", batch_size=1)(delayed(measured)(*task) for task in tasks)
    found = np.array(list(tqdm(lived, total=len(tasks), desc="weights", unit="run"))).reshape(-1, 2, replications)
    change = found[:, 1] - found[:, 0]
    mean, error = change.mean(axis=1), change.std(axis=1, ddof=1) / np.sqrt(replications)
    rows = np.cumsum([len(panel.levers) * len(panel.values) for panel in panels])[:-1]
    return [(m.reshape(len(panel.levers), -1), e.reshape(len(panel.levers), -1))
            for panel, m, e in zip(panels, np.split(mean, rows), np.split(error, rows), strict=True)]


def measured(told: list[str], name: str, replication: int) -> float:
    """A measure of one run."""
    from sim.engine.runs import Task, live
    from sim.scenario.reading import scenario

    return float(live(Task(scenario(told), 7, replication, threads=1)).summary[name])


def drawn(people: int, replications: int):
    """The figure of all panels."""
    from sim.engine.targets_measured import configured
    from sim.outcomes.measures import measure
    from sim.report.style import GREY, PALETTE, look, sheet
    from sim.scenario.reading import scenario

    usual = scenario([])
    with look():
        figure = sheet(10, 13.5, "What depends on weights that the literature disputes",
                       f"Effect of the lever in paired runs of a week, {replications} pairs of {people} people in the "
                       "supermarket, with standard errors; the dotted line is the value in use. Everything else as "
                       "configured.")
        found = effects(PANELS, people, replications)
        for axes, panel, (mean, error) in zip(figure.subplots(4, 2).flat, PANELS, found, strict=True):
            scale = measure(panel.measure).scale
            for k, label in enumerate(panel.levers):
                axes.errorbar(panel.values, scale * mean[k], scale * error[k], color=PALETTE[k], marker="o", label=label,
                              capsize=2)
            shown = panel.weight.split("+")
            axes.axhline(0.0, color=GREY, linewidth=0.8)
            axes.axvline(configured(usual, shown[0]), color=GREY, linestyle=":")
            axes.set(title=panel.title, xlabel=shown[0] + (f"\n(the rest: {shown[1].rpartition('.')[2]})" if shown[1:] else ""),
                     ylabel=f"change of {measure(panel.measure).axis[0].lower()}{measure(panel.measure).axis[1:]}")
            axes.legend(fontsize=8)
    return figure


def main(arguments: list[str] | None = None) -> int:
    """Run, draw and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few people and pairs; writes nothing")
    small = parser.parse_args(arguments).small
    figure = drawn(150 if small else 500, 2 if small else 3)
    if not small:
        from sim.report.style import pictured
        from sim.scenario.files import put
        png, _ = pictured(figure)
        print(put(PICTURE, lambda to: to.write_bytes(png)))
    return 0


if __name__ == "__main__":
    from sim.ground.told import told_plainly
    with told_plainly():
        sys.exit(main())
