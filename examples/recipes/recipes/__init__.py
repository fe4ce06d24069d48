"""A plug-in with one content type. Switched on by `contentsite.plugins = recipes`."""
