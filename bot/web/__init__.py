"""The browser edge; the only room that knows starlette."""
