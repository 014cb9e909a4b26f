"""What newcomers may send at first."""
