"""From results to words and tables: once, for every output."""
