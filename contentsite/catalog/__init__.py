"""The catalog: a projection of the site's transaction log into a file that search asks."""
