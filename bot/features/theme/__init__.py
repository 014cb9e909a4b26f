"""What a group talks about, and whether it still does."""
