"""Limits of single members: for what reason, how far, until when, and what they were allowed before."""
