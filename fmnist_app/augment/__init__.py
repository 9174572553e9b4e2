"""Pictures for networks to learn from: altered, redrawn, and drawn by code from nothing."""
