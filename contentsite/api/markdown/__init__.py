"""A node as Markdown, at its own address, for whoever asks for exactly `text/markdown`."""
