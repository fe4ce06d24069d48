"""Benchmarks of speed and size: `python -m benchmarks`. See README.md in this folder."""
