"""The engine: schedule, RetailModel, StoreDay, agents; runs, replications, comparisons; files."""
