"""What the parts of the account of a rating are called, and what each one means."""

from sim.report.words import plain

PARTS: dict[str, tuple[str, str]] = {
    "level": ("usual level", "rating of a visit that was neither good nor bad, met with the usual expectation"),
    "expectation": ("expectation", "what the shopper expected above or below the usual"),
    "recall": ("memory", "what memory adds to or takes from what was lived"),
    "style": ("style of rating", "that some people rate higher than others, whatever they live through"),
    "promise": ("promises", "promises that were not kept"),
    "store": ("the shop itself", "the shop as it is, without music, scent and people"),
    "music": ("music", "tempo, volume and fit of the music"),
    "scent": ("scent", "scent in the air"),
    "light": ("light and colour", "light and colour"),
    "interior": ("interior", "decor, design, floor, signs, goods to try, cleanliness and temperature"),
    "realm": ("entertainment", "entertainment, education, esthetics and escape on offer"),
    "mood": ("mood brought along", "the mood that the shopper brings along"),
    "stimulation": ("stimulation", "too much or too little arousal for the goal of the trip"),
    "clash": ("clashing cues", "cues that do not fit each other or the goods"),
    "crowd": ("crowd", "how many people there are"),
    "space": ("narrow space", "how narrow the place is"),
    "company": ("company", "who the other people are: companions, neighbours"),
    "goods": ("goods", "goods that are found, discovered or left on the shelf"),
    "missing": ("search, not found", "goods that are searched for long or not found"),
    "price": ("prices", "prices against what was expected"),
    "staff": ("staff", "members of staff"),
    "wait": ("waiting", "waiting for help and at the tills"),
    "checkout": ("paying", "paying at the till"),
    "online": ("phone at the shelf", "what the phone shows at the shelf"),
    "activity": ("events", "events taken part in"),
    "technology": ("technology", "mirrors, self-checkout and the like"),
    "use": ("living with it", "quality in use of what was bought, against what was expected"),
    "communication": ("campaigns", "messages too many, prizes won or missed"),
    "web": ("web and app", "what does not fit between web and store: prices, baskets (orders live in states of their own)"),
    "delivery": ("delivery, pick-up", "parcels, goods picked up, goods sent back"),
    "service": ("complaints", "complaints, and what was made of them"),
    "hearsay": ("hearsay", "what others say; heard before purchase, it acts by what is expected"),
    "relationship": ("relationship", "loyalty card: rewards, access, offers that are for others alone"),
    "around": ("around the store", "actors beside the company"),
    "trust": ("wrong advice found out", "an item that was sold against better knowledge was found out"),
    "limit": ("end of the scale", "what the ends of the scale of valence cut off"),
}
"""Part of the account by name of its column: label for a figure, and meaning."""


def label(part: str) -> str:
    """What a part of the account is called in a figure; one that is not known here has its plain name."""
    return PARTS[part][0] if part in PARTS else plain(part)


def meaning(part: str) -> str:
    """What a part of the account means."""
    return PARTS[part][1] if part in PARTS else plain(part)
