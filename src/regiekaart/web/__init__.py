"""The web page: a map to explore, in one file that opens anywhere with no network."""
