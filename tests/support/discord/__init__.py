"""A Discord of our own on loopback, for the unmodified discord.py."""

import warnings

with warnings.catch_warnings():
    # Its voice part imports a module of which Python 3.11 announces the end.
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401
