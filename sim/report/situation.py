"""The situation in words: which moderators a run has, what they do, and how much of the rating the firm controls."""

from typing import Any

from sim.report.words import plain


def moderators_told(scenario: Any) -> list[tuple[str, str]]:
    """One fact (term, text) that names every moderator that can act; none where there are none."""
    situation = getattr(scenario, "situation", None)
    if situation is None or not situation.moderated:
        return []
    told = [f"{plain(name)} ({one.when.replace('_', ' ')} {one.named}".rstrip() + f"): {one.path} {_does(one)}"
            for name, one in situation.moderators.items() if not one.is_neutral]
    return [("Moderators", "; ".join(told))] if told else []


def _does(one: Any) -> str:
    scaled = [f"x {one.factor:g}"] if one.factor != 1.0 else []
    return ", ".join(scaled + ([f"{one.shift:+g}"] if one.shift else []))


def control_told(result: Any) -> list[tuple[str, str]]:
    """One fact (term, text): who the differences between ratings are owed to; none where no account was kept."""
    table = getattr(result, "control", None)
    if table is None or not len(table) or table["share"].isna().any():
        return []
    names = {"firm": "what the firm controls", "others": "other people and rivals", "shopper": "the shopper",
             "noise": "noise of memory"}
    return [("Ratings differ by", ", ".join(f"{100 * share:.0f} % {names[name]}" for name, share in table["share"].items()))]
