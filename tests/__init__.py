"""The tests mirror the tree; they read as documentation of it."""
