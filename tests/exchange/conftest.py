"""Puts this folder on the path, for `exchange_sources`."""
