"""The tour that a visitor may take: a bar below every page."""
