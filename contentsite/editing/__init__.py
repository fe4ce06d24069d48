"""What those who work on a site do with it, and what speaks against it: the same by forms and by JSON."""
