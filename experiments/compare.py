"""Hold variants of a scenario against it, pair by pair with shared luck, and write table, figures and report.

    python experiments/compare.py compare.variants=[slow_music,peak_advisor] compare.replications=20 seed=7
"""

import sys
from pathlib import Path

from sim.scenario.command_line import Command, main


def read(overrides: list[str], config_dir: Path | None) -> tuple:
    """Base, variants by name, seed, replications and where these are kept."""
    from sim.scenario.experiment import asked_comparison

    return asked_comparison(overrides, config_dir)


def work(asked: tuple, folder: Path) -> None:
    """Run all pairs and write everything into `folder`."""
    from sim.engine.compare import compare_scenarios
    from sim.engine.impulse import impulses
    from sim.report.page import write_comparison_report
    from sim.report.tables import comparison_text

    base, variants, seed, replications, kept = asked
    comparison = compare_scenarios(base, variants, replications=replications, seed=seed, progress=True,
                                   folder=kept)
    comparison.save(folder)
    report, *_ = write_comparison_report(comparison, folder, impulses=impulses(base, variants, seed))
    print(f"\n{comparison_text(comparison)}\nreport: {report}\nfiles:  {folder}")


COMPARE = Command(
    name="compare",
    about="Compare variants with a base scenario: paired runs with common random numbers.",
    keys={"seed": "seed of the experiment; base and variants share their luck",
          "compare.variants": "scenarios by name, or name: [key=value, ...]",
          "compare.replications": "pairs of runs, 2 to 100000",
          "compare.kept": "folder of finished replications, from which a command that was cut short goes on"},
    examples=("compare.variants=[slow_music,peak_advisor] compare.replications=20 seed=7 people=complete_journey",
              "store=electronics scenario=cheaper_rival compare.variants=[peak_advisor]",
              "'compare.variants={slow: [atmosphere.music.tempo_bpm=60], two: [slow_music, staff.advisors=3]}'"),
    read=read, work=work)

if __name__ == "__main__":
    sys.exit(main(COMPARE))
