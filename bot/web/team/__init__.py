"""The team's own work in the browser: the study before the day, the data after it, all without JavaScript."""
