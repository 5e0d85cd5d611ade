"""The Telegram edge; the only room that knows the library."""
