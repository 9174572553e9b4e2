"""The accuracy frontier: what networks of three sizes reach at best, seed by seed."""
