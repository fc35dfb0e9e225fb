"""What the firm controls: every parameter that a manager can set, told apart from how people respond to it.

Stimulus control (Turley and Milliman 2000): the firm chooses the exterior, the general interior (ambience), layout and
design, the point of purchase, the human side, and with them goods and prices. A lever is a parameter like any other,
declared with unit and range where its mechanism is; this file only says which ones are levers and of what kind. What the
firm gets for it (how strongly people notice, respond, learn, tire) is none, nor what rivals, neighbours and the season do.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from sim.ground.parameters import Parameters
from sim.scenario.declared import Declared, keys_of, walk

_AMBIENCE = ("music.*", "scent.*", "light.*", "colour.*", "temperature_c", "cleanliness")

LEVERS = {
    "exterior": ("store.exterior.*",),
    "ambience": keys_of("atmosphere", *_AMBIENCE) + keys_of("atmosphere.zones.[*]", *_AMBIENCE),
    "layout and design": ("store.plan", *keys_of("atmosphere", "decor", "design.*"),
                          *keys_of("atmosphere.zones.[*]", "decor", "design.*")),
    "point of purchase": (*keys_of("visit.paying", "one_line", "fixed_s", "per_item_s"),
                          *keys_of("visit.waiting", "occupied", "informed"),
                          *keys_of("visit.joining", "display", "display_s_person", "display_scale", "display_spread"),
                          *keys_of("visit.self_checkout", "machines", "fixed_s", "per_item_s", "clumsiness", "failure", "cost_week"),
                          *keys_of("visit.mirrors", "rooms", "out_of_order", "cost_week")),
    "people": (*keys_of("staff", "advisors", "cashiers", "peak_*", "courtesy", "understanding", "knowledge", "honesty",
                    "proactivity", "wage_*", "extra_shifts.[*].*"),
               *keys_of("staff.training", "modules", "from_period", "every", "modules_before", "who", "department", "hours", "fee",
                    "openness", "openness_h"),
               *keys_of("staff.levers", "bonus", "performance", "communication", "framework"),
               *keys_of("visit.initiative", "empowered", "open_at", "close_at", "approaching", "approach_after"),
               "visit.advising.temptation", "atmosphere.social.*"),
    "goods and prices": ("store.tier", *keys_of("store.departments.[*]", "items", "price_*", "margin", "stock_units", "variety",
                                            "delisted", "quality*", "defect_rate", "origins", "try_on"),
                         "store.promotions.[*].*", "visit.browsing.price_level"),
    "experiences": ("realms.*", "brand.*", *keys_of("visit.alignment", "brand_*", "script_*")),
    "customer service": ("service.prevention.checks_h", "service.complaining.ease",
                         *keys_of("service.bot", "page_read", "page_answers", "met", "knows", "wrong", "courtesy", "cost_*"),
                         *keys_of("service.desk", "agents", "at_*", "hours", "by_the_minute", "solve", "courtesy", "empowered", "routing",
                              "lost", "delay", "history"),
                         "service.recovery.compensation"),
    "hours": ("store.hours.opens_h", "store.hours.closes_h"),
    "stores": ("chain.stores.[*].copies", "centre.contribution_week"),
    "advertising": ("experience.promise.bias",
                    *keys_of("channels.communication.campaigns.[*]", "from_period", "to_period", "through", "seeds", "coverage",
                         "contacts", "segment", "platforms.[*].*", "promise", "arguments", "cues", "frame", "setting", "feedback",
                         "spend", "cost_contact", "prize", "winners", "winners_segment")),
    "relationship": (*keys_of("channels.card", "exists", "everywhere", "earn", "threshold", "offer_share", "offer_depth",
                          "special_access", "running_cost"),
                     *keys_of("channels.crm", "exists", "quality", "coverage", "use_record", "reach", "target", "depth"),
                     "channels.personalisation.intensity"),
    "good causes": ("experience.ties.parcels", "experience.ties.deliveries", "experience.conduct.conduct"),
    "own web shop": ("channels.web.quality", "visit.phone.own_gap", "channels.seams.lost",
                     *keys_of("channels.ordering", "steps", "app_steps", "load_s", "outage", "interactive"),
                     *keys_of("channels.app", "offered", "quality", "cost_week"), *keys_of("channels.pick_up", "offered", "hours", "cost"),
                     *keys_of("channels.attributes", "range_online", "ease_of_web_returns"),
                     *keys_of("channels.delivery", "fee", "free_from", "days", "late", "late_days", "failed", "cost", "courtesy")),
}
"""Kind of lever -> patterns of dotted paths; `[*]` stands for the `*` that a declared path has for any name."""


def levers(schema: type[Parameters]) -> Iterator[tuple[str, Declared]]:
    """Every lever of a parameter class with its kind, in the order of `LEVERS` and then of declaration."""
    declared = list(walk(schema))
    for kind, patterns in LEVERS.items():
        for one in declared:
            if any(fnmatchcase(one.path, pattern) for pattern in patterns):
                yield kind, one


def kind_of(path: str) -> str:
    """Kind of the lever at a dotted path, with any name in the place of `*`; "" for what is no lever."""
    for kind, patterns in LEVERS.items():
        if any(fnmatchcase(path, pattern.replace("[*]", "*")) for pattern in patterns):
            return kind
    return ""
