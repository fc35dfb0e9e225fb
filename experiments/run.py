"""Run one scenario, once or several times, and write its results, figures and report.

    python experiments/run.py store=supermarket people.size=2000 horizon.periods=26 seed=7
"""

import sys
from pathlib import Path

from sim.scenario.command_line import Command, main


def read(overrides: list[str], config_dir: Path | None) -> tuple:
    """Scenario, seed and replications."""
    from sim.scenario.experiment import asked_run

    return asked_run(overrides, config_dir)


def work(asked: tuple, folder: Path) -> None:
    """Run the scenario and write everything into `folder`."""
    from sim.engine.impulse import impulse
    from sim.engine.runs import run
    from sim.report.page import write_run_report
    from sim.report.tables import summary_text
    from sim.scenario.reading import scenario

    result = run(*asked, progress=True)
    result.save(folder)
    report, *_ = write_run_report(result, folder, baseline=scenario(),
                                  impulse=impulse(*asked[:2]))
    print(f"\n{summary_text(result.summary)}\nreport: {report}\nfiles:  {folder}")


RUN = Command(
    name="run",
    about="Run one scenario: shoppers and staff in a store, week after week.",
    keys={"seed": "seed of the experiment; the same seed gives the same result",
          "replications": "how often, each time with other luck, 1 to 100000"},
    examples=("", "store=electronics people.size=500 horizon.periods=12 seed=1",
              "scenario=[slow_music,scent] replications=10", "-m scenario=baseline,slow_music staff.advisors=1,2,3"),
    read=read, work=work)

if __name__ == "__main__":
    sys.exit(main(RUN))
