"""The form that display names must have."""
