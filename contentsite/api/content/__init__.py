"""A node itself: reading, making, changing and deleting it."""
