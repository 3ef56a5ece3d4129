"""From figures to sentences, tables and documents."""
