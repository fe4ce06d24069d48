"""What is done with nodes besides changing their fields: copies, moves, transitions, versions, the trash."""
