"""How the shipped networks are made, by command, and their files; no page imports it."""
