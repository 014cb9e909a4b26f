"""Calls to Telegram and to others outside, as data: one class a call, one file a subject."""
