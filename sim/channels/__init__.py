"""Before and around the visit: when a trip is due, where it is searched and bought, what is on the list, web orders."""
