"""The figure that compares rival theories: whole weeks, every theory in its own colour by name, units."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

EXPERIMENT = Path(__file__).resolve().parents[2] / "experiments" / "theories.py"


def test_weeks_are_whole_and_every_theory_has_a_colour_and_a_name_of_its_own():
    spec = importlib.util.spec_from_file_location("theories", EXPERIMENT)
    theories = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theories)
    names = ["base", *(f"{family}: {rule}" for family, (_, rules) in theories.FAMILIES.items() for rule in rules)]
    rows = pd.DataFrame([(name, r, t) for name in names for r in range(3) for t in range(theories.PERIODS)],
                        columns=["scenario", "replication", "period"])
    for name in ("satisfaction", "webrooming"):
        rows[name] = np.random.default_rng(7).random(len(rows))
    figure = theories.drawn(SimpleNamespace(done=3, base_name="base", periods=rows))
    figure.canvas.draw()
    for axes, (family, (_, rules)) in zip(figure.axes, theories.FAMILIES.items(), strict=False):
        assert axes.get_title(loc="left").startswith(f"{family}: ") and axes.get_xlabel() == "week"
        assert "(pp)" in axes.get_ylabel() or "(0" in axes.get_ylabel()
        assert all(tick == int(tick) for tick in axes.get_xticks())
        assert len({line.get_color() for line in axes.get_lines()}) == len(axes.get_lines()) == 1 + len(rules)
        assert [text.get_text() for text in axes.get_legend().get_texts()] == [f"in use: {theories.IN_USE[family]}", *rules]
