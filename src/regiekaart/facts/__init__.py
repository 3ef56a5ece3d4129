"""Reading and checking what is known: each noun in a module of its own."""
