"""Draw how findings that disagree in the literature depend on their weight: docs/pictures/weights.png.

    python experiments/sensitivity_of_weights.py            a minute or two; deterministic
    python experiments/sensitivity_of_weights.py --small    a quick look that writes nothing

For each disputed weight, from 0 to its double, paired runs with shared luck: the effect of a lever on a measure.
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
)


def overrides(panel: Panel, value: float, chosen: tuple[str, ...], people: int) -> list[str]:
    """One scenario of a panel."""
    return [f"people.size={people}", "horizon.periods=1", "engine.kind=serial", *panel.at(value), *chosen]


def effects(panel: Panel, people: int, replications: int):
    """Mean change of the measure by label and weight, and its standard error: two arrays [labels, values]."""
    import numpy as np

    from sim.engine.runs import Task, live
    from sim.scenario.reading import scenario

    def lived(value, chosen, size):
        told = scenario(overrides(panel, value, chosen, size))
        return np.array([live(Task(told, 7, r)).summary[panel.measure] for r in range(replications)])

    change = np.array([[lived(value, base + variant, people if variant else round(BUSY * people))
                        - lived(value, base, people) for value in panel.values]
                       for base, variant in panel.levers.values()])
    return change.mean(axis=2), change.std(axis=2, ddof=1) / np.sqrt(replications)


def drawn(people: int, replications: int):
    """The figure of all panels."""
    from sim.outcomes.measures import measure
    from sim.report.style import GREY, PALETTE, look, sheet

    with look():
        figure = sheet(10, 7, "What depends on weights that the literature disputes",
                       f"Effect of the lever in paired runs of a week, {replications} pairs of {people} people in the "
                       "supermarket, with standard errors; the dotted line is the value in use. Everything else as "
                       "configured.")
        for axes, panel in zip(figure.subplots(2, 2).flat, PANELS, strict=True):
            mean, error = effects(panel, people, replications)
            for k, label in enumerate(panel.levers):
                axes.errorbar(panel.values, mean[k], error[k], color=PALETTE[k], marker="o", label=label, capsize=2)
            axes.axhline(0.0, color=GREY, linewidth=0.8)
            axes.axvline(panel.values[2], color=GREY, linestyle=":")
            shown = panel.weight.replace("visit.", "").split("+")
            axes.set(title=panel.title, xlabel=shown[0] + (f" (the rest: {shown[1]})" if shown[1:] else ""),
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
    sys.exit(main())
