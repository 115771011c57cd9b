"""Signing in: with Discord, or as a user of this site."""
