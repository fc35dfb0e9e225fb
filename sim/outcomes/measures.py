"""The dictionary of measures: every key number is declared here, once, for the engine, the figures, the page and the docs.

A measure is a sum over another, so that a run's value is exact whatever its periods are: `satisfaction` of a run is the
mean over all visits, not a mean of weekly means; sales, margin and wages are $ a period. To report a new number, add an
entry here and its sums to `sim.engine.measures.period_sums`.
"""

from collections.abc import Iterable

from sim.outcomes.measure import Measure


def _percent(name: str, over: str, under: str, label: str, better: int, means: str, formula: str, source: str = "",
             at_end: bool = False) -> Measure:
    return Measure(name, over, under, label, "%", 1, better, means, formula, source, scale=100.0, at_end=at_end)


def _money(name: str, over: str, under: str, label: str, digits: int, better: int, means: str, formula: str,
           source: str = "") -> Measure:
    return Measure(name, over, under, label, "$", digits, better, means, formula, source)


def _visits(name: str, over: str, label: str, unit: str, digits: int, better: int, means: str, formula: str,
            source: str = "", squares: str = "") -> Measure:
    return Measure(name, over, "visits", label, unit, digits, better, means, f"mean over visits of {formula}", source,
                   squares=squares)


def _count(name: str, label: str, better: int, means: str, formula: str) -> Measure:
    return Measure(name, name, "periods", label, "", 0, better, means, f"{formula} / periods")


_ALL = (
    _visits("satisfaction", "satisfaction_sum", "Satisfaction", "0-100", 1, 1,
            "how satisfied shoppers are with their visits, on the scale of the national satisfaction indices",
            "(rating - 1) / 9 x 100, rating 1 to 10", "Fornell et al. 1996", squares="satisfaction_squares"),
    Measure("nps", "promoters_less_detractors", "answers", "Net promoter score", "-100 to 100", 1, 1,
            "how many more of those who came would recommend the store than would advise against it, all periods together",
            "% of answers 9-10 minus % of answers 0-6 on 0-10; every period asks the shoppers with a visit in it",
            "Reichheld 2003", factor=100.0, squares="promoters_and_detractors"),
    Measure("csat", "satisfied", "visits", "CSAT", "0-100", 1, 1, "how many visits satisfy",
            "% of visits rated 8 or more on 1 to 10", "Farris et al. 2010", factor=100.0),
    _visits("ces", "effort_sum", "Ease of the visit (CES)", "1-7", 2, 1,
            "how little effort a visit takes: 1 much effort, 7 none",
            "7 - 3 x share of the visit that seems spent waiting - 3 x share of wanted items not found or overlooked",
            "Dixon, Freeman and Toman 2010"),
    Measure("loyalty", "loyalty_sum", "shoppers", "Loyalty", "0-1", 3, 1, "how attached shoppers are to the store",
            "mean over shoppers of attitudinal loyalty, 0 none to 1 complete, at the end", "Dick and Basu 1994",
            at_end=True, squares="loyalty_squares"),
    _percent("retention", "active", "ever_bought", "Retention", 1,
             "share of the shoppers who ever bought that are not lost",
             "shoppers with a recent purchase / shoppers with any purchase, at the end", "Gupta et al. 2006", at_end=True),
    _percent("conversion", "buyers", "visits", "Conversion", 1, "share of store visits that buy in the store",
             "visits with a purchase in the store / visits", "Perdikaki, Kesavan and Swaminathan 2012"),
    _percent("showrooming", "showroomed", "visits", "Showrooming", 0,
             "share of store visits that buy online what they saw in the store",
             "visits with an online order of what was seen / visits", "Gensler, Neslin and Verhoef 2017"),
    _percent("webrooming", "webroomed", "visits", "Webrooming", 0,
             "share of store visits that buy in the store what was searched online",
             "visits with web search first and a purchase in the store / visits", "Verhoef, Neslin and Vroomen 2007"),
    _visits("dwell_min", "dwell_min_sum", "Time in the store", "min", 1, 0,
            "how long a visit lasts, from entrance to exit", "time of leaving - time of arriving"),
    _visits("wait_min", "wait_min_sum", "Wait", "min", 2, -1, "how long a visit stands in line, by the clock",
            "time spent in line"),
    _visits("wait_perceived_min", "wait_perceived_min_sum", "Perceived wait", "min", 2, -1,
            "how long the time in line seems", "waiting time as perceived", "Hornik 1984"),
    _visits("sales_process", "sales_process_sum", "Sales process", "-1 to 1", 3, 1,
            "what the checkout adds to the experience, or takes from it",
            "the changes of valence at the touchpoints of the checkout, summed"),
    _visits("distance_m", "distance_sum", "Way walked", "m", 0, 0, "how far a visit walks in the store", "metres walked",
            "Hui et al. 2013"),
    _visits("pleasure", "pleasure_sum", "Pleasure", "-1 to 1", 3, 1, "how pleasant the time in the store is",
            "pleasure, averaged over the seconds of the visit", "Mehrabian and Russell 1974"),
    _visits("approach", "approach_sum", "Approach", "-1 to 1", 3, 1,
            "the behavioural response: whether visits stay, spend and come back, or avoid",
            "(stay + spend + come back) / 3, each -1, 0 or 1", "Mehrabian and Russell 1974"),
    _visits("impression", "impression_sum", "Take-away impression", "-1 to 1", 3, 1,
            "what all clues of a visit leave as one impression", "clues of the touchpoints, weighed by their strength",
            "Carbone and Haeckel 1994"),
    _visits("hedonic", "hedonic_sum", "Hedonic value", "-1 to 1", 3, 1, "how much fun, feeling and fantasy a visit gives",
            "weighted mean of pleasure, delights and absorption", "Holbrook and Hirschman 1982"),
    _visits("utilitarian", "utilitarian_sum", "Utilitarian value", "-1 to 1", 3, 1, "how well a visit serves its task",
            "weighted mean of the list done, time not lost and money saved", "Babin, Darden and Griffin 1994"),
    _percent("participation", "at_activities", "visits", "Taking part", 0,
             "share of store visits that stop at an activity, to watch or to take part",
             "visits that stopped at an activity / visits", "Pine and Gilmore 1999"),
    Measure("knowledge", "knowledge_sum", "shoppers", "Knowledge", "0-1", 3, 1,
            "what shoppers have learned here about the goods",
            "mean over shoppers of knowledge beyond the ordinary, 0 none to 1 complete, at the end", at_end=True),
    Measure("recall", "recall_sum", "shoppers", "Brand recall", "0-1", 3, 1, "how readily the store comes to mind",
            "mean over shoppers of recall of the brand beyond the ordinary, 0 to 1, at the end", "Keller 1993", at_end=True),
    _percent("unplanned", "unplanned_items", "items", "Unplanned purchases", 0,
             "share of the items bought that were not on the list",
             "items bought without being on the list / items bought", "Inman, Winer and Ferraro 2009"),
    _percent("not_found", "not_found", "wanted", "Items not found", -1,
             "share of the wanted items that the shopper did not get to see",
             "items of the lists not found / items of the lists"),
    _percent("stockouts", "stockouts", "wanted", "Items sold out", -1,
             "share of the wanted items that were not on the shelf",
             "items of the lists out of stock / items of the lists", "Corsten and Gruen 2003"),
    _percent("returned", "items_returned", "items", "Items brought back", -1,
             "share of the items bought that come back in the next period", "items bought and brought back / items bought"),
    _percent("complaints", "complaints", "visits", "Complaints at the till", -1,
             "share of visits that complain about a refused discount", "visits with a complaint / visits"),
    _money("discounts", "discounts", "periods", "Discounts a period", 0, 0,
           "what promotions take off the shelf prices of what is bought", "(shelf prices - prices paid) / periods"),
    _money("refunds", "refunds", "periods", "Refunds a period", 0, -1, "what is paid back for goods brought back",
           "prices paid of goods brought back / periods"),
    _percent("abandoned", "abandoned", "visits", "Lines abandoned", -1,
             "share of visits that give up in line and leave their basket", "visits that gave up in line / visits"),
    _percent("helped", "helped", "visits", "Helped by staff", 1, "share of visits that an advisor helped",
             "visits with help / visits"),
    _percent("first_time_resolution", "need_met", "helps", "Needs met at the first encounter", 1,
             "share of helps whose advice fits the need", "helps whose advice fits / helps",
             "Parasuraman, Zeithaml and Berry 1985"),
    _percent("in_company", "in_company", "visits", "In company", 0,
             "share of visits made with a partner, a child or a friend", "visits in company / visits",
             "Borges, Chebat and Babin 2010"),
    _percent("jostled", "jostled", "visits", "Brushed against", -1,
             "share of visits on which the shopper is brushed against in an aisle",
             "visits with at least one brush / visits", "Underhill 1999"),
    _percent("approached", "approached", "visits", "Approached by staff", 0,
             "share of visits in which staff offered help unasked", "visits with an offer / visits"),
    _percent("balked", "balked", "visits", "Put off by the line", -1,
             "share of visits that leave their basket at the sight of the line", "visits that balked / visits",
             "Lu et al. 2013"),
    _percent("overtaken", "overtaken", "buyers", "Overtaken in line", -1,
             "share of buyers who saw somebody served earlier who came later",
             "buyers who were overtaken / visits with a purchase", "Larson 1987"),
    _percent("self_checkout", "machine_buyers", "buyers", "Self-checkout", 0, "share of buyers who pay at a machine",
             "buyers at machines / visits with a purchase"),
    _percent("machine_failures", "machine_failures", "machine_users", "Machine failures", -1,
             "share of the users of machines for whom one stops", "visits with a failure / visits at machines"),
    _count("tills_opened", "Tills opened a period", 0, "how often advisors open a closed till", "openings"),
    _percent("tried_on", "tried_on", "visits", "Tried on", 0, "share of visits that use a fitting room",
             "visits with a trial / visits", "Underhill 1999"),
    _percent("mirror_uptake", "mirror_uses", "mirrors_met", "Uptake of smart mirrors", 0,
             "share of trials before a smart mirror in which it is used", "mirrors used / trials in rooms with one"),
    _percent("mirrors_broken", "mirrors_broken", "mirrors_met", "Smart mirrors out of order", -1,
             "share of trials before a smart mirror that is wanted and does not work",
             "mirrors out of order / trials in rooms with one"),
    _percent("cross_sold", "cross_sold", "mirror_uses", "Cross-selling of smart mirrors", 1,
             "share of their suggestions that are taken", "items taken on suggestion / mirrors used"),
    _money("basket", "store_sales", "buyers", "Basket", 2, 1, "what a buying visit spends",
           "sales in the store / visits with a purchase"),
    _money("sales", "sales", "periods", "Sales a period", 0, 1, "what shoppers paid in the store and its web shop",
           "sum of prices paid / periods"),
    _money("web_sales", "web_sales", "periods", "Own web sales a period", 0, 1,
           "what shoppers paid in the store's own web shop", "sum of prices paid there / periods"),
    _money("rival_sales", "rival_sales", "periods", "Sales of rivals a period", 0, -1,
           "what these shoppers paid to rivals", "sum of prices paid to rivals / periods"),
    _money("margin", "margin", "periods", "Margin a period", 0, 1, "what sales leave when the goods are paid",
           "(sales - refunds - cost of the goods sold or written off) / periods"),
    _money("wages", "wages", "periods", "Wages a period", 0, -1, "what the staff on the roster costs",
           "hours within the opening time x hourly wage, summed / periods"),
    _money("staff_costs", "staff_costs", "periods", "Other costs of staff a period", 0, -1,
           "what staff cost beside wages on the floor",
           "bonuses, programmes, training with its paid time, hiring, summed / periods"),
    _money("equipment", "equipment", "periods", "Machines a period", 0, -1, "what machines and mirrors cost",
           "weekly cost of each, summed / periods"),
    _money("other_costs", "other_costs", "periods", "Costs outside of the store a period", 0, -1,
           "what is spent on shoppers outside of the store: communication, fulfilment, service, compensation, rewards",
           "accounts of these costs, summed / periods"),
    _money("profit", "profit", "periods", "Left after wages a period", 0, 1,
           "what the margin leaves when staff, machines and all other costs are paid",
           "(margin - wages - other costs of staff - machines - costs outside of the store) / periods"),
    Measure("morale", "morale_sum", "staff_periods", "Morale of staff", "0-1", 3, 1,
            "in which spirits staff are after a period", "mean over periods and members of staff of morale, 0..1",
            "Bakker and Demerouti 2007"),
    _percent("staff_load", "load_sum", "staff_periods", "Load of staff", 0,
             "share of the time on the floor that staff spend serving",
             "mean over periods and members of staff of time serving / time on the floor"),
    _percent("staff_turnover", "resigned", "staff_periods", "Resignations", -1,
             "share of the staff that leaves in a period", "resignations / members of staff, summed over periods",
             "Griffeth, Hom and Gaertner 2000"),
    Measure("trust", "trust_sum", "shoppers", "Trust in advice", "0-1", 3, 1, "how far shoppers follow what the store advises",
            "mean over shoppers of trust, 1 as in any ordinary shop, at the end", "Sirdeshmukh, Singh and Sabol 2002",
            at_end=True),
    _percent("failures", "failures", "visits", "Failures", -1, "visits and orders on which something failed, per visit",
             "visits and orders with a failure / visits"),
    _percent("complaint_rate", "complaints_told", "failures", "Failures complained about", 0,
             "share of failures that are told to customer service", "failures told to customer service / failures",
             "Singh 1988"),
    _percent("silent", "silent", "failures", "Left without a word", -1,
             "share of failures that are taken home and told to nobody in the company",
             "failures swallowed / failures", "Hirschman 1970"),
    _percent("first_contact", "first_contact", "desk_closed", "Solved at first contact", 1,
             "share of the tickets of the desk that are solved without any hand-over",
             "tickets solved without hand-over / tickets closed"),
    _percent("unresolved", "unresolved", "closed", "Unresolved", -1,
             "share of closed contacts that end without a solution", "failed, given up or misled / contacts closed"),
    Measure("days_to_solve", "ticket_days", "solved", "Time to solve", "days", 1, -1, "how long a ticket takes",
            "mean over tickets solved of days from opening to closing"),
    _percent("desk_load", "desk_min", "desk_room_min", "Load of the desk", 0,
             "share of the time of the customer service desk that is worked on tickets", "minutes worked / minutes paid"),
    _percent("deflection", "deflected", "contacts", "Deflection", 0,
             "share of contacts that page or bot help, so that they never reach the desk",
             "contacts helped by page or bot / contacts"),
    _percent("wrong_answers", "wrong_answers", "contacts", "Wrong answers of the bot", -1,
             "share of contacts that the bot answers wrongly", "contacts answered wrongly / contacts"),
    _percent("handed_over", "handed_over", "tickets", "Handed over", -1,
             "share of tickets that go from one department to another", "tickets handed over / tickets"),
    _percent("open_tickets", "open_tickets", "shoppers", "Open tickets", -1,
             "tickets that wait to be solved, in percent of the shoppers", "tickets open at the end / shoppers",
             at_end=True),
    _money("compensation", "compensation", "periods", "Compensation a period", 0, 0, "what is paid for what failed",
           "compensation paid / periods"),
    _money("service_costs", "service_costs", "periods", "Customer service a period", 0, -1,
           "what desk, page, bot, checks and compensation cost", "their costs, summed / periods"),
    _money("clv", "", "", "Customer lifetime value", 2, 1, "today's value of the margin that a shopper will bring",
           "mean over shoppers of m r / (1 + i - r): margin m and retention r a period, discount rate i",
           "Gupta, Lehmann and Stuart 2004"),
    _percent("store_share", "store_trips", "trips", "Share of trips to the store", 1,
             "share of all shopping trips that come to the store",
             "trips to the store / trips to store, web shop and rivals"),
    _percent("web_share", "web_trips", "trips", "Share of trips to the own web shop", 0,
             "share of all shopping trips made in the web shop",
             "orders in the own web shop / trips to store, web shop and rivals"),
    _count("visits", "Visits a period", 1, "how often shoppers come into the store", "store visits"),
    _count("buyers", "Buying visits a period", 1, "how many visits buy in the store", "visits with a purchase"),
    _count("passed_by", "Passed by a period", -1, "how many come to the door and do not enter",
           "trips that end at the door"),
    _count("trips", "Shopping trips a period", 0, "how often shoppers shop anywhere",
           "trips to store, web shop and rivals"),
)

MEASURES: dict[str, Measure] = {m.name: m for m in _ALL}
"""The dictionary of key numbers by column name, in the order in which they are shown."""

SUMMED: dict[str, Measure] = {m.name: m for m in _ALL if m.over}
"""Those that are a sum over another; the others are found from the shoppers at the end of a run."""


def measure(name: str) -> Measure:
    """The measure called `name`; one that is not in the dictionary gets its plain name and no unit."""
    plain = Measure(name, "", "", name.replace("_", " ").capitalize(), "", 2, 0, "not in the dictionary of measures", "")
    return MEASURES.get(name, plain)


def in_order(names: Iterable[str]) -> list[str]:
    """The names in the order of the dictionary; those outside it follow in the order given."""
    names = list(names)
    return [n for n in MEASURES if n in names] + [n for n in names if n not in MEASURES]
