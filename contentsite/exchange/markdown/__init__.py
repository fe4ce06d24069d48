"""The reader of folders of Markdown files."""
