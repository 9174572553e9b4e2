"""The Draw page: the sheet, and something to start from."""
