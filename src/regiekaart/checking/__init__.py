"""Checking a list that somebody brings: every problem, what it comes to, and a corrected copy."""
