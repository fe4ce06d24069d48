"""Bringing files in: their type by content, their bytes into blobs."""
