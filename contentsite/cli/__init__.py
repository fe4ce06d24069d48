"""The `contentsite` command: a module a subcommand, with `NAME`, `HELP`, `arguments` and `run`."""
