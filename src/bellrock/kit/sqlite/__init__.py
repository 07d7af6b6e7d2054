"""The default database: one file, one writer, group commit, readers beside it."""
