"""The values of fields: how each kind is shown, and what is taken for one."""
