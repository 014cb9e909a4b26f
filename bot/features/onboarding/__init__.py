"""The first days in a group: rules, introduction, first check-in, and a few letters."""
