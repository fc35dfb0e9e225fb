"""The fit: parameters are moved until each target lies where it was published.

A target hangs mainly on one parameter; those whose parameters meddle with each other's targets form a block. A block is
solved by Powell's hybrid method (MINPACK, a secant method in several unknowns), with common random numbers: the same
seed at every trial, so that a trial differs from the last by the parameters alone. What is brought to 0 is the distance
from the published figure in half widths of the band. What is an identity is set and not searched (the norm is the mean
of what is remembered, the usual what the baseline gives); what keeps the baseline at rest is searched over half a year; the
four numbers of the recommendation are found by least squares on the expected answers, since ten shares, two slopes and one
score hang on them; the reasons people name are solved exactly. All of it is done twice over, because a later block moves an
earlier target a little.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from sim.channels.attributes import ATTRIBUTES
from sim.channels.reasons import named, parts
from sim.engine.result import Result
from sim.engine.runs import Task, live
from sim.engine.targets import Targets
from sim.engine.targets_measured import KNEE, MEASURES, configured, stars_of_posts
from sim.engine.ways import ways_of
from sim.scenario.reading import scenario

CLOSE_ENOUGH = 0.05
"""Distance from the published figure, in half widths of the band, at which the search ends."""

MOST_TRIALS = 20
"""Trials of one block."""

FIRST_STEP = 0.05
"""First step of a search, as a share of where a parameter stands within its plausible range."""


@dataclass(frozen=True)
class Knob:
    """One parameter and what settles it.

    parameter: dotted path; targets: names of the targets whose mean distance is brought to 0; low, high: bounds of what
    is plausible; why: this parameter and no other; store: the store whose configuration holds it, "" = all.
    """

    parameter: str
    targets: tuple[str, ...]
    low: float
    high: float
    why: str
    store: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Store and path."""
        return self.store, self.parameter


IN_THE_STORE = (
    (Knob("visit.walking.tempo_effect", ("A2",), 0.0, 0.02, "the only way from music to the pace"),),
    (Knob("visit.waiting.stretch", ("S1",), 0.8, 1.9, "the ratio itself, but for mood"),
     Knob("visit.walking.notice_every_m", ("P4",), 0.0, 60.0, "how much on the way is noticed"),
     Knob("channels.listing.basket_scale", ("panel basket",), 0.6, 1.8, "the length of lists", "supermarket"),
     Knob("visit.phone.check", ("C5",), -6.0, -1.0, "how often the phone comes out"),
     Knob("channels.choosing.store", ("panel main store",), -1.0, 1.0, "the constant of the store against rivals")),
    (Knob("visit.phone.check", ("C5 electronics",), -6.0, 2.0, "as in the supermarket", "electronics"),),
    (Knob("visit.phone.check", ("C5 department store",), -6.0, 2.0, "as in the supermarket", "department_store"),
     Knob("visit.browsing.take_listed", ("S19 buys after browsing",), 0.2, 0.6, "the share, before mood and phone",
          "department_store"),
     Knob("visit.browsing.need_help", ("S19 needs help",), 0.2, 0.6, "the share where a department has none of its own",
          "department_store"),
     Knob("visit.asking.buy_after_help", ("S19 buys after help",), 0.5, 0.95, "the share after advice that fits")),
    (Knob("staff.training.gain", ("S13",), 0.02, 0.4, "what a module teaches"),),
    (Knob("visit.sensing.arousal_of_volume", ("A8 music on pleasure", "A8 music on satisfaction"), 0.0, 0.5,
          "a silent shop arouses less"),
     Knob("visit.sensing.pleasure_of_scent", ("A8 scent on pleasure", "A8 scent on satisfaction"), 0.0, 0.4,
          "the pleasure of the cue itself")),
)
"""Blocks of what is lived, in order."""

AFTERWARDS = (
    (Knob("experience.memory.noise", ("M1",), 0.0, 0.3, "the rest of memory follows the visit"),
     Knob("people.rating_style_sd", ("L3 quality",), 0.0, 2.0, "what makes ratings differ but quality"),
     Knob("outcomes.questionnaire.item_noise", ("L3 expectation",), 0.0, 2.0, "how exactly a question is answered"),
     Knob("experience.satisfaction.level", ("L20",), 6.0, 9.0, "the mean itself"),
     Knob("channels.web.above_store", ("L20 internet retail",), -0.2, 0.4, "what orders are rated by, and nothing else")),
)
"""Blocks of what is made of it, in order; they need the norm."""

RECOMMENDATION = {"experience.loyalty.recommend_level": (8.0, 9.2), "experience.loyalty.recommend_below": (1.07, 1.55),
                  "experience.loyalty.recommend_above": (0.13, 2.0), "experience.loyalty.recommend_noise": (0.8, 2.4)}
"""Parameters of the recommendation and their bounds. The published slopes are those of answers, which end at 10; the
slope before answers are held within the scale may be steeper."""

REASONS = ("channels.reasons.slope", *(f"channels.reasons.{a}" for a in ATTRIBUTES),
           *(f"channels.attributes.{a}" for a in ATTRIBUTES if a != "money"))
"""Parameters of the reasons that people name, solved exactly; the weight of money is that of the store's price level."""

AT_REST = (
    Knob("experience.loyalty.at_rest", ("rest loyalty",), 0.0, 0.05, "what ups and downs take from loyalty, given back"),
    Knob("experience.trust.won", ("rest trust",), 0.0, 0.2, "what wins back the trust that ordinary mistakes cost"),
)
"""Block of what keeps the baseline where it started; it needs the whole half year."""

USUAL = {"supermarket": "", "department_store": "department_store", "electronics": "electronics"}
"""Run that settles what is usual in each kind of store, and the store whose configuration holds it."""


@dataclass
class Bench:
    """Where the fit works: the targets, the values that parameters have by now, and the seed of all trials.

    values: (store, path) -> value, store "" for all; shorter: overrides added to every run, shorter_at_rest: to those that
    show whether the baseline stands still; replications: of which the mean distance counts; tell: called with a line about
    each step that is done.
    """

    targets: Targets
    seed: int = 1
    shorter: tuple[str, ...] = ()
    shorter_at_rest: tuple[str, ...] = ()
    replications: int = 1
    tell: Callable[[str], object] = lambda line: None
    values: dict[tuple[str, str], float] = field(default_factory=dict)
    at_bound: set[str] = field(default_factory=set)

    def result(self, run: str, replication: int = 0) -> Result:
        """The run with the present values of the parameters."""
        overrides = [*self.targets.runs[run], *self.shorter]
        store = scenario(overrides).store.name
        moved = [f"{path}={value!r}" for (where, path), value in self.values.items() if where in ("", store)]
        return live(Task(scenario([*overrides, *moved]), self.seed, replication, whole=True)).result

    def present(self, knob: Knob) -> float:
        """The present value of a parameter: as moved, else as configured in the runs of its first target."""
        run = self.targets.named(knob.targets[0]).of[0]
        return self.values.get(knob.key, configured(scenario(self.targets.runs[run]), knob.parameter))

    def off(self, knobs: tuple[Knob, ...]) -> list[float]:
        """For each knob the mean distance of its targets from the published figures, in half widths of the bands."""
        named = {name: self.targets.named(name) for knob in knobs for name in knob.targets}
        off = dict.fromkeys(named, 0.0)
        for replication in range(self.replications):
            results = {run: self.result(run, replication) for run in dict.fromkeys(r for t in named.values() for r in t.of)}
            for name, t in named.items():
                off[name] += t.off(MEASURES[t.measure](*(results[run] for run in t.of), **t.arguments)) / self.replications
        return [float(np.mean([off[name] for name in knob.targets])) for knob in knobs]

    def settle(self, path: str, store: str, value: float, told: str = "") -> None:
        """Keep a value, to four significant digits, and tell it."""
        self.values[store, path] = float(f"{value:.4g}")
        self.tell(f"{path}{f' ({store})' if store else ''} = {self.values[store, path]:g}{told}")


def fit(bench: Bench, rounds: int = 2) -> dict[tuple[str, str], float]:
    """Move all parameters `rounds` times over; returns the values by (store, path), store "" for all."""
    for number in range(rounds):
        bench.tell(f"round {number + 1}")
        fit_once(bench)
    return bench.values


def fit_once(bench: Bench) -> None:
    """One round: what is lived, what is usual, what is made of it, what stands still, and what is answered."""
    for knobs in IN_THE_STORE:
        search(bench, knobs)
    for run, store in USUAL.items():
        settle_usual(bench, bench.result(run), store)
    for knobs in AFTERWARDS:
        search(bench, knobs)
    search(replace(bench, shorter=bench.shorter_at_rest), AT_REST)
    run = bench.result("supermarket")
    for path, value in zip(RECOMMENDATION, recommendation_fit(bench, run), strict=True):
        bench.settle(path, "", value)
    for path, value in reasons_fit(bench, run).items():
        bench.settle(path, "", value)
    bench.settle("experience.reviews.ordinary", "", stars_of_posts(run))


def settle_usual(bench: Bench, run: Result, store: str) -> None:
    """What is usual in a kind of store is what its baseline gives: remembered experience, needs met, interaction."""
    bench.settle("experience.norm", store, float(run.visits["remembered"].astype(float).mean()))
    came = run.shoppers[run.shoppers["visits"] > 0]
    bench.settle("experience.bonds.usual_needs", store, float(came["needs_met"].astype(float).mean()))
    if not store:
        bench.settle("experience.bonds.usual_interaction", store, float(came["interaction"].astype(float).mean()))


def search(bench: Bench, knobs: tuple[Knob, ...]) -> None:
    """Find the values of a block; the trial nearest to the figures is kept."""
    from scipy.optimize import root
    low, high = np.array([knob.low for knob in knobs]), np.array([knob.high for knob in knobs])
    trials: list[tuple[float, list[float], list[float]]] = []

    def trial(places: np.ndarray) -> np.ndarray:
        values = (low + np.clip(places, 0.0, 1.0) * (high - low)).tolist()
        bench.values |= {knob.key: value for knob, value in zip(knobs, values, strict=True)}
        off = bench.off(knobs)
        trials.append((max(map(abs, off)), values, off))
        return np.zeros(len(off)) if trials[-1][0] < CLOSE_ENOUGH else np.array(off)

    start = [bench.present(knob) for knob in knobs]
    if trial(places := (np.array(start) - low) / (high - low)).any():
        root(trial, places, method="hybr",
             options={"eps": FIRST_STEP**2, "maxfev": MOST_TRIALS, "factor": 1.0, "xtol": 1e-4})
    _, values, off = min(trials)
    for knob, value, distance in zip(knobs, values, off, strict=True):
        bench.settle(knob.parameter, knob.store, value, f"  off by {distance:+.2f} after {len(trials)} trials")
        if value in (knob.low, knob.high):
            bench.at_bound.add(knob.parameter)


def recommendation_fit(bench: Bench, run: Result) -> np.ndarray:
    """Level, slopes and noise of the recommendation by least squares, in half widths of the bands, within bounds."""
    from scipy.optimize import least_squares
    rated = run.shoppers.dropna(subset=["recommend"])["satisfaction"].to_numpy(float)
    low, high = np.array(list(RECOMMENDATION.values())).T
    start = np.clip([configured(run.scenario, path) for path in RECOMMENDATION], low + 1e-6, high - 1e-6)
    targets = [target for target in bench.targets.targets if target.id in ("L5", "L6", "L18")]

    def off(numbers: np.ndarray) -> list[float]:
        shares = expected_answers(rated, *numbers)
        return [target.off(expected_value(target, rated, shares)) for target in targets]

    return least_squares(off, start, bounds=(low, high), xtol=1e-6).x


def reasons_fit(bench: Bench, run: Result) -> dict[str, float]:
    """How readily each reason is named and the weight of its attribute: two equations in two unknowns a reason.

    The weight of money in the choice is given; from it follows the scale on which naming a reason follows its weight.
    """
    from scipy.optimize import root
    channels, people = run.scenario.channels, run.shoppers
    part = parts(ways_of(channels, run.scenario.visit.phone), people["price_sensitivity"].to_numpy(float),
                 people["involvement"].to_numpy(float), channels.attributes)
    bought = people["visits"].to_numpy(float), people["web_orders"].to_numpy(float)
    found = {}
    for k, attribute in enumerate(ATTRIBUTES):
        published = [bench.targets.named(f"C13 {attribute}, {where}").aim for where in ("store", "online")]

        def off(numbers: np.ndarray, part=part[k], published=published) -> np.ndarray:
            chances = named(numbers[0], part, numbers[1])
            return np.array([100.0 * np.average(c, weights=w) for c, w in zip(chances, bought, strict=True)]) - published

        found[attribute] = root(off, (getattr(channels.reasons, attribute), channels.reasons.slope)).x
    slope = found["money"][1]
    levels = [found[a][0] for a in ATTRIBUTES]
    weights = [getattr(channels.attributes, a) * found[a][1] / slope for a in ATTRIBUTES if a != "money"]
    return dict(zip(REASONS, map(float, (slope, *levels, *weights)), strict=True))


def expected_answers(rated: np.ndarray, level: float, below: float, above: float, noise: float) -> np.ndarray:
    """Probability of each answer 0..10 (columns) at each satisfaction (rows): a rounded normal, held within 0..10."""
    from scipy.stats import norm
    off = rated - KNEE
    latent = level + below * np.minimum(off, 0.0) + above * np.maximum(off, 0.0)
    edges = norm.cdf((np.arange(10) + 0.5 - latent[:, None]) / noise)
    return np.diff(np.column_stack([np.zeros(len(rated)), edges, np.ones(len(rated))]), axis=1)


def expected_value(target, rated: np.ndarray, shares: np.ndarray) -> float:
    """What a target of the recommendation (L5, L6, L18) is expected to measure for these shares of answers."""
    if target.id == "L18":
        return 100.0 * float((shares[:, 9:].sum(axis=1) - shares[:, :7].sum(axis=1)).mean())
    if target.id == "L6":
        answer, off = shares @ np.arange(11), rated - KNEE
        by = np.column_stack([np.ones(len(rated)), np.minimum(off, 0.0), np.maximum(off, 0.0)])
        return float(np.linalg.lstsq(by, answer, rcond=None)[0][1 if target.arguments["side"] == "below" else 2])
    asked = target.arguments
    band = (rated > asked["above"]) & (rated <= asked["upto"])
    return 100.0 * float(shares[band, asked["lowest"]:asked["highest"] + 1].sum(axis=1).mean())
