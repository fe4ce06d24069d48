"""What is around a node: where it stands, what is beside it, what may be done there."""
