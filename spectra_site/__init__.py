"""Spectra: the back end behind a live broadcast."""

__version__ = "0.1.0"
