"""A believable community without Discord: who is in it, and what they do day by day.

The script (``script.simulate``) is pure: a seed gives the same community on every machine, and a
day the same events whatever days are asked for with it. It knows no clock and no database; only
``live`` and the command do.
"""
