"""Lists to fill in: every municipality of a day, with what is known of it already."""
