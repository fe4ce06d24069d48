"""The `contentsite` command: one module a subcommand, each with `NAME`, `HELP`, `arguments` and `run`."""
