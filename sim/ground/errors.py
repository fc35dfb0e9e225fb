"""The one error that a user's mistake raises."""


class InputError(ValueError):
    """A mistake in what the user gave: names the key, the value, what is allowed and where to set it.

    Commands print its text and exit with status 2; they never show a traceback for it.
    """
