"""What the firm controls: every parameter that a manager can set, told apart from how people respond to it.

Stimulus control (Turley and Milliman 2000): the firm chooses the exterior, the general interior (ambience), layout and
design, the point of purchase, the human side, and with them goods and prices. A lever is a parameter like any other,
declared with unit and range where its mechanism is; this file only says which ones are levers and of what kind.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from sim.ground.parameters import Parameters
from sim.scenario.declared import Declared, walk

LEVERS = {
    "exterior": ("store.exterior.*",),
    "ambience": ("atmosphere.music.*", "atmosphere.scent.*", "atmosphere.light.*", "atmosphere.colour.*",
                 "atmosphere.temperature_c", "atmosphere.cleanliness", "atmosphere.zones.[*].music.*",
                 "atmosphere.zones.[*].scent.*", "atmosphere.zones.[*].light.*", "atmosphere.zones.[*].colour.*",
                 "atmosphere.zones.[*].temperature_c", "atmosphere.zones.[*].cleanliness"),
    "layout and design": ("store.plan", "store.display_exposure", "atmosphere.decor", "atmosphere.design.*",
                          "atmosphere.zones.[*].decor", "atmosphere.zones.[*].design.*"),
    "point of purchase": ("visit.paying.one_line", "visit.paying.fixed_s",
                          "visit.paying.per_item_s", "visit.waiting.occupied", "visit.waiting.informed"),
    "people": ("staff.*", "atmosphere.social.*"),
    "goods and prices": ("store.departments.[*].items", "store.departments.[*].price_mean",
                         "store.departments.[*].price_spread", "store.departments.[*].margin",
                         "store.departments.[*].stock_units", "visit.browsing.price_level"),
    "experiences": ("realms.*", "brand.*"),
    "customer service": ("service.prevention.checks_h", "service.complaining.ease", "service.bot.page_read", "service.bot.met",
                         "service.desk.agents", "service.desk.hours", "service.desk.by_the_minute", "service.desk.courtesy",
                         "service.desk.empowered", "service.desk.history", "service.recovery.compensation"),
    "hours": ("store.hours.opens_h", "store.hours.closes_h"),
    "relationship": ("channels.card.exists", "channels.card.earn", "channels.card.threshold", "channels.card.offer_share",
                     "channels.card.offer_depth", "channels.card.special_access", "channels.crm.exists", "channels.crm.quality",
                     "channels.crm.coverage", "channels.crm.use_record", "channels.crm.reach", "channels.crm.target",
                     "channels.crm.depth", "channels.personalisation.intensity"),
    "good causes": ("experience.ties.parcels", "experience.ties.deliveries"),
    "own web shop": ("channels.web.quality", "visit.phone.own_gap"),
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
