"""A believable match without a game: a script of wire events, and a client that plays it.

The script (``script.simulate``) is pure: a seed gives the same match on every machine. It
knows no clock and no network; only ``player`` does.
"""
