"""Scripts that go into every export as they stand, for people to start their own analysis from."""
