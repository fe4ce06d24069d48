"""HTML from elsewhere: parsed, put in order, written again."""
