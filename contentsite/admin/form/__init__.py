"""The form of a node: it follows from the type, a control for each field."""
