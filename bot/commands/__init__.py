"""The commands, by what they are for. Each imports what it needs, so that `--help` is quick."""
