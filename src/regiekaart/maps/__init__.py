"""From a study to pages with maps, on paper and on the web."""
