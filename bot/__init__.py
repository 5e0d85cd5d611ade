"""The edges: browser, Telegram, terminal and command line around one workshop."""
