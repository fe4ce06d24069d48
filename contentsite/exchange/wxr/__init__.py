"""The reader of WordPress's export files."""
