"""What of a person's inner life the model holds: each concept by the columns in which it lives, or "not modelled".

The concepts are those by which definitions of customer experience name what goes on in a customer: feelings, emotions,
perception, evaluation, involvement, memory, the spiritual, and intentions.
"""

from sim.engine.records import WHY

NOT_MODELLED = "not modelled"

COVERAGE: dict[str, tuple[str, tuple[str, ...]]] = {
    "feelings": ("the momentary experience on four dimensions, and what is left of it",
                 ("visit.cognitive", "visit.affective", "visit.social", "visit.physical", "shopper.cx_affective")),
    "emotions": ("pleasure, arousal and dominance; mood that is brought along; no emotions by name (joy, anger, shame)",
                 ("visit.affective", "visit.arousal", "visit.dominance", "shopper.mood")),
    "perception": ("how long a wait seems, how crowded and narrow it is, what clues a place gives",
                   ("visit.wait_perceived_s", "visit.sum_human_crowding", "visit.sum_spatial_crowding", "visit.impression")),
    "evaluation": ("satisfaction, disconfirmation, value, trust; what each rating is owed to, part by part",
                   ("visit.satisfaction", "visit.disconfirmation", "visit.value", "shopper.satisfaction", "shopper.trust",
                    *(f"visit.why_{part}" for part in WHY))),
    "involvement": ("how much the purchase matters to a person, and how far a moment absorbs",
                    ("shopper.involvement", "visit.sum_absorbed")),
    "memory": ("what is remembered of a visit, and what is carried from t-1 to t",
               ("visit.remembered", "visit.peak", "visit.end", "shopper.experience", "shopper.recall")),
    "spiritual": (NOT_MODELLED, ()),
    "intentions": ("loyalty, recommendation, what is looked forward to; to come back is read off the visit (`come_back`)",
                   ("shopper.loyalty", "shopper.recommend", "shopper.anticipation")),
}
"""Concept -> in words, and the columns (table.column) that hold it."""


def coverage_rows() -> list[list[str]]:
    """Concept, words and columns, as rows of a table."""
    return [[concept, words, ", ".join(f"`{column}`" for column in columns)] for concept, (words, columns) in COVERAGE.items()]
