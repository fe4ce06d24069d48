"""The site as a whole: who may do what, people and groups, what there is to choose from, old addresses."""
