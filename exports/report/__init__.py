"""The report: chapters of blocks, the same content and order as a page and as a Word document."""
