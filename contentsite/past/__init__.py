"""What was then, brought back: one node, or a node with all below it."""
