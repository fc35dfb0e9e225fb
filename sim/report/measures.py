"""What a page shows of the measures: the key numbers, and which of them report a published definition."""

KEY_NUMBERS = ("nps", "visits", "retention", "sales", "margin", "profit", "satisfaction", "csat", "ces", "loyalty", "clv",
               "basket", "conversion", "dwell_min", "wait_min", "showrooming", "webrooming")
"""The measures of tiles and of the forest plot; tables show all."""

DEFINITIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Kiska 2003", "a way to measure satisfaction and to build strong relations", ("satisfaction", "retention")),
    ("Thompson 2014", "manages interactions for a superior brand and profit in the long run", ("nps", "clv")),
    ("Forbes 2015", "the sum of impressions from many touchpoints", ("satisfaction", "ces")),
    ("Kahn 2013", "a positive feeling in the customer's contact with the company, then recognition",
     ("satisfaction", "nps")),
    ("Gartner, Davis 2015", "meets or exceeds expectations: more satisfaction, loyalty and advocacy",
     ("satisfaction", "loyalty", "nps")),
    ("Sebor 2008", "loyalty through interaction that answers wishes and needs", ("loyalty", "ces")),
    ("Fast Company 2015", "six disciplines: strategy, understanding, design, measurement, governance, culture",
     ("csat", "ces", "nps", "margin")),
)
"""Published definitions of customer experience (who, what it is for, the measures that report it)."""
