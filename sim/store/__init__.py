"""The store: floor plan, atmosphere, assortment, hours and crowd: the place, before anybody enters it."""
