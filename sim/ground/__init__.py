"""The ground floor: columns, parameters, dice, rules, choice, sums. No shop words, no files."""
