"""Pure functions from a study to results."""
